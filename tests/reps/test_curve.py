"""The curve of one attempt: times and speeds of a rise and a fall with known answers."""

import numpy as np
import pytest

from formcheck.reps.curve import OF_A_CURVE, Curve


def triangle(rise_s: float, fall_s: float, height: float = 90.0, dwell_s: float = 0.0) -> Curve:
    """Return a straight rise, a plateau and a straight fall, at 100 frames a second."""
    corners_s = np.cumsum([0.0, rise_s, dwell_s, fall_s])
    time_s = np.arange(0.0, corners_s[-1] + 0.005, 0.01)
    values = np.interp(time_s, corners_s, [0.0, height, height, 0.0])
    return Curve(time_s, values, int(np.argmax(values)))


@pytest.mark.parametrize(
    ("curve", "reduce", "expected"),
    [
        (triangle(1.0, 0.5), "lifting-time", 0.8),
        (triangle(1.0, 0.5), "lowering-over-lifting", 0.5),
        (triangle(0.5, 1.5), "lowering-over-lifting", 3.0),
        (triangle(1.0, 0.5), "lifting-speed", 90.0),
        (triangle(1.0, 0.5), "lowering-speed", 180.0),
        (triangle(1.0, 1.0, dwell_s=0.4), "dwell", 0.4 + 2.0 * 5.0 / 90.0),
    ],
)
def test_a_straight_rise_and_fall(curve: Curve, reduce: str, expected: float) -> None:
    assert OF_A_CURVE[reduce](curve) == pytest.approx(expected, rel=1e-6)


def test_a_curve_that_does_not_come_down_has_no_lowering_time() -> None:
    curve = triangle(1.0, 0.5)
    cut = Curve(curve.time_s[:102], curve.values[:102], curve.peak)
    assert np.isfinite(OF_A_CURVE["lifting-time"](cut))
    assert np.isnan(OF_A_CURVE["dwell"](cut))


def test_a_rise_in_which_landmarks_jump_has_a_time_and_no_speed() -> None:
    curve = triangle(1.0, 1.0, height=40.0)
    jumps = curve.values + 50.0 * ((curve.time_s >= 0.5) & (curve.time_s <= 1.5))
    jumped = Curve(curve.time_s, jumps, curve.peak)
    assert np.isnan(OF_A_CURVE["lifting-speed"](jumped))
    assert OF_A_CURVE["lifting-time"](jumped) == pytest.approx(0.55, abs=0.02)
