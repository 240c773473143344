"""The formats in which saved results can be exported."""

from collections.abc import Iterable, Mapping
from typing import Final

from formcheck.errors import ResultError
from formcheck.report.export.c3d import C3D
from formcheck.report.export.export import Export
from formcheck.report.export.mot import MOT
from formcheck.report.export.srt import SRT
from formcheck.report.export.trc import TRC
from formcheck.report.export.vtt import VTT
from formcheck.report.export.xlsx import XLSX
from formcheck.report.folder import ResultsFolder
from formcheck.report.saved import SavedResult

EXPORTS: Final[Mapping[str, Export]] = {each.name: each for each in (SRT, VTT, TRC, MOT, C3D, XLSX)}


def export_result(
    result: SavedResult, names: Iterable[str], files: ResultsFolder, height_m: float | None = None
) -> list[str]:
    """Write saved results in some formats. What fails does not stop the others.

    Args:
        result: the results of a clip.
        names: of formats, see `EXPORTS`.
        files: the folder that gets the files.
        height_m: height of the person in metres; None if it is not known.

    Returns:
        What could not be written and why, one sentence each.
    """
    problems = []
    for name in names:
        try:
            for file, write in EXPORTS[name].files(result, height_m).items():
                files.write(file, write)
        except ResultError as error:
            problems.append(str(error))
    return problems + files.problems
