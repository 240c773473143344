"""Faults on purpose: processes killed, disks full, streams closed. Linux, and root for disks.

python -m benchmarks.hostile faults [FAULT …] [--times 1.0] [--seed 1]
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks.hostile import stopped, surroundings

#: Does something to runs so many times, in an empty folder; returns how often, and the problems.
Fault: TypeAlias = Callable[[Path, int, random.Random], tuple[int, list[str]]]

FAULTS: Final[dict[str, tuple[Fault, int]]] = {
    "killed": (stopped.killed, 50),
    "interrupted": (stopped.interrupted, 50),
    "interrupted-alone": (stopped.interrupted_alone, 50),
    "terminated": (stopped.terminated, 20),
    "full-disk": (surroundings.full_disk, 30),
    "read-only": (surroundings.read_only, 10),
    "gone": (surroundings.gone, 10),
    "environments": (surroundings.environments, 1),
    "pipes": (surroundings.pipes, 1),
}


def main(words: Sequence[str]) -> int:
    """Run faults; print a table, and return 1 if something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile faults")
    parser.add_argument("fault", nargs="*", metavar="FAULT", help=f"of {', '.join(FAULTS)}")
    parser.add_argument("--times", type=float, default=1.0, help="times as many")
    parser.add_argument("--seed", type=int, default=1, help="another one gives other moments")
    arguments = parser.parse_args(words)
    chosen = arguments.fault or list(FAULTS)
    if unknown := set(chosen) - set(FAULTS):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="formcheck-hostile-")
    rows, wrong = [], 0
    for name in chosen:
        fault, count = FAULTS[name]
        with tempfile.TemporaryDirectory(prefix="formcheck-hostile-") as work:
            begun_s = time.monotonic()
            rng = random.Random(f"{arguments.seed}/{name}")
            done, problems = fault(Path(work), max(1, round(count * arguments.times)), rng)
        for problem in problems:
            print(f"{name}: {problem}", flush=True)
        wrong += len(problems)
        rows.append((name, done, len(problems), f"{time.monotonic() - begun_s:.0f}"))
        print(f"{name}: {done} times, {len(problems)} problems", flush=True)
    for row in (("fault", "times", "problems", "s"), *rows):
        print("".join(f"{cell:>18}" for cell in row))
    return int(wrong > 0)
