"""What the help pages of the commands have in common."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
    Run: TypeAlias = Callable[[argparse.Namespace], int]


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


def slow_motion(text: str) -> float:
    """Return the number after ``--slow-motion``; argparse prints the message of its error."""
    try:
        times = float(text)
    except ValueError:
        times = 0.0
    if not 1.0 <= times <= 64.0:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number from 1 to 64, such as 4')
    return times


def jobs(text: str) -> int:
    """Return the number after ``--jobs``; argparse prints the message of its error."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number from 1 to 256, such as 2')
    return number
