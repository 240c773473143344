"""The truth beside a rendered clip, and what a perfect judge would say of it.

A rule's true verdict follows from what was really reached in each rep (angles of the posed
skeleton), not from the fault that was asked for. The limits here are those of true angles: where
the exercise file has others, it is because the model reads such an angle too small or too large.
Clips that are truly borderline count neither as faulty nor as clean.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np

from formcheck.body.subject import SIDE_LIMIT_DEG
from formcheck.body.view import ViewKind
from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.rules.summary import CLIP
from formcheck.system.arrays import FloatArray

TrueVerdict = Literal["fault", "borderline", "good"]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of a clip: n frames, and its reps in the order of time."""

    spec: Mapping[str, Any]
    time_s: FloatArray
    measures: Mapping[str, FloatArray]
    joints_px: Mapping[str, FloatArray]
    joints_m: Mapping[str, FloatArray]
    reps: tuple[Mapping[str, Any], ...]
    leg_m: float

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a ``.truth.json``."""
        content = json.loads(path.read_text(encoding="utf-8"))
        frames = content["frames"]
        measures, joints_px, joints_m = (
            {name: np.array(values) for name, values in frames[key].items()}
            for key in ("measures", "joints_px", "joints_m")
        )
        return cls(
            content["spec"],
            np.array(frames["time_s"]),
            measures,
            joints_px,
            joints_m,
            tuple(content["reps"]),
            content["person"]["leg_length_m"],
        )

    @property
    def facing(self) -> str:
        """Which way the person faces in the picture."""
        return str(self.spec["camera"].get("facing", "right"))

    @property
    def yaw_deg(self) -> float:
        """How far the camera stands off the axis it was meant to stand on."""
        return abs(float(self.spec["camera"].get("yaw_deg", 0.0)))

    @property
    def view(self) -> ViewKind:
        """Where the camera truly stands."""
        if self.yaw_deg > SIDE_LIMIT_DEG:
            return "oblique"
        kinds: dict[str, ViewKind] = {"camera": "front", "away": "rear"}
        return kinds.get(self.facing, "side")

    @property
    def near_side(self) -> Side | None:
        """The leg nearer to the camera, from the side."""
        near: dict[str, Side] = {"right": "right", "left": "left"}
        return near.get(self.facing)

    def counts(self) -> dict[Side, int]:
        """Reps of each leg."""
        return {side: sum(rep["side"] == side for rep in self.reps) for side in SIDES}

    def of_reps(self, name: str) -> FloatArray:
        """(reps,) one number that the truth keeps of every rep."""
        return np.array([rep[name] for rep in self.reps])

    def moving(self) -> slice:
        """The frames from the first rep's start to the last one's end."""
        first, stop = np.searchsorted(
            self.time_s, [self.reps[0]["start_s"], self.reps[-1]["end_s"]]
        )
        return slice(int(first), int(stop))


def true_verdicts(truth: Truth, level: str = "") -> dict[str, TrueVerdict]:
    """The true verdict of every rule that has one for this clip's exercise and level."""
    rules = _RULES.get(truth.spec["exercise"], _BUTT_KICK_RULES)
    of_other_levels = {"low-cadence"} if level == "moving" else {"not-travelling"}
    return {rule: judge(truth) for rule, judge in rules.items() if rule not in of_other_levels}


def clean_reps(truth: Truth, rule: str) -> list[bool] | None:
    """Of every rep: whether it is truly good; None where the rule speaks of the set."""
    graded = _graded(truth).get(rule)
    return [grade == "good" for grade in graded(truth)] if graded else None


def _graded(truth: Truth) -> Mapping[str, Callable[[Truth], list[TrueVerdict]]]:
    return _GRADED_KICKBACKS if truth.spec["exercise"] in _RULES else _GRADED_REPS


def _above(value: float, borderline: float, fault: float) -> TrueVerdict:
    return "fault" if value > fault else "borderline" if value > borderline else "good"


