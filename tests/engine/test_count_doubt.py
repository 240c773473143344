"""While kicks may be missing from the count, nothing that rests on the count is judged."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body.view import View
from formcheck.engine.doubts import off_pace
from formcheck.exercises.file import load_exercise
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.reps.attempts import Attempt
from formcheck.results import Verdict
from formcheck.rules.context import Context
from tests.conftest import Judge
from tests.rules.found import in_summary
from tests.synthetic import LEG_M, ButtKicks, with_landmarks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

KICKS = ButtKicks(kicks=20, cadence=150.0, fps=30.0)
REST_ON_COUNT = ("low-cadence", "uneven-rhythm", "left-right-asymmetry", "missing-arm-drive")
STEP_S = 0.4


def with_lost_feet(kicks: ButtKicks) -> PoseTrack:
    """Both feet are read anywhere around the knees through two thirds of the kicks."""
    track = kicks.track()
    random = np.random.default_rng(1)
    shift_px = random.normal(0.0, 0.4 * LEG_M * kicks.px_per_m, (len(track), 1, 2))
    shift_px[(track.time_s < 2.5) | (track.time_s > 8.0)] = 0.0
    feet = [joint(side, name) for side in SIDES for name in ("ankle", "heel", "foot_index")]
    return with_landmarks(track, feet, shift_px=shift_px)


def attempts(step_s: float) -> list[Attempt]:
    return [
        Attempt(
            side=SIDES[index % 2],
            start_s=index * step_s,
            peak_s=(index + 0.5) * step_s,
            end_s=(index + 1) * step_s,
            frames=10,
            cut=False,
            values={},
            sight=dict.fromkeys(SIDES, "seen"),
        )
        for index in range(round(8.0 / step_s))
    ]


def context() -> Context:
    time_s = np.arange(0.0, 8.0, 1.0 / 30.0)
    lead = time_s, 80.0 * np.sin(np.pi * time_s / STEP_S)
    return Context(View("side", 0.0, "left", 1), 30.0, "", lead=lead)


@pytest.mark.parametrize("rule", REST_ON_COUNT)
def test_what_rests_on_the_count_is_not_judged_while_feet_are_lost(
    judged: Judge, rule: str
) -> None:
    row = in_summary(judged(with_lost_feet(KICKS)), rule)
    assert row.verdict is Verdict.NOT_ASSESSED
    assert "may be missing from the count: keep the feet in clear view" in row.reason


@pytest.mark.parametrize("rule", REST_ON_COUNT)
def test_the_same_kicks_are_judged_if_their_feet_are_seen(judged: Judge, rule: str) -> None:
    assert in_summary(judged(KICKS.track()), rule).verdict is not Verdict.NOT_ASSESSED


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_kicks_counted_at_another_pace_than_the_legs_move_at_are_in_doubt(factor: float) -> None:
    exercise = load_exercise("butt-kicks")
    (warning,) = off_pace(attempts(factor * STEP_S), exercise, context())
    assert "about 1" in warning
    assert f"counted at {60 / STEP_S / factor:.0f}" in warning


def test_kicks_counted_at_the_pace_of_the_legs_are_not() -> None:
    exercise = load_exercise("butt-kicks")
    assert off_pace(attempts(STEP_S), exercise, context()) == ()
    assert off_pace(attempts(2.0 * STEP_S), exercise, replace(context(), lead=None)) == ()
    assert off_pace([], exercise, context()) == ()


def test_kicks_of_one_leg_alone_are_said_and_set_no_pace(judged: Judge) -> None:
    one_leg = ButtKicks(
        kicks=8, order=("left",), cadence=70.0, raise_steps=0.4, lower_steps=0.4, fps=30.0
    )
    session = judged(one_leg.track())
    assert session.counts == {"left": 8, "right": 0}
    assert in_summary(session, "low-cadence").verdict is Verdict.NOT_ASSESSED
    assert any("no kick of the right leg was seen" in said for said in session.warnings)
