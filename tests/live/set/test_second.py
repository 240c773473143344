"""A set judged as a whole while it goes on: what it puts right, and what it must not disturb."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.second import (
    NEUTRAL_S,
    RUN_IN_S,
    WINDOW_S,
    Attempted,
    Counters,
    Opinion,
    OtherProcess,
    Question,
    SetSoFar,
)
from formcheck.poses.landmarks import Side
from formcheck.poses.pose import PoseTrack
from formcheck.results import Check, Rep, Verdict
from tests.synthetic import BUNDLED_MODEL, ButtKicks, Kickbacks, with_swapped_legs

IMAGE = np.zeros((1, 1, 3), np.uint8)


def rep(side: Side, peak_s: float, verdict: Verdict = Verdict.GOOD) -> Rep:
    return Rep(0, side, peak_s - 0.2, peak_s, peak_s + 0.2, {}, (Check("any", verdict),))


def known(side: Side, peak_s: float) -> Attempted:
    return Attempted(peak_s, side, Verdict.GOOD, good=True)


def opinion(until_s: float, *attempts: Attempted) -> Opinion:
    return Opinion(until_s, attempts, (), (), 0.01)


def attempts(counters: Counters) -> dict[Side, int]:
    return {side: count.attempts for side, count in counters.counts.items()}


def test_what_an_opinion_knows_is_put_right_and_what_is_newer_stays() -> None:
    counters = Counters()
    for peak_s in (1.0, 1.5, 2.0, 2.5):
        counters.count(rep("left", peak_s, Verdict.FAULT))
    counters.put_right(opinion(2.25, known("left", 1.0), known("right", 1.5), known("left", 2.0)))
    assert attempts(counters) == {"left": 3, "right": 1}
    assert counters.counts["left"].good == 2


def test_what_an_opinion_does_not_know_yet_is_counted_at_once() -> None:
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
        counters.put_right(given)
        assert attempts(counters)["left"] == 1


def test_what_is_asked_for_has_an_end_however_few_reps_there_are() -> None:
    counters = Counters()
    assert counters.settle(1800.0) == 1800.0 - WINDOW_S
    counters = Counters()
    counters.count(rep("left", 10.0))
    assert counters.settle(30.0) < 10.0
    assert counters.settle(10.0 + WINDOW_S) >= 10.0
    assert counters.settle(1800.0) == 1800.0 - WINDOW_S
    assert attempts(counters) == {"left": 1, "right": 0}


def test_what_an_opinion_knew_before_is_not_counted_again() -> None:
    counters = Counters()
    counters.put_right(opinion(2.0, known("left", 1.0)))
    counters.count(rep("left", 1.1))
    counters.count(rep("right", 2.1))
    assert attempts(counters) == {"left": 1, "right": 1}


def test_what_is_settled_is_kept_whatever_is_said_later() -> None:
    counters = Counters()
    for peak_s in (1.0, 2.0, 3.0):
        counters.count(rep("left", peak_s))
    from_s = counters.settle(WINDOW_S + 2.5)
    assert 2.0 < from_s < 3.0
    counters.put_right(opinion(4.0, known("right", 3.0)))
    assert attempts(counters) == {"left": 2, "right": 1}


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


def run(track: PoseTrack, exercise: Exercise, second: AtOnce | OtherProcess | None) -> LiveSet:
    current = LiveSet(exercise, "", track.width, track.height, BUNDLED_MODEL, second=second)
    for i, pose in enumerate(track.poses()):
        current.take(IMAGE, pose.time_s, pose)
        if i == 0:
            current.go()
    return current


def shown(current: LiveSet) -> dict[Side, int]:
    return {side: count.attempts for side, count in current.counts.items()}


def hard_to_tell() -> tuple[ButtKicks, PoseTrack]:
    """Kicks whose legs the model exchanges for longer than live judging looks ahead."""
    kicks = ButtKicks(kicks=20, yaw_deg=10.0, noise_px=1.5)
    track = kicks.track()
    since_s = track.time_s - 2.0
    return kicks, with_swapped_legs(track, (since_s >= 0.0) & (since_s % 2.1 < 0.8))


def test_the_counters_come_to_what_the_whole_set_says(butt_kicks: Exercise) -> None:
    kicks, track = hard_to_tell()
    alone = run(track, butt_kicks, None)
    advised = run(
        track,
        butt_kicks,
        AtOnce(SetSoFar(butt_kicks, "", track.width, track.height, BUNDLED_MODEL)),
    )
    assert shown(alone) != kicks.counts
    assert shown(advised) == kicks.counts


def test_in_a_pause_the_counters_come_to_all_that_was_done(butt_kicks: Exercise) -> None:
    kicks, track = hard_to_tell()
    second = AtOnce(SetSoFar(butt_kicks, "", track.width, track.height, BUNDLED_MODEL))
    current = run(track, butt_kicks, second)
    for _ in range(5):
        current.listen(paused=True)
    assert sum(second.frames) == len(track)
    assert shown(current) == kicks.counts


def test_a_long_set_is_asked_of_in_parts_and_counted_once(
    butt_kicks: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.live.set.second.WINDOW_S", 6.0)
    kicks = ButtKicks(kicks=60, cadence=150.0)
    track = kicks.track()
    second = AtOnce(SetSoFar(butt_kicks, "", track.width, track.height, BUNDLED_MODEL))
    current = run(track, butt_kicks, second)
    assert sum(shown(current).values()) == pytest.approx(60, abs=1)
    assert current.pace() == "150 a minute"
    assert second.so_far.session is not None
    # The last seconds with what is before them, so that cost and memory have an end.
    assert second.so_far.session.frames < (6.0 + RUN_IN_S + NEUTRAL_S + 3.0) * kicks.fps
    assert len(track) - 3.0 * kicks.fps < sum(second.frames) <= len(track)


def test_nobody_is_no_opinion(butt_kicks: Exercise) -> None:
    track = ButtKicks(kicks=2).track()
    first = SetSoFar(butt_kicks, "", track.width, track.height, BUNDLED_MODEL).judge(
        Question(tuple(track.part(0, 20).poses()), -np.inf)
    )
    assert not first.attempts
    assert not first.set_checks
    counters = Counters()
    counters.count(rep("left", 0.5))
    counters.put_right(first)
    assert attempts(counters) == {"left": 1, "right": 0}


@pytest.fixture
def process(butt_kicks: Exercise) -> Iterator[OtherProcess]:
    other = OtherProcess(butt_kicks, "", 1280, 720, BUNDLED_MODEL)
    yield other
    other.close()


def heard(process: OtherProcess, timeout_s: float = 60.0) -> Opinion | None:
    """Wait for an opinion; None when the process has gone."""
    deadline_s = time.monotonic() + timeout_s
    while time.monotonic() < deadline_s and not process.gone:
        given = process.answer()
        if given is not None:
            return given
        time.sleep(0.01)
    return None


def pid_of(process: OtherProcess) -> int:
    assert process._process is not None
    assert process._process.pid is not None
    return process._process.pid


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def question(track: PoseTrack) -> Question:
    return Question(tuple(track.poses()), -np.inf)


def test_the_other_process_says_the_same(process: OtherProcess, butt_kicks: Exercise) -> None:
    track = ButtKicks().track()
    halves = [question(track.part(0, 150)), question(track.part(150, len(track)))]
    here = SetSoFar(butt_kicks, "", 1280, 720, BUNDLED_MODEL)
    for half in halves:
        process.ask(half)
        given, expected = heard(process), here.judge(half)
        assert given is not None
        assert given.attempts == expected.attempts
        assert given.last == expected.last
        assert given.set_checks == expected.set_checks
    assert len(expected.attempts) > 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_ctrl_c_is_not_for_the_other_process(process: OtherProcess) -> None:
    track = ButtKicks(kicks=4).track()
    process.ask(question(track.part(0, 90)))
    deadline_s = time.monotonic() + 10.0
    while process._process is None and time.monotonic() < deadline_s:
        time.sleep(0.001)
    os.kill(pid_of(process), signal.SIGINT)  # while it starts
    assert heard(process) is not None
    os.kill(pid_of(process), signal.SIGINT)  # while it waits
    process.ask(question(track.part(90, len(track))))
    os.kill(pid_of(process), signal.SIGINT)  # while it judges
    assert heard(process) is not None


def test_who_closes_waits_for_nothing(process: OtherProcess) -> None:
    process.ask(question(ButtKicks(kicks=2).track()))
    assert heard(process) is not None
    pid = pid_of(process)
    process.ask(question(ButtKicks(kicks=60).track()))
    time.sleep(0.05)
    begin_s = time.monotonic()
    process.close()
    assert time.monotonic() - begin_s < 1.5
    assert not is_running(pid)
    process.close()  # twice is once


def test_a_set_goes_on_when_the_other_process_dies(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(kicks=16)
    track = kicks.track()
    process = OtherProcess(butt_kicks, "", track.width, track.height, BUNDLED_MODEL)
    current = LiveSet(butt_kicks, "", track.width, track.height, BUNDLED_MODEL, second=process)
    until_s = time.monotonic() + 60.0
    for i, pose in enumerate(track.poses()):
        current.take(IMAGE, pose.time_s, pose)
        if i == 0:
            current.go()
        if i == 120:
            while process._process is None and time.monotonic() < until_s:
                time.sleep(0.01)
            assert process._process is not None
            process._process.kill()
    while not process.gone and time.monotonic() < until_s:
        time.sleep(0.01)
    assert process.gone  # noticed with the next question at the latest
    assert shown(current) == kicks.counts
    assert current.finish() is not None


_ALONE = """
import sys, time
from formcheck.exercises.file import load_exercise
from formcheck.live.set.second import OtherProcess, Question
from tests.synthetic import BUNDLED_MODEL, ButtKicks
if __name__ == "__main__":
    other = OtherProcess(load_exercise("butt-kicks"), "", 1280, 720, BUNDLED_MODEL)
    other.ask(Question(tuple(ButtKicks(kicks=100).track().poses()), float("-inf")))
    while {wait} and other._process is None:
        time.sleep(0.001)
    print("asked", flush=True)
    {then}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("wait", "then", "sign"),
    [
        (True, "", None),
        (False, "other.close()", None),
        (True, "time.sleep(60)", signal.SIGINT),
        (True, "other.close()", None),
    ],
    ids=["ends while it judges", "closed while it starts", "ctrl-c", "closed"],
)
def test_the_program_ends_at_once_and_the_terminal_stays_clean(
    wait: bool, then: str, sign: signal.Signals | None
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", _ALONE.format(wait=wait, then=then)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "asked\n"
    if sign:
        os.killpg(program.pid, sign)  # as a terminal does: to all of its processes
    begin_s = time.monotonic()
    _, told = program.communicate(timeout=30.0)
    assert time.monotonic() - begin_s < 10.0
    # Of a Ctrl-C the main program tells, and nobody else.
    assert told.count("Traceback") == told.count("KeyboardInterrupt") == bool(sign), told
    while time.monotonic() - begin_s < 20.0 and is_running(-program.pid):
        time.sleep(0.01)
    assert not is_running(-program.pid)  # nobody of its group is left behind
