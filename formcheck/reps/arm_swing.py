"""Arm drive: how the near arm swings during one stride."""

from dataclasses import dataclass

import numpy as np

from formcheck.poses.landmarks import Side
from formcheck.reps.phases import MeasureTable


@dataclass(frozen=True, slots=True)
class ArmSwingLimits:
    """What is needed to measure an arm swing.

    Attributes:
        min_frames: the stride has at least so many frames.
        behind_tl: wrists further behind the hips than this are held there and do not swing
            through; in trunk lengths.
    """

    min_frames: int = 5
    behind_tl: float = 0.1


ARM_SWING = ArmSwingLimits()


@dataclass(frozen=True, slots=True)
class ArmSwing:
    """The near arm over one stride, from one kick of the near leg to its next kick.

    Attributes:
        range_deg: range of the upper arm's angle to the trunk.
        elbow_deg: median elbow flexion.
        elbow_range_deg: range of the elbow flexion.
        phase_deg: by how much the arm is foremost after the near leg's kick, where 360 is the
            whole stride; an arm that swings opposite to its leg has 180.
        behind_share: share of the frames with the wrist held behind the hip.
    """

    range_deg: float
    elbow_deg: float
    elbow_range_deg: float
    phase_deg: float
    behind_share: float


def arm_swing(table: MeasureTable, side: Side, start_s: float, end_s: float) -> ArmSwing | None:
    """Measure the arm of a side over one stride; None where it was not seen all along.

    Args:
        table: the measures of the clip.
        side: the near side.
        start_s: the time of the near leg's kick that begins the stride.
        end_s: the time of its next kick.
    """
    first, stop = np.searchsorted(table.time_s, [start_s, end_s])
    frames = slice(int(first), int(stop))
    arm = table("upper_arm_angle_deg", side)[frames]
    elbow = table("elbow_flexion_deg", side)[frames]
    behind = table("wrist_behind_tl", side)[frames]
    all_known = np.isfinite(arm).all() and np.isfinite(elbow).all()
    if len(arm) < ARM_SWING.min_frames or not all_known:
        return None
    phase = 2.0 * np.pi * (table.time_s[frames] - start_s) / (end_s - start_s)
    harmonic = ((arm - arm.mean()) * np.exp(1j * phase)).sum()
    return ArmSwing(
        range_deg=float(np.ptp(arm)),
        elbow_deg=float(np.median(elbow)),
        elbow_range_deg=float(np.ptp(elbow)),
        phase_deg=float(np.degrees(np.angle(harmonic)) % 360.0),
        behind_share=float((behind > ARM_SWING.behind_tl).mean()),
    )
