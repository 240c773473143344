"""What each stage says: one thing to do, in few words."""

import numpy as np
import pytest

from formcheck.body.view import ViewKind
from formcheck.exercises.spec import Exercise
from formcheck.live.camera.health import Health, Status
from formcheck.live.person.advice import Advice, Trouble
from formcheck.live.person.frame_rate import FrameRate
from formcheck.live.person.gesture import Hand
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.target import Target
from formcheck.live.stage import Flow, Stage, Why
from formcheck.live.window.scenes import (
    Scene,
    left_counter_on,
    safety_page,
    show_of,
    with_camera_trouble,
)
from formcheck.results import Verdict
from tests.synthetic import BUNDLED_MODEL, ButtKicks

RIGHT = Advice(Trouble.NONE, "Perfect")
BACK = Advice(Trouble.CUT_OFF, "Step back", "Your feet are cut off")


@pytest.fixture
def under_way(butt_kicks: Exercise) -> LiveSet:
    """A set of six kicks."""
    track = ButtKicks(kicks=6).track()
    current = LiveSet(butt_kicks, "", track.width, track.height, BUNDLED_MODEL)
    current.go()
    for pose in track.poses():
        current.add_frame(np.zeros((72, 128, 3), np.uint8), pose.time_s, pose)
    return current


def test_the_setup_says_what_to_change_and_then_how_to_start(butt_kicks: Exercise) -> None:
    flow = Flow(Stage.SETUP)
    assert show_of(Scene(flow, butt_kicks)).message == "One moment"
    wrong = show_of(Scene(flow, butt_kicks, BACK))
    assert (wrong.message, wrong.notes) == ("Step back", ("Your feet are cut off",))
    assert wrong.verdict is Verdict.BORDERLINE
    right = show_of(Scene(flow, butt_kicks, RIGHT))
    assert (right.message, right.verdict) == ("Raise a hand to start", Verdict.GOOD)
    assert right.small == "Butt kicks"


def test_the_countdown_counts(butt_kicks: Exercise) -> None:
    flow = Flow(Stage.COUNTDOWN)
    assert show_of(Scene(flow, butt_kicks, RIGHT)).message == "Hand down, hold still"
    for count_s, number in ((3.0, "3"), (2.01, "3"), (0.4, "1"), (0.0, "1")):
        flow.count_s = count_s
        assert show_of(Scene(flow, butt_kicks, RIGHT)).big == number


def test_a_set_shows_counters_timer_and_pace(butt_kicks: Exercise, under_way: LiveSet) -> None:
    show = show_of(Scene(Flow(Stage.SET), butt_kicks, RIGHT, current=under_way))
    assert show.counters
    assert sum(count.attempts for count in show.frame.counts.values()) == 6
    assert show.big == f"0:{int(under_way.lasted_s):02d}"
    assert show.small == "100 steps/min"


@pytest.mark.parametrize(
    ("target", "small", "reached"),
    [
        (Target(reps=6), "6 of 6 · 100 steps/min", True),
        (Target(reps=20), "6 of 20 · 100 steps/min", False),
        (Target(seconds=2.0), "100 steps/min", True),
        (Target(), "100 steps/min", False),
    ],
)
def test_a_target_is_shown_and_reached(
    butt_kicks: Exercise, under_way: LiveSet, target: Target, small: str, reached: bool
) -> None:
    scene = Scene(Flow(Stage.SET), butt_kicks, RIGHT, current=under_way, target=target)
    assert show_of(scene).small == small
    assert target.reached(under_way) == reached


def test_a_pause_says_how_to_go_on(butt_kicks: Exercise, under_way: LiveSet) -> None:
    flow = Flow(Stage.PAUSED)
    messages = []
    for why in Why:
        flow.why = why
        show = show_of(Scene(flow, butt_kicks, RIGHT, current=under_way))
        assert show.big == "Paused"
        assert show.counters
        messages.append(show.message)
    assert messages[:2] == ["Raise your right hand to go on", "Come back into the picture"]


