"""The numbers of single reps that rules of the set average."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.report.json_report import SessionReport
from formcheck.report.pages.review.set_numbers import row_of_set, set_numbers, worst_in
from formcheck.report.rule_report import LimitReport, RuleReport
from formcheck.report.saved import SavedResult
from formcheck.results import RepNumber, Verdict

NO_TIMES = np.empty(0)
DROP = "drop of the hip"
LIMIT = LimitReport(DROP, DROP, "deg", good_to=5.5, borderline_above=5.5, fault_above=6.7)


def with_drops(report: SessionReport, drops_deg: list[float], verdict: Verdict) -> SessionReport:
    """Return a report in which the hip of each rep drops so far, with the verdict of the set."""
    row = next(row for row in report.summary if row.rule == "hip-collapse")
    row = replace(row, verdict=verdict, value=8.0, threshold=6.7, unit="deg", label=DROP)
    reps = [
        replace(rep, averaged=(RepNumber("hip-collapse", DROP, deg),))
        for rep, deg in zip(report.reps, drops_deg, strict=True)
    ]
    return report.model_copy(update={"summary": [replace(row, limits=(LIMIT,))], "reps": reps})


@pytest.fixture
def report(kicks_folder: Path) -> SessionReport:
    return SavedResult.load(kicks_folder).report


def row_of(report: SessionReport) -> RuleReport:
    (row,) = report.summary
    return row


def test_each_rep_has_its_number_with_the_verdict_of_the_limit(report: SessionReport) -> None:
    drops_deg = [9.0, 5.0, 6.0, *(8.0 for _ in report.reps[3:])]
    numbers = set_numbers(with_drops(report, drops_deg, Verdict.FAULT), {}, NO_TIMES)
    assert [check.value for (check,) in numbers] == drops_deg
    assert [check.verdict for (check,) in numbers[:3]] == ["fault", "good", "borderline"]
    assert worst_in(numbers, "hip-collapse") == 0


def test_no_number_is_worse_than_its_set(report: SessionReport) -> None:
    drops_deg = [12.0 for _ in report.reps]
    for verdict in (Verdict.GOOD, Verdict.BORDERLINE):
        numbers = set_numbers(with_drops(report, drops_deg, verdict), {}, NO_TIMES)
        assert {check.verdict for (check,) in numbers} == {verdict}
    numbers = set_numbers(with_drops(report, drops_deg, Verdict.NOT_ASSESSED), {}, NO_TIMES)
    assert not any(numbers)


def test_a_set_has_one_row_of_all_its_reps_with_the_worst_one(report: SessionReport) -> None:
    drops_deg = [9.0 + rep.index if rep.side == "left" else 5.0 for rep in report.reps]
    some = with_drops(report, drops_deg, Verdict.FAULT)
    lefts = sum(rep.side == "left" for rep in report.reps)
    told = row_of_set(row_of(some), some)
    assert told is not None
    assert told.verdict is Verdict.FAULT
    assert (told.number, told.rep) == (f"worst {max(drops_deg):.0f}°", f"Left {lefts}")
    good = with_drops(report, drops_deg, Verdict.GOOD)
    assert row_of_set(row_of(good), good) is None


def test_no_rep_is_the_worst_if_most_read_the_same(report: SessionReport) -> None:
    alike = with_drops(report, [9.0 + 0.01 * rep.index for rep in report.reps], Verdict.FAULT)
    told = row_of_set(row_of(alike), alike)
    assert told is not None
    assert told.number == ""
