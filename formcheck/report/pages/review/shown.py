"""Where a fault of a whole set shows most: the frame that the page goes to and prints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.report.json_report import SessionReport
from formcheck.report.rule_report import LimitReport
from formcheck.results import Check, Rep, Verdict
from formcheck.system.arrays import FloatArray


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

    Args:
        check: of the set.
        span: the set.
        report: the verdicts, with the reps and rules.
        columns: the measures as the rules tell them, (n,) each.
        time_s: (n,) times.
    """
    reps = [rep for rep in report.reps if span.start_s <= rep.peak_s <= span.end_s]
    if not reps or check.verdict not in (Verdict.FAULT, Verdict.BORDERLINE):
        return check.at_s
    worst = _worst_averaged(check, reps)
    if worst:
        return worst.peak_s
    limit = _limit_of(check, report)
    names = [check.measure, *(f"{side}_{check.measure}" for side in SIDES)]
    badness = {name: _badness(check, limit, columns[name]) for name in names if name in columns}
    extremes = [
        found
        for rep in reps
        for name in _names(check, limit, rep)
        if name in badness
        for found in _worst(badness[name], rep, time_s)
    ]
    if not extremes:
        return reps[len(reps) // 2].peak_s
    _, frame = max(extremes, key=lambda pair: pair[0])
    return float(time_s[frame])


def _worst_averaged(check: Check, reps: Sequence[Rep]) -> Rep | None:
    """Return the rep whose number lies furthest past the limit; None if no numbers are averaged."""
    numbers = [(rep.averaged_by(check.rule, check.label), rep) for rep in reps]
    known = [(number, rep) for number, rep in numbers if number is not None]
    if not known or check.value is None or check.threshold is None:
        return None
    furthest = max if check.value > check.threshold else min
    return furthest(known, key=lambda pair: pair[0])[1]


def _limit_of(check: Check, report: SessionReport) -> LimitReport | None:
    limits = [limit for row in report.summary if row.rule == check.rule for limit in row.limits]
    return next((limit for limit in limits if limit.label == check.label), None)


def _names(check: Check, limit: LimitReport | None, rep: Rep) -> list[str]:
    """Return the columns of a rep: of the leg that the rule reads, or of both sides."""
    sides: tuple[Side, ...] = SIDES
    if rep.side and limit and limit.leg:
        sides = (rep.side if limit.leg == "working" else other(rep.side),)
    return [check.measure, *(f"{side}_{check.measure}" for side in sides)]


def _badness(check: Check, limit: LimitReport | None, values: FloatArray) -> FloatArray:
    """Return how bad each frame is, (n,); NaN where it was not seen."""
    if limit and limit.on_curve and check.value is not None and check.threshold is not None:
        return values if check.value > check.threshold else -values
    return np.abs(values - np.nanmedian(values))


def _worst(badness: FloatArray, rep: Rep, time_s: FloatArray) -> Iterator[tuple[float, int]]:
    """Yield how bad a rep is at its worst frame, with the frame; nothing if it was not seen."""
    first = int(np.searchsorted(time_s, rep.start_s))
    last = int(np.searchsorted(time_s, rep.end_s, side="right"))
    within = badness[first:last]
    if np.isfinite(within).any():
        frame = int(np.nanargmax(within))
        yield float(within[frame]), first + frame
