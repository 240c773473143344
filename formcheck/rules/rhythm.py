"""Rules of the kind "rhythm": how even the steps are in time, in alternation and in height."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

import numpy as np
from pydantic import Field

from formcheck.body.filters import low_pass
from formcheck.poses.landmarks import SIDES
from formcheck.reps.attempts import Attempt
from formcheck.reps.spec import Value
from formcheck.results import Check, Verdict
from formcheck.rules.context import SAMPLING, Context
from formcheck.rules.limits import Criterion, Limits, verdict_of
from formcheck.rules.rule import SetRule
from formcheck.rules.steps import (
    frames_too_coarse,
    known_peaks,
    seen_steps,
    steps_s,
    top_seen,
    top_timed,
    variation_pct,
)
from formcheck.rules.verdicts import worse
from formcheck.system.arrays import FloatArray, IntArray

_UNTIMED = "too few reps were seen whole to measure their timing: {helps}"


@dataclass(frozen=True, slots=True)
class LeadChanges:
    """How steps are timed by the moments at which the other leg takes the lead.

    Attributes:
        cutoff_steps: the lead of the legs is low-passed at this share of the step rate. The lead
            goes to and fro once in two steps; what is faster is noise.
        least: with fewer changes of the lead the steps are not timed by them.
        least_strides: the same for the strides in which all frames came.
        long_stride: a stride this many times longer or shorter than the usual one has a change
            of the lead that was missed, or one that is none.
    """

    cutoff_steps: float = 0.8
    least: int = 8
    least_strides: int = 3
    long_stride: float = 1.5


LEAD_CHANGES = LeadChanges()


class RhythmRule(SetRule):
    """Finds loss of control: uneven steps, the same leg twice in a row, uneven heights.

    Attributes:
        step_time: limits of the variation of the step time, in percent.
        same_leg_twice: limits of the share of steps in which the same leg kicks again, in percent.
        peaks: limits of the variation of the peaks of the near leg, in percent.
        peak: the value that says how high a kick goes.
    """

    worst_set_decides = True
    rests_on_count = True

    kind: Literal["rhythm"]
    step_time: Limits
    same_leg_twice: Limits
    peaks: Limits
    peak: Value
    min_reps: int = Field(6, ge=2)

    def values(self) -> frozenset[Value]:
        """Return the value that says how high a kick goes."""
        return frozenset([self.peak])

    def least_fps(self, *, quick: bool) -> float:
        """Return the frame rate below which steps cannot be timed."""
        return SAMPLING.least_fps

    def criteria(self, level: str) -> list[Criterion]:
        """Return step time, alternation and height of the kicks."""
        return [self._step_time, self._same_leg_twice, self._heights]

    @property
    def _step_time(self) -> Criterion:
        return Criterion("time from step to step varies by", self.step_time, "%")

    @property
    def _same_leg_twice(self) -> Criterion:
        return Criterion("same leg twice in a row in", self.same_leg_twice, "%")

    @property
    def _heights(self) -> Criterion:
        return Criterion("height of the reps varies by", self.peaks, "%", self.peak.measure)

    def judge_reps(self, attempts: Sequence[Attempt], context: Context) -> Check:
        """Judge how even the steps are; the worst criterion decides."""
        at_s = attempts[-1].end_s
        reason = frames_too_coarse(attempts, context)
        if reason:
            return self.not_assessed(reason, at_s)
        varies_pct = self._step_variation_pct(attempts, context)
        if np.isnan(varies_pct):
            return self.not_assessed(_UNTIMED.format(helps=context.helps), at_s)
        measured = [(self._step_time, varies_pct)]
        same_leg_pct = _same_leg_twice_pct(attempts, context)
        if {a.side for a in attempts} == set(SIDES) and np.isfinite(same_leg_pct):
            measured.append((self._same_leg_twice, same_leg_pct))
        checks = [self.judge_value(one, value, at_s) for one, value in measured]
        return reduce(worse, [*checks, *self._judge_heights(attempts, context)])

    def _judge_heights(self, attempts: Sequence[Attempt], context: Context) -> list[Check]:
        """Judge how even the heights of the near leg are; nothing if most were not seen.

        The far leg is often hidden, which makes its peaks vary as much as uneven kicks do. So do
        those of a near leg that is hidden in every second kick.
        """
        near = context.view.near_side
        if near is None:
            return []
        peaks = known_peaks(self.peak, attempts, near, context)
        kicks = sum(attempt.side == near for attempt in attempts)
        if len(peaks) < self.min_reps / 2 or 2 * len(peaks) <= kicks:
            return []
        usual, at_s = float(np.mean(peaks)), attempts[-1].end_s
        error = context.uncertainty(self.peak, usual, near).scaled(100.0 / usual)
        return [self.judge_value(self._heights, variation_pct(peaks), at_s, error=error)]

    def _step_variation_pct(self, attempts: Sequence[Attempt], context: Context) -> float:
        """Return the variation of the steps by the most exact timing that there is.

        NaN if too little was seen of them.
        """
        steps = steps_s(attempts, context=context)
        sure = steps_s(attempts, top_timed, context)
        if len(sure) < max(self.min_reps, len(steps)) / 2 and context.view.near_side:
            # The far leg is hidden most of the time: time the near leg alone.
            near = [a for a in attempts if a.side == context.view.near_side]
            steps = steps_s(near, top_timed, context)
        if len(steps) >= self.min_reps / 2:
            return variation_pct(steps)
        by_lead_pct = _variation_of_lead_pct(attempts, context)
        if np.isfinite(by_lead_pct):
            return by_lead_pct
        steps = steps_s(attempts, _seen_at_all, context)
        varies_pct = variation_pct(steps) if len(steps) >= self.min_reps / 2 else float("nan")
        # Misread peaks make even steps look uneven, but never uneven steps look even.
        even = verdict_of(self.step_time, varies_pct)[0] is Verdict.GOOD
        return varies_pct if even else float("nan")


def _seen_at_all(attempt: Attempt) -> bool:
    return attempt.frames > 0


def _same_leg_twice_pct(attempts: Sequence[Attempt], context: Context) -> float:
    """Return the share of steps in which the same leg kicks again, in percent.

    Only steps between two kicks whose tops were seen count: which leg kicked is not sure of others.
    NaN if these are fewer than half of the steps.
    """
    pairs = seen_steps(attempts, context)
    sure = [(a, b) for a, b in pairs if top_seen(a) and top_seen(b)]
    if not sure or 2 * len(sure) < len(pairs):
        return float("nan")
    return 100.0 * sum(a.side == b.side for a, b in sure) / len(sure)


def _variation_of_lead_pct(attempts: Sequence[Attempt], context: Context) -> float:
    """Return the variation of the steps, timed by the moments when the other leg takes the lead.

    No peak has to be seen for that. The moment is read early for one leg and late for the other,
    so every second change is timed: strides of two steps. Strides vary less than steps, by the
    square root of two (and still less where every third step is equally long). NaN if the changes
    of the lead do not match the attempts that were counted.
    """
    if context.lead is None:
        return float("nan")
    time_s, lead_deg = context.lead
    there = (time_s >= attempts[0].start_s) & (time_s <= attempts[-1].end_s)
    time_s, step_s = time_s[there], float(np.median(steps_s(attempts)))
    lead = low_pass(time_s, lead_deg[there, None], LEAD_CHANGES.cutoff_steps / step_s)[:, 0]
    changes = np.flatnonzero(np.sign(lead[1:]) != np.sign(lead[:-1]))
    if abs(len(changes) - (len(attempts) - 1)) > 1 or len(changes) < LEAD_CHANGES.least:
        return float("nan")
    strides = _usual_strides_s(time_s, lead, changes, context)
    return (
        float(np.sqrt(2.0)) * variation_pct(strides)
        if len(strides) >= LEAD_CHANGES.least_strides
        else float("nan")
    )


def _usual_strides_s(
    time_s: FloatArray, lead: FloatArray, changes: IntArray, context: Context
) -> FloatArray:
    """Return the times between every second change of the lead, in seconds, strays left out.

    Args:
        time_s: (n,) times of the frames.
        lead: (n,) how far one leg leads the other.
        changes: (k,) frames after which the lead changes its sign.
        context: strides in which it knows no frames are left out, too.
    """
    share = lead[changes] / (lead[changes] - lead[changes + 1])
    changes_s = time_s[changes] + share * (time_s[changes + 1] - time_s[changes])
    strides = changes_s[2:] - changes_s[:-2]
    off = np.abs(np.log(strides / np.median(strides)))
    seen = [not context.stalled(*ends) for ends in zip(changes_s, changes_s[2:], strict=False)]
    usual: FloatArray = strides[(off < np.log(LEAD_CHANGES.long_stride)) & np.array(seen)]
    return usual
