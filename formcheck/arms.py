"""Arm drive: the near arm swings, bent, in time with the opposite leg."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercise import ArmDriveRule
from formcheck.landmarks import Side
from formcheck.phases import MeasureTable
from formcheck.results import Check, Verdict
from formcheck.verdicts import judge_value, not_assessed, worse

BEHIND_TL = 0.1  # wrists this far behind the hips are held there, not swung through
HANDS_AT_GLUTES_SHARE = 0.8
# Elbows of arms held still bend and stretch by 5 to 10 degrees on rendered people, of arms that
# drive by 26 and more.
HAND_MOVES_DEG = 18.0
_LOST_ARM = (
    "the hand moves and the upper arm does not, as where a sleeve is lost before the shirt:"
    " bare arms, another shirt or more light help"
)


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


def judge_arms(rule: ArmDriveRule, swings: Sequence[ArmSwing], at_s: float) -> Check:
    """Judge the arm drive over the strides in which the near arm was seen."""
    if len(swings) < rule.min_strides:
        reason = "the near arm was not seen for long enough: keep it in the picture"
        return not_assessed(rule.id, reason, at_s)
    if np.median([swing.behind_share for swing in swings]) >= HANDS_AT_GLUTES_SHARE:
        return not_assessed(rule.id, rule.hands_behind_reason, at_s)
    range_deg = float(np.median([swing.range_deg for swing in swings]))
    decided = judge_value(rule, rule.swing_range, range_deg, "deg", at_s)
    hand_moves = float(np.median([swing.elbow_range_deg for swing in swings])) > HAND_MOVES_DEG
    if hand_moves and decided.verdict is Verdict.FAULT:
        return not_assessed(rule.id, _LOST_ARM, at_s)
    if range_deg >= (rule.swing_range.fault_below or 0.0):
        # The phase of an arm that hardly moves means nothing.
        phases = np.exp(1j * np.radians([swing.phase_deg for swing in swings]))
        error_deg = abs(np.degrees(np.angle(-phases.mean())))
        timing = judge_value(
            rule, rule.opposite_phase_error, float(error_deg), "deg", at_s, cue=rule.phase_cue
        )
        decided = worse(decided, timing)
    elbow_deg = float(np.median([swing.elbow_deg for swing in swings]))
    elbow = judge_value(rule, rule.elbow, elbow_deg, "deg", at_s, cue=rule.elbow_cue)
    return worse(decided, elbow)
