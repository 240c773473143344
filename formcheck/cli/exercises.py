"""`formcheck exercises`: list the exercises, explain one, or start one of your own."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.arguments import add_command
from formcheck.cli.terminal import ExitCode, console, error_console, fail, fail_exercise
from formcheck.errors import ExerciseError

if TYPE_CHECKING:
    from formcheck.cli.arguments import Commands

EXAMPLE = """\
  formcheck exercises
      list all exercises
  formcheck exercises butt-kicks
      explain every rule: what it measures, its limits, the view that it needs
  formcheck exercises new my-kicks --from butt-kicks
      write my-kicks.toml, a copy to edit
"""


def add_to(commands: "Commands") -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "exercises",
        run,
        summary="list the exercises, explain their rules, start one of your own",
        example=EXAMPLE,
        usage="formcheck exercises [NAME]\n"
        "       formcheck exercises new NAME [--from NAME] [--out DIR]",
    )
    parser.add_argument("name", nargs="?", help="an exercise to explain, or new")
    parser.add_argument(
        "new_name", nargs="?", metavar="NAME", help="after new: the name of your exercise"
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="NAME",
        help="after new: the exercise to copy (default: butt-kicks)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="after new: the folder for NAME.toml (default: this folder)",
    )


def run(arguments: argparse.Namespace) -> int:
    """List or explain exercises, or write a new one; return the exit code."""
    try:
        if arguments.name == "new":
            return _write_new(arguments)
        if arguments.new_name or arguments.source or arguments.out:
            message = "to start an exercise of your own: formcheck exercises new NAME"
            return fail(error_console(), message, ExitCode.USAGE)
        if arguments.name is None:
            _print_list()
        else:
            _explain(arguments.name)
    except ExerciseError as error:
        return fail_exercise(error_console(), error)
    return ExitCode.OK


def _print_list() -> None:
    """Print a line for each exercise."""
    from rich.markup import escape

    from formcheck.exercises.file import built_in, examples, load_exercise

    out = console()
    for name in built_in():
        out.print(f"[bold]{name}[/]  {escape(load_exercise(name).description)}")
    for name in examples():
        out.print(f"[bold]{name}[/] (example)  {escape(load_exercise(name).description)}")
    out.print("\nformcheck exercises NAME explains the rules of an exercise.")


def _explain(name: str) -> None:
    """Print every rule of an exercise.

    Raises:
        ExerciseError: no such exercise, or its file is wrong.
    """
    from formcheck.exercises.file import load_exercise
    from formcheck.report.rules_table import print_exercise

    print_exercise(console(), load_exercise(name))


def _write_new(arguments: argparse.Namespace) -> ExitCode:
    """Write a copy of an exercise file, to be edited.

    Raises:
        ExerciseError: the name cannot be used, or the file cannot be written.
    """
    from formcheck.exercises.new_file import write_copy

    if arguments.new_name is None:
        message = "give it a name: formcheck exercises new NAME --from butt-kicks"
        return fail(error_console(), message, ExitCode.USAGE)
    source, folder = arguments.source or "butt-kicks", arguments.out or Path()
    path = write_copy(source, arguments.new_name, folder)
    print(f"Wrote {path}. Edit it, then run: formcheck analyze CLIP --exercise {path}")
    return ExitCode.OK
