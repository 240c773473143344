"""How fast and how large runs over many clips are.

    python -m benchmarks.batch [CLIP] [--clips 12] [--repeat 40] [--json FILE]

Copies of a clip are judged by one process, then by two, in one run: the ratio of their speeds says
what the second process brings. Then one process judges the clip again and again: the last time
should take as long and as much memory as the first. Linux only.
"""

import argparse
import json
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import active_children
from pathlib import Path

from benchmarks.speed.samples import BUTT_KICKS
from formcheck.batch.job import Job
from formcheck.batch.options import BatchOptions
from formcheck.batch.run import follow, jobs_for
from formcheck.batch.workers import Workers
from formcheck.exercises.file import load_exercise
from formcheck.system.native_log import native_log_hidden

#: Two processes on two cores should be this much faster than one.
LEAST_RATIO = 1.8
#: A process should take at most so much memory, in MB.
MOST_MB = 600.0


@dataclass(slots=True)
class Figures:
    """What a run took.

    Attributes:
        seconds: the whole run, with the start of the processes.
        processor_s: processor time of all processes.
        done_s: when each clip was done, in seconds from the start.
        memory_mb: resident memory when each clip was done, of the largest process.
        peak_mb: the most that it ever was.
    """

    seconds: float = 0.0
    processor_s: float = 0.0
    done_s: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    peak_mb: float = 0.0


def run(jobs: Sequence[Job], options: BatchOptions, processes: int) -> Figures:
    """Judge clips and return what that took."""
    figures, before, start_s = Figures(), _processor_s(), time.perf_counter()
    with Workers(jobs, options, processes) as workers:
        for done in follow(workers, options.out, every_s=0.1):
            for outcome in done:
                assert not outcome.failed, outcome.error
                figures.done_s.append(time.perf_counter() - start_s)
                figures.memory_mb.append(_workers_mb("VmRSS"))
            figures.peak_mb = max(figures.peak_mb, _workers_mb("VmHWM"))
    figures.seconds = time.perf_counter() - start_s
    figures.processor_s = _processor_s() - before
    return figures


def _processor_s() -> float:
    """Return the processor time of all processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _workers_mb(what: str) -> float:
    """Return the memory of the largest worker, in MB.

    Args:
        what: "VmRSS" for what is resident now, "VmHWM" for the most that ever was.
    """
    sizes = [0.0]
    for child in active_children():
        with suppress(FileNotFoundError):
            lines = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii").splitlines()
            sizes += [int(line.split()[1]) / 2**10 for line in lines if what in line]
    return max(sizes)


def measure(clip: Path, clips: int, repeat: int) -> dict[str, float]:
    """Return the figures by their names."""
    with tempfile.TemporaryDirectory() as name, native_log_hidden(of_program=True):
        folder = Path(name)
        copies = [
            Path(shutil.copy(clip, folder / f"{i:03d}{clip.suffix}"))
            for i in range(max(clips, repeat))
        ]
        exercise = load_exercise("butt-kicks")
        figures = {"load of the machine before": os.getloadavg()[0]}
        runs = {}
        for processes in (1, 2):
            options = BatchOptions(exercise, folder / f"by {processes}")
            jobs = jobs_for(copies[:clips], options, in_place=False)
            runs[processes] = run(jobs, options, processes)
            figures |= {
                f"seconds, {processes} at a time": runs[processes].seconds,
                f"processor seconds a clip, {processes} at a time": runs[processes].processor_s
                / clips,
                f"most memory of a process, MB, {processes} at a time": runs[processes].peak_mb,
            }
        figures["speed of two, times that of one"] = runs[1].seconds / runs[2].seconds
        options = BatchOptions(exercise, folder / "again", video=False, review=False)
        again = run(jobs_for(copies[:repeat], options, in_place=False), options, 1)
        took = [b - a for a, b in zip(again.done_s, again.done_s[1:], strict=False)]
        return figures | {
            f"seconds of clip 2 of {repeat}": took[0],
            f"seconds of clip {repeat}": took[-1],
            "MB after clip 1": again.memory_mb[0],
            f"MB after clip {repeat}": again.memory_mb[-1],
            "load of the machine after": os.getloadavg()[0],
        }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.batch",
        description="Measure the speed and memory of runs over many clips.",
    )
    parser.add_argument("clip", nargs="?", type=Path, default=BUTT_KICKS)
    parser.add_argument("--clips", type=int, default=12, help="for the ratio (default: 12)")
    parser.add_argument("--repeat", type=int, default=40, help="by one process (default: 40)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
    arguments = parser.parse_args()
    figures = measure(arguments.clip, arguments.clips, arguments.repeat)
    for name, value in figures.items():
        print(f"{name:<45}{value:>9.2f}")
    print(f"wanted: ratio >= {LEAST_RATIO}, memory <= {MOST_MB:.0f} MB")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
