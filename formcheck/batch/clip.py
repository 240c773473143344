"""One clip of many: judged, and its results written to a folder of its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis import record_and_judge
from formcheck.batch.folders import owner_of
from formcheck.batch.options import BatchOptions
from formcheck.batch.resume import Resume
from formcheck.batch.state import STATE, place_of
from formcheck.errors import PoseFileError
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge_saved
from formcheck.poses.recording import PoseRecording
from formcheck.report.folder import CLIP, POSES, RAW, REVIEW, VIDEO, ResultsFolder, is_unjudged
from formcheck.report.notes import NOTES, set_notes_aside
from formcheck.results import Session
from formcheck.system.files import exists, is_folder
from formcheck.system.locks import folder_locked
from formcheck.system.memory import give_back

#: Called with the name of a stage of the work and the share of it that is done, 0..1.
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one clip.

    Attributes:
        parts: the verdicts, and the exercise that they are about. More than one if the clip shows
            several exercises one after the other.
        files: the folder, with what was written into it and what could not be.
        notes: what the user should know about the files, one sentence each.
        unchanged: whether an earlier run had finished it, so that nothing was done.
        changed: if another clip had the same path before, a sentence that says so, and what is
            still there of that one; empty otherwise.
        older: files that this run did not write and that may show other verdicts.
    """

    parts: Sequence[tuple[Session, Exercise]]
    files: ResultsFolder
    notes: list[str]
    unchanged: bool = False
    changed: str = ""
    older: tuple[str, ...] = ()


class FolderTakenError(Exception):
    """The folder of results belongs to another clip by now: choose another one."""


def analyze_clip(
    clip: Path, folder: Path, options: BatchOptions, stage: Progress, *, wait: bool = True
) -> Result:
    """Judge one clip and write its results; what an earlier run has finished is not done again.

    Each file is written whole or not at all, as soon as there is something to write. A file that
    cannot be written stops neither the verdicts nor the other files; the result names it.

    Args:
        clip: a video file, the folder of a live set that was broken off, or saved poses (see
            `BatchOptions.from_poses`).
        folder: for the results; it is made if it does not exist.
        options: how it is judged.
        stage: called as the work goes on.
        wait: whether to wait while another process writes into the folder.

    Raises:
        ClipError: the clip cannot be read, shows nobody for long enough, or shows no exercise that
            is known. Its poses are kept, so that they can be judged as an exercise that is named.
        PoseFileError: there are no saved poses, or they cannot be read.
        BackendError: the pose model cannot be loaded.
        FolderError: nothing can be written into the folder.
        FolderTakenError: the folder belongs to another clip.
        LockedError: another process writes into the folder, and this one does not wait.
    """
    named, clip = clip, file_of(clip, folder, options)
    with _results_in(folder, wait=wait) as files:
        _require_own(clip, folder, options)
        resume = Resume(clip, folder, options)
        if resume.is_finished and not options.again:
            with suppress(PoseFileError):
                return _finished(clip, files, options, resume)
        resume.begin(files)
        is_another, aside = resume.is_of_another_clip and not options.from_poses, []

        def keep(recording: PoseRecording) -> None:
            if is_another:
                aside.append(set_notes_aside(folder))
            resume.keep_poses(files, recording)

        recording, session = _judged(clip, options, resume, stage, keep)
        parts = _parts(session, options)
        exercises = [exercise for _, exercise in parts]
        files.write_session(recording, session, exercises, options.settings)
        notes = _notes(named, recording, parts, options)
        del recording  # a quarter of a gigabyte in an hour
        _write_videos(clip, files, parts, options, stage)
        parts = [(part.without_frames(), exercise) for part, exercise in parts]
        del session  # the same again
        give_back()
        if options.review:
            files.write_review()
        resume.finish(files)
    return Result(
        parts,
        files,
        notes,
        changed=_changed(named, files, "".join(aside)) if is_another else "",
        older=_older(files),
    )


def file_of(clip: Path, folder: Path, options: BatchOptions) -> Path:
    """Return the file that is read: the clip, the raw video of a live set, or saved poses.

    Args:
        clip: as `analyze_clip` has it.
        folder: of its results.
        options: how it is judged.
    """
    if not options.from_poses:
        return clip / RAW if is_unjudged(clip) else clip
    if clip.suffix == ".npz":
        return clip
    return (clip if is_folder(clip) else folder) / POSES


