"""Count fast reps, such as kicks at a run: the next leg rises before the last one is down."""

from dataclasses import dataclass

from formcheck.reps.counter import RepCounter
from formcheck.reps.window import RepWindow


@dataclass(slots=True)
class FastCounter(RepCounter):
    """Counts one leg's fast reps; see `RepCounter`."""

    def is_ripple(self, window: RepWindow, other: RepCounter, ratio: float) -> bool:
        """Tell whether the other leg was much higher when this one peaked.

        At a run both legs may be up when an attempt begins or ends, so only the peak counts.
        """
        return other.raised(window.peak) > ratio * window.height
