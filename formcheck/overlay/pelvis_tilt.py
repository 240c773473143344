"""How far the pelvis is told to be tilted in a frame.

The landmarks of the hips show a part of the tilt only.
"""

from math import isnan

import numpy as np

from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import SIDES
from formcheck.reps.phases import PHASES
from formcheck.reps.spec import Value
from formcheck.results import Check, Rep, Session, Verdict

_MEASURE = "pelvic_drop_deg"
_WRONG = (Verdict.FAULT, Verdict.BORDERLINE)


class PelvisTilt:
    """Says how far the pelvis is tilted, in the degrees of the rule that finds it wrong.

    Args:
        session: the judged clip.
        exercise: what it was judged as.
    """

    def __init__(self, session: Session, exercise: Exercise) -> None:
        self._session = session
        checks = [*session.set_checks, *(check for rep in session.reps for check in rep.checks)]
        values = (_value_of(check, session, exercise) for check in checks)
        self._value = next((value for value in values if value), None)

    def at(self, index: int, rep: Rep | None) -> float | None:
        """Return the tilt in a frame, the left side lower positive; None where none is told.

        Args:
            index: of the frame in the session.
            rep: the rep under way; gain and offset hold only within one.
        """
        value = self._value
        if value is None or rep is None or rep.side is None:
            return None
        side = rep.side if value.leg == "working" else next(s for s in SIDES if s != rep.side)
        read = self._session.measures.get(f"{side}_{_MEASURE}")
        if read is None or isnan(read[index]):
            return None
        time_s = self._session.time_s
        rest = 0.0
        if value.against:
            before = (rep.start_s - PHASES.start_s <= time_s) & (time_s <= rep.start_s)
            rest = float(np.nanmedian(read[before])) if np.isfinite(read[before]).any() else 0.0
        drop_deg = value.gain * (float(read[index]) - rest) + value.offset
        return drop_deg if side == "left" else -drop_deg


def _value_of(check: Check, session: Session, exercise: Exercise) -> Value | None:
    """Return the value that found the tilt of the pelvis wrong; None if a check is not of that."""
    if check.part != "pelvis" or check.measure != _MEASURE or check.verdict not in _WRONG:
        return None
    criteria = exercise.rule(check.rule).criteria(session.level)
    return next(
        (
            one.rep_limits.value
            for one in criteria
            if one.label == check.label
            and one.rep_limits
            and session.view.shows(one.rep_limits.views)
        ),
        None,
    )