def _over_clip(grades: list[TrueVerdict]) -> TrueVerdict:
    """A clip's verdict from its reps', as the summary has it."""
    faulty = sum(grade == "fault" for grade in grades)
    if faulty >= max(2, CLIP.faulty_share * len(grades)):
        return "fault"
    doubtful = sum(grade != "good" for grade in grades)
    return "borderline" if faulty or doubtful >= CLIP.faulty_share * len(grades) else "good"


def _heel(truth: Truth) -> list[TrueVerdict]:
    return [_above(-peak, -120.0, -105.0) for peak in truth.of_reps("peak_knee_flexion_deg")]


def _lean(truth: Truth) -> list[TrueVerdict]:
    grades: list[TrueVerdict] = []
    for rep in truth.reps:
        lean = float(rep["trunk_inclination_mean_deg"])
        grade = "fault" if lean < -5.0 else _above(lean, 15.0, 20.0)
        if lean > 10.0 and _waist_bend_deg(truth, rep) > 12.0:
            grade = "fault"
        grades.append(grade)
    return grades


def _waist_bend_deg(truth: Truth, rep: Mapping[str, Any]) -> float:
    """Trunk minus the stance leg's inclination while the other leg is highest."""
    frame = int(np.argmin(np.abs(truth.time_s - rep["peak_s"])))
    stance = other(rep["side"])
    hip, ankle = (truth.joints_m[f"{stance}_{name}"][frame] for name in ("hip", "ankle"))
    leg_deg = np.degrees(np.arctan2(hip[2] - ankle[2], hip[1] - ankle[1]))
    return float(truth.measures["trunk_inclination_deg"][frame] - leg_deg)


def _bouncing(truth: Truth) -> list[TrueVerdict]:
    return [_above(travel, 0.12, 0.15) for travel in truth.of_reps("vertical_travel_ll")]


def _still_deg(truth: Truth, name: str) -> float:
    """The person's own neutral: the median before the first rep."""
    return float(np.median(truth.measures[name][truth.time_s < truth.reps[0]["start_s"]]))


def _arching_strides(truth: Truth) -> list[TrueVerdict]:
    """The mean over each stride: from the leg's last kick, or this one's start, to its end."""
    neutral_deg = _still_deg(truth, "lumbar_extension_deg")
    last_end_s: dict[str, float] = {}
    grades = []
    for rep in truth.reps:
        start_s = last_end_s.get(rep["side"], rep["start_s"])
        stride = slice(_frame(truth, start_s), _frame(truth, rep["end_s"]) + 1)
        mean_deg = float(truth.measures["lumbar_extension_deg"][stride].mean())
        grades.append(_above(mean_deg - neutral_deg, 10.0, 15.0))
        last_end_s[rep["side"]] = rep["end_s"]
    return grades


def _thigh_swing(truth: Truth) -> list[TrueVerdict]:
    highest = truth.of_reps("peak_thigh_inclination_deg")
    if truth.spec["exercise"] == "butt-kicks-pull-through":
        return [_above(-value, -25.0, -15.0) for value in highest]
    return [_above(value, 25.0, 40.0) for value in highest]


def _worst(*grades: TrueVerdict) -> TrueVerdict:
    order: tuple[TrueVerdict, ...] = ("fault", "borderline", "good")
    return min(grades, key=order.index)


def _is_standing(truth: Truth) -> bool:
    return bool(truth.spec["exercise"] == "standing-kickback")


def _at_start(truth: Truth, rep: Mapping[str, Any], name: str) -> float:
    frame = int(np.searchsorted(truth.time_s, rep["start_s"]))
    return float(truth.measures[name][frame])


def _arching(truth: Truth) -> list[TrueVerdict]:
    neutral_deg = _still_deg(truth, "lumbar_extension_deg")
    at_top = truth.of_reps("lumbar_extension_at_peak_deg")
    return [_above(value - neutral_deg, 10.0, 15.0) for value in at_top]


