"""Clips in, folders of results out: poses, report, tables, annotated video."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis import judge, record_poses
from formcheck.exercise import Exercise
from formcheck.pose import PoseRecording
from formcheck.report.json_report import make_report, write_report
from formcheck.report.tables import write_measures, write_reps
from formcheck.results import Session

POSES, REPORT, MEASURES, REPS, VIDEO = (
    "poses.npz",
    "report.json",
    "measures.csv",
    "reps.csv",
    "annotated.mp4",
)

Stage = Callable[[str, float], None]  # what is being done, and the share done, 0..1


@dataclass(frozen=True, slots=True)
class Options:
    """How clips are judged.

    Attributes:
        exercise: what is done in them.
        level: one of its levels; the default one when empty.
        out: folder for the results, one folder a clip in it.
        video: whether the annotated video is made.
        from_poses: judge the saved poses; no model, no decoding, no new video.
        model: a ``.task`` bundle; the one that comes with formcheck when None.
    """

    exercise: Exercise
    out: Path
    level: str = ""
    video: bool = True
    from_poses: bool = False
    model: Path | None = None


def result_folders(clips: list[Path], out: Path) -> list[Path]:
    """Name a folder for each clip; clips of the same name are told apart by a number."""
    folders: list[Path] = []
    for clip in clips:
        name = _clip_name(clip)
        same = sum(folder.name == name or folder.name.startswith(f"{name}-") for folder in folders)
        folders.append(out / (f"{name}-{same + 1}" if out / name in folders else name))
    return folders


def _clip_name(clip: Path) -> str:
    if clip.name == POSES:
        return clip.resolve().parent.name
    return clip.stem or clip.name


def analyze_clip(clip: Path, folder: Path, options: Options, stage: Stage) -> Session:
    """Judge one clip and write its results.

    Each file is written as soon as there is something to write and stands whole or not at all,
    so that an error further on loses nothing.

    Raises:
        ClipError: the clip cannot be read, or shows nobody for long enough.
        PoseFileError: there are no saved poses, or they cannot be read.
        BackendError: the model cannot be loaded.
        OSError: the results cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    recording = _poses(clip, folder, options, stage)
    session = judge(recording, options.exercise, level=options.level)
    write_measures(folder / MEASURES, session)
    write_reps(folder / REPS, session)
    report = make_report(recording.source, session, options.exercise.safety)
    write_report(folder / REPORT, report)
    if options.video and not options.from_poses:
        from formcheck.annotate import annotate  # drawing is needed only here

        annotate(clip, folder / VIDEO, session, options.exercise, lambda x: stage("drawing", x))
    return session


def _poses(clip: Path, folder: Path, options: Options, stage: Stage) -> PoseRecording:
    if options.from_poses:
        return PoseRecording.load(clip if clip.suffix == ".npz" else folder / POSES)
    recording = record_poses(
        clip, model=options.model, progress=lambda share: stage("watching", share)
    )
    recording.save(folder / POSES)
    return recording
