"""Runs that are stopped at any moment: nothing that was finished is lost, and a rerun goes on."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Final

from benchmarks.hostile.program import (
    Done,
    analyze,
    children_of,
    clips_in,
    finished_in,
    hidden_in,
    is_alive,
    lost,
    run,
    start,
)

_ENDS_S: Final = 30.0  # in which all processes must have gone

#: Stops a run whose processes are given, the main one first; returns the codes it may end with.
Stop = Callable[[list[int]], tuple[int, ...]]


def killed(work: Path, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """Kill a batch with two workers, or one of its workers, with SIGKILL; see `_stopped`."""

    def stop(processes: list[int]) -> tuple[int, ...]:
        if len(processes) > 3 and rng.random() < 0.3:  # the second one is the resource tracker
            os.kill(rng.choice(processes[2:]), signal.SIGKILL)
            return 0, 1
        os.kill(processes[0], signal.SIGKILL)
        return (-signal.SIGKILL,)

    return _stopped(work, times, rng, stop, names="abc", tidy=False)


def interrupted(work: Path, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """Press Ctrl-C during a batch with two workers, once or several times; see `_stopped`."""
    return _stopped(work, times, rng, _pressing(signal.SIGINT, rng), names="abc")


def interrupted_alone(work: Path, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """Press Ctrl-C while one clip is judged; see `_stopped`."""
    return _stopped(work, times, rng, _pressing(signal.SIGINT, rng), names="a")


def terminated(work: Path, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """Send SIGTERM or SIGHUP during a batch; see `_stopped`."""

    def stop(processes: list[int]) -> tuple[int, ...]:
        sign = rng.choice((signal.SIGTERM, signal.SIGHUP))
        os.kill(processes[0], sign)
        return (128 + sign,)

    return _stopped(work, times, rng, stop, names="abc")


def _pressing(sign: signal.Signals, rng: random.Random) -> Stop:
    """Return a stop that sends a signal to all processes, as a terminal does."""

    def stop(processes: list[int]) -> tuple[int, ...]:
        with suppress(ProcessLookupError):
            for _ in range(rng.choice((1, 1, 2, 5))):
                os.killpg(processes[0], sign)
        return (128 + sign,)

    return stop


def _stopped(
    work: Path, times: int, rng: random.Random, stop: Stop, *, names: str, tidy: bool = True
) -> tuple[int, list[str]]:
    """Stop runs at random moments; each run goes on where the one before was stopped.

    Args:
        work: an empty folder.
        times: how many are stopped.
        rng: chooses the moments.
        stop: stops a run.
        names: of the clips.
        tidy: whether no hidden file may be left at once; after SIGKILL the next run removes them.

    Returns:
        How many were stopped, and what went wrong.
    """
    clips = clips_in(work / "clips", names)
    jobs = ("--jobs", "2") if len(names) > 1 else ()
    place = clips if jobs else clips / "a.mp4"
    problems: list[str] = []
    begun_s = time.monotonic()
    problems += run(analyze(place, work / "whole", *jobs)).problems(0)
    whole_s = time.monotonic() - begun_s
    count = folders = 0
    while count < times:
        folders += 1
        out = work / f"out-{folders}"
        before: dict[str, str] = {}
        while count < times and len(before) < len(names):
            moment_s = rng.uniform(0.0, whole_s)
            count += 1
            said = f"stop {count} of {times} at {moment_s:.2f} s: "
            found = _stop_once(analyze(place, out, *jobs), moment_s, stop)
            found += lost(before, after := finished_in(out))
            found += [f"left {name}" for name in hidden_in(out)] * tidy
            problems += [said + problem for problem in found]
            before = after
        done = run(analyze(place, out, *jobs))
        found = done.problems(0) + lost(before, after := finished_in(out))
        found += [f"left {name}" for name in hidden_in(out)]
        found += [f"{len(after)} of {len(names)} clips are finished"] * (len(after) < len(names))
        problems += [f"the run after stop {count}: {problem}" for problem in found]
    return count, problems


def _stop_once(command: list[str], moment_s: float, stop: Stop) -> list[str]:
    """Start a run, stop it after some time unless it has ended, and return what went wrong."""
    with start(command) as process:
        try:
            said, _ = process.communicate(timeout=moment_s)
        except TimeoutExpired:
            processes = [process.pid, *children_of(process.pid)]
            codes = stop(processes)
            said, _ = process.communicate()
        else:
            codes, processes = (0,), []
        problems = Done(process.returncode, said).problems(0, *codes)
    until_s = time.monotonic() + _ENDS_S
    while (left := [pid for pid in processes if is_alive(pid)]) and time.monotonic() < until_s:
        time.sleep(0.05)
    return problems + [f"{len(left)} processes go on"] * bool(left)
