"""The counters of both legs: each rep counts at once, and second opinions correct the count."""

from collections.abc import Mapping
from functools import reduce
from math import inf

from formcheck.live.set.second_opinion import Opinion
from formcheck.poses.landmarks import Side
from formcheck.results import NO_COUNTS, Count, Rep, counted


class Counters:
    """Counts the reps of each leg as they are judged, and corrects the count by second opinions.

    Args:
        window_s: no opinion changes what is older than this.

    Attributes:
        counts: of each leg.
    """

    def __init__(self, *, window_s: float = 60.0) -> None:
        self.counts: Mapping[Side, Count] = NO_COUNTS
        self._window_s = window_s
        self._older: Mapping[Side, Count] = NO_COUNTS  # no opinion changes these any more
        self._older_s = -inf
        self._until_s = -inf  # of the last opinion
        self._recent: list[Rep] = []

    def count(self, rep: Rep) -> None:
        """Count one more rep, unless the last opinion covers its time already."""
        if rep.peak_s <= self._until_s:
            return
        self._recent.append(rep)
        self.counts = counted(self.counts, rep)

    def settle(self, now_s: float) -> float:
        """Fix the counts that are too old to be corrected.

        Args:
            now_s: on the clock of the set.

        Returns:
            The time before which everything is fixed.
        """
        before_s = now_s - self._window_s
        old = [rep for rep in self._recent if rep.peak_s <= before_s]
        self._recent = [rep for rep in self._recent if rep.peak_s > before_s]
        self._older = reduce(counted, old, self._older)
        # Half way from what is fixed to the next rep: an opinion may see that at another time.
        last_s = max([before_s - self._window_s, *(rep.peak_s for rep in old)])
        first_s = min([now_s, *(rep.peak_s for rep in self._recent)])
        self._older_s = max(self._older_s, min(before_s, (last_s + first_s) / 2.0))
        return self._older_s

    def correct(self, opinion: Opinion) -> None:
        """Replace what the opinion covers; keep what came after it."""
        self._until_s = opinion.until_s
        newer = [rep for rep in self._recent if rep.peak_s > opinion.until_s]
        self._recent = [*opinion.reps, *newer]
        self.counts = reduce(counted, self._recent, self._older)
