"""One thing to change at a time, until all is right."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.person.advice import Advice, Trouble
from formcheck.live.person.frame_rate import FrameRate
from formcheck.live.person.guide import Guide
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray
from tests.synthetic import ButtKicks, scaled, standing, without_person

STANDING = standing(2.0)
GOOD = FrameRate(30.0, 30.0)


def advised(track: PoseTrack, exercise: Exercise | None = None, **seen: Any) -> Advice:  # noqa: ANN401
    """The advice after the last frame."""
    guide = Guide(exercise or load_exercise("butt-kicks"), track.width, track.height)
    said = None
    for pose in track.poses():
        said = guide.step(pose.time_s, pose, **{"light": 120.0, "people": 1, "rate": GOOD, **seen})
    assert said is not None
    return said


def moved(change: Callable[[FloatArray], FloatArray], track: PoseTrack = STANDING) -> PoseTrack:
    return replace(track, xy_px=change(track.xy_px))


def shifted(x_px: float, y_px: float, track: PoseTrack = STANDING) -> PoseTrack:
    return moved(lambda xy: xy + np.array([x_px, y_px]), track)


def stretched(share: float) -> PoseTrack:
    """The same person, nearer or further away, in the middle of the picture."""
    middle = np.array([STANDING.width, STANDING.height]) / 2
    centred = STANDING.xy_px - STANDING.xy_px.mean(axis=(0, 1)) + middle
    return replace(STANDING, xy_px=(centred - middle) * share + middle)


def test_a_whole_person_alone_and_side_on_is_ready() -> None:
    assert advised(STANDING).ready


@pytest.mark.parametrize(
    ("seen", "trouble", "word"),
    [
        ({"light": 15.0}, Trouble.DARK, "light"),
        ({"people": 2}, Trouble.CROWD, "One person"),
    ],
)
def test_darkness_and_bystanders_are_named(
    seen: dict[str, Any], trouble: Trouble, word: str
) -> None:
    said = advised(STANDING, **seen)
    assert said.trouble is trouble
    assert word in said.text + said.why
    assert not said.ready


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (FrameRate(5.0, 5.2), ("light", "The camera gives 5")),
        (FrameRate(9.0, 30.0), ("plug in", "This computer manages 9")),
    ],
)
def test_too_few_frames_are_told_with_their_cause_and_do_not_forbid_the_set(
    rate: FrameRate, words: tuple[str, str]
) -> None:
    said = advised(STANDING, rate=rate)
    assert said.trouble is Trouble.SLOW
    assert words[0] in said.text
    assert words[1] in said.why
    assert said.ready


def test_after_some_seconds_it_is_told_what_so_few_frames_cannot_show() -> None:
    said = advised(standing(9.0), rate=FrameRate(9.0, 30.0))
    assert said.trouble is Trouble.NONE
    assert said.why == "Judged less at 9 frames a second: heel to glutes and 8 more"
    with_gaps = advised(standing(9.0), rate=FrameRate(15.0, 30.0, evenness=0.8))
    assert with_gaps.why == "Judged less at 12 frames a second: heel to glutes and 8 more"


def test_nothing_is_said_of_frames_that_the_exercise_does_not_need() -> None:
    assert advised(STANDING, rate=FrameRate(15.0, 30.0)).text == "Perfect"


def test_an_empty_picture_asks_somebody_in() -> None:
    said = advised(without_person(STANDING, 0.0, 9.0))
    assert said.trouble is Trouble.NOBODY


def test_somebody_whom_the_model_misses_as_they_are_far_away_comes_closer() -> None:
    nobody = without_person(STANDING, 0.0, 9.0)
    said = advised(nobody, far=True)
    assert said.trouble is Trouble.FAR
    assert said == advised(stretched(0.35))
    assert advised(nobody, far=True, light=15.0).trouble is Trouble.DARK
    assert advised(STANDING, far=True).ready  # the model sees them now


def test_feet_cut_off_with_room_above_tilt_the_screen() -> None:
    said = advised(shifted(0.0, 120.0))
    assert said.trouble is Trouble.CUT_OFF
    assert "Tilt the screen down" in said.text


def test_head_cut_off_with_room_below_tilts_the_screen_up() -> None:
    said = advised(shifted(0.0, -160.0))
    assert "Tilt the screen up" in said.text


def test_a_person_who_is_too_near_steps_back() -> None:
    assert "Step back" in advised(stretched(1.6)).text


def test_a_person_who_is_far_away_comes_closer() -> None:
    assert advised(stretched(0.35)).trouble is Trouble.FAR


def test_a_person_at_the_edge_is_told_which_way_to_go() -> None:
    left, right = advised(shifted(-690.0, 0.0)), advised(shifted(600.0, 0.0))
    assert left.trouble is right.trouble is Trouble.CUT_OFF
    # In the mirror the left edge of the picture is on the right.
    assert (left.arrow, right.arrow) == (-1, 1)


def test_hidden_feet_count_as_cut_off() -> None:
    visibility = STANDING.visibility.copy()
    visibility[:, 25:] = 0.05
    assert "feet" in advised(replace(STANDING, visibility=visibility)).why


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0])
def test_in_another_view_the_person_is_asked_to_turn_to_the_side(yaw_deg: float) -> None:
    said = advised(standing(2.0, yaw_deg=yaw_deg))
    assert said.trouble is Trouble.VIEW
    assert "side to the camera" in said.text


@pytest.mark.parametrize("yaw_deg", [45.0, -45.0])
def test_an_oblique_view_will_do_and_is_told_what_turning_adds(yaw_deg: float) -> None:
    said = advised(standing(2.0, yaw_deg=yaw_deg))
    assert said.ready
    assert "Exact angles" in said.why
    assert "side to the camera" in said.why


def test_an_exercise_may_need_the_front_view() -> None:
    exercise = load_exercise("butt-kicks")
    main = exercise.rule("knee-tracking-inward").model_copy(update={"main": True})
    knees = exercise.model_copy(update={"rules": (main,)})
    assert "face the camera" in advised(STANDING, knees).text
    assert advised(standing(2.0, yaw_deg=90.0), knees).ready


def test_an_exercise_on_all_fours_asks_for_hands_and_knees() -> None:
    said = advised(STANDING, load_exercise("quadruped-kickback"))
    assert said.trouble is Trouble.POSTURE
    assert "hands and knees" in said.text


def test_advice_does_not_flicker() -> None:
    guide = Guide(load_exercise("butt-kicks"), STANDING.width, STANDING.height)
    said = []
    for i, pose in enumerate(STANDING.poses()):
        light = 20.0 if i % 4 == 0 else 120.0
        said.append(guide.step(pose.time_s, pose, light=light, people=1, rate=GOOD).trouble)
    changes = sum(a is not b for a, b in pairwise(said))
    assert changes <= 2


def test_the_advice_is_the_same_in_a_picture_of_any_size() -> None:
    assert advised(scaled(STANDING, 0.5)).ready


def test_standing_is_still_and_kicking_is_not() -> None:
    track = ButtKicks(stand_s=2.0, noise_px=1.0).track()
    guide = Guide(load_exercise("butt-kicks"), track.width, track.height)
    still = []
    for pose in track.poses():
        guide.step(pose.time_s, pose, light=120.0, people=1, rate=GOOD)
        still.append(guide.still)
    at = {round(pose.time_s, 1): s for pose, s in zip(track.poses(), still, strict=True)}
    assert at[1.5]
    kicking = [s for pose, s in zip(track.poses(), still, strict=True) if 3.0 < pose.time_s < 8.0]
    assert np.mean(kicking) < 0.3


def test_the_number_of_frames_that_is_told_is_the_present_one() -> None:
    guide = Guide(load_exercise("butt-kicks"), STANDING.width, STANDING.height)
    told = []
    for pose, fps in zip(STANDING.poses(), np.linspace(3.0, 12.0, len(STANDING)), strict=True):
        rate = FrameRate(fps, 30.0)
        advice = guide.step(pose.time_s, pose, light=120.0, people=1, rate=rate)
        told.append((advice, str(rate)))
    slow = [(advice, rate) for advice, rate in told if advice.trouble is Trouble.SLOW]
    assert len(slow) > len(told) / 2
    assert all(advice.why == rate for advice, rate in slow)
