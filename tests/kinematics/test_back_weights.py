"""The coefficients of the back are read from their file, and used as it says."""

import numpy as np
import pytest

from formcheck.kinematics.back_weights import FlareReadAsArching, back_weights


def test_the_file_is_read_once() -> None:
    assert back_weights() is back_weights()


def test_weights_come_in_the_order_of_the_features() -> None:
    weights = back_weights().slow.all_fours.lumbar_extension
    assert weights.vector().tolist() == [
        weights.bend_2,
        weights.bend_3,
        weights.bend_4,
        weights.bend_5,
        weights.near_thigh_deg,
        weights.far_thigh_deg,
    ]
    assert len(back_weights().running.lumbar_extension.vector()) == 4


def test_a_clear_flare_is_taken_off_and_a_small_one_is_not() -> None:
    flare = FlareReadAsArching(share=0.8, from_deg=5.0, clear_deg=7.0)
    arching_deg = flare.arching_deg(np.array([-3.0, 5.0, 6.0, 10.0]))
    assert arching_deg == pytest.approx([0.0, 0.0, 0.4 * 6.0, 8.0])


def test_the_error_grows_with_the_value_and_the_misfit() -> None:
    error = back_weights().slow.error
    small, large = error.sigma_deg(np.array([0.0, 20.0]), np.zeros(2))
    assert small == pytest.approx(error.neutral_deg)
    assert large > small
    assert error.sigma_deg(np.zeros(1), np.array([0.005]))[0] > small
