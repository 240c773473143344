"""How often formcheck is right: ``python -m benchmarks``, or ``make benchmark``.

Clips that are missing are rendered with the body data of ``--body-data`` (twenty seconds a clip),
the pose model runs over those whose poses are missing (seconds a clip), and all are judged (three
a second). One table a question. Clips and poses stay in ``--work``, so a change in the rules is
measured again in seconds.
"""

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track as progress

from benchmarks.accuracy import ClipScore, score
from benchmarks.clips import KINDS, SPLITS, BenchmarkClip, clips
from benchmarks.figures import TABLES, Target, targets
from benchmarks.human.errors import RenderError
from benchmarks.human.render import render_all
from benchmarks.tables import clip_table, figures_table, notes, targets_table
from benchmarks.truth import Truth
from formcheck.analysis import Accuracy, judge, needs_outline, wants_second_look
from formcheck.detection.watching import look_again, record_poses
from formcheck.errors import ClipError, PoseFileError
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.poses.outline import TRACED_SHAPES
from formcheck.poses.recording import PoseRecording
from formcheck.system.files import replacing

WIDTH = 215
WORK = Path(__file__).parent / "out"


def render_missing(some: list[BenchmarkClip], work: Path, body_data: Path | None) -> None:
    """Render the clips that are not there yet.

    Raises:
        RenderError: there is no body data to render with, or a clip cannot be made.
    """
    missing = [
        clip.spec
        for clip in some
        if not all((work / f"{clip.spec.name}{end}").exists() for end in (".mp4", ".truth.json"))
    ]
    if not missing:
        return
    if body_data is None:
        raise RenderError(
            f"{len(missing)} of {len(some)} clips are not in {work}: name the folder with the"
            " MakeHuman body data to render them from (BODY_DATA=DIR with make, or --body-data"
            " DIR); benchmarks/human/README.md says what it holds"
        )
    render_all(missing, body_data, work, os.cpu_count() or 1)


def poses_of(clip: Path, exercise: Exercise, accuracy: Accuracy) -> PoseRecording:
    """Load the poses beside a clip, or run the model and keep them there."""
    saved, outline = clip.with_suffix(".poses.npz"), needs_outline(exercise)
    slow = exercise.reps.tempo == "slow"
    recording = _saved(saved)
    traced = TRACED_SHAPES if slow else ("edges_tl",)  # saved before something was traced: anew
    if recording is None or (
        outline and any(name not in recording.track.outline.arrays() for name in traced)
    ):
        recording = record_poses(clip, outline=outline)
        recording.save(saved)
    once = replace(recording, mirrored=None)
    if accuracy == "normal" or not _wants_second_look(once, exercise, accuracy):
        return once
    again = recording.mirrored
    if again is None or (slow and again.outline.legs_shown is None):
        source = replace(recording.source, path=str(clip))  # the folder may have moved
        recording = look_again(replace(recording, source=source), slow=slow)
        recording.save(saved)
    return recording


def _wants_second_look(once: PoseRecording, exercise: Exercise, accuracy: Accuracy) -> bool:
    try:
        return wants_second_look(judge(once, exercise), accuracy)
    except ClipError:  # refused as a whole
        return False


def _saved(poses: Path) -> PoseRecording | None:
    try:
        return PoseRecording.load(poses)
    except PoseFileError:
        return None


def score_file(clip: BenchmarkClip, work: Path, accuracy: Accuracy = "auto") -> ClipScore:
    """Score one clip of the work folder."""
    truth = Truth.read(work / f"{clip.spec.name}.truth.json")
    exercise = load_exercise(clip.spec.exercise)
    return score(clip, truth, poses_of(work / f"{clip.spec.name}.mp4", exercise, accuracy))


def as_json(scores: list[ClipScore], goals: list[Target]) -> dict[str, Any]:
    """Every figure that is printed."""
    return {
        "schema_version": 1,
        "splits": sorted({s.clip.split for s in scores}),
        "kinds": sorted({s.clip.kind for s in scores}),
        "clips": [s.clip.spec.name for s in scores],
        "targets": [{**asdict(goal), "met": goal.met} for goal in goals],
        **{name: _plain(rows(scores)) for name, rows in TABLES.items()},
    }


def _plain(value: object) -> object:
    """NaN is null in JSON; digits beyond the fourth say nothing."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 4) if np.isfinite(value) else None
    return value


def main() -> int:
    """Run the benchmark; 0 when it could be run, whatever the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="How often formcheck is right."
    )
    parser.add_argument(
        "--split",
        choices=SPLITS,
        action="append",
        help="several together; default: test",
    )
    parser.add_argument("--kind", choices=KINDS, action="append", help="only these kinds of clip")
    parser.add_argument(
        "--work",
        type=Path,
        default=WORK,
        help="where clips and poses are kept; default: benchmarks/out",
    )
    parser.add_argument("--body-data", type=Path, help="to render clips that are missing")
    parser.add_argument(
        "--accuracy",
        choices=("auto", "normal", "high"),
        default="auto",
        help="as of formcheck analyze; default: auto",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure here")
    parser.add_argument("--clips", action="store_true", help="print a line for every clip, too")
    args = parser.parse_args()
    console = Console(width=max(WIDTH, Console().width))  # a wrapped table cannot be read
    if args.json and not args.json.parent.is_dir():
        parser.error(f"--json: there is no folder {args.json.parent}")
    splits = args.split or ["test"]
    some = [
        clip for split in splits for clip in clips(split) if not args.kind or clip.kind in args.kind
    ]
    try:
        render_missing(some, args.work, args.body_data)
    except RenderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tasks = pool.map(partial(score_file, work=args.work, accuracy=args.accuracy), some)
        try:
            scores = list(progress(tasks, "Judging", len(some), console=Console(stderr=True)))
        except (ValueError, KeyError, ClipError) as error:
            print(f"error: a clip of {args.work} cannot be scored: {error}", file=sys.stderr)
            return 2
    goals = targets(scores)
    console.print(
        f"[bold]{len(scores)} clips of [i]{' and '.join(splits)}[/]:[/] "
        + ("tuned on" if "tune" in splits else "nothing was fitted to them")
    )
    if args.clips:
        console.print(clip_table(scores))
    for name, rows in TABLES.items():
        found = rows(scores)
        console.print(figures_table(name, found))
        for note in notes(found):
            console.print(note)
    console.print(targets_table(goals))
    if args.json:
        with replacing(args.json) as part:
            part.write_text(json.dumps(as_json(scores, goals), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
