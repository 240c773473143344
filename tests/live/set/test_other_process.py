"""Second opinions from another process: what it says, and that nobody waits for it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest

from formcheck.exercises.spec import Exercise
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.other_process import OtherProcess
from formcheck.live.set.second_opinion import Opinion, SetSoFar
from tests.live.set.asked import attempts, question
from tests.synthetic import BUNDLED_MODEL, ButtKicks

IMAGE = np.zeros((1, 1, 3), np.uint8)


@pytest.fixture
def process(butt_kicks: Exercise) -> Iterator[OtherProcess]:
    other = OtherProcess(butt_kicks, "", 1280, 720, BUNDLED_MODEL)
    yield other
    other.close()


def heard(process: OtherProcess, timeout_s: float = 60.0) -> Opinion | None:
    """Wait for an opinion; None if the process has ended."""
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


def test_the_other_process_says_the_same(process: OtherProcess, butt_kicks: Exercise) -> None:
    track = ButtKicks().track()
    halves = [question(track.part(0, 150)), question(track.part(150, len(track)))]
    here = SetSoFar(butt_kicks, "", 1280, 720, BUNDLED_MODEL)
    for half in halves:
        process.ask(half)
        given, expected = heard(process), here.judge(half)
        assert given is not None
        assert given.reps == expected.reps
        assert given.set_checks == expected.set_checks
    assert len(expected.reps) > 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_the_other_process_ignores_ctrl_c(process: OtherProcess) -> None:
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


def test_closing_does_not_wait_for_an_answer(process: OtherProcess) -> None:
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
    current = LiveSet(
        butt_kicks, "", track.width, track.height, BUNDLED_MODEL, second_opinions=process
    )
    until_s = time.monotonic() + 60.0
    for i, pose in enumerate(track.poses()):
        current.add_frame(IMAGE, pose.time_s, pose)
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
    assert attempts(current) == kicks.counts
    assert current.finish() is not None


_ALONE = """
import sys, time
from formcheck.exercises.file import load_exercise
from formcheck.live.set.other_process import OtherProcess
from formcheck.live.set.second_opinion import Question
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
