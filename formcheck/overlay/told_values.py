"""What a number that a rule judges is in each frame of a rep."""

from math import isnan

import numpy as np

from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import Side, other
from formcheck.reps.phases import PHASES
from formcheck.reps.spec import Value
from formcheck.results import Check, Rep, Session
from formcheck.system.arrays import FloatArray


class ToldValues:
    """Says what judged numbers are in a frame, in the numbers of their rules.

    Args:
        session: the judged clip.
        exercise: what it was judged as.
    """

    def __init__(self, session: Session, exercise: Exercise) -> None:
        self._session = session
        self._exercise = exercise

    def value_of(self, check: Check) -> Value | None:
        """Return what a check measured; None if its rule takes no such number from a rep."""
        criteria = self._exercise.rule(check.rule).criteria(self._session.level)
        return next(
            (
                one.rep_limits.value
                for one in criteria
                if one.label == check.label
                and one.rep_limits
                and self._session.view.shows(one.rep_limits.views)
            ),
            None,
        )

    def at(self, value: Value, index: int, rep: Rep) -> float | None:
        """Return a number in a frame; None where it is unknown, or the rep is of no leg.

        Args:
            value: the number.
            index: of the frame in the session.
            rep: the rep under way.
        """
        read = self._session.measures.get(column_of(value, rep.side))
        if read is None or isnan(read[index]):
            return None
        rest = self._at_start(read, rep) if value.against else 0.0
        return value.gain * (float(read[index]) - rest) + value.offset

    def _at_start(self, read: FloatArray, rep: Rep) -> float:
        """Return the median of a measure just before a rep; 0 where it is unknown."""
        time_s = self._session.time_s
        first = int(np.searchsorted(time_s, rep.start_s - PHASES.start_s))
        before = read[first : int(np.searchsorted(time_s, rep.start_s, side="right"))]
        return float(np.nanmedian(before)) if np.isfinite(before).any() else 0.0


def column_of(value: Value, working: Side | None) -> str:
    """Return the column of a number's measure in a rep; empty if it is of no leg that is known."""
    if not value.is_paired:
        return value.measure
    if working is None:
        return ""
    return f"{working if value.leg == 'working' else other(working)}_{value.measure}"