def _finished(clip: Path, files: ResultsFolder, options: BatchOptions, resume: Resume) -> Result:
    """Return the result of a clip that an earlier run has finished.

    Raises:
        PoseFileError: its poses cannot be read any more.
    """
    _, session = judge_saved(files.path / POSES, options.exercise, level=options.level)
    files.written += resume.finished_files
    note = f"{clip} was judged before with the same settings (--again judges it anew)"
    return Result(_parts(session, options), files, [note], unchanged=True)


def _require_own(clip: Path, folder: Path, options: BatchOptions) -> None:
    """Raise `FolderTakenError` if a folder belongs to another clip."""
    owner = owner_of(folder)
    own = (None, place_of(clip), place_of(folder))
    if not options.from_poses and owner not in own:
        raise FolderTakenError


def _parts(session: Session, options: BatchOptions) -> list[tuple[Session, Exercise]]:
    return [(part, options.exercise or load_exercise(part.exercise)) for part in session.parts]


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
    clip: Path,
    options: BatchOptions,
    resume: Resume,
    stage: Progress,
    keep: Callable[[PoseRecording], None],
) -> tuple[PoseRecording, Session]:
    """Return the poses of a clip, found now or saved before, and their session."""
    if options.from_poses:
        return judge_saved(
            clip, options.exercise, level=options.level, slow_motion=options.slow_motion
        )
    return record_and_judge(
        clip,
        options.exercise,
        level=options.level,
        model=options.model,
        accuracy=options.accuracy,
        slow_motion=options.slow_motion,
        stage=stage,
        keep=keep,
        saved=None if options.again else resume.saved_poses(),
    )


@contextmanager
def _results_in(folder: Path, *, wait: bool) -> Iterator[ResultsFolder]:
    """Make a folder for results and lock it; after any error, remove it if it is empty.

    Raises:
        FolderError: nothing can be written there.
        LockedError: another process writes into it, and this one does not wait.
    """
    files = ResultsFolder.make(folder, "--out")
    try:
        with folder_locked(folder, wait=wait):
            yield files
    except BaseException:
        files.remove_if_empty()
        raise


def _notes(
    clip: Path,
    recording: PoseRecording,
    parts: Sequence[tuple[Session, Exercise]],
    options: BatchOptions,
) -> list[str]:
    """Return what the user should know about the results, one sentence each."""
    notes = []
    recorded = Path(recording.source.path)
    if clip.suffix != ".npz" and _is_another_file(clip, recorded):
        notes.append(f"the saved poses come from another clip, {recorded}")
    lacking = dict.fromkeys(e.id for _, e in parts if options.level not in ("", *e.levels))
    if lacking:
        notes.append(f"{', '.join(lacking)} has no level {options.level}: its usual one is taken")
    return notes


def _older(files: ResultsFolder) -> tuple[str, ...]:
    """Return the videos and pages that are there and that this run did not write."""
    of_page = () if REVIEW in files.written else (REVIEW, CLIP)
    return tuple(
        name
        for name in (VIDEO, *of_page)
        if name not in files.written and exists(files.path / name)
    )


def _changed(clip: Path, files: ResultsFolder, aside: str) -> str:
    """Return the sentence about a clip whose path another clip had before.

    Args:
        clip: as it was named.
        files: its results.
        aside: the new name of the file with the notes of the clip before; empty if it had none.
    """
    said = f"{clip} has changed since: judged anew"
    if aside:
        said += f"; the notes about the clip before are now in {files.path / aside}"
    known = {STATE, NOTES, aside, *files.written}
    left = sorted(
        file.name
        for file in files.path.iterdir()
        if file.name not in known and not file.name.startswith(".")
    )
    if left:
        said += f"; {', '.join(left)} in {files.path} may be about the clip before: delete them"
    return said


def _is_another_file(clip: Path, recorded: Path) -> bool:
    """Return True if a clip exists and is not the file that the poses were recorded from."""
    try:
        return clip.is_file() and recorded.resolve() != clip.resolve()
    except (OSError, ValueError):  # a name that this system cannot have
        return True
