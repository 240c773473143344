"""Butt kicks: every kick is one attempt, and nothing else is one."""

from collections.abc import Sequence
from typing import Any

import pytest

from formcheck.poses.landmarks import SIDES
from formcheck.results import Rep, Verdict
from tests.conftest import Judge
from tests.synthetic import ButtKicks, between, standing, without_person

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


SHORT_KICKS: dict[str, Any] = {"cadence": 80.0, "raise_steps": 0.42, "lower_steps": 0.48}


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


def assert_counted(kicks: ButtKicks, reps: Sequence[Rep]) -> None:
    """Assert that every kick is counted once, for its leg and at its time."""
    assert [rep.side for rep in reps] == [kick.side for kick in kicks.plan]
    for rep, kick in zip(reps, kicks.plan, strict=True):
        assert rep.start_s < rep.peak_s < rep.end_s
        assert rep.peak_s == pytest.approx(kick.peak_s, abs=0.08)
    assert [rep.index for rep in reps] == list(range(len(reps)))


@pytest.mark.parametrize("changes", COMBINATIONS + ONE_LEG, ids=str)
def test_every_kick_is_counted_once(checked: Judge, changes: dict[str, Any]) -> None:
    kicks = ButtKicks(**changes)
    assert_counted(kicks, checked(kicks.track()).reps)


@pytest.mark.parametrize("changes", COMBINATIONS, ids=str)
def test_cleaning_loses_and_adds_no_kick(judged: Judge, changes: dict[str, Any]) -> None:
    kicks = ButtKicks(**changes)
    session = judged(kicks.track())
    assert_counted(kicks, session.reps)
    assert session.counts == kicks.counts


@pytest.mark.parametrize("changes", ONE_LEG, ids=str)
def test_kicks_of_one_leg_stay_with_that_leg(judged: Judge, changes: dict[str, Any]) -> None:
    kicks = ButtKicks(**changes)
    assert_counted(kicks, judged(kicks.track()).reps)


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
def test_other_movements_are_not_counted(judged: Judge, changes: dict[str, Any]) -> None:
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
