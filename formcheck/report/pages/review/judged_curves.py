"""Curves of what rules compare with their limits, where it is not the measure itself.

Some rules judge how much more a measure is than just before the rep: the reach of a leg from where
it stands. And some numbers have an offset that was measured within reps, and holds nowhere else.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.report.json_report import SessionReport
from formcheck.report.rule_report import LimitReport
from formcheck.reps.phases import PHASES
from formcheck.results import Check, Rep
from formcheck.system.arrays import BoolArray, FloatArray

#: What the name of a measure ends with if its numbers count from the start of the rep.
FROM_START: Final = "_from_start"
_SLACK_S: Final = 1e-3  # times are saved with four decimals


def curves_from_start(
    report: SessionReport, columns: Mapping[str, FloatArray], time_s: FloatArray
) -> dict[str, FloatArray]:
    """Return what rules judge from the start of the rep, (n,) each; NaN between the reps.

    Args:
        report: the verdicts.
        columns: the measures as they are in `measures.csv`, (n,) each.
        time_s: (n,) times.
    """
    curves: dict[str, FloatArray] = {}
    for limit in _limits(report):
        for column, rep in _read(limit, report.reps, columns) if limit.from_start else ():
            curve = curves.setdefault(column + FROM_START, np.full(len(time_s), np.nan))
            before = columns[column][_within(time_s, rep.start_s - PHASES.start_s, rep.start_s)]
            if np.isfinite(before).any():
                during = _within(time_s, rep.start_s, rep.end_s)
                curve[during] = limit.gain * (columns[column][during] - np.nanmedian(before))
    return curves


def only_within_reps(
    report: SessionReport,
    columns: Mapping[str, FloatArray],
    time_s: FloatArray,
    told: Container[str],
) -> dict[str, FloatArray]:
    """Return the columns, NaN in frames in which the numbers of their rules do not hold.

    Args:
        report: the verdicts.
        columns: the measures in the numbers of the rules, (n,) each.
        time_s: (n,) times.
        told: the measures that are in these numbers; others stay whole.
    """
    within: dict[str, BoolArray] = {}
    for limit in _limits(report):
        is_bounded = limit.only_in_rep and limit.measure in told
        for column, rep in _read(limit, report.reps, columns) if is_bounded else ():
            held = within.setdefault(column, np.zeros(len(time_s), dtype=np.bool_))
            held |= _within(time_s, rep.start_s, rep.end_s)
    masked = {column: np.where(held, columns[column], np.nan) for column, held in within.items()}
    return {**columns, **masked}


def named_by_curves(report: SessionReport) -> SessionReport:
    """Return a report that names the curves of `curves_from_start` as what its rules measure."""
    names = {
        (row.rule, limit.label): limit.measure + FROM_START
        for row in report.summary
        for limit in row.limits
        if limit.from_start
    }

    def named(check: Check) -> Check:
        return replace(check, measure=names.get((check.rule, check.label), check.measure))

    reps = [replace(rep, checks=tuple(named(check) for check in rep.checks)) for rep in report.reps]
    summary = [
        replace(
            row,
            measure=names.get((row.rule, row.label), row.measure),
            limits=tuple(_on_curve(limit) for limit in row.limits),
        )
        for row in report.summary
    ]
    return report.model_copy(update={"reps": reps, "summary": summary} | _angle(report, names))


def _angle(report: SessionReport, names: Mapping[tuple[str, str], str]) -> dict[str, object]:
    """Return the drawn angle, which counts from the start of the rep if the main rule does."""
    main = {check.rule for rep in report.reps for check in rep.checks if check.main}
    angle = report.angle
    for (rule, label), measure in names.items():
        if angle and rule in main and measure == angle.measure + FROM_START:
            return {"angle": angle.model_copy(update={"measure": measure, "label": label})}
    return {}


def _on_curve(limit: LimitReport) -> LimitReport:
    if not limit.from_start:
        return limit
    return replace(limit, measure=limit.measure + FROM_START, on_curve=True, gain=1.0)


def _limits(report: SessionReport) -> list[LimitReport]:
    return [limit for row in report.summary for limit in row.limits]


def _read(
    limit: LimitReport, reps: Sequence[Rep], columns: Mapping[str, FloatArray]
) -> Iterator[tuple[str, Rep]]:
    """Yield each rep with the columns that a limit reads in it."""
    for rep in reps:
        sides: tuple[Side, ...] = SIDES
        if rep.side and limit.leg:
            sides = (rep.side if limit.leg == "working" else other(rep.side),)
        names = [f"{side}_{limit.measure}" for side in sides] if limit.leg else [limit.measure]
        yield from ((name, rep) for name in names if name in columns)


def _within(time_s: FloatArray, start_s: float, end_s: float) -> BoolArray:
    return (start_s - _SLACK_S <= time_s) & (time_s <= end_s + _SLACK_S)
