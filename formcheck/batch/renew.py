"""What results lack for a page: `track.npz` of an older version, or the clean copy of the clip."""

from contextlib import suppress
from pathlib import Path

from formcheck.batch.clip import analyze_clip
from formcheck.batch.options import BatchOptions
from formcheck.errors import ClipError, ExerciseError, FolderError, ResultError
from formcheck.exercises.file import load_exercise
from formcheck.report.folder import CLIP, POSES, RAW, TRACK
from formcheck.report.saved import load_report
from formcheck.system.files import exists, is_file


def renew_old(folder: Path) -> bool:
    """Judge the saved poses of a result again if it has no `track.npz`; return whether it was done.

    Raises:
        ResultError: it was judged by an exercise file of the user's, which is not known here.
        FormcheckError: the results or the poses cannot be read, or judged again.
        FolderError: a file cannot be written.
    """
    if exists(folder / TRACK) or not exists(folder / POSES):
        return False
    report = load_report(folder)
    try:
        exercise = None if report.others else load_exercise(report.exercise)
    except ExerciseError:
        raise ResultError(
            f"{folder}: an older version judged it by an exercise file of your own: judge it again"
            f" with formcheck analyze {folder} --from-poses --exercise FILE --out {folder.parent}"
        ) from None
    options = BatchOptions(exercise, folder.parent, level=report.level, from_poses=True)
    result = analyze_clip(folder, folder, options, lambda *_: None)
    if result.files.problems:
        raise FolderError(result.files.problems[0])
    return True


def copy_clip(folder: Path) -> bool:
    """Copy the clip into the folder of its results if that has no clean video; return whether.

    Nothing is copied where the clip is not where it was, or is another one by now.

    Raises:
        ResultError: the results cannot be read.
        OSError: the copy cannot be written.
    """
    source = load_report(folder).source
    clip = Path(source.path)
    if any(exists(folder / name) for name in (CLIP, RAW)) or not is_file(clip):
        return False
    from formcheck.video.clean import write_clean_copy  # loads OpenCV and PyAV

    with suppress(ClipError):
        size = (source.width, source.height)
        write_clean_copy(clip, folder / CLIP, size, source.frames)
        return True
    return False
