"""From when to when a leg goes up and down, where a rule judges how long that takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from formcheck.reps.curve import CURVES, Curve
from formcheck.results import Check, Rep
from formcheck.rules.labels import WHOLE_CURVE
from formcheck.system.arrays import FloatArray

_AROUND_S: Final = 0.6  # a slow leg is still moving so long before and after its rep
_ALIKE: Final = 0.05  # a time is told if the judged number follows from it within this share


@dataclass(frozen=True, slots=True)
class TimedPhase:
    """A part of a rep whose time a rule judges.

    Attributes:
        name: what the leg does: "up", "down" or "held".
        start_s: when it begins.
        end_s: when it ends.
        judged: whether a fault is about this part; it is compared with the others.
        over: between which levels it is timed: "from 10 to 90 % of the way".
    """

    name: str
    start_s: float
    end_s: float
    judged: bool
    over: str


def timed_phases(
    check: Check, rep: Rep, columns: Mapping[str, FloatArray], time_s: FloatArray
) -> tuple[TimedPhase, ...]:
    """Return the parts of a rep whose times a check is about; none if it is about something else.

    Args:
        check: of the rep.
        rep: the rep.
        columns: the measures by name, (n,) each.
        time_s: (n,) times.
    """
    values = columns.get(f"{rep.side}_{check.measure}")
    if check.value is None or check.label not in WHOLE_CURVE.values() or values is None:
        return ()
    first, stop = np.searchsorted(time_s, [rep.start_s - _AROUND_S, rep.end_s + _AROUND_S])
    around = values[first:stop]
    if len(around) < 5 or not np.isfinite(around).all():
        return ()
    curve = Curve(time_s[first:stop], around, int(np.argmax(around)))
    number, phases = _told(check.label, curve)
    alike = abs(number - check.value) <= _ALIKE * abs(check.value)
    return phases if alike else ()


def at_its_phase(check: Check, phases: tuple[TimedPhase, ...]) -> Check:
    """Return a check of a time at the part of the rep that it is about."""
    found = next((phase for phase in phases if phase.judged), None)
    if found is None:
        return check
    span_s = found.start_s, found.end_s
    return replace(check, at_s=sum(span_s) / 2, span_s=span_s)


def _told(label: str, curve: Curve) -> tuple[float, tuple[TimedPhase, ...]]:
    """Return the number that a label stands for, and the parts of the rep that it is about."""
    if label == WHOLE_CURVE["lowering-over-lifting"]:
        up, down = curve.compared()
        over = _levels(CURVES.compared_from, CURVES.compared_to)
        phases = (
            TimedPhase("up", *up, judged=False, over=over),
            TimedPhase("down", *down, judged=True, over=over),
        )
        return curve.lowering_over_lifting(), phases
    if label == WHOLE_CURVE["lifting-time"]:
        over = _levels(CURVES.lifting_from, CURVES.lifting_to)
        return curve.lifting_s(), (TimedPhase("up", *curve.lifting(), judged=True, over=over),)
    if label == WHOLE_CURVE["dwell"]:
        over = f"within {CURVES.dwell_deg:.0f}° of the top"
        return curve.dwell_s(), (TimedPhase("held", *curve.dwell(), judged=True, over=over),)
    return float("nan"), ()


def _levels(low: float, high: float) -> str:
    return f"from {100 * low:.0f} to {100 * high:.0f} % of the way"
