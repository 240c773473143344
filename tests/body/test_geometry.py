"""Angles and peaks with known answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.body.geometry import length, parabola_peak, quantile, signed_angle_deg
from formcheck.system.arrays import FloatArray

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

angles = st.floats(-179.0, 179.0)
sizes = st.floats(0.01, 5000.0)


def at(angle_deg: float, size: float = 1.0) -> FloatArray:
    """A vector turned clockwise, as seen, from the x axis."""
    return size * np.array([np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))])


@pytest.mark.parametrize("turn_deg", [0.0, 1e-3, 30.0, 90.0, 150.0, 180.0, -45.0, -90.0, -179.0])
def test_angle_is_the_turn_from_first_to_second(turn_deg: float) -> None:
    assert signed_angle_deg(at(20.0), at(20.0 + turn_deg, 3.0)) == pytest.approx(turn_deg)


def test_clockwise_as_seen_is_positive() -> None:
    right, down = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert signed_angle_deg(right, down) == 90.0
    assert signed_angle_deg(down, right) == -90.0


@given(angles, angles, angles, sizes, sizes)
def test_angle_does_not_depend_on_rotation_or_size(
    first: float, turn: float, rotation: float, size: float, other_size: float
) -> None:
    plain = signed_angle_deg(at(first), at(first + turn))
    rotated = signed_angle_deg(at(first + rotation, size), at(first + turn + rotation, other_size))
    assert rotated == pytest.approx(plain, abs=1e-6)


@given(angles, angles)
def test_a_mirror_flips_the_sign(first: float, turn: float) -> None:
    mirror = np.array([-1.0, 1.0])
    plain = signed_angle_deg(at(first), at(first + turn))
    mirrored = signed_angle_deg(at(first) * mirror, at(first + turn) * mirror)
    assert mirrored == pytest.approx(-plain, abs=1e-6)


@pytest.mark.parametrize("place", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_unknown_stays_unknown_and_changes_no_other(place: tuple[int, int]) -> None:
    pair = np.array([[1.0, 0.0], [0.0, 1.0]])
    pair[place] = np.nan
    first = np.stack([pair[0], [1.0, 0.0]])
    second = np.stack([pair[1], [1.0, 1.0]])
    angle = signed_angle_deg(first, second)
    assert np.isnan(angle[0])
    assert angle[1] == pytest.approx(45.0)


def test_length() -> None:
    vectors = np.array([[3.0, 4.0], [0.0, 0.0], [np.nan, 1.0]])
    assert length(vectors)[:2].tolist() == [5.0, 0.0]
    assert np.isnan(length(vectors)[2])
    assert length(np.array([1.0, 2.0, 2.0])) == 3.0


@given(
    peak_s=st.floats(1.0, 9.0),
    height=st.floats(-50.0, 200.0),
    curvature=st.floats(0.1, 100.0),
    uneven_s=st.floats(0.0, 0.4),
)
def test_peak_of_a_parabola_is_exact_between_samples(
    peak_s: float, height: float, curvature: float, uneven_s: float
) -> None:
    time_s = np.arange(11.0)
    time_s[1::2] += uneven_s
    samples = height - curvature * (time_s - peak_s) ** 2
    at_s, top = parabola_peak(time_s, samples)
    assert at_s == pytest.approx(peak_s, abs=1e-6)
    assert top == pytest.approx(height, abs=1e-6 * (1.0 + abs(height) + curvature))


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        ([1.0, 2.0, 5.0], (2.0, 5.0)),
        ([5.0, 2.0, 1.0], (0.0, 5.0)),
        ([7.0], (0.0, 7.0)),
        ([3.0, 3.0, 3.0], (0.0, 3.0)),
        ([np.nan, 4.0, 3.0], (1.0, 4.0)),
        ([1.0, 4.0, np.nan, 2.0], (1.0, 4.0)),
    ],
)
def test_peak_without_two_neighbours_is_the_highest_sample(
    samples: list[float], expected: tuple[float, float]
) -> None:
    assert parabola_peak(np.arange(float(len(samples))), np.array(samples)) == expected


@pytest.mark.parametrize("samples", [[], [np.nan], [np.nan, np.nan, np.nan]])
def test_peak_of_nothing_is_unknown(samples: list[float]) -> None:
    assert np.isnan(parabola_peak(np.arange(float(len(samples))), np.array(samples))).all()


def test_quantile_of_known_values() -> None:
    assert quantile(np.array([1.0, np.nan, 3.0, 2.0]), 0.5) == 2.0
    assert np.isnan(quantile(np.array([np.nan]), 0.5))
    assert np.isnan(quantile(np.array([]), 0.5))
