"""Rules of the kind "symmetry": left against right in height and in timing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Literal

import numpy as np

from formcheck.poses.landmarks import SIDES, Side
from formcheck.reps.attempts import Attempt
from formcheck.reps.spec import Value
from formcheck.results import Check, Verdict
from formcheck.rules.context import SAMPLING, Context
from formcheck.rules.labels import label_of
from formcheck.rules.limits import Criterion, Limits
from formcheck.rules.rule import SetRule, SideCue
from formcheck.rules.steps import frames_too_coarse, known_peaks, seen_steps, spread, top_timed
from formcheck.rules.uncertainty import EXACT, Uncertainty, uncertainty_of_step_times
from formcheck.rules.verdicts import worse
from formcheck.rules.words import left_and_right
from formcheck.system.arrays import FloatArray

_TIMING_ALONE = "judged by the timing alone: the heights of the two legs could not be compared"
_FAR_LEG_LOW = (
    "from this angle the far leg may be read too low: film from the other side as well to be sure"
)
_FAR_LEG_UNSEEN = "the far leg is not seen well enough to compare: film from each side"


@dataclass(frozen=True, slots=True)
class HeightReading:
    """How far the heights of the two legs are believed.

    Attributes:
        far_leg_error_deg: by how much a half-hidden far leg was seen to be misread.
        least_peaks: how many kicks of a leg tell how high it kicks.
        steady_deg: if the peaks of one leg spread more than this, some of them are misread.
        compared_quantile: the quantile of the peaks of each leg that is compared. A hidden foot
            is read too low and never too high, so the better kicks are compared.
    """

    far_leg_error_deg: float = 15.0
    least_peaks: int = 3
    steady_deg: float = 10.0
    compared_quantile: float = 0.75


READING = HeightReading()


class SymmetryRule(SetRule):
    """Compares left with right, as the difference in percent of their mean.

    Attributes:
        difference: limits of the difference, in percent.
        peak: the value that says how high a kick goes.
        peak_cue: the cue where one leg goes less high; "{side}" stands for that leg.
    """

    rests_on_count = True
    part = "leg"

    kind: Literal["symmetry"]
    difference: Limits
    peak: Value
    peak_cue: SideCue

    def values(self) -> frozenset[Value]:
        """Return the value that says how high a kick goes."""
        return frozenset([self.peak])

    def least_fps(self, *, quick: bool) -> float:
        """Return the frame rate below which peaks and steps cannot be measured."""
        return SAMPLING.least_fps

    def criteria(self, level: str) -> list[Criterion]:
        """Return the difference between the legs."""
        return [Criterion("difference between the legs", self.difference, "%")]

    def judge_reps(self, attempts: Sequence[Attempt], context: Context) -> Check:
        """Judge the difference between the legs: how high they kick and how long they take."""
        at_s = attempts[-1].end_s
        kicks = {side: sum(a.side == side for a in attempts) for side in SIDES}
        fewest = min(kicks, key=kicks.__getitem__)
        if kicks[fewest] < self.min_reps:
            return self.not_assessed(
                f"too few reps of the {fewest} leg were seen: go on for longer", at_s
            )
        heights = self._judge_heights(attempts, context)
        too_coarse = frames_too_coarse(attempts, context)
        timing = None if too_coarse else self._judge_timing(attempts, context)
        if heights is None and timing is None:
            return self.not_assessed(too_coarse or _FAR_LEG_UNSEEN, at_s)
        if heights is None:
            assert timing is not None
            return timing if timing.reason else replace(timing, reason=_TIMING_ALONE)
        return heights if timing is None else worse(heights, timing)

    def _judge_heights(self, attempts: Sequence[Attempt], context: Context) -> Check | None:
        """Compare how high the legs kick; None if that was not seen well enough."""
        peaks = {side: known_peaks(self.peak, attempts, side, context) for side in SIDES}
        if any(len(known) < READING.least_peaks for known in peaks.values()):
            return None
        heights = {
            side: float(np.quantile(peaks[side], READING.compared_quantile)) for side in SIDES
        }
        weaker = min(SIDES, key=heights.__getitem__)
        if spread(peaks[weaker]) > READING.steady_deg:
            return None
        at_s = attempts[-1].end_s
        error = self._error_pct(heights, context)
        what = f"{label_of(self.peak)} in the better reps of each leg"
        check = self._compare(what, self.peak.unit, heights, at_s, weaker, error)
        gap_deg = abs(heights["left"] - heights["right"])
        if check.verdict is Verdict.GOOD:
            return check
        if gap_deg < READING.far_leg_error_deg:
            # The far leg is read a little low, so only a low near leg means something.
            return _at_most_borderline(check) if weaker == context.view.near_side else None
        if error.sigma > 0.0 and weaker != context.view.near_side:
            return replace(_at_most_borderline(check), reason=_FAR_LEG_LOW)
        return check

    def _error_pct(self, heights: Mapping[Side, float], context: Context) -> Uncertainty:
        """Return what an oblique view adds to the error of the difference, in percent."""
        errors = [context.uncertainty(self.peak, heights[side], side) for side in SIDES]
        pct = 100.0 * len(heights) / sum(heights.values())  # for each degree
        return Uncertainty(
            pct * hypot(*(error.sigma for error in errors)),
            pct * hypot(*(error.sigma_of_fault for error in errors)),
            errors[0].off_deg,
        )

    def _judge_timing(self, attempts: Sequence[Attempt], context: Context) -> Check | None:
        """Compare the step times of the legs; None if too few of them are known."""
        steps = {side: _steps_onto(side, attempts, context) for side in SIDES}
        if any(len(known) < self.min_reps for known in steps.values()):
            return None
        medians = {side: float(np.median(steps[side])) for side in SIDES}
        error = uncertainty_of_step_times(context.view)
        at_s = attempts[-1].end_s
        return self._compare("time of a step", "s", medians, at_s, None, error)

    def _compare(
        self,
        what: str,
        unit: str,
        of: Mapping[Side, float],
        at_s: float,
        weaker: Side | None,
        error: Uncertainty = EXACT,
    ) -> Check:
        """Judge the difference of the legs in percent of their mean.

        Args:
            what: is compared, as spoken.
            unit: of it.
            of: each leg.
            at_s: the time of the verdict, in seconds.
            weaker: the leg that goes less high; None if times are compared.
            error: what the view adds to the error of the difference.
        """
        left, right = of["left"], of["right"]
        difference_pct = 100.0 * abs(left - right) / ((left + right) / 2.0)
        cue = self.peak_cue.format(side=weaker) if weaker else self.cue
        (criterion,) = self.criteria("")
        check = self.judge_value(criterion, difference_pct, at_s, cue=cue, side=weaker, error=error)
        return replace(check, detail=f"{what}: {left_and_right(of, unit)}")


def _steps_onto(side: Side, attempts: Sequence[Attempt], context: Context) -> FloatArray:
    """Return the times in seconds from a kick of the other leg to the next one of this leg.

    Steps in which no frames came for a while are left out.
    """
    return np.array(
        [
            b.peak_s - a.peak_s
            for a, b in seen_steps(attempts, context)
            if b.side == side and a.side != side and top_timed(a) and top_timed(b)
        ]
    )


def _at_most_borderline(check: Check) -> Check:
    if check.verdict is not Verdict.FAULT:
        return check
    return replace(check, verdict=Verdict.BORDERLINE)
