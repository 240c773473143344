"""Slow reps: counted by one signal of one leg."""

import numpy as np
import pytest

from formcheck.poses.landmarks import SIDES
from formcheck.reps.slow_counter import SlowCounter
from formcheck.reps.window import RepWindow

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def signal(*levels: float) -> list[float]:
    """Return a signal that goes from one level to the next in half a second."""
    steps = np.arange(0.0, len(levels) - 1.0, 1.0 / 15.0)
    return [float(value) for value in np.interp(steps, range(len(levels)), levels)]


def count(*levels: float, **others: tuple[float, ...]) -> list[RepWindow]:
    """Return the attempts in a signal; ``lead`` and ``second`` are its other signals."""
    counter = SlowCounter("left", min_height=10.0, low_forgets_s=5.0, second_min_height=8.0)
    more = {name: signal(*its) for name, its in others.items()}
    windows = [
        counter.update(i / 30.0, value, **{name: its[i] for name, its in more.items()})
        for i, value in enumerate(signal(*levels))
    ]
    return [window for window in [*windows, counter.finish()] if window is not None]


def test_a_leg_that_comes_down_half_way_is_counted_again() -> None:
    assert len(count(0, 0, 90, 90, 40, 90, 40, 90, 0, 0)) == 3


def test_a_tremble_at_the_top_adds_no_rep() -> None:
    assert len(count(0, 0, 90, 70, 90, 70, 90, 0, 0)) == 1


def test_a_resting_level_that_has_risen_does_not_join_reps() -> None:
    assert len(count(0, 0, 15, 12, 12, 90, 12, 12, 90, 12, 12)) >= 2


def test_a_foot_that_is_lost_while_the_thigh_stays_back_ends_no_rep() -> None:
    torn = (0, 0, 90, 10, 90, 0, 0, 90, 0, 0)
    windows = count(*torn, second=(0, 0, 20, 18, 20, 0, 0, 20, 0, 0))
    assert [window.torn for window in windows] == [True, False]
    assert len(count(*torn)) == 3
    assert len(count(*torn, second=(0, 0, 20, 4, 20, 0, 0, 20, 0, 0))) == 3  # it came down too


def test_a_leg_beside_the_other_one_is_down_however_the_hips_have_shifted() -> None:
    shifted = (0, 0, 12, 35, 20, 20, 35, 20, 12, 0, 0)
    assert len(count(*shifted)) == 1
    assert len(count(*shifted, lead=(0, 0, 0, 20, 1, 1, 20, 1, 0, 0, 0))) == 2


def test_a_pose_model_that_settles_lifts_no_leg() -> None:
    counter = SlowCounter("left", min_height=10.0, low_forgets_s=5.0)
    settling = [0.0, 6.0, 10.0, 12.0, 13.0, 13.0, *[13.0] * 30, *np.linspace(13.0, 0.0, 30)]
    windows = [counter.update(i / 20.0, value) for i, value in enumerate(settling)]
    assert not any(windows)


@pytest.mark.parametrize(("frames", "reps"), [(3, 0), (12, 1)])
def test_a_leg_that_is_up_for_a_few_frames_is_misread(frames: int, reps: int) -> None:
    counter = SlowCounter("left", min_height=10.0, low_forgets_s=5.0)
    values = [*[0.0] * 20, *[50.0] * frames, *[0.0] * 20]
    windows = [counter.update(i / 30.0, value) for i, value in enumerate(values)]
    assert sum(window is not None for window in windows) == reps


def test_a_leg_that_only_comes_back_to_its_place_when_the_clip_ends_is_no_rep() -> None:
    assert len(count(0, 0, 90, 0, 0, 90, 0, -40, -80, -80, 0)) == 2
    assert len(count(0, 0, 90, 0, 0, 90, 0, 0, 80)) == 3


def test_a_rep_begins_where_it_leaves_its_lowest_tenth() -> None:
    (window,) = count(0, 0, 3, 3, 3, 90, 90, 0, 0)
    assert window.start == pytest.approx(4 * 15 + 1, abs=1.5)
    assert window.top[0] <= window.peak <= window.top[1]
    assert window.top[1] - window.top[0] == pytest.approx(17, abs=2)


def test_the_frames_of_an_attempt_are_in_order_in_any_signal() -> None:
    random = np.random.default_rng(3)
    for _ in range(20):
        levels = np.cumsum(random.normal(0.0, 25.0, 60))
        for window in count(*levels):
            assert window.start <= window.top[0] <= window.peak <= window.top[1] <= window.end


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # A bump as the other leg leaves, over when that one is down again.
        ((0, 0, 10, 90, 90, 90, 30, 0, 0), (0, -20, 25, 8, 8, 8, 8, -12, -12)),
        # Drawn along with the other one, which looks lower for a while.
        ((0, 0, 60, 52, 50, 45, 0, 0), (0, 0, 20, 50, 45, 10, 0, 0)),
    ],
)
def test_a_knee_that_moves_along_with_the_other_is_a_ripple(
    one: tuple[float, ...], two: tuple[float, ...]
) -> None:
    counters = [SlowCounter(side, min_height=20.0, low_forgets_s=5.0) for side in SIDES]
    found: list[list[RepWindow]] = [[], []]
    for levels, counter, windows in zip((one, two), counters, found, strict=True):
        for i, value in enumerate(signal(*levels)):
            window = counter.update(i / 30.0, value)
            if window is not None:
                windows.append(window)
    assert [len(windows) for windows in found] == [1, 1]
    assert not counters[0].is_ripple(found[0][0], counters[1], 1.1)
    assert counters[1].is_ripple(found[1][0], counters[0], 1.1)


def test_a_leg_is_at_rest_when_it_sinks_no_further() -> None:
    counter = SlowCounter("left", min_height=10.0)
    values = [0.0] * 15 + list(np.linspace(0.0, 40.0, 30)) + list(np.linspace(40.0, 0.0, 30))
    resting, window = [], None
    for i, value in enumerate([*values, *[0.0] * 15]):
        window = counter.update(i / 30.0, value) or window
        if window is not None:
            resting.append(i if counter.at_rest(window) else None)
    first = next(frame for frame in resting if frame is not None)
    assert 74 <= first <= 77  # it is down at 74, and seen to be within 0.1 s
