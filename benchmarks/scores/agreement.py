"""Compare what a live set says with what the clip as a whole says.

    python -m benchmarks.scores.agreement [--split test] [--work DIR] [--kind KIND]

This compares the live set at once, its screen with the last frame of the clip, its screen in a
pause after it (second opinions included), and its summary. `formcheck analyze` may look at a clip
twice, which a camera cannot: that is part of the differences.
"""

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.clips.cache import WORK, is_rendered, poses_of
from benchmarks.clips.clip import KINDS, SPLITS, BenchmarkClip
from benchmarks.clips.splits import clips
from benchmarks.scores.figures.counts import AGREEMENT_KINDS, AGREEMENT_KINDS_TOGETHER
from benchmarks.scores.live_runs import run_live, run_screen
from formcheck.exercises.file import load_exercise
from formcheck.judging import judge
from formcheck.poses.landmarks import Side
from formcheck.results import Verdict

#: What is compared: its name here, and the heading of its column.
SOURCES = {
    "live": "at once: counts, verdicts",
    "screen": "with the last frame",
    "paused": "in a pause after it",
    "summary": "in the summary",
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """A clip judged as `formcheck analyze` does, frame by frame, and as a live set.

    Attributes:
        clip: the clip.
        counts: attempts of each leg, by source.
        verdicts: verdict of each rule, by source.
    """

    clip: BenchmarkClip
    counts: dict[str, dict[Side, int]]
    verdicts: dict[str, dict[str, Verdict]]

    def same(self, source: str, reference: str) -> tuple[bool, bool]:
        """Return whether two sources have the same counts, and whether all their verdicts agree."""
        counts, verdicts = self.counts, self.verdicts
        return counts[source] == counts[reference], verdicts[source] == verdicts[reference]


def agreement_of(clip: BenchmarkClip, work: Path) -> Agreement:
    """Judge a rendered clip in all these ways."""
    exercise = load_exercise(clip.spec.exercise)
    looked = poses_of(clip.spec, work)
    recording = replace(looked, mirrored=None)
    sessions = {
        "offline": judge(looked, exercise, level=clip.level),
        "live": run_live(recording, exercise, clip.level).session,
        "summary": judge(recording, exercise, level=clip.level),
    }
    screen, paused = run_screen(recording, exercise, clip.level)
    screens = {"screen": screen, "paused": paused}
    return Agreement(
        clip,
        {name: session.counts for name, session in sessions.items()}
        | {name: screen.counts for name, screen in screens.items()},
        {name: {row.rule: row.verdict for row in x.summary} for name, x in sessions.items()}
        | {name: screen.verdicts for name, screen in screens.items()},
    )


def main() -> None:
    """Judge the clips of a split and print where live and the clip differ."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scores.agreement",
        description="Compare what a live set says with what the clip as a whole says.",
    )
    parser.add_argument("--split", choices=SPLITS, default="test", help="default: test")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only these kinds of clip")
    parser.add_argument("--work", type=Path, default=WORK, help="folder of the rendered clips")
    arguments = parser.parse_args()
    some = [c for c in clips(arguments.split) if not arguments.kind or c.kind in arguments.kind]
    rendered = [clip for clip in some if is_rendered(clip.spec, arguments.work)]
    if len(rendered) < len(some):
        print(f"{len(some) - len(rendered)} clips are not in {arguments.work} and are left out")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(partial(agreement_of, work=arguments.work), rendered))
    _print_shares(found, "same as analyze, %", "offline")
    _print_shares(found, "same as one look, %", "summary")
    for one in found:
        _print_differences(one)


def _print_shares(found: Sequence[Agreement], title: str, reference: str) -> None:
    """Print for each kind of clip how often counts, and all verdicts, agree with the reference."""
    print(f"{title:<26}{'clips':>6}" + "".join(f"{heading:>28}" for heading in SOURCES.values()))
    groups: dict[str, tuple[str, ...]] = {one.clip.kind: (one.clip.kind,) for one in found}
    groups |= {AGREEMENT_KINDS_TOGETHER: AGREEMENT_KINDS, "all": tuple(KINDS)}
    for name, kinds in groups.items():
        members = [one for one in found if one.clip.kind in kinds]
        if members:
            shares = [
                100.0 * np.mean([one.same(source, reference) for one in members], 0)
                for source in SOURCES
            ]
            told = "".join(f"{f'{counts:.1f} {verdicts:.1f}':>28}" for counts, verdicts in shares)
            print(f"{name:<26}{len(members):>6}{told}")


def _print_differences(one: Agreement) -> None:
    """Print where the screen and the summary differ from `formcheck analyze`."""
    for source, when in SOURCES.items():
        if source == "live":
            continue
        said = []
        if one.counts[source] != one.counts["offline"]:
            attempts = ("/".join(map(str, one.counts[x].values())) for x in ("offline", source))
            said.append("attempts " + ", live ".join(attempts))
        for rule, verdict in one.verdicts["offline"].items():
            if one.verdicts[source][rule] is not verdict:
                said.append(f"{rule} {verdict}, live {one.verdicts[source][rule]}")
        if said:
            print(f"{one.clip.spec.name}, {when}: {'; '.join(said)}")


if __name__ == "__main__":
    main()
