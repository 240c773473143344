"""One leg at a time: of two attempts of both legs that overlap, one is a phantom of the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.reps.window import RepWindow


@dataclass(frozen=True, slots=True)
class OverlapLimits:
    """When two attempts are one.

    Attributes:
        share: two attempts of both legs are one when they share more than this part of the shorter
            one.
        ambiguous_height_ratio: it may be either leg's when the higher attempt is less than this
            many times as high as the lower one.
    """

    share: float = 0.5
    ambiguous_height_ratio: float = 1.25


OVERLAPS = OverlapLimits()


@dataclass(slots=True)
class OverlapFilter:
    """Finds attempts that the pose model has copied from the other leg.

    Attributes:
        limits: when two attempts are one.
        ambiguous: how many attempts so far may be either leg's.
    """

    limits: OverlapLimits = OVERLAPS
    ambiguous: int = 0

    def phantom(self, window: RepWindow, before: Sequence[RepWindow]) -> RepWindow | None:
        """Return the lower one of two attempts if they are one; None if all are attempts.

        Args:
            window: the latest attempt.
            before: the last attempts before it.
        """
        for rival in before:
            if rival.side == window.side or rival.overlap(window) < self.limits.share:
                continue
            lower, higher = sorted((rival.height, window.height))
            self.ambiguous += higher < self.limits.ambiguous_height_ratio * lower
            return window if window.height <= rival.height else rival
        return None
