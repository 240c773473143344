"""How many reps each leg did, and how many of them had which verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal, TypeAlias

from formcheck.poses.landmarks import SIDES, Side
from formcheck.results.reps import Rep
from formcheck.results.verdicts import Verdict

#: Whose reps are counted: one leg's, or "both" where the legs move together.
Legs: TypeAlias = Literal["left", "right", "both"]


@dataclass(frozen=True, slots=True)
class Count:
    """The reps of one leg; the four verdicts add up to all of them.

    Attributes:
        attempts: all reps.
        good: those with nothing to mend.
        borderline: those whose worst verdict is borderline.
        faulty: those with a fault.
        not_judged: those that could not be judged.
    """

    attempts: int = 0
    good: int = 0
    borderline: int = 0
    faulty: int = 0
    not_judged: int = 0

    def __add__(self, more: "Count") -> "Count":
        """Return the reps of both counts together."""
        return Count(
            attempts=self.attempts + more.attempts,
            good=self.good + more.good,
            borderline=self.borderline + more.borderline,
            faulty=self.faulty + more.faulty,
            not_judged=self.not_judged + more.not_judged,
        )


_ONE: Mapping[Verdict, Count] = {
    Verdict.GOOD: Count(attempts=1, good=1),
    Verdict.BORDERLINE: Count(attempts=1, borderline=1),
    Verdict.FAULT: Count(attempts=1, faulty=1),
    Verdict.NOT_ASSESSED: Count(attempts=1, not_judged=1),
}

NO_COUNTS: Mapping[Side, Count] = {side: Count() for side in SIDES}


def counted(counts: Mapping[Side, Count], rep: Rep) -> Mapping[Side, Count]:
    """Return the counters with one more rep; it counts for both legs if they move together."""
    return {
        side: count + _ONE[rep.verdict] if rep.side in (side, None) else count
        for side, count in counts.items()
    }


def counts_of(reps: Sequence[Rep]) -> dict[Side, int]:
    """Return the number of reps of each leg; a rep counts for both legs if they move together."""
    return {side: count.attempts for side, count in reduce(counted, reps, NO_COUNTS).items()}


def leg_counts(reps: Sequence[Rep], *, together: bool) -> dict[Legs, Count]:
    """Return how many reps of each leg have which verdict; one count if the legs move together.

    Args:
        reps: as they are shown, see `shown_reps`.
        together: whether both legs move at once.
    """
    counts = reduce(counted, reps, NO_COUNTS)
    return {"both": counts["left"]} if together else {side: counts[side] for side in SIDES}
