"""Rules of the kind "sides": as many reps on each side, and as far."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from pydantic import Field

from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.reps.attempts import Attempt
from formcheck.reps.sight import Sight
from formcheck.reps.spec import Value
from formcheck.results import Check, Verdict
from formcheck.rules.context import SIGHT, Context
from formcheck.rules.labels import label_of
from formcheck.rules.limits import Criterion, Limits
from formcheck.rules.rule import SetRule, SideCue
from formcheck.rules.steps import top_seen
from formcheck.rules.verdicts import worse
from formcheck.rules.words import left_and_right

_EITHER_LEGS: tuple[Sight, ...] = ("covered", "exchanged")  # the attempt may be of the other leg
_UNSURE = "the {side} leg was not seen well enough to count: film from the other side as well"
_COUNTS_ALONE = "judged by the counts alone: one leg was not seen well enough"


class SidesRule(SetRule):
    """Compares how many reps each side did, and how far they went. One side alone is no fault.

    A set in which only one side has worked so far is not uneven, so it is judged at the end.

    Attributes:
        cue: the cue where one side did fewer reps; "{side}" stands for that side.
        reps: limits of the difference in number.
        value: the value that says how far a rep goes.
        difference: limits of the difference of ``value``, in its unit.
        difference_cue: the cue where one side goes less far; "{side}" stands for that side.
    """

    rests_on_count = True
    judged_at_the_end = True

    kind: Literal["sides"]
    cue: SideCue = Field(min_length=1)
    reps: Limits
    value: Value
    difference: Limits
    difference_cue: SideCue
    min_reps: int = Field(1, ge=1)

    def values(self) -> frozenset[Value]:
        """Return the value that says how far a rep goes."""
        return frozenset([self.value])

    def criteria(self, level: str) -> list[Criterion]:
        """Return the difference in number and the difference in range."""
        return [self._number, self._range]

    @property
    def _number(self) -> Criterion:
        return Criterion("difference in reps", self.reps, "reps")

    @property
    def _range(self) -> Criterion:
        label = f"difference in {label_of(self.value)}"
        return Criterion(label, self.difference, self.value.unit, self.value.measure)

    def judge_reps(self, attempts: Sequence[Attempt], context: Context) -> Check:
        """Judge the difference between the sides; the worse of number and range decides.

        If both are good the range is told: everybody can count.
        """
        at_s = attempts[-1].end_s
        per_side = {side: [a for a in attempts if a.side == side] for side in SIDES}
        reason = _may_be_the_other_legs(attempts) or _one_side_alone(per_side)
        if reason:
            return self.not_assessed(reason, at_s)
        number = self._judge_number(per_side, at_s)
        counts = {side: float(len(some)) for side, some in per_side.items()}
        number = replace(number, detail=left_and_right(counts, "reps"))
        if number.verdict is Verdict.NOT_ASSESSED:
            return number
        reached = self._reached(per_side)
        if reached is None:
            return replace(number, reason=_COUNTS_ALONE)
        range_ = self._judge_range(reached, at_s)
        both_good = number.verdict is Verdict.GOOD is range_.verdict
        return range_ if both_good else worse(number, range_)

    def _judge_number(self, per_side: Mapping[Side, Sequence[Attempt]], at_s: float) -> Check:
        """Judge how many more reps one side did; not assessed if it may be a misread leg."""
        fewer = min(SIDES, key=lambda side: len(per_side[side]))
        more_reps = len(per_side[other(fewer)]) - len(per_side[fewer])
        cue = self.cue.format(side=fewer)
        check = self.judge_value(self._number, more_reps, at_s, cue=cue, side=fewer)
        sure = any(top_seen(a) or _alone(a, per_side[other(fewer)]) for a in per_side[fewer])
        if check.verdict is Verdict.GOOD or sure:
            return check
        return self.not_assessed(_UNSURE.format(side=fewer), at_s)

    def _reached(self, per_side: Mapping[Side, Sequence[Attempt]]) -> dict[Side, float] | None:
        """Return the median range of each side; None if a side was not seen often enough."""
        reached: dict[Side, float] = {}
        for side, some in per_side.items():
            seen = [a.values[self.value] for a in some if top_seen(a)]
            known = [value for value in seen if np.isfinite(value)]
            if len(known) < min(2, len(some)):
                return None
            reached[side] = float(np.median(known))
        return reached

    def _judge_range(self, reached: Mapping[Side, float], at_s: float) -> Check:
        lower = min(SIDES, key=reached.__getitem__)
        gap = reached[other(lower)] - reached[lower]
        cue = self.difference_cue.format(side=lower)
        check = self.judge_value(self._range, gap, at_s, cue=cue, side=lower)
        return replace(check, detail=left_and_right(reached, self.value.unit))


def _may_be_the_other_legs(attempts: Sequence[Attempt]) -> str:
    """Return why half of the attempts or more may be of the other leg; empty if they are not."""
    for sight in _EITHER_LEGS:
        if 2 * sum(sight in attempt.sight.values() for attempt in attempts) >= len(attempts):
            return SIGHT[sight]
    return ""


def _one_side_alone(per_side: Mapping[Side, Sequence[Attempt]]) -> str:
    """Return what to say if one side did nothing; empty if both worked."""
    for side in SIDES:
        if not per_side[side]:
            return f"only the {other(side)} leg worked: do as many with the {side} leg"
    return ""


def _alone(attempt: Attempt, others: Sequence[Attempt]) -> bool:
    """Return True if no rep of the other leg overlaps this one, which could be the same rep."""
    return all(one.end_s <= attempt.start_s or one.start_s >= attempt.end_s for one in others)
