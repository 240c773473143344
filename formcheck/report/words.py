"""Measures, units and limits in words that a coach uses."""

from itertools import takewhile
from typing import NamedTuple

from formcheck.kinematics.measures import MEASURES
from formcheck.reps.spec import Value
from formcheck.results import Check, Verdict
from formcheck.rules.kinds import (
    ArmDriveRule,
    CadenceRule,
    Limits,
    RhythmRule,
    Rule,
    SidesRule,
    SymmetryRule,
    ThresholdRule,
)

_MEASURES = {
    "knee_flexion_deg": "knee bend",
    "hip_flexion_deg": "hip bend",
    "thigh_inclination_deg": "thigh ahead of the vertical",
    "thigh_extension_deg": "thigh behind the vertical",
    "thigh_elevation_deg": "thigh above the horizontal",
    "lumbar_extension_deg": "arch of the lower back",
    "lumbar_extension_least_deg": "least arch of the lower back",
    "lumbar_extension_error_deg": "error of the arch of the lower back",
    "running_lumbar_extension_deg": "arch of the lower back",
    "rib_flare_deg": "bend of the upper back",
    "arm_line_deg": "lean of the arms",
    "head_to_trunk_deg": "head forward of the back",
    "shank_inclination_deg": "shin swing",
    "heel_gap_th": "gap between heel and hip",
    "foot_pitch_deg": "toes below the heel",
    "leg_inclination_deg": "lean of the leg",
    "wrist_behind_tl": "hand behind the hip",
    "heel_height_th": "heel above the other knee",
    "ankle_speed_ll_s": "foot speed",
    "trunk_inclination_deg": "forward lean",
    "waist_bend_deg": "bend at the waist",
    "mid_hip_height_ll": "height of the hips",
    "elbow_flexion_deg": "elbow bend",
    "upper_arm_angle_deg": "upper arm against the trunk",
    "knee_inward_deg": "inward bend of the knee",
    "thigh_inward_deg": "thigh turned inwards",
    "thigh_off_line_deg": "thigh out of line",
    "leg_away_ll": "foot away from where it stands",
    "place_empty_share": "how empty the place of the leg is",
    "leg_aside_deg": "leg out of line",
    "pelvic_drop_deg": "drop of the hip",
    "shoulder_tilt_deg": "tilt of the shoulders",
    "shoulder_turn_deg": "turn of the shoulders",
    "stance_width_hw": "gap between the feet",
    "hip_sunk_ll": "depth of the hips",
    "travel_ll": "way forward",
}
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
_FURTHEST = {  # against the start
    "leg_inclination_deg": "leg's backward reach",
    "thigh_extension_deg": "thigh's backward reach",
}
_OF_A_CURVE = {
    "lifting-time": "time to lift",
    "lifting-speed": "lifting speed",
    "lowering-speed": "lowering speed",
    "dwell": "time at the top",
    "lowering-over-lifting": "lowering time",
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


def measure_name(value: Value) -> str:
    """Say shortly what is measured: the row of a table has not room for more."""
    known = _MEASURES.get(value.measure) or MEASURES[value.measure].meaning.split(";")[0]
    if value.reduce in _OF_A_CURVE:
        return _OF_A_CURVE[value.reduce]
    if value.reduce != "range" and not value.against:
        return known
    if value.reduce == "peak" and value.measure in _FURTHEST:
        return _FURTHEST[value.measure]
    rises = value.measure == "mid_hip_height_ll"
    return "rise and fall of the hips" if rises else f"change of {known}"


def measure_phrase(value: Value, rep: str) -> str:
    """Say exactly what is measured in a rep so called: "largest knee bend in a kick"."""
    name = measure_name(value)
    if value.reduce in _OF_A_CURVE and value.reduce != "lowering-over-lifting":
        return name
    if value.reduce == "lowering-over-lifting":
        return "time to lower the leg again"
    reduced = (
        name if value.reduce == "range" or value.against else _REDUCED[value.reduce].format(name)
    )
    return f"{reduced}{_of_leg(value)} {_PHASES[value.phase].format(rep)}"


def condition_phrase(value: Value) -> str:
    """Say shortly what a condition looks at: "knee bend at the top"."""
    phase = "at the top" if value.phase in ("top", "peak") else ""
    return f"{measure_name(value)}{_of_leg(value)} {phase}".rstrip()


def _of_leg(value: Value) -> str:
    of_a_leg = value.leg == "stance" and value.measure != "waist_bend_deg"
    return " of the supporting leg" if of_a_leg else ""


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


class Part(NamedTuple):
    """One of the things that a rule looks at."""

    name: str
    limits: Limits
    unit: str


def parts(rule: Rule, level: str) -> list[Part]:
    """What a rule looks at, at a level of its exercise."""
    if isinstance(rule, ThresholdRule):
        limits = rule.levels.get(level, rule.limits)
        return [Part(measure_name(part.value), part, part.value.unit) for part in limits]
    if isinstance(rule, RhythmRule):
        return [
            Part("time from step to step varies by", rule.step_time, "%"),
            Part("same leg twice running in", rule.same_leg_twice, "%"),
            Part("height of the kicks varies by", rule.peaks, "%"),
        ]
    if isinstance(rule, SymmetryRule):
        return [Part("difference between the legs", rule.difference, "%")]
    if isinstance(rule, SidesRule):
        return [
            Part("difference in number", rule.reps, "reps"),
            Part("difference in range", rule.difference, rule.value.unit),
        ]
    if isinstance(rule, CadenceRule):
        return [Part("pace", rule.levels[level], "steps/min")] if level in rule.levels else []
    if isinstance(rule, ArmDriveRule):
        return [
            Part("arm swing", rule.swing_range, "deg"),
            Part("arm out of time with the opposite leg by", rule.opposite_phase_error, "deg"),
            Part("elbow bend", rule.elbow, "deg"),
        ]
    return []


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
        part.name
        for part in parts(rule, level)
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
