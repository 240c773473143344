"""Kickbacks, on all fours and standing: each one is counted once, for its leg."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.cleaned_clip import calibration_for
from formcheck.engine.live_judge import LiveJudge
from formcheck.poses.landmarks import Legs, Side, joint, other
from formcheck.results import Verdict
from tests.conftest import Judge, judge_live
from tests.engine.kickbacks import BOTH, EXERCISES, session_of
from tests.rules.found import of_reps
from tests.synthetic import (
    BUNDLED_MODEL,
    ButtKicks,
    Camera,
    Kickbacks,
    recording,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


COMBINATIONS: list[dict[str, Any]] = [
    {},
    {"sides": ("right",)},
    {"sides": ("left",) * 5},
    {"sides": ("left", "right") * 4},
    {"sides": ("right",) * 4 + ("left",) * 3},
    {"fps": 24.0},
    {"fps": 60.0},
    {"lift_s": 3.0, "hold_s": 5.0, "lower_s": 3.0, "rest_s": 4.0},
    {"lift_s": 3.0, "hold_s": 0.0, "lower_s": 3.0, "rest_s": 0.1},
    {"lift_s": 0.25, "hold_s": 0.0, "lower_s": 0.4, "rest_s": 0.3},
    {"still_s": 0.1},
    {"still_s": 6.0},
    {"sides": ("left",) * 4, "sunk": 0.4},
    {"camera": ButtKicks(facing=-1)},
    {"camera": ButtKicks(yaw_deg=14.0)},
    {"camera": ButtKicks(noise_px=1.0)},
]


@BOTH
@pytest.mark.parametrize("changes", COMBINATIONS, ids=str)
def test_every_kickback_is_counted_once(
    judged: Judge, standing: bool, changes: dict[str, Any]
) -> None:
    kickbacks = Kickbacks(standing=standing, **changes)
    session = session_of(judged, kickbacks)
    assert session.counts == kickbacks.counts
    for rep, lift in zip(session.reps, kickbacks.plan, strict=True):
        top_s = lift.start_s + kickbacks.lift_s
        assert rep.side == lift.side
        assert top_s - 0.3 <= rep.peak_s <= top_s + kickbacks.hold_s + 0.3


@BOTH
def test_a_shallow_kickback_is_an_attempt_with_a_fault(judged: Judge, standing: bool) -> None:
    shallow = (20.0, 6.0) if standing else (90.0, 45.0)
    kickbacks = Kickbacks(standing=standing, travels_deg=shallow)
    session = session_of(judged, kickbacks)
    assert session.counts == kickbacks.counts
    found = [check.verdict for check in of_reps(session, "incomplete-range")]
    assert found == [Verdict.GOOD, Verdict.FAULT] * 2


@pytest.mark.parametrize(
    ("yaw_deg", "sway_ll", "first"),
    [(35.0, 0.07, "left"), (25.0, 0.1, "left"), (-25.0, 0.1, "right")],
)
def test_small_kickbacks_are_counted_though_the_hips_shift_sideways(
    judged: Judge, yaw_deg: float, sway_ll: float, first: Side
) -> None:
    kickbacks = Kickbacks(
        standing=True,
        sides=(first, first, other(first), other(first)),
        travel_deg=5.0,
        sway_ll=sway_ll,
        lift_s=1.0,
        hold_s=0.3,
        lower_s=1.0,
        rest_s=0.3,
        camera=Camera(yaw_deg=yaw_deg),
    )
    assert session_of(judged, kickbacks).counts == kickbacks.counts


@BOTH
def test_live_counts_as_in_a_clip(standing: bool) -> None:
    kickbacks = Kickbacks(standing=standing)
    live = judge_live(recording(kickbacks.track()), EXERCISES[kickbacks.exercise])
    assert live.counts == kickbacks.counts


@BOTH
@pytest.mark.parametrize("lower_s", [0.25, 0.7, 1.4, 3.0])
@pytest.mark.parametrize("fps", [24.0, 60.0])
def test_a_kickback_is_judged_as_soon_as_the_leg_is_down(
    standing: bool, lower_s: float, fps: float
) -> None:
    kickbacks = Kickbacks(standing=standing, lower_s=lower_s, rest_s=1.0, fps=fps)
    track = kickbacks.track()
    exercise = EXERCISES[kickbacks.exercise]
    calibration = calibration_for(BUNDLED_MODEL, exercise)
    live = LiveJudge(track.width, track.height, exercise, calibration=calibration)
    judged_s: list[float] = []
    for pose in track.poses():
        live.step(pose)
        judged_s += [pose.time_s] * (len(live.checker.reps) - len(judged_s))
    assert len(judged_s) == len(kickbacks.plan)
    for at_s, lift in zip(judged_s, kickbacks.plan, strict=True):
        down_s = lift.start_s + kickbacks.lift_s + kickbacks.hold_s + lower_s
        assert down_s - 0.3 * lower_s <= at_s <= down_s + 0.3


@BOTH
@pytest.mark.parametrize("legs", ["alternating", "unilateral"])
def test_slow_legs_that_alternate_are_counted_too(
    judged: Judge, standing: bool, legs: Legs
) -> None:
    kickbacks = Kickbacks(standing=standing, sides=("left", "right") * 4)
    usual = EXERCISES[kickbacks.exercise]
    reps = usual.reps.model_copy(update={"legs": legs})
    session = judged(kickbacks.track(), exercise=usual.model_copy(update={"reps": reps}))
    assert [rep.side for rep in session.reps] == list(kickbacks.sides)


def test_a_leg_that_seems_to_stay_half_up_after_the_other_ones_rep_did_none(judged: Judge) -> None:
    kickbacks = Kickbacks(sides=("left",) * 3, rest_s=3.0)
    track, exercise = kickbacks.track(), EXERCISES[kickbacks.exercise]
    whole = judged(track, exercise=exercise)
    rep = whole.reps[1]
    top = int(np.searchsorted(track.time_s, rep.peak_s))
    rest = int(np.searchsorted(track.time_s, rep.start_s - 0.3))
    # More than half of the left leg's way up shows on the right one, too, and for longer.
    seems_up = (track.time_s > rep.start_s - 0.1) & (track.time_s < rep.end_s + 2.0)
    xy_px = track.xy_px.copy()
    for name in ("knee", "ankle", "heel", "foot_index"):
        left = joint("left", name)
        xy_px[seems_up, joint("right", name)] += 0.6 * (xy_px[top, left] - xy_px[rest, left])
    session = judged(replace(track, xy_px=xy_px), exercise=exercise)
    assert session.counts == whole.counts == {"left": 3, "right": 0}
