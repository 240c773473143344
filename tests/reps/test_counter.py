"""Counting: one attempt for every kick, none for anything else."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from formcheck.poses.landmarks import SIDES
from formcheck.reps.fast_counter import FastCounter
from formcheck.reps.slow_counter import SlowCounter
from formcheck.reps.window import RepWindow
from formcheck.results import Rep, Verdict
from formcheck.system.arrays import FloatArray
from tests.conftest import Judge
from tests.synthetic import ButtKicks, between, standing, without_person

pytestmark = pytest.mark.filterwarnings("error")

SHORT_KICKS: dict[str, Any] = {"cadence": 80.0, "raise_steps": 0.42, "lower_steps": 0.48}


def count(signal: Sequence[float] | FloatArray, fps: float = 30.0) -> list[RepWindow]:
    counter = FastCounter("left", min_height=25.0)
    windows = [counter.update(i / fps, float(value)) for i, value in enumerate(signal)]
    return [window for window in [*windows, counter.finish()] if window is not None]


def bumps(*heights: float, low: float = 5.0, frames: int = 20) -> FloatArray:
    """Standing, then a bump of each height, then standing."""
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


def test_frames_in_which_nothing_is_known_are_passed_over() -> None:
    signal = bumps(110.0, 110.0)
    signal[[37, 38, 55]] = np.nan
    assert len(count(signal)) == 2
    assert count(np.full(60, np.nan)) == []


def test_the_clock_is_the_timestamp_not_the_frame() -> None:
    fast = count(bumps(110.0, 110.0, frames=60), fps=90.0)
    slow = count(bumps(110.0, 110.0, frames=20)[20:], fps=30.0)
    assert len(fast) == len(slow) == 2


def test_a_clip_that_begins_or_ends_in_a_kick_says_so() -> None:
    signal = bumps(110.0, 110.0, 110.0)
    windows = count(signal[38 : 30 + 56])
    assert [window.cut for window in windows] == [True, False, True]


def test_a_clip_that_ends_long_before_the_top_shows_no_attempt() -> None:
    assert [window.cut for window in count(bumps(110.0, 110.0)[:55])] == [False]


COMBINATIONS: list[dict[str, Any]] = [
    {},
    {"kicks": 1},
    {"kicks": 2},
    {"kicks": 33},
    {"order": ("right", "left"), "kicks": 15},
    {"cadence": 80.0},
    {"cadence": 150.0},
    {"cadence": 200.0, "fps": 60.0},
    {"cadence": 180.0, "fps": 24.0},
    {"left_deg": 50.0, "right_deg": 50.0},
    {"left_deg": 130.0, "right_deg": 55.0},
    {"left_deg": 55.0, "right_deg": 130.0},
    {"peak_offsets_deg": (0.0, 0.0, -60.0, -60.0)},
    {"left_deg": 150.0, "right_deg": 150.0},
    {"thigh_swing_deg": 45.0},
    {"ankle_lean_deg": 20.0},
    {"bounce_ll": 0.2},
    {"facing": -1},
    {"yaw_deg": 20.0},
    {"yaw_deg": 45.0},
    {"yaw_deg": 90.0},
    {"yaw_deg": -90.0},
    {"noise_px": 2.0},
    {"unevenness": 0.8},
    {"fps": 60.0},
    {"fps": 24.0},
    {"stand_s": 0.2, "rest_s": 0.1},
    {"step_factors": (1.0, 1.4, 0.8)},
    {"order": ("left", "right", "right"), **SHORT_KICKS},
]
ONE_LEG: list[dict[str, Any]] = [
    {"order": ("left",), **SHORT_KICKS},
    {"order": ("right",), **SHORT_KICKS},
]


def right_count(kicks: ButtKicks, reps: Sequence[Rep]) -> None:
    """Every kick once, on its leg, at its time."""
    assert [rep.side for rep in reps] == [kick.side for kick in kicks.plan]
    for rep, kick in zip(reps, kicks.plan, strict=True):
        assert rep.start_s < rep.peak_s < rep.end_s
        assert rep.peak_s == pytest.approx(kick.peak_s, abs=0.08)
    assert [rep.index for rep in reps] == list(range(len(reps)))


@pytest.mark.parametrize("changes", COMBINATIONS + ONE_LEG, ids=str)
def test_every_kick_is_counted_once(checked: Judge, changes: dict[str, Any]) -> None:
    kicks = ButtKicks(**changes)
    right_count(kicks, checked(kicks.track()).reps)


@pytest.mark.parametrize("changes", COMBINATIONS, ids=str)
def test_cleaning_loses_and_adds_none(judged: Judge, changes: dict[str, Any]) -> None:
    kicks = ButtKicks(**changes)
    session = judged(kicks.track())
    right_count(kicks, session.reps)
    assert session.counts == kicks.counts


@pytest.mark.parametrize("changes", ONE_LEG, ids=str)
def test_kicks_of_one_leg_stay_its_own(judged: Judge, changes: dict[str, Any]) -> None:
    kicks = ButtKicks(**changes)
    right_count(kicks, judged(kicks.track()).reps)


@pytest.mark.parametrize(
    "changes",
    [
        {"left_deg": 20.0, "right_deg": 20.0},
        {"left_deg": 20.0, "right_deg": 20.0, "ankle_lean_deg": 15.0, "noise_px": 2.0},
        {"thigh_swing_deg": 80.0, "left_deg": 95.0, "right_deg": 95.0},
        {"kicks": 0, "rest_s": 4.0},
        {"kicks": 0, "rest_s": 4.0, "noise_px": 4.0},
    ],
    ids=["sway", "sway-leaning", "high-knees", "standing", "standing-noisy"],
)
def test_what_is_no_kick_is_not_counted(judged: Judge, changes: dict[str, Any]) -> None:
    session = judged(ButtKicks(**changes).track())
    assert session.counts == {"left": 0, "right": 0}
    assert any("no kicks" in warning for warning in session.warnings)


def test_standing_is_not_judged(judged: Judge) -> None:
    for row in judged(standing(4.0)).summary:
        assert row.verdict is Verdict.NOT_ASSESSED
        assert row.reason


KICKS = ButtKicks(kicks=8)


def cut_out(checked: Judge, start_s: float, end_s: float) -> tuple[Rep, ...]:
    return checked(between(KICKS.track(), start_s, end_s)).reps


@pytest.mark.parametrize("before_s", [0.05, 0.12])
def test_a_kick_at_the_start_of_the_clip_is_counted_but_not_judged(
    checked: Judge, before_s: float
) -> None:
    reps = cut_out(checked, KICKS.plan[2].peak_s - before_s, KICKS.end_s)
    assert [rep.side for rep in reps] == [kick.side for kick in KICKS.plan[2:]]
    assert_cut(reps[0])
    assert_judged(reps[1:])


@pytest.mark.parametrize("after_s", [0.2, 0.28])
def test_a_kick_at_the_end_of_the_clip_is_counted_but_not_judged(
    checked: Judge, after_s: float
) -> None:
    reps = cut_out(checked, 0.0, KICKS.plan[5].peak_s + after_s)
    assert [rep.side for rep in reps] == [kick.side for kick in KICKS.plan[:6]]
    assert_cut(reps[-1])
    assert_judged(reps[:-1])


def assert_cut(rep: Rep) -> None:
    for check in rep.checks:
        assert check.verdict is Verdict.NOT_ASSESSED
        assert "begins or ends" in check.reason


def assert_judged(reps: Sequence[Rep]) -> None:
    checks = [check for rep in reps for check in rep.checks if check.rule != "lumbar-arching"]
    assert all(check.verdict is Verdict.GOOD for check in checks)  # no outline, no back


@pytest.mark.parametrize("gap_s", [0.05, 0.3, 0.8, 2.5])
def test_kicks_around_a_gap_are_counted(judged: Judge, gap_s: float) -> None:
    kicks = ButtKicks(kicks=16)
    start_s = kicks.plan[6].peak_s + 0.3
    reps = judged(without_person(kicks.track(), start_s, start_s + gap_s)).reps
    for side in SIDES:
        peaks_s = [rep.peak_s for rep in reps if rep.side == side]
        for kick in (kick for kick in kicks.plan if kick.side == side):
            near = [peak_s for peak_s in peaks_s if abs(peak_s - kick.peak_s) < 0.15]
            clear = not start_s - 0.35 < kick.peak_s < start_s + gap_s + 0.35
            assert len(near) == 1 if clear else len(near) <= 1
    assert len(reps) <= len(kicks.plan)


@pytest.mark.parametrize("gap_s", [0.12, 0.2, 0.3, 0.4, 0.6])
@pytest.mark.parametrize("shift_s", [-0.1, 0.0, 0.1])
def test_a_kick_whose_top_was_not_seen_is_no_fault(
    judged: Judge, gap_s: float, shift_s: float
) -> None:
    kicks = ButtKicks(kicks=8)
    middle_s = kicks.plan[4].peak_s + shift_s
    gap = (middle_s - gap_s / 2.0, middle_s + gap_s / 2.0)
    for rep in judged(without_person(kicks.track(), *gap)).reps:
        for check in rep.checks:
            assert check.verdict in (Verdict.GOOD, Verdict.NOT_ASSESSED), check


def test_a_leg_rests_when_it_sinks_no_further() -> None:
    counter = SlowCounter("left", min_height=10.0)
    signal = [0.0] * 15 + list(np.linspace(0.0, 40.0, 30)) + list(np.linspace(40.0, 0.0, 30))
    resting, window = [], None
    for i, value in enumerate([*signal, *[0.0] * 15]):
        window = counter.update(i / 30.0, value) or window
        if window is not None:
            resting.append(i if counter.at_rest(window) else None)
    first = next(frame for frame in resting if frame is not None)
    assert 74 <= first <= 77  # it is down at 74, and seen to be within 0.1 s
