"""Run the hostile suite, or the faults on purpose; see the package."""

import argparse
import shlex
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.hostile import canary, mutated, names, pointing, texts, written
from benchmarks.hostile.case import Case, Kind
from benchmarks.hostile.judge import faults_of
from benchmarks.hostile.run import Ended, load, run, watched
from benchmarks.hostile.samples import good_results, usual

KINDS: Final = (
    Kind("flipped", mutated.flipped, 200),
    Kind("cut", mutated.cut, 120),
    Kind("lying", mutated.lying, 200),
    Kind("pixels", written.pixels, len(written.pixel_formats())),
    Kind("containers", written.containers, len(written.CONTAINERS)),
    Kind("sizes", written.sizes, 30),
    Kind("rates", written.rates, 19),
    Kind("times", written.times, 52),
    Kind("tracks", written.tracks, 40),
    Kind("pointing", pointing.pointing, 80),
    Kind("exercise", texts.exercise, 200),
    Kind("poses", texts.poses, 150),
    Kind("results", texts.results, 90),
    Kind("lists", texts.lists, 40),
    Kind("names", names.names, 90),
)


@dataclass(slots=True)
class Tally:
    """What came of the inputs of a kind.

    Attributes:
        codes: how many ended with each exit code; None for those that cannot be made.
        faults: of each input that went wrong, by its number.
        memory_mb: the most that one took.
        processor_s: the most that one took.
    """

    codes: Counter[int | None] = field(default_factory=Counter)
    faults: dict[int, tuple[Ended, list[str]]] = field(default_factory=dict)
    memory_mb: float = 0.0
    processor_s: float = 0.0

    def add(self, number: int, ended: Ended, faults: list[str]) -> None:
        """Count an input."""
        self.codes[ended.code] += 1
        self.memory_mb = max(self.memory_mb, ended.memory_mb)
        self.processor_s = max(self.processor_s, ended.processor_s)
        if faults:
            self.faults[number] = ended, faults


def main() -> int:
    """Run the suite; return 1 if an input did what none may do."""
    if sys.argv[1:2] == ["faults"]:
        from benchmarks.hostile.faults import main as on_purpose

        return on_purpose(sys.argv[2:])
    arguments = _arguments()
    load()
    good_results()  # the files that inputs are made from are made here, not in each process
    canary.listener()
    with tempfile.TemporaryDirectory(prefix="formcheck-hostile-") as temporary:
        work = arguments.keep or Path(temporary)
        usual_mb = _usual_mb(work / "usual")
        print(f"a good clip takes {usual_mb:.0f} MB")
        tallies = {
            kind.name: _tally(kind, _numbers(kind, arguments), arguments, work, usual_mb)
            for kind in KINDS
            if not arguments.kind or kind.name in arguments.kind
        }
    _print_table(tallies)
    return int(any(tally.faults for tally in tallies.values()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.hostile",
        description="Give inputs to formcheck that nobody means well with.",
        epilog="faults: what happens if processes are killed, disks are full, and the like",
    )
    parser.add_argument("--seed", type=int, default=1, help="another one gives other inputs")
    parser.add_argument(
        "--kind", action="append", choices=[kind.name for kind in KINDS], help="may be repeated"
    )
    parser.add_argument("--scale", type=float, default=1.0, help="times as many inputs")
    parser.add_argument("--number", type=int, action="append", help="only this input of each kind")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the inputs that go wrong")
    return parser.parse_args()


def _numbers(kind: Kind, arguments: argparse.Namespace) -> Sequence[int]:
    return arguments.number or range(max(1, round(kind.count * arguments.scale)))


def _usual_mb(place: Path) -> float:
    """Return the most memory that a good clip takes, in MB."""
    place.mkdir(parents=True)
    (place / "in").mkdir()
    clip = place / "in" / "good.mp4"
    clip.write_bytes(usual("mp4"))
    arguments: list[str | Path] = ["analyze", clip, "--exercise", "butt-kicks"]
    ended = watched(Case(arguments, "a good clip"), place, 10_000.0)(())
    assert ended.code == 0, ended.errors
    return ended.memory_mb


def _tally(
    kind: Kind, numbers: Sequence[int], arguments: argparse.Namespace, work: Path, usual_mb: float
) -> Tally:
    """Run the inputs of a kind."""
    tally = Tally()
    for number in numbers:
        place = work / f"{kind.name}-{number}"
        place.mkdir()
        ended = run(kind, arguments.seed, number, place, usual_mb)
        if ended is None:
            tally.codes[None] += 1
        else:
            tally.add(number, ended, faults_of(ended, place, usual_mb))
        if number in tally.faults:
            _print_fault(kind, arguments.seed, number, tally)
        if number not in tally.faults or not arguments.keep:
            shutil.rmtree(place)
    print(f"{kind.name}: {len(numbers)} inputs, {len(tally.faults)} went wrong", flush=True)
    return tally


def _print_fault(kind: Kind, seed: int, number: int, tally: Tally) -> None:
    """Print what went wrong with an input, and how to make it again."""
    ended, faults = tally.faults[number]
    print(f"{kind.name} {number}: {ended.case.about!a}: {'; '.join(faults)}")
    print(f"  python -m benchmarks.hostile --seed {seed} --kind {kind.name} --number {number}"
          " --keep DIR")  # fmt: skip
    print(f"  formcheck {shlex.join(map(str, ended.case.arguments))!a}")
    last = (ended.errors or ended.output).strip().splitlines()[-3:]
    for line in last:
        print(f"  | {ascii(line)[:300]}")
    sys.stdout.flush()


def _print_table(tallies: dict[str, Tally]) -> None:
    head = ("kind", "inputs", "judged", "refused", "wrong", "not made", "most MB", "most s")
    print("".join(f"{word:>12}" for word in head))
    total: Counter[str] = Counter()
    for name, tally in tallies.items():
        made = tally.codes.total() - tally.codes[None]
        row = {
            "inputs": made,
            "judged": tally.codes[0],
            "refused": tally.codes[1],
            "wrong": len(tally.faults),
            "not made": tally.codes[None],
        }
        total.update(row)
        cells = [name, *row.values(), f"{tally.memory_mb:.0f}", f"{tally.processor_s:.1f}"]
        print("".join(f"{cell:>12}" for cell in cells))
    print("".join(f"{cell:>12}" for cell in ("all", *total.values())))


if __name__ == "__main__":
    sys.exit(main())
