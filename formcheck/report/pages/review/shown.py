"""Where what a rule of the set judged shows most: the frame that the page goes to and prints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.report.json_report import SessionReport
from formcheck.report.rule_report import LimitReport, RuleReport
from formcheck.results import Check, Rep, RuleSummary, badness, worst_averaged
from formcheck.system.arrays import FloatArray

#: A measure is about as much as a number if it differs by at most this share of it.
_ABOUT: Final = 0.15


@dataclass(frozen=True, slots=True)
class Span:
    """The set that was judged.

    Attributes:
        start_s: of its first rep.
        end_s: of its last rep.
    """

    start_s: float
    end_s: float


def shows_most_s(
    check: Check,
    span: Span,
    report: SessionReport,
    columns: Mapping[str, FloatArray],
    time_s: FloatArray,
) -> float | None:
    """Return the time at which the number of a set shows most; as it was if nothing is wrong.

    If the rule averages numbers of the reps, it is the peak of the rep whose number lies furthest
    past the limit. Else it is where the measure lies furthest past it; where the number is a range
    or a change, furthest from its middle. What has no measure shows at the peak of the middle rep.
    If one leg is worse than the other, it is where the worst rep of this leg was judged.

    Args:
        check: of the set.
        span: the set.
        report: the verdicts, with the reps and rules.
        columns: the measures as the rules tell them, (n,) each.
        time_s: (n,) times.
    """
    reps = [rep for rep in report.reps if span.start_s <= rep.peak_s <= span.end_s]
    if not reps or not check.verdict.is_wrong:
        return check.at_s
    if check.side:
        reps = [rep for rep in reps if rep.side == check.side] or reps
        worst_of_leg = max(reps, key=lambda rep: badness(rep.main_check))
        return worst_of_leg.peak_s
    curves = FaultCurves.of(check, report.summary, columns, time_s)
    worst = worst_averaged(check, reps)
    if worst:
        return curves.shows_s(worst, worst.averaged_by(check.rule, check.label))
    extremes = [found for rep in reps for found in curves.extremes(rep)]
    if not extremes:
        return reps[len(reps) // 2].peak_s
    return float(time_s[max(extremes)[1]])


@dataclass(frozen=True, slots=True)
class FaultCurves:
    """How bad each frame is by a rule of the set.

    Attributes:
        measure: that the rule reads, without its side.
        limit: of the rule's number; None if it has none.
        columns: the measure by the name of its column, (n,) each; NaN where it was not seen.
        badness: the same as numbers that are larger where it is worse.
        time_s: (n,) times.
    """

    measure: str
    limit: LimitReport | None
    columns: Mapping[str, FloatArray]
    badness: Mapping[str, FloatArray]
    time_s: FloatArray

    @classmethod
    def of(
        cls,
        found: Check | RuleSummary,
        summary: Sequence[RuleReport],
        columns: Mapping[str, FloatArray],
        time_s: FloatArray,
    ) -> "FaultCurves":
        """Return the curves of what a check or a row of the summary judged.

        Args:
            found: the number of the set.
            summary: the rules.
            columns: the measures as the rules tell them, (n,) each.
            time_s: (n,) times.
        """
        limits = (limit for row in summary if row.rule == found.rule for limit in row.limits)
        limit = next((one for one in limits if one.label == found.label), None)
        names = [found.measure, *(f"{side}_{found.measure}" for side in SIDES)]
        known = {name: columns[name] for name in names if name in columns}
        known = {name: values for name, values in known.items() if np.isfinite(values).any()}
        badness = {name: _badness(found, limit, values) for name, values in known.items()}
        return cls(found.measure, limit, known, badness, time_s)

    def shows_s(self, rep: Rep, number: float | None) -> float:
        """Return the time at which the curve has the number of a rep, or else is worst.

        It is that of the peak if the measure is unknown in the rep.

        Args:
            rep: the rep.
            number: that the rule took from it; None if it took none.
        """
        if number is None or self.limit is None or not self.limit.on_curve:
            found = max(self.extremes(rep), default=None)
            return float(self.time_s[found[1]]) if found else rep.peak_s
        return self._about_s(rep, number)

    def extremes(self, rep: Rep) -> Iterator[tuple[float, int]]:
        """Yield how bad a rep is at its worst frame, with the frame, for each of its columns."""
        frames = self._frames(rep)
        for name in self._names(rep):
            within = self.badness[name][frames]
            if np.isfinite(within).any():
                worst = int(np.nanargmax(within))
                yield float(within[worst]), frames.start + worst

    def _about_s(self, rep: Rep, number: float) -> float:
        """Return the time next to the peak of a rep at which a column is about as much as a number.

        If none ever is, it is the time at which one is nearest to the number.
        """
        frames = self._frames(rep)
        off = [np.abs(self.columns[name][frames] - number) for name in self._names(rep)]
        if not off or not np.isfinite(off).any():
            return rep.peak_s
        nearest = np.fmin.reduce(off)
        about = nearest <= max(_ABOUT * abs(number), np.nanmin(nearest))
        times_s = self.time_s[frames][about]
        return float(times_s[np.abs(times_s - rep.peak_s).argmin()])

    def _frames(self, rep: Rep) -> slice:
        first = int(np.searchsorted(self.time_s, rep.start_s))
        return slice(first, int(np.searchsorted(self.time_s, rep.end_s, side="right")))

    def _names(self, rep: Rep) -> list[str]:
        """Return the known columns of a rep: of the leg that the rule reads, or of both sides."""
        sides: tuple[Side, ...] = SIDES
        if rep.side and self.limit and self.limit.leg:
            sides = (rep.side if self.limit.leg == "working" else other(rep.side),)
        names = [self.measure, *(f"{side}_{self.measure}" for side in sides)]
        return [name for name in names if name in self.columns]


def _badness(
    found: Check | RuleSummary, limit: LimitReport | None, values: FloatArray
) -> FloatArray:
    """Return how bad each frame is, (n,); NaN where it was not seen."""
    if limit and limit.on_curve and found.value is not None and found.threshold is not None:
        return values if found.value > found.threshold else -values
    return np.abs(values - np.nanmedian(values))
