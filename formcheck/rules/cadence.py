"""Rules of the kind "cadence": steps per minute against the target of the level."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field

from formcheck.reps.attempts import Attempt
from formcheck.results import Check
from formcheck.rules.context import SAMPLING, Context
from formcheck.rules.limits import Criterion, Limits
from formcheck.rules.rule import SetRule
from formcheck.rules.steps import cadence_per_min

_UNIT = "steps/min"


class CadenceRule(SetRule):
    """Compares the steps per minute with the target of the level; a level may have no target.

    Attributes:
        levels: the limits of each level, in steps per minute.
    """

    worst_set_decides = True
    rests_on_count = True
    tells_pace = True

    kind: Literal["cadence"]
    levels: dict[str, Limits] = Field(default_factory=dict)

    def least_fps(self, *, quick: bool) -> float:
        """Return the frame rate below which steps are missed."""
        return SAMPLING.least_fps

    def criteria(self, level: str) -> list[Criterion]:
        """Return the cadence with the limits of a level; nothing for a level without a target."""
        return [Criterion("pace", self.levels[level], _UNIT)] if level in self.levels else []

    def own_levels(self) -> tuple[str, ...]:
        """Return the levels that set a target."""
        return tuple(self.levels)

    def judge_reps(self, attempts: Sequence[Attempt], context: Context) -> Check:
        """Judge the cadence; only report it at a level without a target."""
        cadence = cadence_per_min(attempts)
        at_s = attempts[-1].end_s
        criteria = self.criteria(context.level)
        if criteria:
            return self.judge_value(criteria[0], cadence, at_s)
        check = self.not_assessed(f"{cadence:.0f} steps/min; this level sets no target", at_s)
        return replace(check, value=cadence, unit=_UNIT)
