"""How many frames a second uneven frames are worth."""

import numpy as np
import pytest

from formcheck.poses.frame_rate import effective_fps
from formcheck.system.arrays import FloatArray


def times_s(*gaps_s: float) -> FloatArray:
    return np.cumsum(np.tile(gaps_s, 60))


@pytest.mark.parametrize("fps", [8.0, 24.0, 29.97, 60.0])
def test_even_frames_are_worth_their_rate(fps: float) -> None:
    assert effective_fps(times_s(1.0 / fps)) == pytest.approx(fps)


def test_uneven_frames_are_worth_less_than_their_mean_rate() -> None:
    assert effective_fps(times_s(0.05, 0.15)) == pytest.approx(8.0, abs=0.1)


def test_the_times_of_a_phone_and_a_rare_dropped_frame_hardly_matter() -> None:
    phone = np.random.default_rng(1).normal(1 / 30, 0.004, 600)
    assert effective_fps(np.cumsum(phone)) > 29.0
    assert effective_fps(times_s(*[1 / 30] * 59, 2 / 30)) > 28.5


def test_one_long_break_does_not_spoil_the_rest() -> None:
    even = np.arange(0.0, 4.0, 1 / 30)
    assert effective_fps(np.concatenate([even, 30.0 + even])) > 27.0


def test_without_two_frames_there_is_no_rate() -> None:
    assert effective_fps([]) == effective_fps([1.0]) == 0.0
