"""Fast reps: counted by one signal of one leg."""

from collections.abc import Sequence

import numpy as np
import pytest

from formcheck.reps.fast_counter import FastCounter
from formcheck.reps.window import RepWindow
from formcheck.system.arrays import FloatArray

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def count(signal: Sequence[float] | FloatArray, fps: float = 30.0) -> list[RepWindow]:
    counter = FastCounter("left", min_height=25.0)
    windows = [counter.update(i / fps, float(value)) for i, value in enumerate(signal)]
    return [window for window in [*windows, counter.finish()] if window is not None]


def bumps(*heights: float, low: float = 5.0, frames: int = 20) -> FloatArray:
    """Return a signal: standing, then a bump of each height, then standing."""
    bump = 0.5 * (1.0 - np.cos(2.0 * np.pi * np.arange(frames) / frames))
    parts = [np.full(30, low), *(low + (height - low) * bump for height in heights)]
    return np.concatenate([*parts, np.full(15, low)])


def test_a_bump_is_one_attempt_with_its_peak() -> None:
    (window,) = count(bumps(110.0))
    assert not window.cut
    assert window.start < window.peak < window.end
    assert window.peak == 40
    assert window.height == pytest.approx(105.0, abs=4.0)


@pytest.mark.parametrize(
    ("heights", "attempts"),
    [
        ([], 0),
        ([12.0, 15.0, 12.0], 0),
        ([50.0], 1),
        ([110.0] * 9, 9),
        ([110.0, 60.0] * 4, 8),
        ([60.0] * 3 + [130.0] * 3, 6),
        ([130.0] * 3 + [60.0] * 3, 6),
    ],
)
def test_every_kick_is_an_attempt_however_shallow(heights: list[float], attempts: int) -> None:
    assert len(count(bumps(*heights))) == attempts


def test_tremble_at_the_top_makes_no_second_attempt() -> None:
    signal = bumps(110.0, 110.0, frames=30)
    noise = np.random.default_rng(2).normal(0.0, 4.0, len(signal))
    assert len(count(signal + noise)) == 2


def test_a_slow_drift_is_no_attempt() -> None:
    assert count(np.linspace(0.0, 45.0, 300)) == []


def test_frames_without_a_value_are_skipped() -> None:
    signal = bumps(110.0, 110.0)
    signal[[37, 38, 55]] = np.nan
    assert len(count(signal)) == 2
    assert count(np.full(60, np.nan)) == []


def test_time_comes_from_timestamps_and_not_from_frame_numbers() -> None:
    fast = count(bumps(110.0, 110.0, frames=60), fps=90.0)
    slow = count(bumps(110.0, 110.0, frames=20)[20:], fps=30.0)
    assert len(fast) == len(slow) == 2


def test_a_clip_that_begins_or_ends_in_a_kick_says_so() -> None:
    signal = bumps(110.0, 110.0, 110.0)
    windows = count(signal[38 : 30 + 56])
    assert [window.cut for window in windows] == [True, False, True]


def test_a_clip_that_ends_long_before_the_top_shows_no_attempt() -> None:
    assert [window.cut for window in count(bumps(110.0, 110.0)[:55])] == [False]
