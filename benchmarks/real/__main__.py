"""How formcheck does on clips of real people: ``python -m benchmarks.real [DIR]``.

DIR holds clips under the names that ``truth.toml`` gives them, with its own ``truth.toml`` for
further clips. The pose model runs once over each. Of clips that are not in DIR, the poses that the
project keeps are judged.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track as progress

from benchmarks.real.figures import (
    angle_rows,
    exercise_rows,
    legs_rows,
    other_rows,
    overview_rows,
    remark_rows,
)
from benchmarks.real.recordings import WORK, kept_poses, recording_of, small
from benchmarks.real.references import read_labels, read_reference
from benchmarks.real.score import (
    AngleFinding,
    ClipFinding,
    LegsFinding,
    angle_findings,
    judged,
    legs_finding,
)
from benchmarks.real.truth import RealClip, TruthError, known_clips
from benchmarks.scores.figures.row import Row, plain
from benchmarks.scores.tables import figures_table
from formcheck.errors import FormcheckError
from formcheck.system.files import replacing

#: Columns that the widest table needs; a wrapped table cannot be read.
WIDTH = 230
VIDEOS = (".mp4", ".mov", ".avi", ".mkv", ".webm")


@dataclass(slots=True)
class Findings:
    """Everything that was found in all clips.

    Attributes:
        clips: one for each clip.
        angles: one for each angle of each clip with a reference.
        legs: one for each clip with labelled legs.
        notes: what was left out and why, one sentence each.
    """

    clips: list[ClipFinding] = field(default_factory=list)
    angles: list[AngleFinding] = field(default_factory=list)
    legs: list[LegsFinding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


#: Every table: its name in the JSON file, its title, and what draws its rows.
TABLES: dict[str, tuple[str, Callable[[Findings], list[Row]]]] = {
    "overview": ("All clips together", lambda found: overview_rows(found.clips)),
    "exercises": (
        "Clips of an exercise, named (in brackets: by eye)",
        lambda found: exercise_rows(found.clips),
    ),
    "remarks": (
        "What the user is told about the clips of an exercise",
        lambda found: remark_rows(found.clips),
    ),
    "others": ("Clips of other movements, not named", lambda found: other_rows(found.clips)),
    "angles": (
        "Angle errors in degrees, of frames with a value: mean absolute, bias, 95th percentile",
        lambda found: angle_rows(found.angles),
    ),
    "legs": ("Frames with left and right exchanged", lambda found: legs_rows(found.legs)),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.real",
        description="Compare formcheck with what can be seen in clips of real people.",
    )
    parser.add_argument(
        "folder", type=Path, nargs="?", metavar="DIR", help="folder of clips and references"
    )
    parser.add_argument(
        "--work", type=Path, default=WORK, help="folder of poses; default: benchmarks/out/real"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to this file")
    parser.add_argument(
        "--keep-poses",
        action="store_true",
        help="keep the poses of the clips in DIR in the project, where the licence allows it",
    )
    return parser


def main() -> int:
    """Run the benchmark. Return 0 if it ran, whatever the figures say."""
    parser = _parser()
    args = parser.parse_args()
    if args.folder and not args.folder.is_dir():
        parser.error(f"there is no folder {args.folder}")
    if args.json and not args.json.parent.is_dir():
        parser.error(f"--json: there is no folder {args.json.parent}")
    try:
        clips = known_clips(args.folder)
        found = _find(clips, args.folder, args.work, keep_poses=args.keep_poses)
    except (TruthError, FormcheckError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    tables = {name: rows(found) for name, (_, rows) in TABLES.items()}
    _print(tables, found.notes)
    if args.json:
        content: dict[str, Any] = {"schema_version": 1, **{n: plain(r) for n, r in tables.items()}}
        with replacing(args.json) as part:
            part.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return 0


def _find(
    clips: Sequence[RealClip], folder: Path | None, work: Path, *, keep_poses: bool
) -> Findings:
    found = Findings()
    missing: list[str] = []
    for clip in progress(clips, "Judging", console=Console(stderr=True)):
        recording = recording_of(clip, folder, work)
        if recording is None:
            missing.append(clip.file)
            continue
        if keep_poses and clip.poses_kept and folder and (folder / clip.file).exists():
            small(clip, recording).save(kept_poses(clip))
        found.clips.append(judged(clip, recording))
        if angles := _beside(folder, clip.angles):
            found.angles += angle_findings(clip, recording, read_reference(angles))
        if labels := _beside(folder, clip.labels):
            found.legs.append(legs_finding(clip, recording, read_labels(labels)))
    found.notes = _notes(clips, missing, folder)
    return found


def _beside(folder: Path | None, name: str) -> Path | None:
    """Return a file of the folder; None if it is not there or no file is meant."""
    path = folder / name if folder and name else None
    return path if path and path.exists() else None


def _notes(clips: Sequence[RealClip], missing: Sequence[str], folder: Path | None) -> list[str]:
    notes = []
    if missing:
        notes.append(
            f"{len(missing)} of {len(clips)} clips are left out: neither they nor their poses are"
            " there; benchmarks/real/truth.toml says where each clip comes from"
        )
    references = {name for clip in clips for name in (clip.angles, clip.labels) if name}
    absent = sorted(name for name in references if not _beside(folder, name))
    if absent:
        notes.append(f"references that are not in DIR: {', '.join(absent)}")
    if folder:
        known = {folder / clip.file for clip in clips}
        videos = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in VIDEOS)
        unknown = [str(path.relative_to(folder)) for path in videos if path not in known]
        if unknown:
            notes.append(
                f"clips of which nothing is known: {', '.join(unknown)}:"
                f" say what can be seen in them in {folder / 'truth.toml'}"
            )
    return notes


def _print(tables: dict[str, list[Row]], notes: Sequence[str]) -> None:
    console = Console(width=max(WIDTH, Console().width))
    for name, (title, _) in TABLES.items():
        if tables[name]:
            console.print(figures_table(title, tables[name]))
    for note in notes:
        console.print(note)


if __name__ == "__main__":
    sys.exit(main())
