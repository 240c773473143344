"""The terminal: output, errors, and a progress bar."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from typing import IO, TYPE_CHECKING, TextIO, cast

from formcheck.errors import ExerciseError, ExerciseFileError

if TYPE_CHECKING:
    from rich.console import Console


class ExitCode(IntEnum):
    """How a command ended."""

    OK = 0
    FAILED = 1
    USAGE = 2  # the command line is wrong, as argparse has it
    UNREAD = 141  # nobody reads the output any more, as shells have it


def console() -> "Console":
    """Return the console for results. In a file its tables are 160 columns wide."""
    from formcheck.report.console import PlainConsole

    width_known = "COLUMNS" in os.environ or (sys.stdout is not None and sys.stdout.isatty())
    return PlainConsole(highlight=False, emoji=False, width=None if width_known else 160)


def error_console() -> "Console":
    """Return the console for errors and progress."""
    from formcheck.report.console import PlainConsole

    some = cast("TextIO | None", sys.stderr)  # a program without a terminal may have none
    stream = cast(IO[str], _Stderr()) if some else None
    return PlainConsole(stderr=True, file=stream, soft_wrap=True, highlight=False, emoji=False)


class _Stderr:
    """Standard error as it is at the moment; that nobody can read it is no error."""

    def write(self, text: str) -> int:
        try:
            return sys.stderr.write(text)
        except OSError:
            drop_output(sys.stderr)
        return len(text)

    def flush(self) -> None:
        try:
            sys.stderr.flush()
        except OSError:
            drop_output(sys.stderr)

    def __getattr__(self, name: str) -> object:
        return getattr(sys.stderr, name)


def fail(errors: "Console", message: str, code: ExitCode = ExitCode.FAILED) -> ExitCode:
    """Print an error, one sentence; return the exit code."""
    from rich.markup import escape

    errors.print(f"[bold #D55E00]Error:[/] {escape(message)}")
    return code


def fail_exercise(errors: "Console", error: ExerciseError) -> ExitCode:
    """Print an error about an exercise; return the exit code.

    A file that is wrong is a failure, as that of a clip is. A name that is unknown is a command
    line that is wrong.
    """
    is_file = isinstance(error, ExerciseFileError)
    return fail(errors, str(error), ExitCode.FAILED if is_file else ExitCode.USAGE)


def drop_output(stream: TextIO | None = None) -> None:
    """Discard what is printed from now on, and what is not written yet.

    Otherwise Python would fail at the exit, when it writes the rest.

    Args:
        stream: what is printed to; standard output if None.
    """
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), (stream or sys.stdout).fileno())


@contextmanager
def unread_is_no_error(error: type[OSError] = BrokenPipeError) -> Iterator[None]:
    """Go on if nobody reads what is printed in the block: the files matter more.

    Args:
        error: what tells that nobody does.
    """
    try:
        yield
    except (SystemExit, error):  # rich exits where the reader of a pipe has gone
        drop_output()


@contextmanager
def progress_bar(console: "Console", name: str) -> Iterator[Callable[[str, float], None]]:
    """Show how far a clip is: a bar in a terminal, a line for each stage in a log file.

    Args:
        console: where it is shown.
        name: of the clip.

    Yields:
        A function to call with the name of the stage and the share of it that is done, 0..1.
    """
    if not console.is_terminal:
        yield _stage_lines(console, name)
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    room = max(10, console.width - 50)  # the bar, the share and the time take 50 columns
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
        tasks = {}

        def update(stage: str, share: float) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(f"{shown}: {stage}", total=1.0)
            bar.update(tasks[stage], completed=share)

        yield update


def _stage_lines(console: "Console", name: str) -> Callable[[str, float], None]:
    """Return a function that prints one line for each stage, once some of it is done."""
    told: set[str] = set()

    def tell(stage: str, share: float) -> None:
        if share and stage not in told:  # a stage that fails at once prints only its error
            told.add(stage)
            console.print(f"{name}: {stage} …", markup=False)

    return tell
