"""Numbers, limits and values of a rep in the words of a coach."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from formcheck.kinematics.measures import MEASURES
from formcheck.poses.landmarks import SIDES, Side
from formcheck.reps.curve import CURVES
from formcheck.reps.spec import AVERAGES, Value
from formcheck.results import Verdict
from formcheck.rules.labels import KNEE_PLACE, REACH, SHOULDER_PLACE, WHOLE_CURVE, label_of

_REDUCED = {
    "max": "largest {}",
    "min": "smallest {}",
    "held-min": "smallest {} for 0.3 s",
    "mean": "mean {}",
    "median": "{}",
    "range": "change of {}",
    "change": "{}",
    "peak": "largest {}",
}
_PHASES = {
    "rep": "in a {}",
    "start": "before a {}",
    "top": "at the top of a {}",
    "peak": "at the top of a {}",
    "stride": "over a stride",
    "lowering": "while the foot comes down",
    "before-contact": "just before the foot lands",
    "before-touch": "just before the toes land",
    "touch": "as the toes land",
}
# Over which frames a mean or a median is taken.
_SPANS = {
    "rep": "over the rep",
    "start": "before the rep",
    "top": "over the top",
    "peak": "around the top",
    "stride": "over the stride",
    "lowering": "while the foot comes down",
    "before-contact": "before the foot lands",
    "before-touch": "before the toes land",
    "touch": "as the toes land",
}
# What exactly a number of the whole curve is.
_CURVES = {
    "lifting-time": f"time to lift, from {100 * CURVES.lifting_from:g} to"
    f" {100 * CURVES.lifting_to:g} % of the way up",
    "lowering-over-lifting": "time to lower the leg against the time to lift it, each between"
    f" {100 * CURVES.compared_from:g} and {100 * CURVES.compared_to:g} % of the way (less is too"
    " fast)",
}
#: Labels of what has a direction for a sign: positive and negative numbers with it in words.
DIRECTIONS = {each.label: each.directions for each in MEASURES.values() if each.directions} | {
    "change of knee bend": ("bent {}", "opened {}"),
    KNEE_PLACE: ("{} ahead of the hip", "{} behind the hip"),
    SHOULDER_PLACE: ("{} ahead of the hands", "{} behind the hands"),
}


class UnitWords(NamedTuple):
    """How numbers of a unit are written.

    Attributes:
        factor: the number is multiplied by this before it is written.
        digits: how many decimals a measured number has.
        short: the unit after a limit that stands beside a measured number.
        long: the unit after a number that stands alone.
    """

    factor: float
    digits: int
    short: str
    long: str


UNITS: Final = {
    "deg": UnitWords(1.0, 0, "°", "°"),
    "LL": UnitWords(100.0, 0, " %", " % of leg length"),
    "LL/s": UnitWords(1.0, 1, "", " leg lengths a second"),
    "TH": UnitWords(100.0, 0, " %", " % of thigh length"),
    "TL": UnitWords(100.0, 0, " %", " % of trunk length"),
    "%": UnitWords(1.0, 0, " %", " %"),
    "steps/min": UnitWords(1.0, 0, "", " steps/min"),
    "reps": UnitWords(1.0, 0, "", ""),
    "s": UnitWords(1.0, 2, " s", " s"),
    "deg/s": UnitWords(1.0, 0, "°/s", "°/s"),
    "×": UnitWords(100.0, 0, " %", " % of the lifting time"),
    "HW": UnitWords(1.0, 1, "", " times the hips' width"),
    "share": UnitWords(100.0, 0, " %", " %"),
}


def figure(value: float, unit: str) -> str:
    """Return a measured number with its unit, as measures have it: "98°"."""
    known = _unit(unit)
    return f"{value * known.factor:z.{known.digits}f}{known.long}"


def left_and_right(of: Mapping[Side, float], unit: str) -> str:
    """Return the numbers of both legs: "left 97°, right 89°"."""
    return ", ".join(f"{side} {figure(of[side], unit)}" for side in SIDES)


def limit(value: float, unit: str) -> str:
    """Return a limit with the short form of its unit, with as many digits as its file has."""
    known = _unit(unit)
    return f"{round(value * known.factor, 6):zg}{known.short}"


def full_limit(value: float, unit: str) -> str:
    """Return a limit that stands alone, with the long form of its unit."""
    return limit(value, unit) + rest_of(unit)


def shows(value: float, unit: str) -> bool:
    """Return whether a number is not 0 as it is written."""
    known = _unit(unit)
    return round(value * known.factor, known.digits) != 0.0


def rest_of(unit: str) -> str:
    """Return what the long form of a unit adds to the short one: " of leg length"."""
    known = _unit(unit)
    return known.long.removeprefix(known.short)


def _unit(unit: str) -> UnitWords:
    return UNITS.get(unit, UnitWords(1.0, 2, f" {unit}", f" {unit}"))


def value_phrase(value: Value, rep: str) -> str:
    """Return what exactly a value is: "largest knee bend in a kick".

    Args:
        value: the value of a rep.
        rep: what a rep is called, in the singular.
    """
    name = label_of(value)
    if value.reduce in WHOLE_CURVE:
        return _CURVES.get(value.reduce, name)
    if value.reduce != "range" and not value.against:
        name = _REDUCED[value.reduce].format(name)
    from_start = ", from where it stands before" if name in REACH.values() else ""
    if value.leg == "stance" and value.measure == "waist_bend_deg":
        name += " above the supporting leg"
    return f"{name} {_PHASES[value.phase].format(rep)}{from_start}"


def span_phrase(value: Value) -> str:
    """Return over which frames a mean or a median is taken: "over the top"; else nothing."""
    return _SPANS[value.phase] if value.reduce in AVERAGES else ""


def source_phrase(source: str) -> str:
    """Return where a rule comes from, with what its coaching texts are."""
    articles = r"\1 (of the five articles by coaches that the rules come from)"
    return re.sub(r"(coaching texts? \d(?:, \d)*(?: and \d)?)", articles, source, count=1)


class Measured(Protocol):
    """A number with its verdict: a `Check` or a `RuleSummary`."""

    @property
    def verdict(self) -> Verdict: ...  # noqa: D102
    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def threshold(self) -> float | None: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def measure(self) -> str: ...  # noqa: D102
    @property
    def sigma(self) -> float: ...  # noqa: D102
    @property
    def lower_limit(self) -> bool | None: ...  # noqa: D102
    @property
    def good_limit(self) -> float | None: ...  # noqa: D102
    @property
    def fault_limit(self) -> float | None: ...  # noqa: D102


def measured_figure(found: Measured) -> str:
    """Return the measured number: "97°", and "rounded 8°" for -8° of arching; empty if none.

    A number that has passed its limit has its error beside it where the view adds one: "97 ±4°".
    Without one, a number that reads like this limit, or like that of a fault, says on which side it
    lies: "just under 105°".
    """
    if found.value is None:
        return ""
    if found.label not in DIRECTIONS:
        return _beside_limit(found.value, _limits(found), found)
    limits = [abs(limit) for limit in _limits(found)]
    return directed(_beside_limit(abs(found.value), limits, found), found.value, found.label)


def directed(number: str, value: float, label: str) -> str:
    """Return a number without its sign, with the direction in words: "arched 12°"."""
    return DIRECTIONS[label][value < 0.0].format(number)


def _limits(found: Measured) -> list[float]:
    """Return the limits on the side on which a number is wrong; none if it is good."""
    if not found.verdict.is_wrong:
        return []
    return [limit for limit in (found.threshold, found.fault_limit) if limit is not None]


def _beside_limit(value: float, limits: Sequence[float], found: Measured) -> str:
    """Return a number as it stands beside its limits; none if it has passed none."""
    number = figure(value, found.unit)
    if limits and shows(found.sigma, found.unit):
        return _with_error(number, found)
    near = next((limit for limit in limits if number == figure(limit, found.unit)), value)
    if near == value:
        return number
    return f"just {'under' if value < near else 'over'} {full_limit(near, found.unit)}"


def _with_error(number: str, found: Measured) -> str:
    """Return a number with its error before its unit: "97 ±4°"."""
    unit = _unit(found.unit).long
    error = figure(found.sigma, found.unit).removesuffix(unit)
    return f"{number.removesuffix(unit)} ±{error}{unit}"


_PLACES: Final = {KNEE_PLACE: "supporting knee", SHOULDER_PLACE: "shoulders"}
# How the label of a number begins that is not the measure itself; the end of its short name.
_HOW: Final = {"change of": " change", "difference in": " difference"}


def short_name(found: Measured) -> str:
    """Return what was measured in as few words as a picture has room for: "knee", "lean"."""
    if not found.measure or found.label in WHOLE_CURVE.values():
        return found.label
    if found.label in _PLACES:
        return _PLACES[found.label]
    how = next((word for start, word in _HOW.items() if found.label.startswith(start)), "")
    return f"{MEASURES[found.measure].short_name}{how}"


def short_figure(found: Measured) -> str:
    """Return the measured number with the short form of its unit; empty if nothing was measured."""
    return measured_figure(found).removesuffix(rest_of(found.unit))


def passed(found: Measured) -> float | None:
    """Return the limit that the number has passed; None if it has passed none."""
    wrong = found.verdict.is_wrong
    return found.threshold if wrong else None
