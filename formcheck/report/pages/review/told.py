"""The results as the page tells them: curve, band and verdict have the same numbers and moments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.poses.landmarks import SIDES
from formcheck.report.json_report import SessionReport
from formcheck.report.pages.review.bounds import from_the_rise
from formcheck.report.pages.review.hip_height import from_lowest
from formcheck.report.pages.review.judged_curves import (
    curves_from_start,
    named_by_curves,
    only_within_reps,
)
from formcheck.report.pages.review.shown import Span, shows_most_s
from formcheck.report.pages.review.timings import at_its_phase, timed_phases
from formcheck.report.rule_report import LimitReport, RuleReport
from formcheck.report.saved import SavedResult
from formcheck.results import Check, Rep
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class _Scale:
    """What the rules make of a measure: times ``gain``, plus ``offset``."""

    gain: float = 1.0
    offset: float = 0.0


def as_told(result: SavedResult) -> SavedResult:
    """Return the results with each measure in the numbers of the rules that judge it.

    A fault of a whole set gets the moment at which it shows most, and that of a time the part of
    the rep that took it. A measure stays as it is if its
    rules tell it in different numbers. What counts from the start of the rep has a measure of its
    own; the height of the hips counts from where they are lowest in the rep.
    """
    told: list[SessionReport] = []
    of_parts: list[Mapping[str, FloatArray]] = []
    for part in result.parts:
        frames = slice(part.drawn.first_frame, part.drawn.last_frame + 1)
        time_s = result.track.time_s[frames]
        report = named_by_curves(part.report)
        scales = _scales(report.summary)
        read = {name: values[frames] for name, values in result.measures.items()}
        scaled = {name: _scaled(name, values, scales) for name, values in read.items()}
        columns = only_within_reps(report, scaled, time_s, scales)
        columns |= curves_from_start(part.report, read, time_s)
        if part.report.angle:
            reps = from_the_rise(report.reps, part.report.angle.measure, read, time_s)
            report = report.model_copy(update={"reps": list(reps)})
        columns |= from_lowest(part.report, report, columns, time_s)
        of_parts.append(columns)
        report = _timed(report, read, time_s)
        told.append(_placed(report, columns, time_s, scales))
    main = next(i for i, part in enumerate(result.parts) if part.drawn.main)
    others = told[:main] + told[main + 1 :]
    report = result.report.model_copy(update=dict(told[main]) | {"others": others})
    return replace(result, report=report, measures=_joined(of_parts))


def _joined(parts: Sequence[Mapping[str, FloatArray]]) -> dict[str, FloatArray]:
    """Return the columns of parts that follow each other; NaN in parts that do not have one."""
    if len(parts) == 1:
        return dict(parts[0])
    unknown = [np.full(len(next(iter(part.values()))), np.nan) for part in parts]
    names = dict.fromkeys(name for part in parts for name in part)
    return {
        name: np.concatenate(
            [part.get(name, none) for part, none in zip(parts, unknown, strict=True)]
        )
        for name in names
    }


def _timed(
    report: SessionReport, columns: Mapping[str, FloatArray], time_s: FloatArray
) -> SessionReport:
    """Return a report whose checks of times lie at the part of the rep that they are about."""
    reps = [
        replace(
            rep,
            checks=tuple(
                at_its_phase(check, timed_phases(check, rep, columns, time_s))
                for check in rep.checks
            ),
        )
        for rep in report.reps
    ]
    return report.model_copy(update={"reps": reps})


def _at_its_frames(check: Check, rep: Rep) -> Check:
    """Return a check of an average at a moment of the frames that it is the average of.

    If they lie before or after the rep, it is the moment of the rep next to them.
    """
    if check.at_s is None:
        return check
    first_s, last_s = check.span_s or (check.at_s, check.at_s)
    inside = first_s <= check.at_s <= last_s
    at_s = check.at_s if inside else (first_s + last_s) / 2
    return replace(check, at_s=min(max(at_s, rep.start_s), rep.end_s))


def _scales(rules: Sequence[RuleReport]) -> dict[str, _Scale]:
    """Return the scale of each measure that all its rules tell alike."""
    scales: dict[str, set[_Scale]] = {}
    for limit in (limit for rule in rules for limit in rule.limits):
        scales.setdefault(limit.measure, set()).add(_Scale(limit.gain, limit.offset))
    return {measure: some.pop() for measure, some in scales.items() if len(some) == 1}


def _scaled(column: str, values: FloatArray, scales: Mapping[str, _Scale]) -> FloatArray:
    side, _, name = column.partition("_")
    scale = scales.get(name if side in SIDES else column, _Scale())
    return values if scale == _Scale() else values * scale.gain + scale.offset


def _placed(
    report: SessionReport,
    columns: Mapping[str, FloatArray],
    time_s: FloatArray,
    scales: Mapping[str, _Scale],
) -> SessionReport:
    """Return a report for told measures, with the moments of the faults of its sets."""
    summary = [
        replace(rule, limits=tuple(_on_told_curve(one, scales) for one in rule.limits))
        for rule in report.summary
    ]

    def placed(checks: Sequence[Check], span: Span) -> tuple[Check, ...]:
        return tuple(
            replace(check, at_s=shows_most_s(check, span, report, columns, time_s))
            for check in checks
        )

    reps = [
        replace(rep, checks=tuple(_at_its_frames(check, rep) for check in rep.checks))
        for rep in report.reps
    ]
    whole = Span(reps[0].start_s, reps[-1].end_s) if reps else Span(0.0, 0.0)
    sets = [
        replace(some, checks=placed(some.checks, Span(some.start_s, some.end_s)))
        for some in report.sets
    ]
    set_checks = list(placed(report.set_checks, whole))
    told = {"summary": summary, "sets": sets, "set_checks": set_checks, "reps": reps}
    return report.model_copy(update=told)


def _on_told_curve(limit: LimitReport, scales: Mapping[str, _Scale]) -> LimitReport:
    """Return a limit whose gain and offset are those of the told curve."""
    scale = scales.get(limit.measure, _Scale())
    gain = limit.gain / scale.gain
    return replace(limit, gain=gain, offset=limit.offset - gain * scale.offset)
