"""Rules of the kind "arm-drive": the near arm swings, bent, in time with the opposite leg."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from pydantic import Field

from formcheck.body.view import VIEW_LIMITS, View
from formcheck.reps.arm_swing import ArmSwing
from formcheck.reps.attempts import Attempt
from formcheck.results import Check, RepNumber, Verdict
from formcheck.rules.context import SAMPLING, Context
from formcheck.rules.limits import Criterion, Limits
from formcheck.rules.rule import SetRule
from formcheck.rules.verdicts import worse

_UNSEEN = "the near arm was not seen for long enough: keep it in the picture"
_LOST_ARM = (
    "the hand moves but the upper arm does not, which can mean that the sleeve was lost before"
    " the shirt: bare arms, another shirt or more light help"
)


@dataclass(frozen=True, slots=True)
class ArmReading:
    """When the swing of an arm is not judged.

    Attributes:
        hands_at_glutes_share: if the hand is behind the hip for this share of the strides, it is
            held at the glutes as a target for the heels.
        held_elbow_deg: from the front at an angle, a hand that hangs beside the hip looks as if it
            were behind it. There it is held at the glutes only if the elbow is bent by more than
            this. On rendered people of the split "tune", hanging and still arms are read as 12 to
            26 degrees.
        hand_moves_deg: if the elbow bends and stretches by more than this, the hand moves. On
            rendered people the elbows of arms held still move by 5 to 10 degrees, those of arms
            that drive by 26 and more.
    """

    hands_at_glutes_share: float = 0.8
    held_elbow_deg: float = 35.0
    hand_moves_deg: float = 18.0


READING = ArmReading()


class ArmDriveRule(SetRule):
    """Judges the near arm: how far it swings, when, and how much the elbow is bent.

    Attributes:
        swing_range: limits of the swing of the upper arm, in degrees.
        opposite_phase_error: limits of how far the swing is out of time with the opposite leg,
            in degrees of a stride.
        elbow: limits of the elbow's flexion, in degrees.
        phase_cue: the cue for an arm out of time.
        elbow_cue: the cue for an elbow that is too straight or too bent.
        hands_behind_reason: the reason given where the hands are held at the glutes.
        min_strides: how many strides of the near arm have to be seen.
    """

    rests_on_count = True
    part = "arm"

    kind: Literal["arm-drive"]
    swing_range: Limits
    opposite_phase_error: Limits
    elbow: Limits
    phase_cue: str
    elbow_cue: str
    hands_behind_reason: str
    min_strides: int = Field(2, ge=1)

    def least_fps(self, *, quick: bool) -> float:
        """Return the frame rate below which the arms cannot be timed against the legs."""
        return SAMPLING.least_fps

    def criteria(self, level: str) -> list[Criterion]:
        """Return swing, timing and elbow of the near arm."""
        return [self._swing, self._timing, self._elbow]

    @property
    def _swing(self) -> Criterion:
        return Criterion("arm swing", self.swing_range, "deg", "upper_arm_angle_deg")

    @property
    def _timing(self) -> Criterion:
        return Criterion(
            "arm out of time with the opposite leg by", self.opposite_phase_error, "deg"
        )

    @property
    def _elbow(self) -> Criterion:
        return Criterion("elbow bend", self.elbow, "deg", "elbow_flexion_deg")

    def averaged(self, attempt: Attempt, context: Context) -> tuple[RepNumber, ...]:
        """Return swing, timing and elbow of the stride that an attempt ends."""
        if attempt.arm is None:
            return ()
        return (
            RepNumber(self.id, self._swing.label, attempt.arm.range_deg),
            RepNumber(self.id, self._timing.label, _phase_error_deg([attempt.arm])),
            RepNumber(self.id, self._elbow.label, attempt.arm.elbow_deg),
        )

    def judge_reps(self, attempts: Sequence[Attempt], context: Context) -> Check:
        """Judge the arm drive over the strides in which the near arm was seen."""
        at_s = attempts[-1].end_s
        swung = [attempt for attempt in attempts if attempt.arm is not None]
        swings = [attempt.arm for attempt in swung if attempt.arm]
        if len(swings) < self.min_strides:
            return self.not_assessed(_UNSEEN, at_s)
        if _hands_at_glutes(swings, context.view):
            return self.not_assessed(self.hands_behind_reason, at_s)
        range_deg = float(np.median([swing.range_deg for swing in swings]))
        decided = self.judge_value(self._swing, range_deg, at_s)
        if decided.verdict is Verdict.FAULT and _hand_moves(swings):
            return self.not_assessed(_LOST_ARM, at_s)
        if range_deg >= (self.swing_range.fault_below or 0.0):
            # The timing of an arm that hardly moves means nothing.
            timing = self.judge_value(
                self._timing, _phase_error_deg(swings), at_s, cue=self.phase_cue
            )
            decided = worse(decided, timing)
        elbow_deg = float(np.median([swing.elbow_deg for swing in swings]))
        elbow = self.judge_value(self._elbow, elbow_deg, at_s, cue=self.elbow_cue)
        of = f"{swung[0].side} arm over {len(swings)} strides"
        return replace(worse(decided, elbow), detail=of)


def _hands_at_glutes(swings: Sequence[ArmSwing], view: View) -> bool:
    if np.median([swing.behind_share for swing in swings]) < READING.hands_at_glutes_share:
        return False
    off_deg = view.yaw_deg or 0.0
    if view.from_behind or off_deg <= VIEW_LIMITS.caution_off_deg:
        return True
    elbow_deg = np.median([swing.elbow_deg for swing in swings])
    return bool(elbow_deg > READING.held_elbow_deg)


def _hand_moves(swings: Sequence[ArmSwing]) -> bool:
    moves_deg = float(np.median([swing.elbow_range_deg for swing in swings]))
    return moves_deg > READING.hand_moves_deg


def _phase_error_deg(swings: Sequence[ArmSwing]) -> float:
    """Return how far the swings are out of time with the opposite leg, in degrees of a stride."""
    phases = np.exp(1j * np.radians([swing.phase_deg for swing in swings]))
    return float(abs(np.degrees(np.angle(-phases.mean()))))
