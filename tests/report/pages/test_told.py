"""The results as the page tells them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.report.pages.review.told import as_told
from formcheck.report.pages.review.worst import worst_moments
from formcheck.report.rule_report import LimitReport
from formcheck.report.saved import SavedResult
from formcheck.results import Check, RepNumber, Verdict, badness

HEIGHT = "mid_hip_height_ll"
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
    known = np.isfinite(told.measures[COLUMN])
    np.testing.assert_allclose(told.measures[COLUMN][known], result.measures[COLUMN][known] + 4.0)
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


def test_an_offset_that_was_measured_within_reps_is_not_told_between_them(
    result: SavedResult,
) -> None:
    curve, time_s = as_told(result).measures[COLUMN], result.track.time_s
    reps = [rep for rep in result.report.reps if rep.side == "left"]
    inside = np.zeros(len(time_s), dtype=np.bool_)
    for rep in reps:
        inside |= (rep.start_s - 1e-3 <= time_s) & (time_s <= rep.end_s + 1e-3)
    assert np.isnan(curve[~inside]).all()
    assert np.isfinite(curve[inside]).mean() > 0.5


def test_what_counts_from_the_start_of_a_rep_has_a_curve_of_its_own(result: SavedResult) -> None:
    knee, label = "knee_flexion_deg", "change of knee bend"
    limit = LimitReport(label, label, "deg", knee, leg="working", from_start=True, good_to=20.0)
    row = replace(result.report.summary[0], label=label, measure=knee, limits=(limit,))
    reps = [
        replace(rep, checks=tuple(replace(c, label=label, measure=knee) for c in rep.checks))
        for rep in result.report.reps
    ]
    report = result.report.model_copy(update={"summary": [row], "reps": reps})
    told = as_told(replace(result, report=report))
    curve, time_s = told.measures[f"left_{knee}_from_start"], result.track.time_s
    rep = next(rep for rep in reps if rep.side == "left")
    before = (rep.start_s - 0.25 <= time_s) & (time_s <= rep.start_s + 1e-3)
    rest = np.nanmedian(result.measures[f"left_{knee}"][before])
    peak = int(np.argmin(np.abs(time_s - rep.peak_s)))
    assert curve[peak] == pytest.approx(result.measures[f"left_{knee}"][peak] - rest)
    assert np.isnan(curve[0])
    (told_row,) = told.report.summary
    assert (told_row.measure, told_row.limits[0].on_curve) == (f"{knee}_from_start", True)
    assert told.report.reps[0].checks[0].measure == f"{knee}_from_start"
    assert told.report.angle
    assert told.report.angle.measure == f"{knee}_from_start"


def test_a_set_that_averages_its_reps_shows_most_in_the_worst_of_them(result: SavedResult) -> None:
    reps = [
        replace(rep, averaged=(RepNumber("hip-collapse", "drop of the hip", deg),))
        for rep in result.report.reps
        for deg in [14.0 if rep.index == 3 else 9.0]
    ]
    report = result.report.model_copy(update={"reps": reps})
    check = check_of_set("hip-collapse", 10.0, 6.7, "drop of the hip", "pelvic_drop_deg")
    told = as_told(with_set_check(replace(result, report=report), check))
    assert told.report.set_checks[0].at_s == reps[3].peak_s


def test_a_difference_between_the_legs_shows_in_the_worst_rep_of_the_worse_leg(
    result: SavedResult,
) -> None:
    check = replace(check_of_set("left-right-asymmetry", 24.0, 15.0, "difference", ""), side="left")
    (told,) = as_told(with_set_check(result, check)).report.set_checks
    left = [rep for rep in result.report.reps if rep.side == "left" and rep.main_check]
    worst = max(left, key=lambda rep: badness(rep.main_check))
    assert told.at_s == worst.peak_s


def test_a_number_from_before_a_rep_is_told_at_its_start(result: SavedResult) -> None:
    first, *others = result.report.reps
    check = replace(first.checks[0], span_s=(0.0, 0.1), at_s=first.peak_s)
    reps = [replace(first, checks=(check,)), *others]
    told = as_told(
        replace(result, report=result.report.model_copy(update={"reps": reps}))
    ).report.reps[0]
    assert told.checks[0].at_s == told.start_s


def on_level(limit: LimitReport) -> LimitReport:
    """Return the limit of the bounce as one of the height itself."""
    return replace(limit, on_curve=limit.on_curve or limit.measure == HEIGHT)


def test_the_height_of_the_hips_counts_from_its_lowest_in_the_rep(result: SavedResult) -> None:
    result.measures[HEIGHT] += 2.0 + 0.5 * result.track.time_s  # the person comes nearer
    told = as_told(result)
    for rep, shown in zip(result.report.reps, told.report.reps, strict=True):
        time_s = result.track.time_s
        judged = result.measures[HEIGHT][(rep.start_s <= time_s) & (time_s <= rep.end_s)]
        during = told.measures[HEIGHT][(shown.start_s < time_s) & (time_s < shown.end_s)]
        assert during.min() == pytest.approx(0.0, abs=0.05)
        assert during.min() >= -1e-9
        assert during.max() <= np.ptp(judged) + 1e-9


def test_a_height_that_a_rule_judges_by_itself_stays(result: SavedResult) -> None:
    rows = [
        replace(row, limits=tuple(on_level(one) for one in row.limits))
        for row in result.report.summary
    ]
    report = result.report.model_copy(update={"summary": rows})
    told = as_told(replace(result, report=report))
    np.testing.assert_array_equal(told.measures[HEIGHT], result.measures[HEIGHT])
