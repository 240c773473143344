"""True verdicts of kickbacks, on all fours and standing."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from benchmarks.clips.truth import Truth
from benchmarks.scores.true_verdicts.grade import (
    GradeClip,
    GradeReps,
    TrueVerdict,
    above,
    below,
    borderline_if,
    each_above,
    each_below,
    worst,
)
from formcheck.poses.landmarks import SIDES, other


def _is_standing(truth: Truth) -> bool:
    return bool(truth.spec["exercise"] == "standing-kickback")


def _at_start(truth: Truth, rep: Mapping[str, Any], name: str) -> float:
    """Return a measure at the first frame of a rep."""
    frame = int(np.searchsorted(truth.time_s, rep["start_s"]))
    return float(truth.measures[name][frame])


def _arching(truth: Truth) -> list[TrueVerdict]:
    neutral_deg = truth.still_deg("lumbar_extension_deg")
    return each_above(truth.of_reps("lumbar_extension_at_peak_deg") - neutral_deg, 10.0, 15.0)


def _rib_flare(truth: Truth) -> list[TrueVerdict]:
    neutral_deg = truth.still_deg("thoracic_extension_deg")
    at_top = truth.of_reps("thoracic_extension_at_peak_deg")
    return [borderline_if(bool(value - neutral_deg > 8.0)) for value in at_top]


def _pelvis_rotation(truth: Truth) -> list[TrueVerdict]:
    """Grade the largest change of the tilt of the hips since the start of the rep."""
    grades = []
    for rep in truth.reps:
        frames = slice(truth.frame_at(rep["start_s"]), truth.frame_at(rep["end_s"]) + 1)
        tilt_deg = truth.measures["pelvic_obliquity_deg"][frames]
        grades.append(above(float(np.abs(tilt_deg - tilt_deg[0]).max()), 10.0, 10.0))
    return grades


def _off_line(truth: Truth) -> list[TrueVerdict]:
    """Grade how far the thigh points out of the sagittal plane at the top, to either side."""
    grades: list[TrueVerdict] = []
    for rep in truth.reps:
        frame, side = truth.frame_at(rep["peak_s"]), rep["side"]
        thigh = truth.joints_m[f"{side}_knee"][frame] - truth.joints_m[f"{side}_hip"][frame]
        aside_deg = float(np.degrees(np.arcsin(abs(thigh[0]) / np.linalg.norm(thigh))))
        grades.append(borderline_if(aside_deg > 12.0))
    return grades


def _incomplete(truth: Truth) -> list[TrueVerdict]:
    """Grade how far the leg goes; not with an arched back: it went as far as the hip allows."""
    if _is_standing(truth):
        grades = each_below(truth.of_reps("thigh_travel_deg"), 12.0, 8.0)
    else:
        grades = each_below(truth.of_reps("thigh_elevation_at_peak_deg"), -5.0, -15.0)
    arching = _arching(truth)
    return [g if back == "good" else "good" for g, back in zip(grades, arching, strict=True)]


def _too_high(truth: Truth) -> list[TrueVerdict]:
    """Grade a high leg: alone it is borderline, with an arched back a fault."""
    name, highest = "thigh_elevation_at_peak_deg", 15.0
    if _is_standing(truth):
        name, highest = "thigh_travel_deg", 35.0
    grades: list[TrueVerdict] = []
    for reached, back in zip(truth.of_reps(name), _arching(truth), strict=True):
        high: TrueVerdict = "fault" if back == "fault" else "borderline"
        grades.append(high if reached > highest else "good")
    return grades


def _momentum(truth: Truth) -> list[TrueVerdict]:
    """Grade a fast lift (10 to 90 % of it), a high peak speed, and no pause at the top."""
    slow_s, fast_s, speed = (0.3, 0.2, 120.0) if _is_standing(truth) else (0.45, 0.3, 280.0)
    return [
        worst(
            below(rep["lift_10_90_s"], slow_s, fast_s),
            above(rep["peak_lift_speed_deg_s"], speed, speed),
            borderline_if(rep["dwell_within_5deg_s"] < 0.15),
        )
        for rep in truth.reps
    ]


def _dropped(truth: Truth) -> list[TrueVerdict]:
    return each_below(truth.of_reps("lower_over_lift_10_90"), 0.9, 0.6)


def _trunk_lean(truth: Truth) -> list[TrueVerdict]:
    grades = []
    for rep in truth.reps:
        at_top = float(rep["trunk_inclination_at_peak_deg"])
        change = at_top - _at_start(truth, rep, "trunk_inclination_deg")
        grades.append(worst(above(change, 8.0, 12.0), above(at_top, 25.0, 25.0)))
    return grades


def _knee_drift(truth: Truth) -> list[TrueVerdict]:
    """Grade the change of the knee. Straight legs on all fours and bent ones standing are good."""
    grades: list[TrueVerdict] = []
    for rep in truth.reps:
        at_top = float(rep["knee_flexion_at_peak_deg"])
        change = abs(at_top - _at_start(truth, rep, f"{rep['side']}_knee_flexion_deg"))
        judged = at_top < 60.0 if _is_standing(truth) else at_top > 35.0
        grades.append(above(change, 20.0, 30.0) if judged else "good")
    return grades


def _hyperextension(truth: Truth) -> list[TrueVerdict]:
    return each_below(truth.of_reps("lowest_knee_flexion_deg"), -5.0, -5.0)


def _misplaced(truth: Truth) -> list[TrueVerdict]:
    """Grade how far the arms and the stance thigh are from straight down at the start."""
    grades = []
    for rep in truth.reps:
        frame = int(np.searchsorted(truth.time_s, rep["start_s"]))
        arms = sum(
            truth.joints_m[f"{side}_shoulder"][frame] - truth.joints_m[f"{side}_wrist"][frame]
            for side in SIDES
        )
        assert isinstance(arms, np.ndarray)
        arms_deg = float(np.degrees(np.arctan2(arms[2], arms[1])))
        thigh_deg = _at_start(truth, rep, f"{other(rep['side'])}_thigh_inclination_deg")
        grades.append(worst(*(above(abs(angle), 12.0, 18.0) for angle in (arms_deg, thigh_deg))))
    return grades


def _head(truth: Truth) -> list[TrueVerdict]:
    angles = [abs(_at_start(truth, rep, "head_to_trunk_deg")) for rep in truth.reps]
    return [borderline_if(angle > 25.0) for angle in angles]


def _uneven_sides(truth: Truth) -> TrueVerdict:
    """Grade legs that travel differently far, or do a different number of reps."""
    counts = truth.counts()
    if min(counts.values()) == 0:
        return "good"  # working one leg only is no fault
    travel = {
        side: np.median([rep["thigh_travel_deg"] for rep in truth.reps if rep["side"] == side])
        for side in SIDES
    }
    apart = abs(float(travel["left"] - travel["right"])) > (10.0 if _is_standing(truth) else 15.0)
    return borderline_if(apart or abs(counts["left"] - counts["right"]) > 1)


REP_RULES: dict[str, GradeReps] = {
    "lumbar-arching": _arching,
    "rib-flare": _rib_flare,
    "pelvis-rotation": _pelvis_rotation,
    "leg-off-line": _off_line,
    "incomplete-range": _incomplete,
    "range-too-high": _too_high,
    "momentum": _momentum,
    "dropped-return": _dropped,
    "knee-angle-drift": _knee_drift,
    "trunk-lean": _trunk_lean,
    "knee-hyperextension": _hyperextension,
    "misplaced-hands-or-knees": _misplaced,
    "head-position": _head,
}
CLIP_RULES: dict[str, GradeClip] = {"uneven-sides": _uneven_sides}
