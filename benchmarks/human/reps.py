"""The reps in the truth: when each is, what it reaches, and which faults it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.body import Body
from benchmarks.human.posture import Motion, Poser
from benchmarks.human.spec import ClipSpec
from benchmarks.human.truth import joint_places, measure

Floats = NDArray[np.float64]
RATE_HZ = 400.0


@dataclass(frozen=True, slots=True)
class Planned:
    """A rep as it is planned: side and times in seconds."""

    side: str
    start_s: float
    end_s: float


def rule_id(field: str) -> str:
    """Return the rule that judges a field of the faults: ``toe_slam_deg`` gives ``toe-slam``."""
    for unit in ("_per_min", "_deg", "_ll", "_cv", "_ratio"):
        field = field.removesuffix(unit)
    return field.replace("_", "-")


def faults_of(spec: ClipSpec, side: str) -> dict[str, float]:
    """Return the faults of the reps of a side, by rule, in the units of the specification."""
    faults = spec.butt_kick_faults if spec.is_butt_kicks else spec.kickback_faults
    sided = {"heel_not_to_glutes_deg": spec.butt_kick_faults.heel_not_to_glutes_side}
    out: dict[str, float] = {}
    for name, value in faults.model_dump().items():
        if isinstance(value, int | float) and value and sided.get(name, "both") in ("both", side):
            out[rule_id(name)] = float(value)
    if spec.is_butt_kicks and spec.butt_kicks.arm_style == "hanging":
        out["missing-arm-drive"] = 1.0
    return out


def rep_rows(
    spec: ClipSpec, planned: list[Planned], motion: Motion, poser: Poser, body: Body
) -> list[dict[str, Any]]:
    """Return one row for each rep, measured on a fine grid of times."""
    return [
        {
            "index": index,
            **_row(spec, rep, motion, poser, body),
            "faults": faults_of(spec, rep.side),
        }
        for index, rep in enumerate(planned)
    ]


def _row(spec: ClipSpec, rep: Planned, motion: Motion, poser: Poser, body: Body) -> dict[str, Any]:
    times = np.arange(rep.start_s, rep.end_s, 1 / RATE_HZ)
    posed = poser.pose(motion.at(times))
    values = measure(posed, body, poser)
    knee = values[f"{rep.side}_knee_flexion_deg"]
    thigh = values[f"{rep.side}_thigh_inclination_deg"]
    signal = knee if spec.is_butt_kicks else -thigh
    peak = int(np.argmax(signal))

    def at_peak(name: str) -> float:
        return round(float(values[name][peak]), 2)

    row: dict[str, Any] = {
        "side": rep.side,
        "start_s": round(float(rep.start_s), 4),
        "peak_s": round(float(times[peak]), 4),
        "end_s": round(float(rep.end_s), 4),
        "peak_knee_flexion_deg": round(float(knee.max()), 2),
        "knee_flexion_at_peak_deg": round(float(knee[peak]), 2),
        "lowest_knee_flexion_deg": round(float(knee.min()), 2),
        "peak_thigh_inclination_deg": round(float(thigh.max()), 2),
        "lowest_thigh_inclination_deg": round(float(thigh.min()), 2),
        "thigh_elevation_at_peak_deg": at_peak(f"{rep.side}_thigh_elevation_deg"),
        "trunk_inclination_mean_deg": round(float(values["trunk_inclination_deg"].mean()), 2),
        "trunk_inclination_at_peak_deg": at_peak("trunk_inclination_deg"),
        "lumbar_extension_at_peak_deg": at_peak("lumbar_extension_deg"),
        "thoracic_extension_at_peak_deg": at_peak("thoracic_extension_deg"),
        "pelvic_obliquity_at_peak_deg": at_peak("pelvic_obliquity_deg"),
        "vertical_travel_ll": round(float(np.ptp(values["mid_hip_height_ll"])), 4),
        "lowering_over_lifting": round(
            float((rep.end_s - times[peak]) / max(times[peak] - rep.start_s, 1e-3)), 3
        ),
    }
    if not spec.is_butt_kicks:
        return row | _tempo(times, signal, peak)
    ankle = joint_places(posed, body)[f"{rep.side}_ankle"]
    pitch = values[f"{rep.side}_foot_pitch_deg"]
    return row | _landing(times >= rep.end_s - 0.1, ankle, poser.leg_m, pitch)


def _landing(
    last: NDArray[np.bool_], ankle_m: Floats, leg_m: float, pitch_deg: Floats
) -> dict[str, float]:
    """Return how a foot lands: its speed in the last tenth of a second, its pitch at the end."""
    speed = np.linalg.norm(np.gradient(ankle_m, 1 / RATE_HZ, axis=0), axis=1) / leg_m
    return {
        "ankle_speed_max_last_100ms_ll_s": round(float(speed[last].max()), 3),
        "ankle_speed_mean_last_100ms_ll_s": round(float(speed[last].mean()), 3),
        "ankle_speed_at_contact_ll_s": round(float(speed[-6:].mean()), 3),
        "foot_pitch_at_end_deg": round(float(pitch_deg[-1]), 2),
    }


def _tempo(times_s: Floats, height_deg: Floats, peak: int) -> dict[str, float]:
    """Return the timing of a kickback: 10–90 % of rise and fall, speeds, dwell near the top."""
    low, high, end = (float(height_deg[i]) for i in (0, peak, -1))
    rise = (height_deg[: peak + 1] - low) / max(high - low, 1e-6)
    fall = (height_deg[peak:] - end) / max(high - end, 1e-6)
    speed = np.gradient(height_deg, times_s)
    up = (int(np.argmax(rise > 0.1)), int(np.argmax(rise > 0.9)))
    down = (int(np.argmax(fall < 0.9)), int(np.argmax(fall < 0.1)))
    lifting = (up[1] - up[0]) / RATE_HZ
    lowering = (down[1] - down[0]) / RATE_HZ
    return {
        "thigh_travel_deg": round(high - low, 2),
        "lift_10_90_s": round(lifting, 4),
        "lower_90_10_s": round(lowering, 4),
        "lower_over_lift_10_90": round(lowering / max(lifting, 1e-3), 3),
        "peak_lift_speed_deg_s": round(float(speed[: peak + 1].max()), 1),
        "peak_lower_speed_deg_s": round(float(-speed[peak:].min()), 1),
        "dwell_within_5deg_s": round(float((height_deg > high - 5).sum()) / RATE_HZ, 4),
    }
