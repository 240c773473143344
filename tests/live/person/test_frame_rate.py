"""How many frames a second are judged, and what is said of too few."""

import numpy as np
import pytest

from formcheck.exercises.spec import Exercise
from formcheck.live.person.frame_rate import FrameRate, FrameRateMeter


def measured(times_s: list[float]) -> float:
    meter = FrameRateMeter()
    for time_s in times_s:
        meter.add(time_s)
    return meter.fps


def test_uneven_frames_are_told_as_the_rules_count_them() -> None:
    meter = FrameRateMeter()
    for time_s in np.cumsum(np.tile([0.05, 0.05, 0.2], 10)).tolist():
        meter.add(time_s)
    assert meter.fps == pytest.approx(10.0, rel=0.1)
    rate = FrameRate(meter.fps, 10.0, meter.evenness)
    assert rate.effective_fps == pytest.approx(6.7, abs=0.3)
    assert str(rate) == "The camera gives 6 frames a second"


def test_nothing_is_known_before_there_were_enough_frames() -> None:
    assert measured([]) == 0.0
    assert measured(np.arange(0.0, 1.4, 0.1).tolist()) == 0.0


def test_even_two_frames_in_three_seconds_are_a_rate() -> None:
    assert measured([0.0, 1.5, 3.0]) == pytest.approx(1 / 1.5)


def test_a_break_starts_the_measurement_anew() -> None:
    fast = np.arange(0.0, 2.0, 1 / 30)
    assert measured([*fast.tolist(), 5.0]) == 0.0
    assert measured([*fast.tolist(), *(5.0 + np.arange(0.0, 2.0, 0.1)).tolist()]) < 11.0


def test_the_camera_is_blamed_only_if_nearly_all_its_frames_are_judged() -> None:
    assert FrameRate(9.5, 10.0).limited_by == "camera"
    assert FrameRate(9.0, 30.0).limited_by == "computer"
    assert str(FrameRate(9.0, 30.0)) == "This computer manages 9 frames a second"


def test_only_rules_that_need_more_frames_are_named(butt_kicks: Exercise) -> None:
    assert not FrameRate(15.0, 30.0).unjudged(butt_kicks)
    assert FrameRate(15.0, 30.0, 0.8).unjudged(butt_kicks)
    assert not FrameRate().unjudged(butt_kicks)
    names = {rule.id for rule in FrameRate(9.0, 30.0).unjudged(butt_kicks)}
    assert "heel-not-to-glutes" in names
    assert "forward-lean" not in names


def test_frames_that_come_while_models_are_loaded_do_not_count() -> None:
    slow = [0.0, 0.4, 0.9]
    assert measured([*slow, *np.arange(1.0, 3.0, 1 / 30).tolist()]) == pytest.approx(30.0, rel=0.05)
