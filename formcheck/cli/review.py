"""`formcheck review`: make the review pages of judged clips anew, from their files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.arguments import add_command, add_results
from formcheck.cli.terminal import ExitCode, console, error_console, fail
from formcheck.errors import FormcheckError
from formcheck.system.native_log import native_log_hidden

if TYPE_CHECKING:
    from formcheck.cli.arguments import Commands

EXAMPLE = """\
  formcheck review formcheck-results/clip
      make review.html anew; notes beside it stay
  formcheck review formcheck-results/clip --notes notes.css --pdf
      put in the notes that somebody saved, and print them with the faults to review.pdf
  formcheck review formcheck-results/clip --single-file clip.html
      make one file to mail, with the video inside it
"""
_MOST_MAIL_BYTES = 20_000_000  # what mail takes, in base64 once more, is 25 MB


def add_to(commands: "Commands") -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "review",
        run,
        summary="make the review page of judged clips: to look at, to print, to mail",
        example=EXAMPLE,
    )
    add_results(parser)
    parser.add_argument(
        "--notes",
        type=Path,
        metavar="FILE",
        help="put in the notes that the page saved, in place of those that are there",
    )
    parser.add_argument(
        "--pdf",
        action="store_true",
        help="also print the page to review.pdf, with Chromium, Chrome or Edge",
    )
    parser.add_argument(
        "--single-file",
        type=Path,
        metavar="FILE",
        help="also make one file to mail, with the video and the notes inside it",
    )


def run(arguments: argparse.Namespace) -> int:
    """Make pages; return the exit code."""
    from formcheck.report.folder import results_in

    errors, folders = error_console(), results_in(arguments.folders)
    for option in ("notes", "single_file"):
        if getattr(arguments, option) and len(folders) > 1:
            message = f"--{option.replace('_', '-')} needs a single DIR: name one"
            return fail(errors, message, ExitCode.USAGE)
    failed = 0
    for folder in folders:
        try:
            with native_log_hidden(of_program=True):
                _make(folder, arguments)
        except FormcheckError as error:
            fail(errors, str(error))
            failed += 1
        except OSError as error:
            name = error.filename or folder
            fail(errors, f"{name} cannot be written: {error.strerror or error}")
            failed += 1
    return ExitCode.FAILED if failed else ExitCode.OK


def _make(folder: Path, arguments: argparse.Namespace) -> None:
    """Make what is wanted of a folder, and print where it is."""
    from formcheck.batch.renew import copy_clip, renew_old
    from formcheck.report.folder import PDF, REVIEW
    from formcheck.report.notes import NOTES, put_in_notes, read_notes
    from formcheck.report.pages.review.page import write_review
    from formcheck.report.saved import load_report

    if renew_old(folder):
        _print(f"{folder}: judged again, because an older version of formcheck had judged it")
    copy_clip(folder)
    if arguments.notes:
        put_in_notes(arguments.notes, folder, load_report(folder).source)
    write_review(folder)
    _print("Review:", folder / REVIEW)
    read_notes(folder / NOTES)
    if arguments.pdf:
        from formcheck.report.pages.review.alone import write_pdf

        write_pdf(folder)
        _print("PDF:   ", folder / PDF)
    if arguments.single_file:
        from formcheck.report.pages.review.alone import write_single_file

        write_single_file(folder, arguments.single_file)
        size = arguments.single_file.stat().st_size
        _print("File:  ", arguments.single_file, f" ({size / 1e6:.1f} MB)")
        if size > _MOST_MAIL_BYTES:
            _print("Note:   the clip is long, and the file larger than most mail takes")


def _print(word: str, path: Path | str = "", after: str = "") -> None:
    console().print(f"{word} {path}{after}".rstrip(), soft_wrap=True, markup=False)
