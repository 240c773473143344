"""How often formcheck is right: ``python -m benchmarks``, or ``make benchmark``.

Clips that are missing are rendered with the body data of ``--body-data`` (20 s for a clip), the
pose model runs over those whose poses are missing (seconds for a clip), and all are judged (three
in a second). Each question has a table. Clips and poses stay in ``--work``, so that a change of the
rules is measured again in seconds.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track as progress

from benchmarks.clips.cache import WORK, render_missing
from benchmarks.clips.clip import KINDS, SPLITS, BenchmarkClip
from benchmarks.clips.splits import clips
from benchmarks.human.errors import RenderError
from benchmarks.scores.clip_score import ClipScore
from benchmarks.scores.figures.row import plain
from benchmarks.scores.figures.targets import Target, targets
from benchmarks.scores.score import score_file
from benchmarks.scores.tables import TABLES, clip_table, figures_table, notes, targets_table
from formcheck.analysis import Accuracy
from formcheck.errors import ClipError
from formcheck.system.files import replacing

#: Columns that the widest table needs; a wrapped table cannot be read.
WIDTH = 215


def as_json(scores: Sequence[ClipScore], goals: Sequence[Target]) -> dict[str, Any]:
    """Return every figure that is printed."""
    return {
        "schema_version": 2,
        "splits": sorted({s.clip.split for s in scores}),
        "kinds": sorted({s.clip.kind for s in scores}),
        "clips": [s.clip.spec.name for s in scores],
        "targets": [{**asdict(goal), "met": goal.met} for goal in goals],
        **{name: plain(rows(scores)) for name, (_, rows) in TABLES.items()},
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure how often formcheck is right."
    )
    parser.add_argument(
        "--split", choices=SPLITS, action="append", help="may be repeated; default: test"
    )
    parser.add_argument("--kind", choices=KINDS, action="append", help="only these kinds of clip")
    parser.add_argument(
        "--work", type=Path, default=WORK, help="folder of clips and poses; default: benchmarks/out"
    )
    parser.add_argument(
        "--body-data",
        type=Path,
        metavar="DIR",
        help="folder with the MakeHuman body data; needed if a clip is not rendered yet",
    )
    parser.add_argument(
        "--accuracy",
        choices=("auto", "normal", "high"),
        default="auto",
        help="as for formcheck analyze; default: auto",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to this file")
    parser.add_argument("--clips", action="store_true", help="print a line for every clip as well")
    return parser


def main() -> int:
    """Run the benchmark. Return 0 if it ran, whatever the figures say."""
    parser = _parser()
    args = parser.parse_args()
    if args.json and not args.json.parent.is_dir():
        parser.error(f"--json: there is no folder {args.json.parent}")
    splits = args.split or ["test"]
    some = [
        clip for split in splits for clip in clips(split) if not args.kind or clip.kind in args.kind
    ]
    try:
        render_missing([clip.spec for clip in some], args.work, args.body_data)
    except RenderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    try:
        scores = _score_all(some, args.work, args.accuracy)
    except (ValueError, KeyError, ClipError) as error:
        print(f"error: a clip in {args.work} cannot be scored: {error}", file=sys.stderr)
        return 2
    goals = targets(scores)
    _print_all(scores, goals, splits, with_clips=args.clips)
    if args.json:
        with replacing(args.json) as part:
            part.write_text(json.dumps(as_json(scores, goals), indent=1) + "\n", encoding="utf-8")
    return 0


def _score_all(some: Sequence[BenchmarkClip], work: Path, accuracy: Accuracy) -> list[ClipScore]:
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tasks = pool.map(partial(score_file, work=work, accuracy=accuracy), some)
        return list(progress(tasks, "Judging", len(some), console=Console(stderr=True)))


def _print_all(
    scores: Sequence[ClipScore], goals: Sequence[Target], splits: Sequence[str], *, with_clips: bool
) -> None:
    console = Console(width=max(WIDTH, Console().width))
    tuned = "thresholds were tuned on them" if "tune" in splits else "nothing was fitted to them"
    console.print(f"[bold]{len(scores)} clips of [i]{' and '.join(splits)}[/]:[/] {tuned}")
    if with_clips:
        console.print(clip_table(scores))
    for title, draw in TABLES.values():
        rows = draw(scores)
        console.print(figures_table(title, rows))
        for note in notes(rows):
            console.print(note)
    console.print(targets_table(goals))


if __name__ == "__main__":
    sys.exit(main())
