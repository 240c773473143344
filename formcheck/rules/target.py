"""Rules of the kind "target": the reps of each side beside the usual number."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field, model_validator

from formcheck.poses.landmarks import SIDES
from formcheck.reps.attempts import Attempt
from formcheck.results import Check
from formcheck.rules.context import Context
from formcheck.rules.rule import SetRule


class TargetRule(SetRule):
    """Shows the reps of each side beside the usual number; never a verdict.

    Attributes:
        least: the usual number of reps per side, from this
        most: to this.
    """

    reported_only = True

    kind: Literal["target"]
    least: int = Field(ge=1)
    most: int = Field(ge=1)
    min_reps: int = Field(1, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> "TargetRule":
        if self.least > self.most:
            raise ValueError(f"least {self.least} is more than most {self.most}: exchange them")
        return self

    def judge_reps(self, attempts: Sequence[Attempt], context: Context) -> Check:
        """Return the reps of each side as a check without a verdict."""
        left, right = (sum(a.side == side for a in attempts) for side in SIDES)
        reason = f"left {left}, right {right}; {self.least}–{self.most} per side is usual"
        check = self.not_assessed(reason, attempts[-1].end_s)
        return replace(check, value=float(max(left, right)), unit="reps")
