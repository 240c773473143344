"""One attempt with its numbers, and what may keep a rule from being judged on it."""

from dataclasses import dataclass, field

from formcheck.poses.landmarks import Side
from formcheck.reps.arm_swing import ArmSwing
from formcheck.reps.phases import Sight
from formcheck.reps.spec import Value


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt with the numbers that the rules ask for.

    Attributes:
        side: the leg that kicks.
        start_s: when it began.
        peak_s: when it was highest.
        end_s: when it was over.
        frames: how many frames it lasted.
        cut: whether the clip begins or ends in the middle of it.
        values: what the exercise asks for, NaN where unknown.
        sight: how well each leg was seen.
        arm: the swing of the near arm over the stride, where it was seen.
    """

    side: Side
    start_s: float
    peak_s: float
    end_s: float
    frames: int
    cut: bool
    values: dict[Value, float]
    sight: dict[Side, Sight]
    arm: ArmSwing | None = field(default=None)
