"""The results as the page tells them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.report.pages.review.told import as_told
from formcheck.report.pages.review.worst import worst_moments
from formcheck.report.saved import SavedResult
from formcheck.results import Check, Verdict

COLUMN = "left_thigh_inclination_deg"  # its rule adds 4 degrees


@pytest.fixture
def result(kicks_folder: Path) -> SavedResult:
    return SavedResult.load(kicks_folder)


def with_set_check(result: SavedResult, check: Check) -> SavedResult:
    """Return the results with one check of the whole set."""
    sets = [replace(some, checks=(check,)) for some in result.report.sets]
    report = result.report.model_copy(update={"set_checks": [check], "sets": sets})
    return replace(result, report=report)


def check_of_set(rule: str, value: float, threshold: float, label: str, measure: str) -> Check:
    return Check(
        rule=rule,
        verdict=Verdict.FAULT,
        value=value,
        threshold=threshold,
        unit="deg",
        at_s=99.0,
        label=label,
        measure=measure,
    )


def test_curve_and_limit_have_the_numbers_of_the_rule(result: SavedResult) -> None:
    told = as_told(result)
    np.testing.assert_allclose(told.measures[COLUMN], result.measures[COLUMN] + 4.0)
    (row,) = (row for row in told.report.summary if row.rule == "thigh-swing")
    (limit,) = row.limits
    assert (limit.gain, limit.offset) == (1.0, 0.0)
    assert row.value == pytest.approx(np.nanmax(told.measures[COLUMN]), abs=3.0)
    knee = "left_knee_flexion_deg"
    np.testing.assert_array_equal(told.measures[knee], result.measures[knee])


def test_a_fault_of_a_set_has_the_moment_at_which_it_shows_most(result: SavedResult) -> None:
    (row,) = (row for row in result.report.summary if row.rule == "thigh-swing")
    check = check_of_set(row.rule, 50.0, 40.0, row.label, "thigh_inclination_deg")
    kick = result.report.reps[2]
    assert kick.side
    frame = int(np.argmin(np.abs(result.track.time_s - kick.peak_s)))
    result.measures[f"{kick.side}_thigh_inclination_deg"][frame] = 60.0
    told = as_told(with_set_check(result, check))
    for (placed,) in (told.report.set_checks, told.report.sets[0].checks):
        assert placed.at_s == pytest.approx(result.track.time_s[frame])
    assert frame in [moment.frame for moment in worst_moments(told.parts, told.track.time_s)] or (
        row.verdict is Verdict.GOOD
    )


def test_what_has_no_measure_shows_in_the_middle_rep(result: SavedResult) -> None:
    told = as_told(with_set_check(result, check_of_set("low-cadence", 60.0, 80.0, "", "")))
    (placed,) = told.report.set_checks
    assert placed.at_s == result.report.reps[len(result.report.reps) // 2].peak_s


def test_what_is_good_stays_where_it_was_judged(result: SavedResult) -> None:
    check = replace(check_of_set("low-cadence", 90.0, 80.0, "", ""), verdict=Verdict.GOOD)
    (placed,) = as_told(with_set_check(result, check)).report.set_checks
    assert placed.at_s == 99.0
