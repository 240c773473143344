"""Times of camera pictures, by the camera's clock or by their arrival."""

import numpy as np
import pytest

from formcheck.live.camera.clock import CameraClock


def test_a_camera_clock_that_runs_is_used() -> None:
    clock = CameraClock()
    # Pictures taken evenly arrive unevenly.
    late_s = [0.02, 0.05, 0.021, 0.06, 0.02, 0.03]
    taken = [clock.time_s(100.0 + i / 30 + late, 7.0 + i / 30) for i, late in enumerate(late_s)]
    np.testing.assert_allclose(np.diff(taken), 1 / 30, atol=1e-9)


@pytest.mark.parametrize("camera_s", [None, 0.0, 5.0])
def test_a_clock_that_stands_is_replaced_by_the_arrival_times(camera_s: float | None) -> None:
    clock = CameraClock()
    times = [clock.time_s(100.0 + i / 30, camera_s) for i in range(10)]
    np.testing.assert_allclose(np.diff(times), 1 / 30, atol=1e-9)


def test_a_clock_that_starts_again_goes_on_where_it_was() -> None:
    clock = CameraClock()
    before = [clock.time_s(10.0 + i / 30, i / 30) for i in range(30)]
    after = [clock.time_s(15.0 + i / 30, i / 30) for i in range(30)]
    assert after[0] == pytest.approx(5.0, abs=0.05)
    assert np.all(np.diff(before + after) > 0.0)
