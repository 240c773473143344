"""Arm drive: the near arm swings, bent, in time with the opposite leg."""

from collections.abc import Sequence

import numpy as np

from formcheck.reps.arm_swing import ArmSwing
from formcheck.results import Check, Verdict
from formcheck.rules.kinds import ArmDriveRule
from formcheck.rules.verdicts import judge_value, not_assessed, worse

HANDS_AT_GLUTES_SHARE = 0.8
# Elbows of arms held still bend and stretch by 5 to 10 degrees on rendered people, of arms that
# drive by 26 and more.
HAND_MOVES_DEG = 18.0
_LOST_ARM = (
    "the hand moves and the upper arm does not, as where a sleeve is lost before the shirt:"
    " bare arms, another shirt or more light help"
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
