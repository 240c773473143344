"""Clips that cannot be judged, and warnings about those that can."""

from typing import Any

import pytest

from formcheck.errors import ClipError
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.recognition.recognise import recognise
from tests.conftest import Judge
from tests.movements import FRONT, gait, high_knees, squats
from tests.synthetic import ButtKicks, Kickbacks, recording, standing, without_person

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def test_nobody_in_the_clip(butt_kicks: Exercise) -> None:
    track = PoseTrack.from_poses([Pose.nobody(i / 30.0) for i in range(90)], 640, 480)
    with pytest.raises(ClipError, match=r"empty\.mp4: nobody was found"):
        judge(recording(track, "empty.mp4"), butt_kicks)


@pytest.mark.parametrize("frames", [0, 1, 2, 30])
def test_too_short_to_judge(butt_kicks: Exercise, frames: int) -> None:
    track = ButtKicks().track().part(0, frames)
    with pytest.raises(ClipError) as caught:
        judge(recording(track, "short.mp4"), butt_kicks)
    assert str(caught.value).startswith("short.mp4: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fps": 12.0}, "12 frames a second are too few"),
        ({"yaw_deg": 45.0}, "45° off the side"),
        ({"kicks": 0, "rest_s": 3.0}, "no kicks were seen"),
    ],
)
def test_warnings_say_what_to_do(judged: Judge, changes: dict[str, Any], words: str) -> None:
    assert any(words in warning for warning in judged(ButtKicks(**changes).track()).warnings)


def test_a_person_who_is_often_lost_is_a_warning(judged: Judge) -> None:
    session = judged(without_person(ButtKicks().track(), 2.0, 6.0))
    assert any("lost in" in warning for warning in session.warnings)
    assert session.frames_with_pose < session.frames


def test_a_good_clip_needs_no_warning(judged: Judge) -> None:
    assert judged(ButtKicks().track()).warnings == ()


@pytest.mark.parametrize(
    ("track", "named", "words"),
    [
        (squats(), "butt-kicks", "looks like none of the exercises"),
        (gait(25.0, 20.0, 58.0, 0.9), "butt-kicks", "looks like none of the exercises"),
        (Kickbacks().track(), "butt-kicks", "looks like quadruped-kickback"),
        (ButtKicks().track(), "standing-kickback", "looks like butt-kicks"),
        (ButtKicks().track(), "butt-kicks-pull-through", ""),
        (standing(4.0), "butt-kicks", ""),
        (high_knees(camera=FRONT), "butt-kicks", ""),
    ],
    ids=["squats", "walking", "on all fours", "kicks", "style", "still", "frontal"],
)
def test_a_warning_says_when_the_clip_shows_another_exercise(
    track: PoseTrack, named: str, words: str
) -> None:
    warnings = judge(recording(track), load_exercise(named)).warnings
    looks = [warning for warning in warnings if "looks like" in warning]
    assert len(looks) == bool(words)
    assert all(words in warning for warning in looks)


def test_what_is_counted_well_is_not_doubted() -> None:
    """A straight leg that sweeps back along the floor looks like a step back into a plank."""
    sweeps = Kickbacks(travel_deg=58.0, top_knee_deg=5.0).track()
    assert recognise(sweeps).exercise == ""
    session = judge(recording(sweeps), load_exercise("quadruped-kickback"))
    assert session.counts == {"left": 2, "right": 2}
    assert not any("looks like" in warning for warning in session.warnings)


def test_a_users_own_exercise_is_never_doubted(butt_kicks: Exercise) -> None:
    own = butt_kicks.model_copy(update={"id": "mine"})
    assert not any("looks like" in warning for warning in judge(recording(squats()), own).warnings)
