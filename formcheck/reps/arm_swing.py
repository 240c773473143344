"""Arm drive: the near arm swings, bent, in time with the opposite leg."""

from dataclasses import dataclass

import numpy as np

from formcheck.poses.landmarks import Side
from formcheck.reps.phases import MeasureTable

BEHIND_TL = 0.1  # wrists this far behind the hips are held there, not swung through


@dataclass(frozen=True, slots=True)
class ArmSwing:
    """The near arm over one stride, from one kick of the near leg to its next.

    Attributes:
        range_deg: of the upper arm against the trunk.
        elbow_deg: median elbow flexion.
        elbow_range_deg: of elbow flexion.
        phase_deg: of the arm's foremost point after the near leg's kick; 180 is opposite.
        behind_share: share of the frames with the wrist held behind the hip.
    """

    range_deg: float
    elbow_deg: float
    elbow_range_deg: float
    phase_deg: float
    behind_share: float


def arm_swing(table: MeasureTable, side: Side, start_s: float, end_s: float) -> ArmSwing | None:
    """Measure one stride; None where the arm was not seen all along."""
    first, stop = np.searchsorted(table.time_s, [start_s, end_s])
    frames = slice(int(first), int(stop))
    arm = table("upper_arm_angle_deg", side)[frames]
    elbow = table("elbow_flexion_deg", side)[frames]
    behind = table("wrist_behind_tl", side)[frames]
    if len(arm) < 5 or not np.isfinite(arm).all() or not np.isfinite(elbow).all():
        return None
    turn = 2.0 * np.pi * (table.time_s[frames] - start_s) / (end_s - start_s)
    harmonic = ((arm - arm.mean()) * np.exp(1j * turn)).sum()
    return ArmSwing(
        range_deg=float(np.ptp(arm)),
        elbow_deg=float(np.median(elbow)),
        elbow_range_deg=float(np.ptp(elbow)),
        phase_deg=float(np.degrees(np.angle(harmonic)) % 360.0),
        behind_share=float((behind > BEHIND_TL).mean()),
    )
