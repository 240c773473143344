"""The safety notes of exercises: printed once, until the user has seen them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from formcheck.exercises.spec import Exercise


def known_notes() -> set[str]:
    """Return the safety notes that the user has seen."""
    from formcheck.system.settings import notes_seen

    return notes_seen("read") | notes_seen("shown")


def print_safety(out: "Console", exercise: "Exercise", known: set[str]) -> None:
    """Print the safety notes of an exercise, unless the user has seen all of them before.

    Args:
        out: where to print.
        exercise: the exercise.
        known: safety notes that the user has seen; those that are printed are added.
    """
    from rich.markup import escape

    from formcheck.system.settings import remember_notes

    if known.issuperset(exercise.safety):
        return
    out.print(f"[bold]Safety:[/] {escape(' '.join(exercise.safety))}")
    known.update(exercise.safety)
    remember_notes("shown", exercise.safety)
