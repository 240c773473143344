"""Where good ends and a fault begins, in the words of a coach: the same everywhere."""

from typing import Protocol

from formcheck.reps.spec import Condition, Value
from formcheck.rules.labels import label_of
from formcheck.rules.limits import RepLimits
from formcheck.rules.words import DIRECTIONS, Measured, directed, full_limit, limit, passed, rest_of


def condition_phrase(value: Value) -> str:
    """Return in short what a condition looks at: "knee bend at the top"."""
    phase = " at the top" if value.phase in ("top", "peak") else ""
    return f"{label_of(value)}{phase}"


def conditions(limit: RepLimits) -> list[str]:
    """Return when limits apply, in words."""
    said = []
    if limit.when and limit.when.value == limit.value:
        said.append("otherwise not judged")
    elif limit.when:
        said.append(f"if the {_condition(limit.when)}")
    if limit.unless and limit.unless.value == limit.value:
        said.append(f"not judged {' and '.join(_ends(limit.unless))}")
    elif limit.unless:
        said.append(f"unless the {_condition(limit.unless)}")
    if limit.spares:
        said.append(f"good if the {_condition(limit.spares)}")
    return said


def _condition(condition: Condition) -> str:
    return f"{condition_phrase(condition.value)} is {' and '.join(_ends(condition))}"


def _ends(condition: Condition) -> list[str]:
    unit = condition.value.unit
    ends = [f"over {full_limit(condition.above, unit)}"] if condition.above is not None else []
    ends += [f"under {full_limit(condition.below, unit)}"] if condition.below is not None else []
    return ends


class Ends(Protocol):
    """Where good ends and a fault begins, below and above; None where there is no such end."""

    @property
    def good_from(self) -> float | None: ...  # noqa: D102
    @property
    def good_to(self) -> float | None: ...  # noqa: D102
    @property
    def fault_below(self) -> float | None: ...  # noqa: D102
    @property
    def fault_above(self) -> float | None: ...  # noqa: D102


def ranges(limits: Ends, unit: str, label: str = "") -> str:
    """Return where a fault begins and good ends: "fault above 15 %, good up to 12 % of leg length".

    What lies between is borderline. Where nothing does, one of the two is enough.

    Args:
        limits: the ends.
        unit: their unit.
        label: what is measured; its sign may be spoken as a direction.
    """
    good = _good(limits.good_from, limits.good_to, unit, label)
    fault = _fault(limits.fault_below, limits.fault_above, unit, label)
    all_faults = (limits.fault_below, limits.fault_above) == (limits.good_from, limits.good_to)
    said = [fault] if fault and all_faults else [fault, good]
    return ", ".join(filter(None, said)) + rest_of(unit)


def _good(low: float | None, high: float | None, unit: str, label: str) -> str:
    if low is not None and high is not None:
        return f"good from {_end(low, unit, label)} to {_end(high, unit, label)}"
    if low is not None:
        is_directed = label in DIRECTIONS and low < 0.0
        return f"good {'up to' if is_directed else 'from'} {_end(low, unit, label)}"
    return f"good up to {_end(high, unit, label)}" if high is not None else ""


def _fault(low: float | None, high: float | None, unit: str, label: str) -> str:
    is_directed = label in DIRECTIONS and low is not None and low < 0.0
    below = "above" if is_directed else "below"
    ends = [f"{below} {_end(low, unit, label)}"] if low is not None else []
    ends += [f"above {_end(high, unit, label)}"] if high is not None else []
    return f"fault {' or '.join(ends)}" if ends else ""


def _end(value: float, unit: str, label: str) -> str:
    """Return a limit; where the sign of what is measured is a direction, with it: "arched 10°"."""
    if label not in DIRECTIONS:
        return limit(value, unit)
    return directed(limit(abs(value), unit), value, label)


def wanted(found: Measured) -> str:
    """Return what the number should be: "good from 120°", "good up to 15°"; empty if unknown."""
    if found.value is None or found.threshold is None:
        return ""
    if found.good_limit is None:  # saved by an older version
        return f"limit {limit(found.threshold, found.unit)}"
    low, high = _on_its_side(found, found.good_limit)
    return _good(low, high, found.unit, found.label)


def good_because(found: Measured, reason: str) -> str:
    """Return why a number is good: its limit, or the reason why one that is past it is spared."""
    past_limit = found.good_limit is not None and not _is_within_good(found)
    return reason if past_limit and reason else wanted(found)


def wanted_if_wrong(found: Measured) -> str:
    """Return what the number should be, in as few words as a picture has room for.

    Empty if it is good. A number may lie within the good ones, and be too unsure to be good.
    """
    if passed(found) is None:
        return ""
    return wanted(found) + (", but not sure" if _is_within_good(found) else "")


def _is_within_good(found: Measured) -> bool:
    if found.value is None or found.good_limit is None or found.lower_limit is None:
        return False
    past = found.value - found.good_limit
    return past >= 0.0 if found.lower_limit else past <= 0.0


def limits_beside(found: Measured) -> str:
    """Return both limits on the side of a number: "fault below 105°, good from 120°"."""
    good = wanted(found)
    if not good or found.fault_limit is None:
        return good
    low, high = _on_its_side(found, found.fault_limit)
    fault = _fault(low, high, found.unit, found.label)
    return fault if found.fault_limit == found.good_limit else f"{fault}, {good}"


def _on_its_side(found: Measured, limit: float) -> tuple[float | None, float | None]:
    """Return a limit as a lower or an upper one."""
    return (limit, None) if found.lower_limit else (None, limit)
