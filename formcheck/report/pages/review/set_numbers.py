"""The numbers of single reps that a rule of the set averages, told like checks of the reps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from formcheck.report.json_report import SessionReport
from formcheck.report.pages.review.shown import FaultCurves
from formcheck.report.rows import LegRow, worst_in_set
from formcheck.report.rule_report import RuleReport
from formcheck.results import SEVERITY, Check, Rep, Verdict, badness, rep_names
from formcheck.rules.limits import Limits, verdict_of
from formcheck.rules.words import short_figure
from formcheck.system.arrays import FloatArray


def set_numbers(
    report: SessionReport, columns: Mapping[str, FloatArray], time_s: FloatArray
) -> list[tuple[Check, ...]]:
    """Return for each rep its numbers that rules of the set average, as checks of these rules.

    The verdict of such a check says on which side of the limit the number lies, but is never worse
    than that of the set. Rules of the set that were not assessed have none.

    Args:
        report: the verdicts.
        columns: the measures as the rules tell them, (n,) each.
        time_s: (n,) times.
    """
    rows = [
        (row, limits, FaultCurves.of(row, report.summary, columns, time_s))
        for row in report.summary
        if row.verdict is not Verdict.NOT_ASSESSED and not row.reps_judged
        for limits in [_limits(row)]
        if limits
    ]
    return [
        tuple(
            replace(check, at_s=curves.shows_s(rep, check.value))
            for row, limits, curves in rows
            for check in _number_of(rep, row, limits)
        )
        for rep in report.reps
    ]


def worst_in(numbers: Sequence[tuple[Check, ...]], rule: str) -> int | None:
    """Return the index of the rep with the worst number of a rule of the set; None if none has one.

    Args:
        numbers: of the reps, from `set_numbers`.
        rule: the id of the rule.
    """
    found = [
        (badness(check), -index)
        for index, checks in enumerate(numbers)
        for check in checks
        if check.rule == rule
    ]
    return -max(found)[1] if found else None


def past_limit(row: RuleReport, numbers: Sequence[tuple[Check, ...]], report: SessionReport) -> str:
    """Return which single rep is furthest past the limit of a set that is good; empty if none is.

    Args:
        row: a rule.
        numbers: of the reps, from `set_numbers`.
        report: the verdicts that they are of.
    """
    good = row.good_limit
    if row.verdict is not Verdict.GOOD or row.reps_judged or good is None or row.value is None:
        return ""
    way = -1.0 if row.lower_limit else 1.0
    if way * (row.value - good) > 0.0:
        return ""  # the whole set is past it, and good for another reason
    past = [
        (way * (check.value - good), -index, check)
        for index, checks in enumerate(numbers)
        for check in checks
        if check.rule == row.rule and check.value is not None
    ]
    by, index, worst = max(past, key=lambda one: one[:2], default=(0.0, 0, None))
    if worst is None or by <= 0.0:
        return ""
    most = f"{short_figure(worst)} in {rep_names(report.reps)[report.reps[-index].index]}"
    return f"The whole set is judged; single {report.rep_word} lie past this limit, {most} furthest"


def row_of_set(row: RuleReport, report: SessionReport) -> LegRow | None:
    """Return what the numbers of single reps say of a set; None if it is good or has none.

    Args:
        row: a rule of the set.
        report: the verdicts that it is of.
    """
    known = [one for rep in report.reps for one in rep.averaged if one.rule == row.rule]
    if not row.verdict.is_wrong or not known:
        return None
    number, name = worst_in_set(row, report.reps)
    return LegRow(row.verdict, row.detail, number, name)


def _number_of(rep: Rep, row: RuleReport, limits: Limits) -> Iterator[Check]:
    """Yield the number of a rep that stands for a rule of the set, as a check."""
    found = rep.number_of(row.rule, row.label)
    if found is None:
        return
    number = found.value
    verdict, threshold = verdict_of(limits, number, row.sigma)
    ends = limits.ends_beside(threshold)
    yield Check(
        rule=row.rule,
        verdict=min(verdict, row.verdict, key=SEVERITY.__getitem__),
        value=number,
        threshold=threshold,
        unit=row.unit,
        side=rep.side,
        label=row.label,
        measure=row.measure,
        sigma=row.sigma,
        part=row.part,
        span_s=found.span_s,
        lower_limit=ends.lower,
        good_limit=ends.good,
        fault_limit=ends.fault,
    )


def _limits(row: RuleReport) -> Limits | None:
    """Return the limits of the number that stands for a rule; None if it has none."""
    limit = next((one for one in row.limits if one.label == row.label), None)
    ends = {name: getattr(limit, name, None) for name in Limits.model_fields}
    return Limits(**ends) if any(end is not None for end in ends.values()) else None
