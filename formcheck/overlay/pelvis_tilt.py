"""How far the pelvis is told to be tilted in a frame.

The landmarks of the hips show a part of the tilt only.
"""

from formcheck.overlay.told_values import ToldValues, column_of
from formcheck.results import Rep, Session

_MEASURE = "pelvic_drop_deg"


class PelvisTilt:
    """Says how far the pelvis is tilted, in the degrees of the rule that finds it wrong.

    Args:
        session: the judged clip.
        told: the numbers of its rules.
    """

    def __init__(self, session: Session, told: ToldValues) -> None:
        checks = [*session.set_checks, *(check for rep in session.reps for check in rep.checks)]
        values = (
            told.value_of(check)
            for check in checks
            if (check.part, check.measure) == ("pelvis", _MEASURE) and check.verdict.is_wrong
        )
        self._told = told
        self._value = next((value for value in values if value), None)

    def at(self, index: int, rep: Rep | None) -> float | None:
        """Return the tilt in a frame, the left side lower positive; None where none is told.

        Args:
            index: of the frame in the session.
            rep: the rep under way; gain and offset hold only within one.
        """
        if self._value is None or rep is None or rep.side is None:
            return None
        drop_deg = self._told.at(self._value, index, rep)
        if drop_deg is None:
            return None
        is_left = column_of(self._value, rep.side).startswith("left")
        return drop_deg if is_left else -drop_deg
