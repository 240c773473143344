"""Which exercise a clip shows: the built-in ones from all sides, and movements that are none."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.body.subject import observe
from formcheck.exercises.file import load_exercise
from formcheck.poses.pose import Pose, PoseTrack, join
from formcheck.recognition.parts import parts
from formcheck.recognition.recognise import recognise
from tests.movements import (
    FPS,
    FRONT,
    gait,
    high_knees,
    lunges,
    moved,
    on_all_fours,
    push_ups,
    squats,
    wave,
)
from tests.synthetic import (
    ButtKicks,
    Kickbacks,
    exchange_sides,
    mirrored,
    standing,
    with_swapped_legs,
    without_person,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def of(track: PoseTrack) -> str:
    return recognise(track).exercise


KICKS: list[dict[str, Any]] = [
    {},
    {"yaw_deg": 25.0},
    {"yaw_deg": 45.0},
    {"yaw_deg": 90.0},
    {"yaw_deg": -90.0},
    {"facing": -1},
    {"left_deg": 60.0, "right_deg": 60.0},
    {"thigh_swing_deg": 38.0},
    {"cadence": 60.0},
    {"cadence": 190.0},
    {"order": ("left",)},
    {"fps": 24.0},
    {"fps": 60.0, "noise_px": 2.0},
    {"fps": 10.0, "cadence": 150.0},
    {"travel_m": 0.2},
    {"ankle_lean_deg": 22.0},
    {"waist_bend_deg": 20.0},
    {"bounce_ll": 0.2},
    {"width": 720, "height": 1280},
]


@pytest.mark.parametrize("changes", KICKS, ids=str)
def test_butt_kicks_are_recognised_with_every_fault_and_view(changes: dict[str, Any]) -> None:
    found = recognise(ButtKicks(**changes).track())
    assert found.exercise == "butt-kicks"
    assert 0.7 <= found.confidence <= 1.0


def test_one_leg_that_falls_short_lowers_the_confidence() -> None:
    found = recognise(ButtKicks(left_deg=60.0).track())
    assert found.exercise == "butt-kicks"
    assert found.confidence >= 0.4


def test_a_thigh_that_comes_up_behind_the_heel_is_pulled_through() -> None:
    knees, thighs = [], []
    for late in (0.0, 0.5):
        knees.append(8.0 + 112.0 * wave(0.8, late) ** 3)
        thighs.append(40.0 * wave(0.8, late + 0.08) ** 3)
    assert of(moved((thighs[0], thighs[1]), (knees[0], knees[1]))) == "butt-kicks-pull-through"


@pytest.mark.parametrize("standing", [False, True], ids=["quadruped", "standing"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"sides": ("right",)},
        {"sides": ("left", "right") * 4},
        {"top_knee_deg": 90.0},
        {"lift_s": 3.0, "hold_s": 5.0, "lower_s": 3.0, "rest_s": 4.0},
        {"lift_s": 0.25, "hold_s": 0.0, "lower_s": 0.4, "rest_s": 0.3},
        {"camera": ButtKicks(facing=-1)},
        {"camera": ButtKicks(yaw_deg=14.0)},
        {"camera": ButtKicks(noise_px=1.0)},
    ],
    ids=str,
)
def test_kickbacks_are_recognised(standing: bool, changes: dict[str, Any]) -> None:
    kickbacks = Kickbacks(standing=standing, **changes)
    found = recognise(kickbacks.track())
    assert found.exercise == kickbacks.exercise
    assert found.confidence >= 0.7


@pytest.mark.parametrize(("standing", "travel_deg"), [(False, 50.0), (True, 6.0)])
def test_kickbacks_that_fall_short_are_kickbacks(standing: bool, travel_deg: float) -> None:
    kickbacks = Kickbacks(standing=standing, travel_deg=travel_deg)
    assert of(kickbacks.track()) == kickbacks.exercise


BEHIND = ButtKicks(yaw_deg=-90.0)


@pytest.mark.parametrize(
    "kickbacks",
    [
        Kickbacks(camera=BEHIND),
        Kickbacks(camera=BEHIND, off_line_deg=25.0),
        Kickbacks(camera=BEHIND, standing=True, top_knee_deg=90.0),
        Kickbacks(camera=BEHIND, standing=True, off_line_deg=25.0),
    ],
    ids=["quadruped", "quadruped off line", "standing bent", "standing off line"],
)
def test_kickbacks_from_behind_have_less_confidence(kickbacks: Kickbacks) -> None:
    found = recognise(kickbacks.track())
    assert found.exercise == kickbacks.exercise
    assert 0.0 < found.confidence <= 0.5


@pytest.mark.parametrize(
    "changes",
    [{"cadence": 72.0}, {"cadence": 150.0, "rest_s": 20.0}, {"kicks": 4, "rest_s": 3.0}],
    ids=str,
)
def test_kicks_from_behind_with_long_rests_are_no_kickbacks(changes: dict[str, Any]) -> None:
    assert of(replace(BEHIND, **changes).track()) == "butt-kicks"


def test_low_kickbacks_may_look_half_as_far_with_one_leg() -> None:
    travels = (3.6, 7.5, 3.6)
    assert of(Kickbacks(standing=True, travels_deg=travels).track()) == "standing-kickback"


def test_a_kick_with_the_heel_up_may_swing_the_thigh() -> None:
    assert of(ButtKicks(thigh_swing_deg=50.0).track()) in ("butt-kicks", "butt-kicks-pull-through")


LEG_OUT = wave(0.4)


def test_the_leg_of_a_bird_dog_alone_is_a_kickback() -> None:
    assert of(on_all_fours(-88.0 * LEG_OUT, 92.0 - 87.0 * LEG_OUT)) == "quadruped-kickback"


NONE = {
    "squats": squats(),
    "squats at an angle": squats(camera=ButtKicks(yaw_deg=40.0)),
    "squats from the front": squats(camera=FRONT),
    "walking": gait(25.0, 20.0, 58.0, 0.9),
    "walking slowly": gait(18.0, 15.0, 45.0, 0.6),
    "running": gait(45.0, 28.0, 100.0, 1.4),
    "running from the front": gait(45.0, 28.0, 60.0, 1.4, camera=FRONT),
    "jogging on the spot": gait(50.0, 2.0, 85.0, 1.3),
    "high knees": high_knees(),
    "high knees from the front": high_knees(camera=FRONT),
    "lunges": lunges(),
    "push-ups": push_ups(),
    "squats from behind": squats(camera=BEHIND),
    "high knees from behind": high_knees(camera=BEHIND),
    "a plank": on_all_fours(-58.0 * LEG_OUT, 92.0 - 87.0 * LEG_OUT),
    "mountain climbers": on_all_fours(
        -60.0, 5.0, stays_deg=50.0 * wave(0.8) - 5.0, stays_knee_deg=110.0
    ),
    "bird dog": on_all_fours(-88.0 * LEG_OUT, 92.0 - 87.0 * LEG_OUT, hand_up_m=0.5 * LEG_OUT - 0.5),
    "a leg drawn under": on_all_fours(-40.0, 50.0, stays_deg=60.0 + 8.0 * LEG_OUT),
}


@pytest.mark.parametrize("name", NONE)
def test_other_movements_are_not_recognised(name: str) -> None:
    assert of(NONE[name]) == ""


@pytest.mark.parametrize("noise_px", [0.0, 1.0, 3.0])
def test_standing_still_is_no_exercise(noise_px: float) -> None:
    found = recognise(standing(8.0, noise_px=noise_px))
    assert (found.exercise, found.confidence) == ("", 0.0)


@pytest.mark.parametrize("frames", [0, 1, 2, 90])
def test_an_empty_room_shows_nothing(frames: int) -> None:
    track = PoseTrack.from_poses([Pose.nobody(i / 30.0) for i in range(frames)], 640, 480)
    found = recognise(track)
    assert (found.exercise, found.confidence) == ("", 0.0)


def test_mirrors_mixed_up_legs_and_gaps_change_nothing() -> None:
    track = ButtKicks().track()
    random = np.random.default_rng(1)
    swapped = with_swapped_legs(track, random.random(len(track)) < 0.3)
    renamed = replace(
        track, xy_px=exchange_sides(track.xy_px), world_m=exchange_sides(track.world_m)
    )
    for other in (mirrored(track), swapped, renamed, without_person(track, 3.0, 5.0)):
        assert of(other) == "butt-kicks"


def test_a_set_may_be_a_part_of_a_clip() -> None:
    first, then = ButtKicks(kicks=5, stand_s=0.3, rest_s=0.0).track(), high_knees()
    later_s = float(first.time_s[-1]) + 1.0 / FPS
    both = join([first, replace(then, time_s=then.time_s + later_s)])
    found = recognise(both)
    assert found.exercise == "butt-kicks"
    assert 0.15 <= found.confidence <= 0.5


@pytest.mark.parametrize(
    "track", [ButtKicks().track(), Kickbacks().track(), Kickbacks(standing=True).track(), squats()]
)
def test_a_clip_of_one_exercise_is_one_part(track: PoseTrack) -> None:
    assert parts(track) == [(0, len(track))]


@pytest.mark.parametrize(("leg_lengths_s", "exercise"), [(0.3, "butt-kicks"), (1.5, "")])
def test_walking_across_the_picture_is_no_exercise(leg_lengths_s: float, exercise: str) -> None:
    track = ButtKicks().track()
    way_px = leg_lengths_s * observe(track).leg_px * track.time_s
    moved = track.xy_px + np.stack([way_px, np.zeros_like(way_px)], axis=1)[:, None]
    assert recognise(replace(track, xy_px=moved)).exercise == exercise


def test_an_exercise_of_ones_own_is_recognised_by_its_signature_only() -> None:
    track = ButtKicks().track()
    named = load_exercise("butt-kicks").model_copy(update={"id": "my-kicks"})
    unsigned = named.model_copy(update={"signature": None})
    assert recognise(track, [named]).exercise == "my-kicks"
    assert recognise(track, [unsigned]).exercise == ""
    assert recognise(track, []).exercise == ""


def test_the_limits_stand_in_the_exercise_file() -> None:
    exercise = load_exercise("butt-kicks")
    assert exercise.signature is not None
    assert exercise.signature.heel_kicks is not None
    higher = exercise.signature.heel_kicks.model_copy(update={"min_foot_lift_ll": 0.9})
    strict = exercise.signature.model_copy(update={"heel_kicks": higher})
    changed = exercise.model_copy(update={"signature": strict})
    assert recognise(ButtKicks().track(), [changed]).exercise == ""
