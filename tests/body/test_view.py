"""The sagittal plane, from cameras around the person."""

from typing import Literal

import numpy as np
import pytest

from formcheck.body.geometry import signed_angle_deg
from formcheck.body.view import View
from formcheck.system.arrays import FloatArray
from tests.conftest import Judge
from tests.synthetic import ButtKicks


def seen(forward: float, up: float, view: View) -> FloatArray:
    """Where a far camera at this view sees a point of the sagittal plane, in its picture."""
    yaw = np.radians(view.yaw_deg or 0.0) * (-1.0 if view.from_behind else 1.0)
    elevation = np.radians(view.elevation_deg)
    down = -up * np.cos(elevation) + forward * np.sin(yaw) * np.sin(elevation)
    return np.array([view.facing * forward * np.cos(yaw), down])


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("from_behind", [False, True])
@pytest.mark.parametrize("elevation_deg", [0.0, 12.0])
@pytest.mark.parametrize("yaw_deg", [0.0, 25.0, 55.0])
def test_an_angle_is_the_same_from_every_side(
    facing: Literal[1, -1], from_behind: bool, elevation_deg: float, yaw_deg: float
) -> None:
    view = View("oblique", yaw_deg, "right", facing, from_behind, elevation_deg)
    thigh, shank = seen(0.26, -0.97, view), seen(-0.87, 0.5, view)
    side = View("side", 0.0, "right", facing)
    true_deg = abs(signed_angle_deg(seen(0.26, -0.97, side), seen(-0.87, 0.5, side)))
    bend = signed_angle_deg(view.sagittal() @ thigh, view.sagittal() @ shank)
    # The height is foreshortened by the cosine of the elevation: 2 % at 12 degrees.
    assert abs(bend) == pytest.approx(true_deg, abs=1.5 if elevation_deg else 1e-9)


@pytest.mark.parametrize("kind", ["front", "rear", "unknown"])
def test_other_views_are_left_as_they_are(kind: Literal["front", "rear", "unknown"]) -> None:
    np.testing.assert_array_equal(View(kind, 80.0, None, 1).sagittal(), np.eye(2))


def test_the_exact_side_is_left_as_it_is() -> None:
    view = View("side", 0.0, "right", 1, elevation_deg=20.0)
    np.testing.assert_allclose(view.sagittal(), np.eye(2), atol=1e-12)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("yaw_deg", [-55.0, -35.0, -20.0, 20.0, 35.0, 55.0])
def test_kicks_reach_the_same_bend_from_every_side(
    checked: Judge, facing: Literal[1, -1], yaw_deg: float
) -> None:
    side, off = (
        checked(ButtKicks(facing=facing, yaw_deg=yaw, noise_px=0.5).track())
        for yaw in (0.0, yaw_deg)
    )
    assert off.counts == side.counts
    near = side.view.near_side
    for session in (side, off):
        assert session.view.near_side == near
    peaks = [
        np.median([r.measures["peak_knee_flexion_deg"] for r in s.reps if r.side == near])
        for s in (side, off)
    ]
    assert peaks[1] == pytest.approx(peaks[0], abs=2.5)