def _rib_flare(truth: Truth) -> list[TrueVerdict]:
    neutral_deg = _still_deg(truth, "thoracic_extension_deg")
    at_top = truth.of_reps("thoracic_extension_at_peak_deg")
    return ["borderline" if value - neutral_deg > 8.0 else "good" for value in at_top]


def _pelvis_rotation(truth: Truth) -> list[TrueVerdict]:
    """How far the line of the hips tilts between the start of a rep and any other moment of it."""
    grades = []
    for rep in truth.reps:
        frames = slice(_frame(truth, rep["start_s"]), _frame(truth, rep["end_s"]) + 1)
        tilt_deg = truth.measures["pelvic_obliquity_deg"][frames]
        grades.append(_above(float(np.abs(tilt_deg - tilt_deg[0]).max()), 10.0, 10.0))
    return grades


def _off_line(truth: Truth) -> list[TrueVerdict]:
    """How far the thigh points out of (or across) the plane of straight back, at the top."""
    grades: list[TrueVerdict] = []
    for rep in truth.reps:
        frame, side = _frame(truth, rep["peak_s"]), rep["side"]
        thigh = truth.joints_m[f"{side}_knee"][frame] - truth.joints_m[f"{side}_hip"][frame]
        aside_deg = float(np.degrees(np.arcsin(abs(thigh[0]) / np.linalg.norm(thigh))))
        grades.append("borderline" if aside_deg > 12.0 else "good")
    return grades


def _incomplete(truth: Truth) -> list[TrueVerdict]:
    """A rep with an arched back is not blamed: the leg has come as far as the hip lets it."""
    if _is_standing(truth):
        grades = [_above(-travel, -12.0, -8.0) for travel in truth.of_reps("thigh_travel_deg")]
    else:
        at_top = truth.of_reps("thigh_elevation_at_peak_deg")
        grades = [_above(-reached, 5.0, 15.0) for reached in at_top]
    arching = _arching(truth)
    return [g if back == "good" else "good" for g, back in zip(grades, arching, strict=True)]


def _too_high(truth: Truth) -> list[TrueVerdict]:
    """High alone is borderline; with an arched back it is a fault."""
    name, most = "thigh_elevation_at_peak_deg", 15.0
    if _is_standing(truth):
        name, most = "thigh_travel_deg", 35.0
    worst: dict[TrueVerdict, TrueVerdict] = {"fault": "fault"}
    return [
        worst.get(back, "borderline") if reached > most else "good"
        for reached, back in zip(truth.of_reps(name), _arching(truth), strict=True)
    ]


def _momentum(truth: Truth) -> list[TrueVerdict]:
    slow_s, fast_s, speed = (0.3, 0.2, 120.0) if _is_standing(truth) else (0.45, 0.3, 280.0)
    return [
        _worst(
            _above(-rep["lift_10_90_s"], -slow_s, -fast_s),
            _above(rep["peak_lift_speed_deg_s"], speed, speed),
            "borderline" if rep["dwell_within_5deg_s"] < 0.15 else "good",
        )
        for rep in truth.reps
    ]


def _dropped(truth: Truth) -> list[TrueVerdict]:
    return [_above(-ratio, -0.9, -0.6) for ratio in truth.of_reps("lower_over_lift_10_90")]


def _trunk_lean(truth: Truth) -> list[TrueVerdict]:
    grades = []
    for rep in truth.reps:
        at_top = float(rep["trunk_inclination_at_peak_deg"])
        change = at_top - _at_start(truth, rep, "trunk_inclination_deg")
        grades.append(_worst(_above(change, 8.0, 12.0), _above(at_top, 25.0, 25.0)))
    return grades


def _knee_drift(truth: Truth) -> list[TrueVerdict]:
    """Straight legs on all fours and bent ones standing have to change: good in truth."""
    grades: list[TrueVerdict] = []
    for rep in truth.reps:
        at_top = float(rep["knee_flexion_at_peak_deg"])
        change = abs(at_top - _at_start(truth, rep, f"{rep['side']}_knee_flexion_deg"))
        judged = at_top < 60.0 if _is_standing(truth) else at_top > 35.0
        grades.append(_above(change, 20.0, 30.0) if judged else "good")
    return grades


