"""The truth beside a rendered clip, and what a perfect judge would say of it.

A rule's true verdict follows from what was really reached in each rep (angles of the posed
skeleton), not from the fault that was asked for, with the limits of the exercise file. Clips that
are truly borderline count neither as faulty nor as clean.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np

from formcheck.landmarks import SIDES, Side, other
from formcheck.pose import FloatArray

TrueVerdict = Literal["fault", "borderline", "good"]
FAULTY_SHARE = 0.3  # as in the summary of a session


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of a clip: n frames, and its reps in the order of time."""

    spec: Mapping[str, Any]
    time_s: FloatArray
    measures: Mapping[str, FloatArray]
    joints_px: Mapping[str, FloatArray]
    joints_m: Mapping[str, FloatArray]
    reps: tuple[Mapping[str, Any], ...]

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


def true_verdicts(truth: Truth) -> dict[str, TrueVerdict]:
    """The true verdict of every rule that has one for this clip's exercise."""
    rules = _BUTT_KICK_RULES if truth.spec["exercise"].startswith("butt-kicks") else {}
    return {rule: judge(truth) for rule, judge in rules.items()}


def faulty_reps(truth: Truth, rule: str) -> list[bool] | None:
    """Of every rep: whether it is truly faulty; None where the rule speaks of the set."""
    graded = _GRADED_REPS.get(rule)
    return [grade == "fault" for grade in graded(truth)] if graded else None


def clean_reps(truth: Truth, rule: str) -> list[bool] | None:
    """Of every rep: whether it is truly good; None where the rule speaks of the set."""
    graded = _GRADED_REPS.get(rule)
    return [grade == "good" for grade in graded(truth)] if graded else None


def _above(value: float, borderline: float, fault: float) -> TrueVerdict:
    return "fault" if value > fault else "borderline" if value > borderline else "good"


def _over_clip(grades: list[TrueVerdict]) -> TrueVerdict:
    """A clip's verdict from its reps', as the summary has it."""
    faulty = sum(grade == "fault" for grade in grades)
    if faulty >= max(2, FAULTY_SHARE * len(grades)):
        return "fault"
    doubtful = sum(grade != "good" for grade in grades)
    return "borderline" if faulty or doubtful >= FAULTY_SHARE * len(grades) else "good"


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


def _thigh_swing(truth: Truth) -> list[TrueVerdict]:
    highest = truth.of_reps("peak_thigh_inclination_deg")
    if truth.spec["exercise"] == "butt-kicks-pull-through":
        return [_above(-value, -25.0, -15.0) for value in highest]
    return [_above(value, 25.0, 40.0) for value in highest]


_GRADED_REPS: dict[str, Callable[[Truth], list[TrueVerdict]]] = {
    "heel-not-to-glutes": _heel,
    "excessive-forward-lean": _lean,
    "bouncing": _bouncing,
    "thigh-swing": _thigh_swing,
}


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


def _by_reps(rule: str) -> Callable[[Truth], TrueVerdict]:
    return lambda truth: _over_clip(_GRADED_REPS[rule](truth))


_BUTT_KICK_RULES: dict[str, Callable[[Truth], TrueVerdict]] = {
    **{rule: _by_reps(rule) for rule in _GRADED_REPS},
    "missing-arm-drive": _arms,
    "uneven-rhythm": _rhythm,
    "left-right-asymmetry": _asymmetry,
    "hard-descent": _descent,
    "low-cadence": _cadence,
}
