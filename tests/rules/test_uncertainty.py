"""Verdicts from oblique views: less sure the further the camera is off the side."""

import pytest

from formcheck.body.view import View
from formcheck.exercises.file import load_exercise
from formcheck.poses.landmarks import SIDES
from formcheck.reps.spec import Value
from formcheck.results import Verdict
from formcheck.rules.context import Context
from formcheck.rules.limits import Limits, verdict_of
from formcheck.rules.uncertainty import (
    EXACT,
    Uncertainty,
    uncertainty_of,
    uncertainty_of_step_times,
)
from tests.conftest import Judge
from tests.rules.found import in_summary
from tests.synthetic import ButtKicks

KNEE = Value(measure="knee_flexion_deg", reduce="peak")
HEEL = "heel-not-to-glutes"


def seen(yaw_deg: float) -> View:
    return View("side" if yaw_deg <= 30.0 else "oblique", yaw_deg, "right", 1)


@pytest.mark.parametrize(
    ("value", "verdict", "threshold"),
    [
        (98.0, Verdict.FAULT, 105.0),
        (101.0, Verdict.BORDERLINE, 105.0),
        (109.0, Verdict.BORDERLINE, 105.0),
        (112.0, Verdict.BORDERLINE, 120.0),
        (125.0, Verdict.GOOD, 120.0),
    ],
)
def test_a_value_that_is_not_clear_of_a_fault_is_borderline(
    value: float, verdict: Verdict, threshold: float
) -> None:
    limits = Limits(borderline_below=120.0, fault_below=105.0)
    assert verdict_of(limits, value, sigma=5.0) == (verdict, threshold)


@pytest.mark.parametrize(
    ("value", "has_cue"), [(98.0, True), (109.0, True), (117.0, False), (125.0, False)]
)
def test_a_value_within_its_error_of_where_good_ends_has_no_cue(
    value: float, has_cue: bool
) -> None:
    rule = load_exercise("butt-kicks").rule(HEEL)
    check = rule.judge_value(rule.criteria("")[0], value, 1.0, error=Uncertainty(sigma=5.0))
    assert bool(check.cue) is has_cue


def test_the_error_grows_with_the_angle_and_for_the_far_leg() -> None:
    assert uncertainty_of(KNEE, 90.0, seen(10.0)).sigma == 0.0
    assert uncertainty_of(KNEE, 90.0, View("front", 80.0, None)) == EXACT
    sigmas = [uncertainty_of(KNEE, 90.0, seen(yaw_deg)).sigma for yaw_deg in (20.0, 40.0, 60.0)]
    assert sigmas == sorted(sigmas)
    far = uncertainty_of(KNEE, 90.0, seen(40.0), far=True).sigma
    assert sigmas[1] < far < uncertainty_of(KNEE, 90.0, seen(40.0), far=True, all_fours=True).sigma


def test_the_error_of_a_time_is_a_share_of_it() -> None:
    lift = Value(measure="thigh_extension_deg", reduce="lifting-time")
    half, whole = (uncertainty_of(lift, read, seen(45.0)).sigma for read in (0.5, 1.0))
    assert whole == pytest.approx(2.0 * half)
    assert 0.0 < whole < 0.2


@pytest.mark.parametrize(
    ("peak_deg", "yaw_deg", "verdict"),
    [
        (60.0, 45.0, Verdict.FAULT),
        (60.0, -45.0, Verdict.FAULT),
        (103.0, 0.0, Verdict.FAULT),
        (103.0, 45.0, Verdict.BORDERLINE),
        (135.0, 45.0, Verdict.GOOD),
    ],
)
def test_kicks_are_judged_at_an_angle_where_they_are_clear_of_the_limit(
    checked: Judge, peak_deg: float, yaw_deg: float, verdict: Verdict
) -> None:
    track = ButtKicks(left_deg=peak_deg, right_deg=peak_deg, yaw_deg=yaw_deg).track()
    row = in_summary(checked(track), HEEL)
    assert row.verdict is verdict
    assert ("off the side" in row.reason) == (yaw_deg != 0.0)
    assert (row.sigma > 0.0) == (yaw_deg != 0.0)


def test_a_fault_of_the_far_leg_needs_more_than_its_usual_error() -> None:
    near, far = (uncertainty_of(KNEE, 90.0, seen(25.0), far=far) for far in (False, True))
    assert near.sigma_of_fault == near.sigma
    assert far.sigma_of_fault > far.sigma + 3.0
    change = Value(measure="leg_inclination_deg", reduce="peak", against="start")
    of_change = uncertainty_of(change, 6.0, seen(25.0), far=True)
    assert of_change.sigma_of_fault == of_change.sigma


def test_a_fault_of_a_far_leg_that_few_frames_show_must_be_clear_of_the_limit() -> None:
    rule, near = load_exercise("butt-kicks").rule(HEEL), "right"
    verdicts = {}
    for fps in (15.0, 24.0):
        context = Context(seen(10.0), fps, "", fast=True)
        for side in SIDES:
            for knee_deg in (60.0, 90.0, 125.0):
                error = context.uncertainty(KNEE, knee_deg, side)
                check = rule.judge_value(rule.criteria("")[0], knee_deg, 1.0, error=error)
                verdicts[fps, side, knee_deg] = check.verdict
                few = fps < 24.0 and side != near and knee_deg == 90.0
                assert ("so few frames a second" in check.reason) == few
    borderline = [case for case, verdict in verdicts.items() if verdict is Verdict.BORDERLINE]
    assert borderline == [(15.0, "left", 90.0)]
    faults = [case for case, verdict in verdicts.items() if verdict is Verdict.FAULT]
    assert len(faults) == 7


def test_slow_legs_need_few_frames() -> None:
    assert Context(seen(10.0), 15.0, "").uncertainty(KNEE, 90.0, "left") == EXACT


def test_step_times_at_an_angle_are_not_called_unlike_so_soon() -> None:
    assert uncertainty_of_step_times(seen(10.0)).sigma_of_fault == 0.0
    assert uncertainty_of_step_times(seen(45.0)).sigma_of_fault > 5.0
    assert uncertainty_of_step_times(seen(45.0)).sigma == 0.0
