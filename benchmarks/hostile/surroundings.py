"""What surrounds a run goes wrong: the disk, the folder for results, the environment."""

import os
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from benchmarks.hostile.program import (
    Done,
    analyze,
    clips_in,
    finished_in,
    hidden_in,
    run,
    start,
)

_TRIES: Final = 200  # to make a disk read-only
_MOST_KB: Final = 1200  # more than the results of two clips take


@contextmanager
def _small_disk(place: Path, size_kb: int) -> Iterator[Callable[[str], object]]:
    """Mount a small disk; yield a function that mounts it again with other options."""
    place.mkdir(parents=True)

    def mount(options: str) -> object:
        command = ["mount", "-t", "tmpfs", "-o", options, "formcheck-hostile", str(place)]
        return subprocess.run(command, check=True, capture_output=True)

    mount(f"size={size_kb}k")
    try:
        yield lambda options: mount(f"remount,{options}")
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def full_disk(work: Path, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """Judge clips onto disks on which more and more fits, then make room and go on."""
    problems = []
    for number in range(times):
        size_kb = max(4, (number * _MOST_KB // times) // 4 * 4)
        clips = clips_in(work / f"clips-{number}", "ab" if number % 2 else "a")
        place = clips if number % 2 else clips / "a.mp4"
        with _small_disk(work / f"disk-{number}", size_kb) as remount:
            out = work / f"disk-{number}" / "out"
            found = run(analyze(place, out)).problems(0, 1)
            found += [f"left {name}" for name in hidden_in(out)]
            remount("size=100m")
            found += run(analyze(place, out)).problems(0)
            missing = 1 + number % 2 - len(finished_in(out))
            found += [f"{missing} clips are not finished with room"] * bool(missing)
            found += [f"left {name} with room" for name in hidden_in(out)]
        problems += [f"disk of {size_kb} kB: {problem}" for problem in found]
    return times, problems


def read_only(work: Path, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """Make the disk read-only before a run, or in its middle."""

    def spoil(remount: Callable[[str], object], out: Path) -> None:
        for _ in range(_TRIES):
            with suppress(subprocess.CalledProcessError):  # while a file is open for writing
                remount("ro")
                return
            time.sleep(0.05)

    return _spoiled(work, times, rng, spoil)


def gone(work: Path, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """Remove the folder for results before a run has ended."""

    def spoil(_: Callable[[str], object], out: Path) -> None:
        shutil.rmtree(out, ignore_errors=True)

    return _spoiled(work, times, rng, spoil)


def _spoiled(
    work: Path,
    times: int,
    rng: random.Random,
    spoil: Callable[[Callable[[str], object], Path], None],
) -> tuple[int, list[str]]:
    """Do something to a disk at random moments of runs on it."""
    problems = []
    for number in range(times):
        clips = clips_in(work / f"clips-{number}", "ab" if number % 2 else "a")
        place = clips if number % 2 else clips / "a.mp4"
        with _small_disk(work / f"disk-{number}", 100_000) as remount:
            out = work / f"disk-{number}" / "out"
            moment_s = 0.0 if number == 0 else rng.uniform(0.5, 8.0)
            with start(analyze(place, out)) as process:
                timer = threading.Timer(moment_s, spoil, (remount, out))
                timer.start()
                said, _ = process.communicate()
                timer.join()
            found = Done(process.returncode, said).problems(0, 1)
            remount("rw")
            found += run(analyze(place, out)).problems(0)
            found += [f"left {name}" for name in hidden_in(out)]
        problems += [f"after {moment_s:.1f} s: {problem}" for problem in found]
    return times, problems


#: Changes of the environment; None removes a variable.
_ENVIRONMENTS: Final[tuple[dict[str, str | None], ...]] = (
    {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_DATA_HOME": None, "USER": None},
    {"HOME": "/nonexistent", "XDG_CONFIG_HOME": None},
    {"HOME": "/dev/null", "XDG_CONFIG_HOME": "/dev/null/x"},
    {"HOME": "", "TMPDIR": "/nonexistent"},
    {"PATH": None},
    {"PATH": ""},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"},
    {"LC_ALL": "tr_TR.ISO-8859-9"},
    {"LC_ALL": "nonsense"},
    {"PYTHONIOENCODING": "latin-1"},
    {"TERM": "dumb"},
    {"TERM": None, "COLUMNS": "1", "LINES": "0"},
    {"COLUMNS": "-5"},
    {"COLUMNS": "nonsense"},
    {"FORCE_COLOR": "1", "NO_COLOR": "1"},
    {"TZ": "nonsense/x"},
    {"OMP_NUM_THREADS": "nonsense"},
)


def environments(work: Path, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """Run without HOME, with other locales, and the like."""
    clips = clips_in(work / "clips", "ä")
    problems = []
    for number, changes in enumerate(_ENVIRONMENTS):
        kept = {name: value for name, value in os.environ.items() if name not in changes}
        changed = {name: value for name, value in changes.items() if value is not None}
        command = analyze(clips / "ä.mp4", work / f"out-{number}", "--no-video", "--no-review")
        found = run(command, env=kept | changed).problems(0)
        problems += [f"{changes}: {problem}" for problem in found]
    return len(_ENVIRONMENTS), problems


def pipes(work: Path, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """Run with streams that are closed, full, or that nobody reads."""
    clips = clips_in(work / "clips", "ab")
    shells = {
        "{} >&-": (0,),
        "{} 2>&-": (0,),
        "{} <&-": (0,),
        "{} <&- >&- 2>&-": (0,),
        "{} > /dev/full": (0, 1),
        "{} 2> /dev/full": (0, 1),
        "{} > /dev/full 2>&1": (0, 1),
        "{} | true": (0,),
        "{} 2>&1 | true": (0,),
        "{} | head -n 1": (0,),
    }
    problems, count = [], 0
    for place in (clips, clips / "a.mp4"):
        for shell, codes in shells.items():
            count += 1
            out = work / f"out-{count}"
            command = " ".join(f"'{word}'" for word in analyze(place, out))
            done = run(["bash", "-c", f"set -o pipefail; {shell.format(command)}"])
            found = done.problems(*codes, 141)
            missing = (2 if place is clips else 1) - len(finished_in(out))
            found += [f"{missing} clips are not finished"] * bool(missing)
            found += [f"left {name}" for name in hidden_in(out)]
            problems += [f"{shell}: {problem}" for problem in found]
    return count, problems
