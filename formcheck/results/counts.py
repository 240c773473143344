"""The counters of both legs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formcheck.poses.landmarks import SIDES, Side
from formcheck.results.reps import Rep
from formcheck.results.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Count:
    """The counter of one leg.

    Attributes:
        attempts: all reps.
        good: those with nothing to mend.
        not_judged: those that could not be judged.
    """

    attempts: int = 0
    good: int = 0
    not_judged: int = 0


NO_COUNTS: Mapping[Side, Count] = {side: Count() for side in SIDES}


def counted(counts: Mapping[Side, Count], rep: Rep) -> Mapping[Side, Count]:
    """Return the counters with one more rep; it counts for both legs if they move together."""
    return {
        side: count
        if rep.side not in (side, None)
        else Count(
            attempts=count.attempts + 1,
            good=count.good + rep.good,
            not_judged=count.not_judged + (rep.verdict is Verdict.NOT_ASSESSED),
        )
        for side, count in counts.items()
    }


def counts_of(reps: Sequence[Rep]) -> dict[Side, int]:
    """Return the number of reps of each leg; a rep counts for both legs if they move together."""
    return {side: sum(rep.side in (side, None) for rep in reps) for side in SIDES}
