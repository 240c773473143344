"""A set judged as a whole while it goes on, and what that corrects."""

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.set.counters import Counters
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.second_opinion import Opinion, Question, SetSoFar
from formcheck.poses.pose import PoseTrack
from tests.live.set.asked import attempts, question, rep
from tests.synthetic import BUNDLED_MODEL, ButtKicks, Kickbacks, with_swapped_legs

IMAGE = np.zeros((1, 1, 3), np.uint8)


def test_a_rep_that_an_opinion_does_not_cover_yet_is_counted_once() -> None:
    kickbacks = Kickbacks(standing=True, sides=("left",) * 2, rest_s=2.0)
    exercise, track = load_exercise("standing-kickback"), kickbacks.track()
    lift = kickbacks.plan[0]
    down_s = lift.start_s + kickbacks.lift_s + kickbacks.hold_s + kickbacks.lower_s
    for now_s in np.arange(down_s - 0.2, down_s + 0.5, 0.1):
        poses = [pose for pose in track.poses() if pose.time_s <= now_s]
        so_far = SetSoFar(exercise, "", track.width, track.height, BUNDLED_MODEL)
        given = so_far.judge(Question(tuple(poses), -np.inf))
        counters = Counters()
        counters.count(rep("left", lift.start_s + kickbacks.lift_s))
        counters.correct(given)
        assert attempts(counters)["left"] == 1


class AtOnce:
    """Answers with the next frame."""

    gone = False

    def __init__(self, so_far: SetSoFar) -> None:
        self.so_far = so_far
        self.frames: list[int] = []
        self._opinion: Opinion | None = None

    def ask(self, question: Question) -> None:
        self.frames.append(len(question.poses))
        self._opinion = self.so_far.judge(question)

    def answer(self) -> Opinion | None:
        given, self._opinion = self._opinion, None
        return given

    def close(self) -> None:
        self._opinion = None


def run(
    track: PoseTrack, exercise: Exercise, second: AtOnce | None, counters: Counters | None = None
) -> LiveSet:
    size = track.width, track.height
    current = LiveSet(exercise, "", *size, BUNDLED_MODEL, second_opinions=second, counters=counters)
    for i, pose in enumerate(track.poses()):
        current.add_frame(IMAGE, pose.time_s, pose)
        if i == 0:
            current.go()
    return current


def hard_to_tell() -> tuple[ButtKicks, PoseTrack]:
    """Kicks whose legs the model exchanges for longer than live judging looks ahead."""
    kicks = ButtKicks(kicks=20, yaw_deg=10.0, noise_px=1.5)
    track = kicks.track()
    since_s = track.time_s - 2.0
    return kicks, with_swapped_legs(track, (since_s >= 0.0) & (since_s % 2.1 < 0.8))


def test_with_opinions_the_counters_are_those_of_the_whole_set(butt_kicks: Exercise) -> None:
    kicks, track = hard_to_tell()
    alone = run(track, butt_kicks, None)
    advised = run(
        track,
        butt_kicks,
        AtOnce(SetSoFar(butt_kicks, "", track.width, track.height, BUNDLED_MODEL)),
    )
    assert attempts(alone) != kicks.counts
    assert attempts(advised) == kicks.counts


def test_in_a_pause_the_last_reps_are_asked_for_too(butt_kicks: Exercise) -> None:
    kicks, track = hard_to_tell()
    second = AtOnce(SetSoFar(butt_kicks, "", track.width, track.height, BUNDLED_MODEL))
    current = run(track, butt_kicks, second)
    for _ in range(5):
        current.consult(paused=True)
    assert sum(second.frames) == len(track)
    assert attempts(current) == kicks.counts


def test_a_long_set_is_judged_in_parts_and_counted_once(
    butt_kicks: Exercise,
) -> None:
    kicks = ButtKicks(kicks=60, cadence=150.0)
    track = kicks.track()
    second = AtOnce(SetSoFar(butt_kicks, "", track.width, track.height, BUNDLED_MODEL))
    current = run(track, butt_kicks, second, Counters(window_s=6.0))
    assert sum(attempts(current).values()) == pytest.approx(60, abs=1)
    assert str(current.pace()) == "150 steps/min"
    assert second.so_far.session is not None
    # The last seconds with what is before them, so that cost and memory have an end.
    assert second.so_far.session.frames < (6.0 + 5.0 + 4.0 + 3.0) * kicks.fps
    assert len(track) - 3.0 * kicks.fps < sum(second.frames) <= len(track)


def test_an_opinion_on_an_empty_picture_is_empty(butt_kicks: Exercise) -> None:
    track = ButtKicks(kicks=2).track()
    first = SetSoFar(butt_kicks, "", track.width, track.height, BUNDLED_MODEL).judge(
        question(track.part(0, 20))
    )
    assert not first.reps
    assert not first.set_checks
    counters = Counters()
    counters.count(rep("left", 0.5))
    counters.correct(first)
    assert attempts(counters) == {"left": 1, "right": 0}
