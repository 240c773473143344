"""When each butt kick happens, on which side and how high."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benchmarks.human.posture import Poser
from benchmarks.human.profiles import jitter_times
from benchmarks.human.spec import ButtKickFaults, ButtKickSpec, ClipSpec

GRAVITY = 9.81


@dataclass(frozen=True, slots=True)
class Step:
    """One kick: times in seconds; the foot is off the floor from ``off_s`` to ``on_s``."""

    side: str
    off_s: float
    on_s: float
    flight_after_s: float
    peak_knee_flexion_deg: float


def wanted_peaks(kicks: ButtKickSpec, faults: ButtKickFaults) -> dict[str, float]:
    """Return the mean peak knee flexion of each leg in degrees, faults included."""
    peaks: dict[str, float] = {}
    for side, own in (
        ("left", kicks.left_peak_knee_flexion_deg),
        ("right", kicks.right_peak_knee_flexion_deg),
    ):
        peak = kicks.peak_knee_flexion_deg if own is None else own
        if faults.heel_not_to_glutes_side in ("both", side):
            peak -= faults.heel_not_to_glutes_deg
        peaks[side] = peak
    weaker = "right" if faults.left_right_asymmetry_deg >= 0 else "left"
    peaks[weaker] -= abs(faults.left_right_asymmetry_deg)
    return peaks


def plan_steps(spec: ClipSpec, poser: Poser, rng: np.random.Generator) -> list[Step]:
    """Return the times, sides and peaks of all kicks."""
    kicks, faults = spec.butt_kicks, spec.butt_kick_faults
    count = kicks.kicks
    cadence = faults.low_cadence_per_min or kicks.steps_per_min
    drift = 1 + kicks.cadence_drift * (np.arange(count) / max(count - 1, 1) - 0.5)
    cv = float(np.hypot(kicks.step_time_cv, faults.uneven_rhythm_cv))
    times = 60 / (cadence * drift) * jitter_times(rng, count, cv)
    travel = (faults.bouncing_ll or kicks.vertical_travel_ll) * poser.leg_m
    joins = [0.0]
    for before, after in pairwise(times):
        step = (before + after) / 2
        joins.append(float(min(8 * travel / (GRAVITY * step), 0.8 * min(before, after))))
    joins.append(0.0)
    side = kicks.first_side or ("left", "right")[int(rng.integers(2))]
    peaks = wanted_peaks(kicks, faults)
    start, steps = kicks.still_before_s, []
    for index, length in enumerate(times):
        peak = peaks[side] + kicks.peak_sd_deg * float(np.clip(rng.normal(), -2, 2))
        steps.append(
            Step(
                side,
                start - joins[index] / 2,
                start + length + joins[index + 1] / 2,
                joins[index + 1],
                float(np.clip(peak, 15, 150)),
            )
        )
        start += float(length)
        side = "right" if side == "left" else "left"
    return steps
