"""The correction of the errors of a pose model."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body.calibration import NO_CORRECTION, Calibration
from formcheck.body.motion import Motion
from formcheck.body.subject import observe
from formcheck.detection.calibrations import MEDIAPIPE_FULL
from formcheck.exercises.file import load_exercise
from formcheck.judging import judge
from formcheck.kinematics.measures import measure
from formcheck.poses.landmarks import Side, other
from tests.conftest import Judge
from tests.synthetic import BUNDLED_MODEL, ButtKicks, Kickbacks, recording


def test_the_default_corrects_nothing() -> None:
    angles = np.array([-5.0, 0.0, 90.0, 150.0, np.nan])
    np.testing.assert_array_equal(NO_CORRECTION.knee_flexion_deg(angles), angles)


@given(st.floats(-20.0, 170.0), st.floats(0.01, 20.0))
def test_corrected_angles_keep_their_order_and_are_never_lower(read: float, more: float) -> None:
    low, high = MEDIAPIPE_FULL.knee_flexion_deg(np.array([read, read + more]))
    assert read <= low < high
    assert low < 190.0


def test_straight_legs_stay_straight() -> None:
    angles = np.array([-5.0, 0.0, 3.0])
    np.testing.assert_allclose(MEDIAPIPE_FULL.knee_flexion_deg(angles), angles, atol=1.0)


@pytest.mark.parametrize(("far", "more"), [(False, 2.5), (True, 4.0)])
def test_slow_knees_are_corrected_alike_at_any_bend(far: bool, more: float) -> None:
    angles = np.array([8.0, 90.0, np.nan])
    slow = MEDIAPIPE_FULL.for_slow()
    np.testing.assert_allclose(slow.knee_flexion_deg(angles, far=far), angles + more)
    pushed_past_straight = np.array([-20.0, -5.0])
    corrected = slow.knee_flexion_deg(pushed_past_straight, far=far)
    np.testing.assert_array_equal(corrected, pushed_past_straight)


@pytest.mark.parametrize("standing", [True, False])
def test_kickbacks_are_judged_by_corrected_knees(standing: bool) -> None:
    kickbacks = Kickbacks(standing=standing)
    exercise = load_exercise(kickbacks.exercise)
    as_read, corrected = (
        judge(recording(kickbacks.track(), model=model), exercise)
        for model in ("unknown.task sha256:0", BUNDLED_MODEL)
    )
    near, far = corrected.view.near_side, other(corrected.view.near_side or "left")
    assert near is not None
    for side, more in ((near, 2.5), (far, 4.0)):
        name = f"{side}_knee_flexion_deg"
        assert np.median(corrected.measures[name] - as_read.measures[name]) == pytest.approx(more)


@pytest.mark.parametrize(("side", "far"), [("right", False), ("left", True)])
def test_recorded_clips_are_judged_by_corrected_angles(
    judged: Judge, checked: Judge, side: Side, far: bool
) -> None:
    track = ButtKicks(left_deg=115.0, right_deg=115.0, fps=60.0).track()
    as_read, corrected = (
        np.median(
            [rep.measures["peak_knee_flexion_deg"] for rep in run(track).reps if rep.side == side]
        )
        for run in (checked, judged)
    )
    assert as_read == pytest.approx(115.0, abs=1.0)
    expected = MEDIAPIPE_FULL.knee_flexion_deg(np.array([115.0]), far=far)[0]
    assert corrected == pytest.approx(expected, abs=1.0)


@given(st.floats(1.0, 150.0))
def test_the_far_knee_is_corrected_by_more_than_the_near_one(read: float) -> None:
    angles = np.array([read])
    assert MEDIAPIPE_FULL.knee_flexion_deg(angles) < MEDIAPIPE_FULL.knee_flexion_deg(
        angles, far=True
    )


def test_the_pitch_of_the_far_foot_is_corrected() -> None:
    track = ButtKicks(toes_down_deg=20.0).track()
    subject = observe(track)
    assert subject.view.near_side == "right"
    corrected = replace(subject, calibration=Calibration(far_foot_pitch_deg=4.0))
    expected: tuple[tuple[Side, float], ...] = (("right", 0.0), ("left", 4.0))
    for side, less in expected:
        as_read, put_right = (
            measure(Motion(track, who), "foot_pitch_deg", side) for who in (subject, corrected)
        )
        np.testing.assert_allclose(put_right, as_read - less)


def test_the_far_thigh_is_corrected_when_level_and_not_when_hanging() -> None:
    track = Kickbacks().track()
    subject = observe(track)
    corrected = replace(subject, calibration=Calibration(far_thigh_elevation_deg=3.0))
    near = subject.view.near_side
    assert near is not None
    for side, at_level in ((near, 0.0), (other(near), 3.0)):
        as_read, put_right = (
            measure(Motion(track, who), "thigh_elevation_deg", side) for who in (subject, corrected)
        )
        less = as_read - put_right
        assert less[np.argmin(np.abs(as_read))] == pytest.approx(at_level, abs=0.05)
        assert less[np.argmin(as_read)] == pytest.approx(0.0, abs=0.3)
