"""True verdicts of butt kicks, classic and pull-through."""

from collections.abc import Mapping
from itertools import pairwise
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
    over_clip,
    worst,
)
from formcheck.poses.landmarks import SIDES, other


def _heel(truth: Truth) -> list[TrueVerdict]:
    return each_below(truth.of_reps("peak_knee_flexion_deg"), 120.0, 105.0)


def _lean(truth: Truth) -> list[TrueVerdict]:
    """Grade leaning far, leaning back, and bending at the waist while leaning."""
    grades: list[TrueVerdict] = []
    for rep in truth.reps:
        lean = float(rep["trunk_inclination_mean_deg"])
        grade = "fault" if lean < -5.0 else above(lean, 15.0, 20.0)
        if lean > 10.0 and _waist_bend_deg(truth, rep) > 12.0:
            grade = "fault"
        grades.append(grade)
    return grades


def _waist_bend_deg(truth: Truth, rep: Mapping[str, Any]) -> float:
    """Return the inclination of the trunk minus that of the stance leg, at the top of the kick."""
    frame = truth.frame_at(rep["peak_s"])
    stance = other(rep["side"])
    hip, ankle = (truth.joints_m[f"{stance}_{name}"][frame] for name in ("hip", "ankle"))
    leg_deg = np.degrees(np.arctan2(hip[2] - ankle[2], hip[1] - ankle[1]))
    return float(truth.measures["trunk_inclination_deg"][frame] - leg_deg)


def _bouncing(truth: Truth) -> list[TrueVerdict]:
    return each_above(truth.of_reps("vertical_travel_ll"), 0.12, 0.15)


def _thigh_swing(truth: Truth) -> list[TrueVerdict]:
    """Grade the thigh: a classic kick leaves it down, a pull-through brings it forward."""
    highest = truth.of_reps("peak_thigh_inclination_deg")
    if truth.spec["exercise"] == "butt-kicks-pull-through":
        return each_below(highest, 25.0, 15.0)
    return each_above(highest, 25.0, 40.0)


def _arching(truth: Truth) -> list[TrueVerdict]:
    """Grade the mean over each stride: from the leg's last kick, or the start, to the end."""
    neutral_deg = truth.still_deg("lumbar_extension_deg")
    last_end_s: dict[str, float] = {}
    grades = []
    for rep in truth.reps:
        start_s = last_end_s.get(rep["side"], rep["start_s"])
        stride = slice(truth.frame_at(start_s), truth.frame_at(rep["end_s"]) + 1)
        mean_deg = float(truth.measures["lumbar_extension_deg"][stride].mean())
        grades.append(above(mean_deg - neutral_deg, 10.0, 15.0))
        last_end_s[rep["side"]] = rep["end_s"]
    return grades


def _arms(truth: Truth) -> TrueVerdict:
    if truth.spec.get("butt_kicks", {}).get("arm_style") == "behind":
        return "good"  # a known variant
    swing = truth.measures[f"{truth.near_side or 'left'}_upper_arm_deg"][truth.moving()]
    low, high = np.quantile(swing, [0.05, 0.95])
    return below(float(high - low), 25.0, 15.0)


def _rhythm(truth: Truth) -> TrueVerdict:
    """Grade the variation of the step times, and of each leg's peaks, in percent."""
    steps = np.diff(truth.of_reps("peak_s"))
    variations = [100.0 * float(np.std(steps) / np.mean(steps))]
    for side in SIDES:
        peaks = [rep["peak_knee_flexion_deg"] for rep in truth.reps if rep["side"] == side]
        variations.append(100.0 * float(np.std(peaks) / np.mean(peaks)))
    return above(max(variations), 10.0, 15.0)


def _asymmetry(truth: Truth) -> TrueVerdict:
    """Grade the difference of the legs' median peaks and step times, in percent of their mean."""
    peaks = [
        np.median([rep["peak_knee_flexion_deg"] for rep in truth.reps if rep["side"] == side])
        for side in SIDES
    ]
    steps = [
        np.median([b["peak_s"] - a["peak_s"] for a, b in pairwise(truth.reps) if b["side"] == side])
        for side in SIDES
    ]
    differences = [
        200.0 * abs(float(left - right)) / float(left + right) for left, right in (peaks, steps)
    ]
    return above(max(differences), 10.0, 15.0)


