"""Rules of the kind "threshold": values of a rep, or their average over a set, against limits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from formcheck.body.view import VIEW_LIMITS
from formcheck.poses.landmarks import Side
from formcheck.reps.attempts import Attempt
from formcheck.reps.file_table import not_default
from formcheck.reps.spec import AVERAGES, Value
from formcheck.results import Check, RepNumber, Verdict
from formcheck.rules.context import (
    SAMPLING,
    Context,
    cut_short,
    film_faster,
    no_neutral,
    unseen,
    wrong_view,
)
from formcheck.rules.few_frames import (
    depends_on_timing,
    good_if_reached,
    too_few_frames,
    top_missed,
)
from formcheck.rules.labels import label_of
from formcheck.rules.limits import Criterion, RepLimits
from formcheck.rules.rule import Rule, count_of_reps
from formcheck.rules.verdicts import worse


class ThresholdRule(Rule):
    """Compares values of a rep with limits; the worst limit decides, of equals the first.

    Attributes:
        limits: the values and their limits.
        otherwise: the reason given where the values are known, but no limit applies; "{helps}" in
            it stands for what to do so that fast feet are seen better.
        unknown: the reason given where no value is known.
        levels: limits that replace ``limits`` at a level of the exercise.
        over: whether single reps are judged, or the average of a set.
        average: which average of a set.
        min_reps: how many reps of a set have to be seen whole.
        near_reps: if this many reps of the near leg were seen, they alone are averaged: the far
            leg is hidden behind it much of the time.
        min_fps: with fewer frames a second nothing is judged.
        body_part: the part of the working leg that is judged, as in "right heel".
    """

    kind: Literal["threshold"]
    limits: tuple[RepLimits, ...] = ()
    otherwise: str = ""
    unknown: str = "could not be measured in this rep: keep the whole body in the picture"
    levels: dict[str, tuple[RepLimits, ...]] = Field(default_factory=dict)
    over: Literal["rep", "set"] = "rep"
    average: Literal["mean", "median"] = "mean"
    min_reps: int = Field(1, ge=1)
    near_reps: int | None = Field(None, ge=1)
    min_fps: float = 0.0
    body_part: str = "leg"

    @model_validator(mode="after")
    def _has_limits(self) -> "ThresholdRule":
        if not self.limits and not (self.levels and self.otherwise):
            raise ValueError(
                "limits are missing: give some, or give levels their own and say why other levels"
                " are not judged with otherwise"
            )
        idle = not_default(self, "average", "min_reps", "near_reps")
        if self.over == "rep" and idle:
            raise ValueError(f'{", ".join(idle)}: this is for a rule with over = "set"')
        return self

    @property
    def judges_single_reps(self) -> bool:
        """True unless the average of a set is judged."""
        return self.over == "rep"

    def values(self) -> frozenset[Value]:
        """Return the values of all limits and their conditions."""
        return frozenset(value for limit in self._all_limits() for value in limit.values)

    def least_fps(self, *, quick: bool) -> float:
        """Return the frame rate below which timed values, or extremes of quick reps, are unsure."""
        timed = depends_on_timing(self.limits, quick=quick)
        return max(self.min_fps, SAMPLING.least_fps if timed else 0.0)

    def criteria(self, level: str) -> list[Criterion]:
        """Return a criterion for each limit at a level."""
        over = f"{self.average} over the set" if self.over == "set" else ""
        return [Criterion.of(limit, over) for limit in self.levels.get(level, self.limits)]

    def own_levels(self) -> tuple[str, ...]:
        """Return the levels whose limits replace the usual ones."""
        return tuple(self.levels)

    def cues(self) -> list[str]:
        """Return the cues of the limits, and the rule's own if some limit has none."""
        of_limits = [limit.cue for limit in self._all_limits()]
        own = super().cues() if not of_limits or "" in of_limits else []
        return [*own, *(cue for cue in of_limits if cue)]

    def judges_one_leg(self) -> bool:
        """Return True if each of the limits is on a value of one leg."""
        return all(limit.value.is_paired for limit in self.limits)

    def side_word(self) -> str:
        """Return the part of the working leg that is judged; "side" if it is not this leg alone."""
        working = all(limit.value.leg == "working" for limit in self.limits)
        return self.body_part if working and self.judges_one_leg() else "side"

    def judge_rep(self, attempt: Attempt, context: Context) -> Check | None:
        """Judge one attempt; None if the rule judges the average of a set."""
        if self.over != "rep":
            return None
        limits = self._limits_in(context)
        too_slow = too_few_frames(limits, attempt, context)
        reason = (
            wrong_view(self.views, context)
            or cut_short(attempt)
            or ("" if limits else self._otherwise(context))
            or self._too_few_frames_a_second(context)
            or ("" if good_if_reached(limits, attempt) else too_slow)
            or no_neutral(limits, context)
        )
        if reason:
            return self.not_assessed(reason, attempt.peak_s, attempt.side)
        seen = [limit for limit in limits if not unseen([limit], attempt, context)]
        of_rep = replace(context, fps=attempt.fps)
        check = self._worst(seen, attempt.values, attempt.peak_s, attempt.side, of_rep)
        if len(seen) < len(limits) and check.verdict in (Verdict.GOOD, Verdict.NOT_ASSESSED):
            # A fault of one leg is a fault, but a rep is good only if both legs were seen.
            return self.not_assessed(unseen(limits, attempt, context), attempt.peak_s, attempt.side)
        if too_slow and check.verdict is not Verdict.GOOD:
            return self.not_assessed(too_slow, attempt.peak_s, attempt.side)
        if too_slow:
            check = replace(check, at_least=True, reason=check.reason or top_missed(attempt))
        return replace(check, span_s=_span_s(check, seen, attempt))

    def averaged(self, attempt: Attempt, context: Context) -> tuple[RepNumber, ...]:
        """Return the numbers of an attempt that are averaged."""
        limits = self._limits_in(context)
        wrong = (
            wrong_view(self.views, context)
            or cut_short(attempt)
            or unseen(limits, attempt, context)
        )
        if self.over == "rep" or wrong:
            return ()
        values = {Criterion.of(limit).label: limit.value for limit in limits}
        return tuple(
            RepNumber(self.id, label, attempt.values[value], _frames_of(value, attempt))
            for label, value in values.items()
            if np.isfinite(attempt.values[value])
        )

    def judge_set(self, attempts: Sequence[Attempt], context: Context) -> Check | None:
        """Judge the average of a set; None if the rule judges single reps."""
        if self.over == "rep":
            return None
        at_s = attempts[-1].end_s if attempts else None
        reason = self.reason_against_set(attempts, context, self.min_reps)
        reason = reason or self._too_few_frames_a_second(context)
        limits = self._limits_in(context)
        if reason or not limits:
            return self.not_assessed(reason or self._otherwise(context), at_s)
        whole = [a for a in attempts if not (cut_short(a) or unseen(limits, a, context))]
        averages = self._averages(whole, context)
        if not any(np.isfinite(averages[limit.value]) for limit in limits):
            few = f"needs {count_of_reps(self.min_reps)} seen whole: go on for longer"
            enough = len(whole) >= self.min_reps
            return self.not_assessed((enough and self._otherwise(context)) or few, at_s)
        check = self._worst(limits, averages, attempts[-1].end_s, None, context)
        value = next((one.value for one in limits if label_of(one.value) == check.label), None)
        if value is None:
            return check
        sides = {attempt.side for attempt in self._averaged(value, whole, context)}
        of = "both sides" if len(sides) > 1 else f"the {sides.pop()} side"
        return replace(check, detail=f"{self.average} of {of}")

    def _otherwise(self, context: Context) -> str:
        return self.otherwise.replace("{helps}", context.helps)

    def _all_limits(self) -> list[RepLimits]:
        return [*self.limits, *(limit for level in self.levels.values() for limit in level)]

    def _limits_in(self, context: Context) -> tuple[RepLimits, ...]:
        """Return the limits that apply at this level and in this view."""
        limits = self.levels.get(context.level, self.limits)
        return tuple(limit for limit in limits if context.view.shows(limit.views))

    def _worst(
        self,
        limits: Sequence[RepLimits],
        values: Mapping[Value, float],
        at_s: float,
        side: Side | None,
        context: Context,
    ) -> Check:
        """Judge values by all limits that apply, and return the worst check."""
        decided: Check | None = None
        for limit in limits:
            if np.isfinite(values[limit.value]) and limit.apply_to(values):
                check = self._judge_limit(limit, values, at_s, side, context)
                decided = check if decided is None else worse(decided, check)
        if decided is None:
            known = any(np.isfinite(values[limit.value]) for limit in limits)
            return self.not_assessed(
                (known and self._otherwise(context)) or self.unknown, at_s, side
            )
        return self._with_caution(decided, context)

    def _judge_limit(
        self,
        limit: RepLimits,
        values: Mapping[Value, float],
        at_s: float,
        side: Side | None,
        context: Context,
    ) -> Check:
        read = values[limit.value]
        check = self.judge_value(
            Criterion.of(limit),
            read,
            at_s,
            cue=limit.cue or self.cue,
            side=side,
            error=context.uncertainty(limit.value, read, side),
        )
        spared = limit.spares and limit.spares.holds(values[limit.spares.value])
        if spared and check.verdict is not Verdict.GOOD:
            return replace(check, verdict=Verdict.GOOD, cue="", reason=limit.spared)
        return check

    def _with_caution(self, check: Check, context: Context) -> Check:
        """Add a caution to a verdict where the camera stands far off the view that is needed."""
        yaw_deg = context.view.yaw_deg
        if yaw_deg is None or "oblique" in self.views or context.view.shows_sagittal_plane:
            return check
        off_deg = 90.0 - yaw_deg
        if off_deg > VIEW_LIMITS.caution_off_deg:
            caution = f"seen {off_deg:.0f}° off the {context.view.kind}: angles are less exact"
            return replace(check, reason=caution)
        return check

    def _averages(self, whole: Sequence[Attempt], context: Context) -> dict[Value, float]:
        """Average each value over attempts seen whole; NaN where too few of them are known."""
        averages: dict[Value, float] = {}
        for value in self.values():
            known = [attempt.values[value] for attempt in self._averaged(value, whole, context)]
            averages[value] = self._average(known) if known else float("nan")
        return averages

    def _averaged(
        self, value: Value, whole: Sequence[Attempt], context: Context
    ) -> Sequence[Attempt]:
        """Return the attempts over which a value is averaged; none if too few of them are known."""
        known = [attempt for attempt in whole if np.isfinite(attempt.values[value])]
        near = [attempt for attempt in known if attempt.side == context.view.near_side]
        if self.near_reps and len(near) >= self.near_reps:
            return near
        return known if len(known) >= self.min_reps else []

    def _too_few_frames_a_second(self, context: Context) -> str:
        return film_faster(context, self.min_fps) if context.fps < self.min_fps else ""

    def _average(self, known: Sequence[float]) -> float:
        return float(np.mean(known) if self.average == "mean" else np.median(known))


def _span_s(
    check: Check, limits: Sequence[RepLimits], attempt: Attempt
) -> tuple[float, float] | None:
    """Return from when to when the frames last whose average a check is; None if it is none."""
    spans_s = (
        _frames_of(limit.value, attempt)
        for limit in limits
        if limit.value.reduce in AVERAGES and attempt.values[limit.value] == check.value
    )
    return next(spans_s, None)


def _frames_of(value: Value, attempt: Attempt) -> tuple[float, float] | None:
    """Return from when to when the frames last that a value averages; None if it is no average."""
    return attempt.spans_s.get(value.phase) if value.reduce in AVERAGES else None
