"""`formcheck exercises`: what there is, what it judges, and one of your own."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from formcheck.cli.terminal import USAGE, console, error_console, fail
from formcheck.errors import ExerciseError
from formcheck.exercises.file import built_in, examples, load_exercise, write_copy
from formcheck.report.rules_table import print_exercise

if TYPE_CHECKING:
    from rich.console import Console


def run(arguments: argparse.Namespace) -> int:
    """List or explain exercises, or start one; return the exit code."""
    out = console()
    errors = error_console()
    if arguments.name == "new":
        return _new_exercise(arguments, errors)
    if arguments.new_name or arguments.source or arguments.out:
        return fail(errors, "to start an exercise: formcheck exercises new NAME", USAGE)
    if arguments.name is None:
        for name in built_in():
            exercise = load_exercise(name)
            out.print(f"[bold]{name}[/bold]  {escape(exercise.description)}")
        for name in examples():
            exercise = load_exercise(name)
            out.print(f"[bold]{name}[/bold] (example)  {escape(exercise.description)}")
        out.print("\nformcheck exercises NAME explains the rules of one.")
        return 0
    try:
        print_exercise(out, load_exercise(arguments.name))
    except ExerciseError as error:
        return fail(errors, str(error), USAGE)
    return 0


def _new_exercise(arguments: argparse.Namespace, errors: "Console") -> int:
    """Write a copy of an exercise file, to be edited."""
    if arguments.new_name is None:
        return fail(errors, "name it: formcheck exercises new NAME --from butt-kicks", USAGE)
    try:
        path = write_copy(
            arguments.source or "butt-kicks", arguments.new_name, arguments.out or Path()
        )
    except ExerciseError as error:
        return fail(errors, str(error), USAGE)
    print(f"{path} is written. Edit it, then: formcheck analyze CLIP --exercise {path}")
    return 0
