"""Results of an older version of formcheck, judged again so that they have what pages need."""

from pathlib import Path

from formcheck.batch.clip import analyze_clip
from formcheck.batch.options import BatchOptions
from formcheck.errors import ExerciseError, FolderError, ResultError
from formcheck.exercises.file import load_exercise
from formcheck.report.folder import POSES, TRACK
from formcheck.report.saved import load_report
from formcheck.system.files import exists


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