def test_the_ring_of_a_hand_is_shown_only_where_the_hand_does_something(
    butt_kicks: Exercise, under_way: LiveSet
) -> None:
    at = np.array([300.0, 100.0])
    raised, kept = Hand(at, 0.5, "raised"), Hand(at, 0.5, "kept")

    def shown(stage: Stage, hand: Hand, advice: Advice = RIGHT) -> tuple[bool, str, str]:
        flow = Flow(stage, _resuming=stage is Stage.COUNTDOWN, count_s=2.0)
        show = show_of(Scene(flow, butt_kicks, advice, hand=hand, current=under_way))
        return show.hand.xy_px is not None, show.message, "".join(show.notes)

    assert shown(Stage.SETUP, raised) == (True, "Keep your hand up to start", "")
    assert not shown(Stage.SETUP, raised, BACK)[0]
    assert not shown(Stage.SETUP, kept)[0]
    assert shown(Stage.SET, raised)[:2] == (True, "Keep your hand up to pause")
    ends = "Keep it up to end the set"
    assert shown(Stage.PAUSED, kept) == (True, "Hand down to stay paused", ends)
    assert shown(Stage.PAUSED, raised) == (True, "Keep your hand up to go on", "")
    assert shown(Stage.COUNTDOWN, kept) == (True, "Hand down to go on", ends)


@pytest.mark.parametrize(
    ("status", "message", "note"),
    [
        (Status(Health.STARTING), "Looking for the camera", ""),
        (Status(Health.BLACK, "the picture is black"), "The picture is black", ""),
        (Status(Health.LOST, "it is gone: plug it in", 9.0), "It is gone", "Plug it in"),
        (Status(Health.LOST, "it is gone", 12.4), "It is gone", "Trying again for 12 s"),
        (
            Status(Health.GONE, "it is gone"),
            "It is gone",
            "Press Esc to look for it again, or q to quit",
        ),
        (Status(Health.ENDED), "The video is over", "Press Esc to play it again, or q to quit"),
    ],
)
def test_trouble_with_the_camera_comes_first(
    butt_kicks: Exercise, status: Status, message: str, note: str
) -> None:
    show = with_camera_trouble(show_of(Scene(Flow(Stage.SETUP), butt_kicks, BACK)), status)
    assert show.message == message
    assert "".join(show.notes) == note


@pytest.mark.parametrize(
    ("camera_fps", "said"),
    [
        (5.0, "The camera gives 5 frames a second: switch on more light"),
        (30.0, "This computer manages 5 frames a second: close other programs"),
    ],
)
def test_too_few_frames_are_named_in_the_set_with_what_causes_them(
    butt_kicks: Exercise, under_way: LiveSet, camera_fps: float, said: str
) -> None:
    rate = FrameRate(5.0, camera_fps)
    scene = Scene(Flow(Stage.SET), butt_kicks, RIGHT, current=under_way, rate=rate)
    assert show_of(scene).notes[0].startswith(said)


def test_before_a_set_too_few_frames_are_told_first_and_then_how_to_start(
    butt_kicks: Exercise,
) -> None:
    flow, rate = Flow(Stage.SETUP), FrameRate(9.0, 30.0)
    slow = Advice(Trouble.SLOW, rate.what_helps(), str(rate))
    first = show_of(Scene(flow, butt_kicks, slow, rate=rate))
    assert first.message == "Close other programs, or plug in the charger"
    assert first.notes == ("This computer manages 9 frames a second",)
    later = show_of(Scene(flow, butt_kicks, Advice(Trouble.NONE, "Good enough"), rate=rate))
    assert later.message == "Raise a hand to start"
    assert later.small.endswith("9 frames a second")


@pytest.mark.parametrize(
    ("kind", "mirrored", "plain"),
    [
        ("front", "left", "right"),
        ("rear", "right", "left"),
        ("side", "left", "left"),
        ("unknown", "left", "left"),
    ],
)
def test_a_leg_is_counted_on_its_side_of_the_window(
    kind: ViewKind, mirrored: str, plain: str
) -> None:
    assert left_counter_on(kind, mirror=True) == mirrored
    assert left_counter_on(kind, mirror=False) == plain


def test_the_safety_notes_say_what_to_press(butt_kicks: Exercise) -> None:
    safety = [line.text for line in safety_page(butt_kicks)]
    assert set(butt_kicks.safety) <= set(safety)
    assert safety[-1].startswith("Space")


def test_a_hand_raised_before_the_safety_notes_can_be_read_is_told_to_wait(
    butt_kicks: Exercise,
) -> None:
    hand = Hand(np.array([300.0, 40.0]), 0.2)
    assert safety_page(butt_kicks, hand, 3.2)[-1].text == "Read this first: 4 s"
    assert "Keep your hand up" in safety_page(butt_kicks, hand)[-1].text
