"""One clip of many: judged, and its results written to a folder of its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis import AUTO, Accuracy, judge_clip, record_and_judge
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.poses.recording import PoseRecording
from formcheck.report.folder import CLIP, POSES, RAW, REVIEW, VIDEO, ResultsFolder, is_unjudged
from formcheck.report.made import Settings
from formcheck.results import Session
from formcheck.system.files import is_folder

#: Called with the name of a stage of the work and the share of it that is done, 0..1.
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How clips are judged.

    Attributes:
        exercise: the exercise that all clips show; recognised in each clip if None.
        out: the folder that gets a folder of results for each clip.
        level: one of the exercise's levels; its default one if empty.
        video: whether the annotated video is made.
        review: whether the review page is made, with a clean copy of the clip beside it.
        from_poses: judge saved poses: no pose model, no decoding, no new video.
        model: a MediaPipe ``.task`` file; the one that comes with formcheck if None.
        accuracy: when a second pass is made, see `formcheck.analysis.analyze`.
        slow_motion: how many times slower the clips play than they were filmed; if None, what
            each file says of it.
        exercise_name: the exercise as the user named it, for the report; its id if empty.
    """

    exercise: Exercise | None
    out: Path
    level: str = ""
    video: bool = True
    review: bool = True
    from_poses: bool = False
    model: Path | None = None
    accuracy: Accuracy = "auto"
    slow_motion: float | None = None
    exercise_name: str = ""

    @property
    def settings(self) -> Settings:
        """What the user asked for, for the report."""
        return Settings(
            exercise=self.exercise_name or (self.exercise.id if self.exercise else AUTO),
            level=self.level,
            accuracy=None if self.from_poses else self.accuracy,
            slow_motion=self.slow_motion,
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one clip.

    Attributes:
        parts: the verdicts, and the exercise that they are about. More than one if the clip shows
            several exercises one after the other.
        files: the folder, with what was written into it and what could not be.
        notes: what the user should know about the files, one sentence each.
    """

    parts: Sequence[tuple[Session, Exercise]]
    files: ResultsFolder
    notes: list[str]


def saved_in(places: Sequence[Path]) -> list[Path]:
    """Replace each folder that contains folders of results by those folders."""
    found: list[Path] = []
    for place in places:
        has_several = is_folder(place) and not (place / POSES).is_file()
        inside = sorted(place.glob(f"*/{POSES}")) if has_several else []
        found += [poses.parent for poses in inside] or [place]
    return found


def unjudged_in(places: Sequence[Path]) -> list[Path]:
    """Replace each folder that contains live sets that were broken off by their folders."""
    found: list[Path] = []
    for place in places:
        folders = [place, *sorted(place.glob("*/"))] if is_folder(place) else []
        found += [folder for folder in folders if is_unjudged(folder)] or [place]
    return found


def result_folders(clips: list[Path], out: Path, *, in_place: bool = False) -> list[Path]:
    """Return a folder for each clip. Clips with the same name get a number: ``clip-2``.

    Args:
        clips: the clips.
        out: the folder for all results.
        in_place: whether a live set that was broken off has its own folder.
    """
    taken: set[str] = set()
    folders: list[Path] = []
    for clip in clips:
        if in_place and is_unjudged(clip):
            folders.append(clip)
            continue
        name = first = _clip_name(clip)
        number = 1
        while name.casefold() in taken:  # "A" and "a" are the same folder on Windows and macOS
            number += 1
            name = f"{first}-{number}"
        taken.add(name.casefold())
        folders.append(out / name)
    return folders


def _clip_name(clip: Path) -> str:
    """Return the name that the results of a clip, or of saved poses, go by."""
    if is_folder(clip):
        return clip.resolve().name or "clip"
    if clip.name == POSES:
        return clip.resolve().parent.name or "clip"
    # "...mp4" has the stem "..", which would be the parent of the folder for all results.
    return clip.stem if clip.stem.strip(".") else "clip"


def analyze_clip(clip: Path, folder: Path, options: BatchOptions, stage: Progress) -> Result:
    """Judge one clip and write its results.

    Each file is written whole or not at all, as soon as there is something to write. A file that
    cannot be written stops neither the verdicts nor the other files; the result names it.

    Args:
        clip: a video file, the folder of a live set that was broken off, or saved poses (see
            `BatchOptions.from_poses`).
        folder: for the results; it is made if it does not exist.
        options: how it is judged.
        stage: called as the work goes on.

    Raises:
        ClipError: the clip cannot be read, shows nobody for long enough, or shows no exercise that
            is known. Its poses are kept, so that they can be judged as an exercise that is named.
        PoseFileError: there are no saved poses, or they cannot be read.
        BackendError: the pose model cannot be loaded.
        FolderError: nothing can be written into the folder.
    """
    if not options.from_poses and is_unjudged(clip):
        clip /= RAW
    with _results_in(folder) as files:
        recording, session = _judged(clip, files, options, stage)
        parts = [(part, options.exercise or load_exercise(part.exercise)) for part in session.parts]
        exercises = [exercise for _, exercise in parts]
        files.write_session(recording, session, exercises, options.settings)
        _write_videos(clip, files, parts, options, stage)
        if options.review:
            files.write_review()
    return Result(parts, files, _notes(clip, recording, files))


def _write_videos(
    clip: Path,
    files: ResultsFolder,
    parts: Sequence[tuple[Session, Exercise]],
    options: BatchOptions,
    stage: Progress,
) -> None:
    """Write the videos that the options ask for; they are the largest files, and come last."""
    what = "drawing the video" if options.video else "copying the video"
    if options.from_poses or not (options.video or options.review):
        return
    if files.missing:
        files.skip(VIDEO if options.video else CLIP)  # it would not fit either
        return
    stage(what, 0.0)
    files.write_videos(
        clip,
        parts,
        lambda share: stage(what, share),
        annotated=options.video,
        clean=options.review,
    )


def _judged(
    clip: Path, files: ResultsFolder, options: BatchOptions, stage: Progress
) -> tuple[PoseRecording, Session]:
    """Return the poses of a clip, found now or saved before, and their session."""
    if options.from_poses:
        recording = PoseRecording.load(_saved_poses(clip, files.path))
        if options.slow_motion is not None:
            recording = recording.filmed(options.slow_motion)
        return recording, judge_clip(recording, options.exercise, level=options.level)
    return record_and_judge(
        clip,
        options.exercise,
        level=options.level,
        model=options.model,
        accuracy=options.accuracy,
        slow_motion=options.slow_motion,
        stage=stage,
        keep=files.write_poses,
    )


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


def _saved_poses(clip: Path, folder: Path) -> Path:
    """Return where the poses are.

    Args:
        clip: a pose file, a folder of results, or a clip that was judged before.
        folder: the results of that clip.
    """
    if clip.suffix == ".npz":
        return clip
    return (clip if is_folder(clip) else folder) / POSES


def _notes(clip: Path, recording: PoseRecording, files: ResultsFolder) -> list[str]:
    """Return what the user should know about the files, one sentence each."""
    notes = []
    recorded = Path(recording.source.path)
    if clip.suffix != ".npz" and _is_another_file(clip, recorded):
        notes.append(f"the saved poses come from another clip, {recorded}")
    for name, options in ((VIDEO, "--from-poses and --no-video"), (REVIEW, "--no-review")):
        file = files.path / name
        if name not in files.written and file.exists():
            notes.append(
                f"{file} is from an earlier run and may show other verdicts:"
                f" delete it, or judge the clip again without {options}"
            )
    return notes


def _is_another_file(clip: Path, recorded: Path) -> bool:
    """Return True if a clip exists and is not the file that the poses were recorded from."""
    try:
        return clip.is_file() and recorded.resolve() != clip.resolve()
    except (OSError, ValueError):  # a name that this system cannot have
        return True
