"""Clips in, folders of results out: poses, report, tables, annotated video."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis import Accuracy, judge_clip, watch_and_judge
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.poses.recording import PoseRecording
from formcheck.report.folder import POSES, VIDEO, ResultsFolder
from formcheck.results import Session

Stage = Callable[[str, float], None]  # what is being done, and the share done, 0..1


@dataclass(frozen=True, slots=True)
class Options:
    """How clips are judged.

    Attributes:
        exercise: what is done in them; recognised in each when None.
        level: one of its levels; the default one when empty.
        out: folder for the results, one folder a clip in it.
        video: whether the annotated video is made.
        from_poses: judge the saved poses; no model, no decoding, no new video.
        model: a ``.task`` bundle; the one that comes with formcheck when None.
        accuracy: how closely the clips are watched, see `formcheck.analysis.analyze`.
    """

    exercise: Exercise | None
    out: Path
    level: str = ""
    video: bool = True
    from_poses: bool = False
    model: Path | None = None
    accuracy: Accuracy = "auto"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one clip.

    Attributes:
        parts: the verdicts, and the exercise that they are of; more than one where the clip shows
            several exercises after one another.
        files: the folder with what was written into it, and what could not be.
        notes: what the user should know about the files.
    """

    parts: Sequence[tuple[Session, Exercise]]
    files: ResultsFolder
    notes: list[str]


def saved_in(places: Sequence[Path]) -> list[Path]:
    """Put in place of a folder that holds folders of results those folders."""
    found: list[Path] = []
    for place in places:
        several = _is_folder(place) and not (place / POSES).is_file()
        inside = sorted(place.glob(f"*/{POSES}")) if several else []
        found += [poses.parent for poses in inside] or [place]
    return found


def result_folders(clips: list[Path], out: Path) -> list[Path]:
    """Name a folder for each clip; clips of the same name are told apart by a number."""
    taken: set[str] = set()
    folders: list[Path] = []
    for clip in clips:
        name = first = _clip_name(clip)
        number = 1
        while name.casefold() in taken:  # to some systems A and a are the same
            number += 1
            name = f"{first}-{number}"
        taken.add(name.casefold())
        folders.append(out / name)
    return folders


def _clip_name(clip: Path) -> str:
    if _is_folder(clip):
        return clip.resolve().name or "clip"
    if clip.name == POSES:
        return clip.resolve().parent.name or "clip"
    return clip.stem or "clip"


def analyze_clip(clip: Path, folder: Path, options: Options, stage: Stage) -> Result:
    """Judge one clip and write its results.

    Each file is written as soon as there is something to write and stands whole or not at all.
    A file that cannot be written stops neither the verdicts nor the other files: the result
    says which ones are missing.

    Raises:
        ClipError: the clip cannot be read, shows nobody for long enough, or none of the exercises;
            its poses are kept, to be judged as an exercise that is named.
        PoseFileError: there are no saved poses, or they cannot be read.
        BackendError: the model cannot be loaded.
        FolderError: nothing can be written into the folder.
    """
    with _results_in(folder) as files:
        named, level = options.exercise, options.level
        if options.from_poses:
            recording = PoseRecording.load(_saved_poses(clip, folder))
            session = judge_clip(recording, named, level=level)
        else:
            recording, session = watch_and_judge(
                clip,
                named,
                level=level,
                model=options.model,
                accuracy=options.accuracy,
                stage=stage,
                keep=files.write_poses,
            )
        parts = [(part, named or load_exercise(part.exercise)) for part in session.parts]
        exercises = [exercise for _, exercise in parts]
        files.write_session(recording.source, session, exercises, recording.looks)
        if options.video and not options.from_poses:
            if files.missing:
                files.skip(VIDEO)  # the largest file would be refused, too
            else:
                stage("drawing the video", 0.0)
                files.write_video(clip, parts, lambda share: stage("drawing the video", share))
    return Result(parts, files, _notes(clip, recording, files))


def _saved_poses(clip: Path, folder: Path) -> Path:
    """The poses themselves, a folder of results, or a clip whose results are in ``folder``."""
    if clip.suffix == ".npz":
        return clip
    return (clip if _is_folder(clip) else folder) / POSES


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, a folder that may not be looked into
        return False


def _notes(clip: Path, recording: PoseRecording, files: ResultsFolder) -> list[str]:
    notes = []
    recorded = Path(recording.source.path)
    if clip.suffix != ".npz" and _another_file(clip, recorded):
        notes.append(f"the saved poses come from {recorded}")
    video = files.path / VIDEO
    if VIDEO not in files.written and video.exists():
        notes.append(
            f"{video} is from an earlier run and may show other verdicts:"
            " judge the clip again with its video, or delete it"
        )
    return notes


def _another_file(clip: Path, recorded: Path) -> bool:
    try:
        return clip.is_file() and recorded.resolve() != clip.resolve()
    except (OSError, ValueError):  # a name that this system cannot have
        return True


@contextmanager
def _results_in(folder: Path) -> Iterator[ResultsFolder]:
    """Make a folder for results; after any error or interrupt, remove it if it is empty.

    Raises:
        FolderError: nothing can be written there.
    """
    files = ResultsFolder.make(folder, "--out")
    try:
        yield files
    except BaseException:
        files.remove_if_empty()
        raise
