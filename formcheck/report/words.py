"""Measures, units and limits in words that a coach uses."""

from collections.abc import Iterable

from formcheck.exercise import (
    ArmDriveRule,
    CadenceRule,
    Limits,
    RhythmRule,
    Rule,
    SymmetryRule,
    ThresholdRule,
    Value,
)
from formcheck.kinematics import MEASURES

_MEASURES = {
    "knee_flexion_deg": "knee bend",
    "hip_flexion_deg": "hip bend",
    "thigh_inclination_deg": "thigh swing from the vertical",
    "thigh_elevation_deg": "thigh above the horizontal",
    "shank_inclination_deg": "shin swing from the vertical",
    "heel_gap_th": "gap between heel and hip",
    "heel_height_th": "heel above the other knee",
    "ankle_speed_ll_s": "speed of the foot",
    "trunk_inclination_deg": "forward lean of the trunk",
    "waist_bend_deg": "bend at the waist",
    "mid_hip_height_ll": "height of the hips",
    "elbow_flexion_deg": "elbow bend",
    "upper_arm_angle_deg": "upper arm against the trunk",
}
_REDUCED = {
    "max": "largest {}",
    "min": "smallest {}",
    "mean": "mean {}",
    "median": "usual {}",
    "range": "change of {}",
    "peak": "largest {}",
}
_PHASES = {
    "rep": "in a kick",
    "peak": "at the top of a kick",
    "stride": "over a stride",
    "lowering": "while the foot comes down",
    "before-contact": "just before the foot lands",
}
_UNITS = {
    "deg": (1.0, "°"),
    "LL": (100.0, " % of leg length"),
    "LL/s": (1.0, " leg lengths a second"),
    "TH": (100.0, " % of thigh length"),
    "TL": (100.0, " % of trunk length"),
    "%": (1.0, " %"),
    "steps/min": (1.0, " steps a minute"),
}


def figure(value: float, unit: str) -> str:
    """Say a measured number with its unit."""
    factor, name = _UNITS.get(unit, (1.0, f" {unit}"))
    number = value * factor
    digits = 1 if unit == "LL/s" else 0 if abs(number) >= 9.5 or factor > 1 or unit == "deg" else 1
    return f"{round(number, digits) + 0.0:.{digits}f}{name}"


def limit(value: float, unit: str) -> str:
    """Say a limit with its unit, to as many digits as its file has."""
    factor, name = _UNITS.get(unit, (1.0, f" {unit}"))
    return f"{round(value * factor, 6):g}{name}"


def measure_name(value: Value) -> str:
    """Say shortly what is measured: the row of a table has not room for more."""
    known = _MEASURES.get(value.measure)
    if known is None:
        known = MEASURES[value.measure].meaning.split(";")[0]
    if value.reduce == "range":
        return (
            "rise and fall of the hips" if "hip_height" in value.measure else f"change of {known}"
        )
    return known


def measure_phrase(value: Value) -> str:
    """Say exactly what is measured: "largest knee bend in a kick"."""
    name = measure_name(value)
    reduced = name if value.reduce == "range" else _REDUCED[value.reduce].format(name)
    leg = " of the standing leg" if value.is_paired and value.leg == "stance" else ""
    return f"{reduced}{leg} {_PHASES[value.phase]}"


def ranges(limits: Limits, unit: str) -> str:
    """Say where good ends: "good from 120°, fault under 105°"."""
    low, high = limits.borderline_below, limits.borderline_above
    worst_low, worst_high = limits.fault_below, limits.fault_above
    good_low = worst_low if low is None else low
    good_high = worst_high if high is None else high
    if good_low is not None and good_high is not None:
        good = f"good from {limit(good_low, unit)} to {limit(good_high, unit)}"
    elif good_low is not None:
        good = f"good from {limit(good_low, unit)}"
    else:
        good = f"good up to {limit(good_high, unit)}" if good_high is not None else ""
    faults = [f"under {limit(worst_low, unit)}"] if worst_low is not None else []
    faults += [f"over {limit(worst_high, unit)}"] if worst_high is not None else []
    return f"{good}, fault {' or '.join(faults)}" if faults else f"{good}, else borderline"


def judged(rule: Rule) -> list[tuple[str, Limits, str]]:
    """What a rule looks at, in its own order: a short name, the limits and their unit."""
    if isinstance(rule, ThresholdRule):
        return _thresholds(rule.limits) + [
            part for level in rule.levels.values() for part in _thresholds(level)
        ]
    if isinstance(rule, RhythmRule):
        return [
            ("step times vary by", rule.step_time, "%"),
            ("same leg twice running in", rule.same_leg_twice, "%"),
            ("height of the kicks varies by", rule.peaks, "%"),
        ]
    if isinstance(rule, SymmetryRule):
        return [("difference", rule.difference, "%")]
    if isinstance(rule, CadenceRule):
        return [("", limits, "steps/min") for limits in rule.levels.values()]
    if isinstance(rule, ArmDriveRule):
        return [
            ("arm swing", rule.swing_range, "deg"),
            ("arm out of time with the opposite leg by", rule.opposite_phase_error, "deg"),
            ("elbow bend", rule.elbow, "deg"),
        ]
    return []


def _thresholds(limits: Iterable[Limits]) -> list[tuple[str, Limits, str]]:
    from formcheck.exercise import Limit

    return [
        (measure_name(part.value), part, part.value.unit)
        for part in limits
        if isinstance(part, Limit)
    ]
