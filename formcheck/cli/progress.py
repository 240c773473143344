"""How far a run over many clips is: bars in a terminal, lines in a log file."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from formcheck.cli.terminal import fail

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from formcheck.batch.board import Running
    from formcheck.batch.job import Outcome

_WORDS = {"judged": "judged", "unchanged": "judged before, nothing to do", "failed": "failed"}
_BAR = 20  # columns of a bar
_SAID = 30  # columns that what is said beside it, and the gaps, may take
_LEAST_WORK = 0.2  # of a clip; the time that is left cannot be told earlier


class RunProgress:
    """Shows how far a run is, and prints the error of each clip that fails.

    Args:
        console: where it is shown.
        names: of the clips, by the numbers of their jobs.
    """

    def __init__(self, console: "Console", names: Sequence[str]) -> None:
        self._console, self._names = console, names
        self._begun_s = time.monotonic()
        self._done = 0
        self._judged = 0
        self._running: Sequence[Running] = ()
        self._bars: Progress | None = None
        self._tasks: dict[int, TaskID] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            from rich.progress import BarColumn, Progress, TextColumn

            self._bars = self._stack.enter_context(
                Progress(
                    TextColumn("{task.description}", markup=False),
                    BarColumn(bar_width=_BAR),
                    TextColumn("{task.fields[said]}", markup=False),
                    console=self._console,
                    transient=True,
                )
            )
            self._whole = self._bars.add_task("all clips", total=len(self._names), said="")
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def finish(self, outcome: "Outcome") -> None:
        """Count a clip that is done, and print what went wrong with it."""
        self._done += 1
        self._judged += outcome.state == "judged"
        if self._bars is None:
            name = self._names[outcome.job.number]
            self._console.print(f"{self._said()}: {name}: {_WORDS[outcome.state]}", markup=False)
        if outcome.trace:
            self._console.print(outcome.trace, markup=False)
        if outcome.changed:
            self._console.print(f"Note: {outcome.changed}", markup=False)
        for sentence in (outcome.error, *outcome.problems):
            if sentence:
                fail(self._console, sentence)

    def show(self, running: "Sequence[Running]") -> None:
        """Show how far the clips are that are being judged."""
        self._running = running
        if self._bars is None:
            return
        self._bars.update(self._whole, completed=self._done + self._begun(), said=self._said())
        for clip in running:
            if clip.number not in self._tasks:
                self._tasks[clip.number] = self._bars.add_task("", total=1.0, said="")
            self._bars.update(
                self._tasks[clip.number],
                description=self._shown(self._names[clip.number], clip.stage),
                completed=clip.share,
                said=f"{clip.share:4.0%}",
            )
        for number in self._tasks.keys() - {clip.number for clip in running}:
            self._bars.remove_task(self._tasks.pop(number))

    def _shown(self, name: str, stage: str) -> str:
        """Return the name of a clip and its stage, as long as there is room beside the bar."""
        room = max(8, self._console.width - _BAR - _SAID - len(stage))
        return f"{name if len(name) <= room else f'{name[: room - 1]}…'}: {stage}"

    def _begun(self) -> float:
        """Return how many clips the work is worth that is done on running ones."""
        return sum(clip.share_of_clip for clip in self._running)

    def _said(self) -> str:
        """Return "3 of 12, 4 min left"."""
        said = f"{self._done} of {len(self._names)}"
        begun = self._begun()
        worked = self._judged + begun
        left = len(self._names) - self._done - begun
        if worked < _LEAST_WORK or left <= 0:
            return said
        return f"{said}, {_duration(left * (time.monotonic() - self._begun_s) / worked)} left"


def _duration(seconds: float) -> str:
    """Return a time as it is said: "40 s", "4 min", "2 h 10 min"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
