"""Measures, units and limits in words that a coach uses."""

from itertools import takewhile
from typing import NamedTuple

from formcheck.reps.spec import Value
from formcheck.results import Check, Verdict
from formcheck.rules.labels import WHOLE_CURVE, label_of, leg_named_in
from formcheck.rules.limits import Limits
from formcheck.rules.rule import Rule

# What the less of it is more of.
_BELOW_ZERO = {"arch of the lower back": "rounding of the lower back"}
_UNNAMED = {"rhythm": "variation"}  # what is said of parts that share no name
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


class _Unit(NamedTuple):
    factor: float
    digits: int
    short: str
    long: str


_UNITS = {
    "deg": _Unit(1.0, 0, "°", "°"),
    "LL": _Unit(100.0, 0, " %", " % of leg length"),
    "LL/s": _Unit(1.0, 1, "", " leg lengths a second"),
    "TH": _Unit(100.0, 0, " %", " % of thigh length"),
    "TL": _Unit(100.0, 0, " %", " % of trunk length"),
    "%": _Unit(1.0, 0, " %", " %"),
    "steps/min": _Unit(1.0, 0, "", " steps a minute"),
    "reps": _Unit(1.0, 0, "", ""),
    "s": _Unit(1.0, 2, " s", " s"),
    "deg/s": _Unit(1.0, 0, "°/s", "°/s"),
    "×": _Unit(1.0, 2, " ×", " × the lifting time"),
    "HW": _Unit(1.0, 1, "", " times the hips' width"),
    "share": _Unit(100.0, 0, " %", " % of it"),
}


def figure(value: float, unit: str, past: float | None = None) -> str:
    """Say a measured number with its unit; so exactly that it differs from a limit it is past."""
    known = _unit(unit)
    shown, digits = value * known.factor, known.digits
    if past is not None and round(shown, digits) == round(past * known.factor, digits):
        digits += 1
    return f"{round(shown, digits) + 0.0:.{digits}f}{known.long}"


def limit(value: float, unit: str) -> str:
    """Say a limit, to as many digits as its file has, with no more of its unit than needed."""
    known = _unit(unit)
    return f"{round(value * known.factor, 6):g}{known.short}"


def full_limit(value: float, unit: str) -> str:
    """Say a limit that stands alone, its unit in full."""
    return limit(value, unit) + _rest_of(unit)


def _rest_of(unit: str) -> str:
    known = _unit(unit)
    return known.long.removeprefix(known.short)


def _unit(unit: str) -> _Unit:
    return _UNITS.get(unit, _Unit(1.0, 2, f" {unit}", f" {unit}"))


def measure_phrase(value: Value, rep: str) -> str:
    """Say exactly what is measured in a rep so called: "largest knee bend in a kick"."""
    name = label_of(value)
    if value.reduce in WHOLE_CURVE and value.reduce != "lowering-over-lifting":
        return name
    if value.reduce == "lowering-over-lifting":
        return "time to lower the leg again"
    reduced = (
        name if value.reduce == "range" or value.against else _REDUCED[value.reduce].format(name)
    )
    return f"{reduced}{leg_named_in(value)} {_PHASES[value.phase].format(rep)}"


def condition_phrase(value: Value) -> str:
    """Say shortly what a condition looks at: "knee bend at the top"."""
    phase = "at the top" if value.phase in ("top", "peak") else ""
    return f"{label_of(value)}{leg_named_in(value)} {phase}".rstrip()


def ranges(limits: Limits, unit: str) -> str:
    """Say where good ends: "borderline over 12 %, a fault over 15 % of leg length"."""
    borderline = _outside(limits.borderline_below, limits.borderline_above, unit)
    fault = _outside(limits.fault_below, limits.fault_above, unit)
    said = [f"borderline {borderline}"] if borderline else []
    said += [f"a fault {fault}"] if fault else []
    return ", ".join(said) + _rest_of(unit)


def _outside(low: float | None, high: float | None, unit: str) -> str:
    ends = [f"under {limit(low, unit)}"] if low is not None else []
    ends += [f"over {limit(high, unit)}"] if high is not None else []
    return " or ".join(ends)


def _shared_end(names: list[str]) -> str:
    """Return the words that all names end in: parts with the same limits cannot be told apart."""
    last_first = zip(*(reversed(name.split()) for name in names), strict=False)
    shared = takewhile(lambda words: len(set(words)) == 1, last_first)
    return " ".join(reversed([words[0] for words in shared]))


def measured(rule: Rule, check: Check, level: str) -> str:
    """Say what a check measured: "knee bend 98° (under 105°)"; empty where nothing was."""
    if check.value is None:
        return ""
    names = [
        part.label
        for part in rule.parts(level)
        if part.unit == check.unit and check.threshold in part.limits.model_dump().values()
    ]
    name, value = _shared_end(names) or _UNNAMED.get(rule.kind, ""), check.value
    if value < 0.0 and name in _BELOW_ZERO:
        name, value = _BELOW_ZERO[name], -value
    past = check.threshold if check.verdict in (Verdict.FAULT, Verdict.BORDERLINE) else None
    said = f"{name} {figure(value, check.unit, past)}".lstrip()
    if past is None:
        return said
    side = "under" if check.value < past else "over"
    return f"{said} ({side} {limit(past, check.unit)})"
