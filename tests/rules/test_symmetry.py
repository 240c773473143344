"""Left against right, also where a leg is seen badly."""

from typing import Any

import pytest

from formcheck.results import Verdict
from tests.conftest import Judge
from tests.rules.found import in_summary, of_set
from tests.synthetic import ButtKicks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


@pytest.mark.parametrize("yaw_deg", [45.0, 90.0])
def test_legs_whose_heights_cannot_be_compared_are_not_called_equal(
    checked: Judge, yaw_deg: float
) -> None:
    session = checked(ButtKicks(yaw_deg=yaw_deg, left_deg=60.0, fps=60.0).track())
    check = of_set(session, "left-right-asymmetry")
    assert check.verdict is not Verdict.GOOD or check.reason


def test_a_far_leg_that_is_read_a_little_low_is_not_called_weaker(checked: Judge) -> None:
    """It reads low by being half hidden; only a large difference is beyond that."""
    far_lower = of_set(checked(ButtKicks(left_deg=115.0).track()), "left-right-asymmetry")
    assert far_lower.verdict is Verdict.GOOD
    assert "timing alone" in far_lower.reason


@pytest.mark.parametrize(
    ("yaw_deg", "low_leg", "verdict"),
    [
        (10.0, {"left_deg": 95.0}, Verdict.FAULT),  # the left leg is the far one
        (27.0, {"left_deg": 95.0}, Verdict.BORDERLINE),
        (27.0, {"right_deg": 95.0}, Verdict.FAULT),
        (40.0, {"left_deg": 95.0}, Verdict.BORDERLINE),
    ],
)
def test_a_far_leg_that_is_read_low_from_an_angle_is_no_fault(
    checked: Judge, yaw_deg: float, low_leg: dict[str, Any], verdict: Verdict
) -> None:
    track = ButtKicks(yaw_deg=yaw_deg, fps=60.0, **low_leg).track()
    check = of_set(checked(track), "left-right-asymmetry")
    assert check.verdict is verdict
    assert ("film from the other side" in check.reason) == (verdict is Verdict.BORDERLINE)


def test_the_error_of_the_difference_grows_with_the_angle(checked: Judge) -> None:
    sigma_pct = [
        of_set(checked(ButtKicks(yaw_deg=yaw, fps=60.0).track()), "left-right-asymmetry").sigma
        for yaw in (5.0, 25.0, 40.0)
    ]
    assert sigma_pct[0] == 0.0
    assert 0.0 < sigma_pct[1] < sigma_pct[2]


def test_too_few_frames_a_second_are_the_reason_for_symmetry_too(checked: Judge) -> None:
    row = in_summary(checked(ButtKicks(fps=10.0, cadence=200.0).track()), "left-right-asymmetry")
    assert row.verdict is Verdict.NOT_ASSESSED
    assert "frames a second" in row.reason
