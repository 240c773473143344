"""Judging recorded poses: who is too short to judge, and what a user is warned of."""

from typing import Any

import pytest

from formcheck.analysis import judge
from formcheck.exercise import Exercise
from formcheck.pose import Pose, PoseTrack
from formcheck.video import ClipError
from tests.conftest import Judge
from tests.synthetic import ButtKicks, recording, without_person

pytestmark = pytest.mark.filterwarnings("error")


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


def test_warnings_of_the_recording_are_kept(butt_kicks: Exercise) -> None:
    plain = recording(ButtKicks().track())
    warned = type(plain)(plain.track, plain.source, plain.model, ("two people in the picture",))
    assert judge(warned, butt_kicks).warnings == ("two people in the picture",)


def test_an_unknown_level_is_not_judged_by_the_default_one(butt_kicks: Exercise) -> None:
    track = recording(ButtKicks().track())
    assert judge(track, butt_kicks, level="tempo").level == "tempo"
    assert judge(track, butt_kicks).level == "warm-up"