def _descent(truth: Truth) -> TrueVerdict:
    return below(float(truth.of_reps("lowering_over_lifting").mean()), 0.75, 0.65)


def _cadence(truth: Truth) -> TrueVerdict:
    return below(60.0 / float(np.median(np.diff(truth.of_reps("peak_s")))), 90.0, 80.0)


def _hip_collapse(truth: Truth) -> TrueVerdict:
    """Grade how far the hip of the kicking side drops at the top of a kick, in the median."""
    drops = [
        truth.measures["pelvic_obliquity_deg"][truth.frame_at(rep["peak_s"])]
        * (1.0 if rep["side"] == "right" else -1.0)
        for rep in truth.reps
    ]
    return above(float(np.median(drops)), 6.0, 9.0)


def _knee_inward(truth: Truth) -> TrueVerdict:
    """Grade the stance knee at the top of a kick, and the thigh of the kicking leg."""
    standing, swinging = [], []
    for rep in truth.reps:
        side, frame = rep["side"], truth.frame_at(rep["peak_s"])
        standing.append(truth.measures[f"{other(side)}_knee_inward_deg"][frame])
        thigh = truth.joints_m[f"{side}_knee"][frame] - truth.joints_m[f"{side}_hip"][frame]
        inward = np.degrees(np.arctan2(thigh[0], -thigh[1])) * (1.0 if side == "right" else -1.0)
        swinging.append(inward)
    return worst(*(above(float(np.mean(angles)), 6.0, 10.0) for angles in (standing, swinging)))


def _trunk_rotation(truth: Truth) -> TrueVerdict:
    """Grade turn and tilt of the shoulders from side to side over a stride, in the median."""
    turns, tilts = [], []
    for side in SIDES:
        for before, rep in pairwise([rep for rep in truth.reps if rep["side"] == side]):
            stride = slice(truth.frame_at(before["end_s"]), truth.frame_at(rep["end_s"]) + 1)
            turns.append(np.ptp(truth.measures["shoulder_turn_deg"][stride]))
            tilts.append(np.ptp(truth.measures["shoulder_tilt_deg"][stride]))
    return borderline_if(bool(np.median(turns) > 30.0 or np.median(tilts) > 10.0))


def _stance_width(truth: Truth) -> TrueVerdict:
    """Grade the gap of the ankles over the gap of the hips, standing still."""
    still = slice(0, truth.frame_at(truth.reps[0]["start_s"] - 0.3))
    hips, ankles = (
        np.abs(truth.joints_m[f"left_{name}"] - truth.joints_m[f"right_{name}"])[still, 0].mean()
        for name in ("hip", "ankle")
    )
    return borderline_if(not 0.7 <= ankles / hips <= 1.8)


def _toe_slam(truth: Truth) -> TrueVerdict:
    return over_clip(
        [
            borderline_if(
                rep["foot_pitch_at_end_deg"] > 30.0
                and rep["ankle_speed_mean_last_100ms_ll_s"] > 2.5
            )
            for rep in truth.reps
        ]
    )


def _travel(truth: Truth) -> TrueVerdict:
    """Grade how far the hips move forward in a step, in leg lengths, in the median."""
    mid_hip = (truth.joints_m["left_hip"] + truth.joints_m["right_hip"]) / 2
    steps = [
        mid_hip[truth.frame_at(rep["end_s"]), 2] - mid_hip[truth.frame_at(rep["start_s"]), 2]
        for rep in truth.reps
    ]
    return borderline_if(bool(np.median(steps) / truth.leg_m < 0.1))


REP_RULES: dict[str, GradeReps] = {
    "heel-not-to-glutes": _heel,
    "excessive-forward-lean": _lean,
    "bouncing": _bouncing,
    "thigh-swing": _thigh_swing,
    "lumbar-arching": _arching,
}
CLIP_RULES: dict[str, GradeClip] = {
    "missing-arm-drive": _arms,
    "uneven-rhythm": _rhythm,
    "left-right-asymmetry": _asymmetry,
    "hard-descent": _descent,
    "low-cadence": _cadence,
    "hip-collapse": _hip_collapse,
    "knee-tracking-inward": _knee_inward,
    "trunk-rotation": _trunk_rotation,
    "stance-width": _stance_width,
    "toe-slam": _toe_slam,
    "not-travelling": _travel,
}
