"""`formcheck export`: saved results in the formats of other programs."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from formcheck.cli.arguments import add_command, add_results, number
from formcheck.cli.terminal import ExitCode, console, error_console, fail
from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from rich.console import Console

    from formcheck.cli.arguments import Commands

FORMATS: Final = ("srt", "vtt", "trc", "mot", "c3d", "xlsx")
EXAMPLE = """\
  formcheck export formcheck-results/clip --to srt,xlsx
      write the cues as subtitles and a spreadsheet beside the results
  formcheck export formcheck-results --to trc,mot --height 1.75 --out exports
      write markers in metres and measures of every clip, for OpenSim
"""


def add_to(commands: "Commands") -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "export",
        run,
        summary="write saved results as subtitles, markers, motions or a spreadsheet",
        example=EXAMPLE,
    )
    add_results(parser)
    parser.add_argument(
        "--to",
        required=True,
        type=_formats,
        metavar="FORMATS",
        help=f"formats with commas between them: {', '.join(FORMATS)}",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where the files go, in a folder for each clip (default: beside the results)",
    )
    parser.add_argument(
        "--height",
        type=number(float, 0.5, 2.5, "a height in metres, such as 1.75"),
        metavar="METRES",
        help="height of the person: trc and c3d are then in metres too",
    )


def run(arguments: argparse.Namespace) -> int:
    """Export results; return the exit code."""
    from formcheck.batch.folders import result_folders
    from formcheck.report.folder import results_in

    errors = error_console()
    folders = results_in(arguments.folders)
    places = result_folders(folders, arguments.out) if arguments.out else folders
    failed = 0
    for folder, place in zip(folders, places, strict=True):
        problems = _export(folder, place, arguments.to, arguments.height, console())
        for problem in problems:
            fail(errors, problem)
        failed += bool(problems)
    if failed and len(folders) > 1:
        errors.print(f"{failed} of {len(folders)} exports failed.")
    return ExitCode.FAILED if failed else ExitCode.OK


def _export(
    folder: Path, place: Path, names: Sequence[str], height_m: float | None, out: "Console"
) -> list[str]:
    """Export the results in a folder and print what was written; return what went wrong."""
    from formcheck.report.export.exports import export_result
    from formcheck.report.folder import ResultsFolder
    from formcheck.report.saved import SavedResult

    try:
        result = SavedResult.load(folder)
        files = ResultsFolder.make(place, "--out")
    except FormcheckError as error:
        return [str(error)]
    problems = export_result(result, names, files, height_m)
    files.remove_if_empty()
    for name in files.written:
        out.print(f"Wrote {place / name}", soft_wrap=True, markup=False)
    return problems


def _formats(text: str) -> list[str]:
    """Return the names of formats, each once; argparse prints the message of its error."""
    names = list(dict.fromkeys(name for name in text.lower().replace(" ", "").split(",") if name))
    for name in names:
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(
                f'"{name}" is no format: there are {", ".join(FORMATS)}'
            )
    if not names:
        raise argparse.ArgumentTypeError(f"name a format: {', '.join(FORMATS)}")
    return names
