"""What the help pages of the commands have in common."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
    Run: TypeAlias = Callable[[argparse.Namespace], int]

_Number = TypeVar("_Number", int, float)


def add_command(
    commands: "Commands",
    name: str,
    run: "Run",
    *,
    summary: str,
    example: str,
    usage: str | None = None,
) -> argparse.ArgumentParser:
    """Add a command to the command line; return its parser, for its own arguments.

    Args:
        commands: the commands of `formcheck`.
        name: of the new one.
        run: called with the parsed arguments; returns the exit code.
        summary: one line for the list of commands and the top of the help page.
        example: command lines for the end of the help page, with what they do.
        usage: the usage line where argparse's own would mislead.
    """
    parser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"example:\n{example}",
        usage=usage,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_level(parser: argparse.ArgumentParser) -> None:
    """Add ``--level``."""
    parser.add_argument(
        "--level",
        default="",
        metavar="NAME",
        help="a level of the exercise, such as warm-up (default: the exercise's own)",
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add ``--model``."""
    parser.add_argument(
        "--model",
        type=Path,
        metavar="FILE",
        help="another MediaPipe pose model: heavy, if you have built it, or a .task file, whose"
        " angles are not corrected",
    )


def add_results(parser: argparse.ArgumentParser) -> None:
    """Add ``DIR…``, folders of results; `formcheck.report.folder.results_in` finds them."""
    parser.add_argument(
        "folders",
        nargs="+",
        type=Path,
        metavar="DIR",
        help="a folder with the results of a clip or of a live set, or a folder of such folders",
    )


def number(
    kind: Callable[[str], _Number], least: float, most: float, what: str
) -> Callable[[str], _Number]:
    """Return what reads the number after an option; argparse prints the message of its error.

    Args:
        kind: int or float.
        least: the smallest number that is taken.
        most: the largest.
        what: what the number is, with an example, as in "a height in metres, such as 1.75".
    """

    def read(text: str) -> _Number:
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not least <= value <= most:
            raise argparse.ArgumentTypeError(f'"{text}" is not {what}')
        return value

    return read