def _hyperextension(truth: Truth) -> list[TrueVerdict]:
    return [_above(-lowest, 5.0, 5.0) for lowest in truth.of_reps("lowest_knee_flexion_deg")]


def _misplaced(truth: Truth) -> list[TrueVerdict]:
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
        grades.append(_worst(*(_above(abs(angle), 12.0, 18.0) for angle in (arms_deg, thigh_deg))))
    return grades


def _head(truth: Truth) -> list[TrueVerdict]:
    angles = [abs(_at_start(truth, rep, "head_to_trunk_deg")) for rep in truth.reps]
    return ["borderline" if angle > 25.0 else "good" for angle in angles]


_GRADED_REPS: dict[str, Callable[[Truth], list[TrueVerdict]]] = {
    "heel-not-to-glutes": _heel,
    "excessive-forward-lean": _lean,
    "bouncing": _bouncing,
    "thigh-swing": _thigh_swing,
    "lumbar-arching": _arching_strides,
}
_GRADED_KICKBACKS: dict[str, Callable[[Truth], list[TrueVerdict]]] = {
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
_STANDING_ONLY = ("trunk-lean", "knee-hyperextension")
_QUADRUPED_ONLY = ("misplaced-hands-or-knees", "head-position")


def _arms(truth: Truth) -> TrueVerdict:
    if truth.spec.get("butt_kicks", {}).get("arm_style") == "behind":
        return "good"  # a known variant
    swing = truth.measures[f"{truth.near_side or 'left'}_upper_arm_deg"][truth.moving()]
    low, high = np.quantile(swing, [0.05, 0.95])
    return _above(-float(high - low), -25.0, -15.0)


def _rhythm(truth: Truth) -> TrueVerdict:
    steps = np.diff(truth.of_reps("peak_s"))
    varies = [100.0 * float(np.std(steps) / np.mean(steps))]
    for side in SIDES:
        peaks = [rep["peak_knee_flexion_deg"] for rep in truth.reps if rep["side"] == side]
        varies.append(100.0 * float(np.std(peaks) / np.mean(peaks)))
    return _above(max(varies), 10.0, 15.0)


def _asymmetry(truth: Truth) -> TrueVerdict:
    differences = []
    peaks = [
        np.median([rep["peak_knee_flexion_deg"] for rep in truth.reps if rep["side"] == side])
        for side in SIDES
    ]
    steps = [
        np.median([b["peak_s"] - a["peak_s"] for a, b in pairwise(truth.reps) if b["side"] == side])
        for side in SIDES
    ]
    for left, right in (peaks, steps):
        differences.append(200.0 * abs(float(left - right)) / float(left + right))
    return _above(max(differences), 10.0, 15.0)


def _descent(truth: Truth) -> TrueVerdict:
    return _above(-float(truth.of_reps("lowering_over_lifting").mean()), -0.75, -0.65)


def _cadence(truth: Truth) -> TrueVerdict:
    steps_per_min = 60.0 / float(np.median(np.diff(truth.of_reps("peak_s"))))
    return _above(-steps_per_min, -90.0, -80.0)


def _uneven_sides(truth: Truth) -> TrueVerdict:
    counts = truth.counts()
    if min(counts.values()) == 0:
        return "good"  # one side alone is no fault
    travel = {
        side: np.median([rep["thigh_travel_deg"] for rep in truth.reps if rep["side"] == side])
        for side in SIDES
    }
    apart = abs(float(travel["left"] - travel["right"])) > (10.0 if _is_standing(truth) else 15.0)
    return "borderline" if apart or abs(counts["left"] - counts["right"]) > 1 else "good"


def _frame(truth: Truth, time_s: float) -> int:
    return int(np.argmin(np.abs(truth.time_s - time_s)))


def _hip_collapse(truth: Truth) -> TrueVerdict:
    drops = [
        truth.measures["pelvic_obliquity_deg"][_frame(truth, rep["peak_s"])]
        * (1.0 if rep["side"] == "right" else -1.0)
        for rep in truth.reps
    ]
    return _above(float(np.median(drops)), 6.0, 9.0)


def _knee_inward(truth: Truth) -> TrueVerdict:
    """The standing knee while the other leg is highest, and the kicking leg's thigh."""
    standing, swinging = [], []
    for rep in truth.reps:
        side, frame = rep["side"], _frame(truth, rep["peak_s"])
        standing.append(truth.measures[f"{other(side)}_knee_inward_deg"][frame])
        thigh = truth.joints_m[f"{side}_knee"][frame] - truth.joints_m[f"{side}_hip"][frame]
        inward = np.degrees(np.arctan2(thigh[0], -thigh[1])) * (1.0 if side == "right" else -1.0)
        swinging.append(inward)
    return _worst(*(_above(float(np.mean(some)), 6.0, 10.0) for some in (standing, swinging)))


def _trunk_rotation(truth: Truth) -> TrueVerdict:
    """Turn and tilt of the shoulders from side to side, over each leg's stride."""
    turns, tilts = [], []
    for side in SIDES:
        for before, rep in pairwise([rep for rep in truth.reps if rep["side"] == side]):
            stride = slice(_frame(truth, before["end_s"]), _frame(truth, rep["end_s"]) + 1)
            turns.append(np.ptp(truth.measures["shoulder_turn_deg"][stride]))
            tilts.append(np.ptp(truth.measures["shoulder_tilt_deg"][stride]))
    return "borderline" if np.median(turns) > 30.0 or np.median(tilts) > 10.0 else "good"


def _stance_width(truth: Truth) -> TrueVerdict:
    still = slice(0, _frame(truth, truth.reps[0]["start_s"] - 0.3))
    hips, ankles = (
        np.abs(truth.joints_m[f"left_{name}"] - truth.joints_m[f"right_{name}"])[still, 0].mean()
        for name in ("hip", "ankle")
    )
    return "good" if 0.7 <= ankles / hips <= 1.8 else "borderline"


def _toe_slam(truth: Truth) -> TrueVerdict:
    grades: list[TrueVerdict] = [
        "borderline"
        if rep["foot_pitch_at_end_deg"] > 30.0 and rep["ankle_speed_mean_last_100ms_ll_s"] > 2.5
        else "good"
        for rep in truth.reps
    ]
    return _over_clip(grades)


def _travel(truth: Truth) -> TrueVerdict:
    """The way forwards of the hips per step, in leg lengths."""
    mid_hip = (truth.joints_m["left_hip"] + truth.joints_m["right_hip"]) / 2
    steps = [
        mid_hip[_frame(truth, rep["end_s"]), 2] - mid_hip[_frame(truth, rep["start_s"]), 2]
        for rep in truth.reps
    ]
    return "borderline" if np.median(steps) / truth.leg_m < 0.1 else "good"


def _by_reps(rule: str) -> Callable[[Truth], TrueVerdict]:
    return lambda truth: _over_clip(_graded(truth)[rule](truth))


_BUTT_KICK_RULES: dict[str, Callable[[Truth], TrueVerdict]] = {
    **{rule: _by_reps(rule) for rule in _GRADED_REPS},
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

_RULES: dict[str, dict[str, Callable[[Truth], TrueVerdict]]] = {
    exercise: {
        "uneven-sides": _uneven_sides,
        **{rule: _by_reps(rule) for rule in _GRADED_KICKBACKS if rule not in elsewhere},
    }
    for exercise, elsewhere in (
        ("quadruped-kickback", _STANDING_ONLY),
        ("standing-kickback", _QUADRUPED_ONLY),
    )
}
