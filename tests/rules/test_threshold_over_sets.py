"""Threshold rules that judge the average of a set: landing toes and dropped feet."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.poses.landmarks import Side, joint
from formcheck.results import Verdict
from tests.conftest import Judge
from tests.rules.found import (
    of_set,
)
from tests.synthetic import ButtKicks, leg_landmarks, with_landmarks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


@pytest.mark.parametrize("wrong", ["left", "right"])
def test_toes_are_judged_by_the_near_foot_where_it_is_seen(checked: Judge, wrong: Side) -> None:
    track = ButtKicks(fps=60.0, cadence=150.0, toes_down_deg=4.0).track()
    near = checked(track).view.near_side
    foot = [joint(wrong, "foot_index")]
    down = with_landmarks(track, foot, shift_px=np.array([0.0, 24.0]))
    expected = Verdict.BORDERLINE if wrong == near else Verdict.GOOD
    assert of_set(checked(down), "toe-slam").verdict is expected


def test_toes_are_judged_by_both_feet_where_the_near_one_is_hidden(checked: Judge) -> None:
    track = ButtKicks(fps=60.0, cadence=150.0, toes_down_deg=30.0).track()
    near = checked(track).view.near_side
    assert near is not None
    hidden = with_landmarks(track, leg_landmarks(near), visibility=0.1)
    assert of_set(checked(hidden), "toe-slam").verdict is Verdict.BORDERLINE


def test_toes_that_come_down_slowly_do_not_slam(checked: Judge) -> None:
    slow = ButtKicks(toes_down_deg=25.0, cadence=60.0, lower_steps=1.4)
    check = of_set(checked(slow.track()), "toe-slam")
    assert (check.verdict, check.cue) == (Verdict.GOOD, "")
    assert check.value is not None
    assert check.threshold is not None
    assert check.value > check.threshold
    assert check.reason == "the foot comes down slowly, so the toes do not slam"


@pytest.mark.parametrize(
    ("fps", "verdict"), [(20.0, Verdict.NOT_ASSESSED), (30.0, Verdict.BORDERLINE)]
)
@pytest.mark.parametrize("name", ["butt-kicks", "butt-kicks-pull-through"])
def test_toes_are_not_judged_with_too_few_frames_a_second(
    judged: Judge, name: str, fps: float, verdict: Verdict
) -> None:
    track = ButtKicks(fps=fps, cadence=150.0, toes_down_deg=24.0).track()
    check = of_set(judged(track, exercise=load_exercise(name)), "toe-slam")
    assert check.verdict is verdict
    assert ("20 frames a second are too few" in check.reason) == (fps == 20.0)


@pytest.mark.parametrize("fps", [30.0, 60.0])
def test_a_dropped_foot_is_told_from_a_lowered_one(checked: Judge, fps: float) -> None:
    dropped, soft = (
        of_set(
            checked(ButtKicks(fps=fps, raise_steps=0.8, lower_steps=lower).track()), "hard-descent"
        )
        for lower in (0.3, 0.75)
    )
    assert dropped.verdict is Verdict.FAULT
    assert "softly" in dropped.cue
    assert soft.verdict is Verdict.GOOD
    assert None not in (dropped.value, dropped.threshold, soft.value)


def test_five_kicks_show_a_dropped_foot_and_four_do_not(checked: Judge) -> None:
    def verdict(kicks: int, lower_steps: float) -> Verdict:
        person = ButtKicks(kicks=kicks, raise_steps=0.8, lower_steps=lower_steps)
        return of_set(checked(person.track()), "hard-descent").verdict

    assert verdict(5, 0.3) is Verdict.FAULT
    assert verdict(5, 0.75) is Verdict.GOOD
    assert verdict(4, 0.3) is Verdict.NOT_ASSESSED


def test_two_misread_kicks_of_seven_are_no_dropped_foot(checked: Judge) -> None:
    track = ButtKicks(kicks=7, raise_steps=0.8, lower_steps=0.75, fps=60.0).track()
    before = of_set(checked(track), "hard-descent")
    xy_px = track.xy_px.copy()
    for rep in checked(track).reps[2:4]:
        falling = (track.time_s > rep.peak_s + 0.03) & (track.time_s <= rep.end_s)
        assert rep.side is not None
        for point in leg_landmarks(rep.side):
            xy_px[falling, point] = xy_px[np.searchsorted(track.time_s, rep.end_s), point]
    after = of_set(checked(replace(track, xy_px=xy_px)), "hard-descent")
    assert after.verdict is Verdict.GOOD
    assert after.value == pytest.approx(before.value, abs=0.1)


@pytest.mark.parametrize("cadence", [100.0, 150.0, 190.0])
def test_a_quick_cadence_alone_is_no_dropped_foot(checked: Judge, cadence: float) -> None:
    kicks = ButtKicks(fps=60.0, cadence=cadence, raise_steps=0.8, lower_steps=0.8)
    assert of_set(checked(kicks.track()), "hard-descent").verdict is Verdict.GOOD


def test_each_rep_has_the_number_that_the_set_averages(checked: Judge) -> None:
    session = checked(ButtKicks(fps=60.0, toes_down_deg=4.0).track())
    check = of_set(session, "toe-slam")
    numbers = [rep.averaged_by("toe-slam", check.label) for rep in session.reps]
    known = [number for number in numbers if number is not None]
    assert check.value is not None
    assert len(known) >= len(numbers) // 2
    assert min(known) <= check.value <= max(known)
    assert session.reps[0].averaged_by("heel-not-to-glutes", "knee bend") is None
