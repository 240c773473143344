"""Rules of the kind "unmeasured": rules of the coaching texts that no clip is judged by."""

from collections.abc import Sequence
from typing import Literal

from formcheck.reps.attempts import Attempt
from formcheck.results import Check
from formcheck.rules.context import Context
from formcheck.rules.rule import Rule


class UnmeasuredRule(Rule):
    """A rule of the coaching texts that this version does not measure.

    Attributes:
        reason: why it is not measured, and what to do instead.
    """

    kind: Literal["unmeasured"]
    reason: str

    def why_unmeasured(self) -> str:
        """Return why it is not measured, and what to do instead."""
        return self.reason

    def judge_set(self, attempts: Sequence[Attempt], context: Context) -> Check:
        """Return the reason why it is not measured."""
        return self.not_assessed(self.reason, attempts[-1].end_s if attempts else None)
