"""The terminal: output, errors, a bar for what takes long."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

FAILED, USAGE, INTERRUPTED = 1, 2, 130  # exit codes
LOG_WIDTH = 160  # of tables, where no terminal says how wide it is


def console() -> "Console":
    """Return standard output."""
    from rich.console import Console

    known = "COLUMNS" in os.environ or (sys.stdout is not None and sys.stdout.isatty())
    wide = None if known else LOG_WIDTH
    return Console(highlight=False, emoji=False, width=wide)


def error_console() -> "Console":
    """Return standard error."""
    from rich.console import Console

    return Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)


def fail(errors: "Console", message: str, code: int = FAILED) -> int:
    """Print an error, one sentence; return the exit code."""
    from rich.markup import escape

    errors.print(f"[bold #D55E00]Error:[/] {escape(message)}")
    return code


@contextmanager
def progress_bar(console: "Console", name: str) -> Iterator[Callable[[str, float], None]]:
    """Show a bar with the time left; in a log, a line at the start of each stage.

    Gives a function to call with what is being done and the share of it that is done.
    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    if not console.is_terminal:
        stages: set[str] = set()

        def tell(what: str, share: float) -> None:
            if share and what not in stages:  # what fails at once has only its error to tell
                stages.add(what)
                console.print(f"{name}: {what} …", markup=False)

        yield tell
        return
    room = max(10, console.width - 50)  # what bar, share and time leave
    shown = name if len(name) <= room else f"{name[: room - 1]}…"
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(compact=True),
        console=console,
        transient=True,
    )
    with bar:
        tasks: dict[str, int] = {}

        def update(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(f"{shown}: {what}", total=1.0)
            bar.update(tasks[what], completed=share)  # type: ignore[arg-type]

        yield update
