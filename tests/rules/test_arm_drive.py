"""Arm drive: range, elbow, in time with the opposite leg."""

from typing import Any

import numpy as np
import pytest

from formcheck.poses.landmarks import Side, joint, other
from formcheck.results import Check, Session, Verdict
from tests.conftest import Judge
from tests.synthetic import ButtKicks, with_landmarks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

RULE = "missing-arm-drive"
# As long up as down, so that the middle of a kick is its peak.
EVEN: dict[str, Any] = {"raise_steps": 0.8, "lower_steps": 0.8}


def arm_check(session: Session) -> Check:
    (check,) = (check for check in session.set_checks if check.rule == RULE)
    return check


# what is wrong, verdict, true value, limit passed, a word of the cue
CASES: list[tuple[dict[str, Any], Verdict, float, float, str]] = [
    ({"arm_range_deg": 60.0}, Verdict.GOOD, 60.0, 25.0, ""),
    ({"arm_range_deg": 30.0}, Verdict.GOOD, 30.0, 25.0, ""),
    ({"arm_range_deg": 20.0}, Verdict.BORDERLINE, 20.0, 25.0, "Pump"),
    ({"arm_range_deg": 8.0}, Verdict.FAULT, 8.0, 15.0, "Pump"),
    ({"arm_range_deg": 0.0}, Verdict.FAULT, 0.0, 15.0, "Pump"),
    ({"arm_late_deg": 55.0}, Verdict.GOOD, 45.0, 25.0, ""),
    ({"arm_late_deg": 100.0}, Verdict.FAULT, 100.0, 75.0, "opposite arm"),
    ({"arm_late_deg": -100.0}, Verdict.FAULT, 100.0, 75.0, "opposite arm"),
    ({"arm_late_deg": 180.0}, Verdict.FAULT, 180.0, 75.0, "opposite arm"),
    ({"elbow_deg": 40.0}, Verdict.BORDERLINE, 40.0, 60.0, "elbows"),
    ({"elbow_deg": 70.0}, Verdict.GOOD, 45.0, 25.0, ""),
    ({"elbow_deg": 135.0}, Verdict.BORDERLINE, 135.0, 120.0, "elbows"),
]


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize(
    ("changes", "verdict", "value", "threshold", "said"), CASES, ids=[str(c[0]) for c in CASES]
)
def test_arm_drive(
    checked: Judge,
    facing: int,
    changes: dict[str, Any],
    verdict: Verdict,
    value: float,
    threshold: float,
    said: str,
) -> None:
    kicks = ButtKicks(facing=1 if facing == 1 else -1, **EVEN, **changes)
    check = arm_check(checked(kicks.track()))
    assert check.verdict is verdict
    assert check.value == pytest.approx(value, abs=4.0)
    assert (check.threshold, check.unit) == (threshold, "deg")
    assert said in check.cue


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize("cadence", [95.0, 170.0])
def test_timing_of_the_arms_hangs_on_neither_frame_rate_nor_pace(
    checked: Judge, fps: float, cadence: float
) -> None:
    kicks = ButtKicks(fps=fps, cadence=cadence, arm_late_deg=120.0, **EVEN)
    check = arm_check(checked(kicks.track()))
    assert check.value == pytest.approx(120.0, abs=8.0)


def test_hands_behind_as_a_target_are_said_and_no_fault(checked: Judge) -> None:
    behind = {"arm_mean_deg": -55.0, "arm_range_deg": 3.0, "elbow_deg": 20.0}
    session = checked(ButtKicks(**behind).track())  # type: ignore[arg-type]
    check = arm_check(session)
    assert check.verdict is Verdict.NOT_ASSESSED
    assert "hands are held at the glutes" in check.reason
    assert "not a fault" in check.reason
    assert session.cues == ()


@pytest.mark.parametrize(
    ("arm_deg", "elbow_deg", "verdict"),
    [(-20.0, 15.0, Verdict.FAULT), (-55.0, 60.0, Verdict.NOT_ASSESSED)],
)
def test_from_the_front_at_an_angle_only_a_bent_arm_is_held_behind(
    checked: Judge, arm_deg: float, elbow_deg: float, verdict: Verdict
) -> None:
    """From there a hand that hangs beside the hip is seen behind it."""
    arms = {"arm_mean_deg": arm_deg, "arm_range_deg": 3.0, "elbow_deg": elbow_deg}
    check = arm_check(checked(ButtKicks(yaw_deg=35.0, **arms).track()))  # type: ignore[arg-type]
    assert check.verdict is verdict


@pytest.mark.parametrize("facing", [1, -1])
def test_the_far_arm_has_no_say(checked: Judge, facing: int) -> None:
    kicks = ButtKicks(facing=1 if facing == 1 else -1)
    near: Side = kicks.near_side
    parts = [joint(other(near), name) for name in ("elbow", "wrist")]
    session = checked(with_landmarks(kicks.track(), parts, shift_px=60.0))
    assert arm_check(session).verdict is Verdict.GOOD


def test_an_arm_out_of_sight_is_a_reason(checked: Judge) -> None:
    kicks = ButtKicks()
    parts = [joint(kicks.near_side, name) for name in ("elbow", "wrist")]
    session = checked(with_landmarks(kicks.track(), parts, shift_px=float("nan")))
    check = arm_check(session)
    assert check.verdict is Verdict.NOT_ASSESSED
    assert "near arm was not seen" in check.reason


def test_a_hand_that_moves_on_an_arm_that_does_not_is_no_fault(checked: Judge) -> None:
    kicks = ButtKicks(arm_range_deg=6.0)
    track = kicks.track()
    up_and_down_px = 25.0 * np.sin(2.0 * np.pi * track.time_s / (2.0 * kicks.step_s))
    shift_px = np.stack([np.zeros(len(track)), up_and_down_px], axis=1)[:, None]
    check = arm_check(
        checked(with_landmarks(track, [joint(kicks.near_side, "wrist")], shift_px=shift_px))
    )
    assert check.verdict is Verdict.NOT_ASSESSED
    assert "upper arm does not" in check.reason
