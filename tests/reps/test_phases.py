"""Numbers of single reps."""

import numpy as np
import pytest

from formcheck.body.motion import Motion
from formcheck.body.subject import observe
from formcheck.body.view import View
from formcheck.exercises.file import load_exercise
from formcheck.reps.attempts import Attempt
from formcheck.reps.phases import MeasureTable, value_of
from formcheck.reps.spec import Reduce, Value
from formcheck.reps.window import RepWindow
from formcheck.results import Verdict
from formcheck.rules.context import Context
from formcheck.rules.rule import values_needed
from tests.synthetic import standing

TOP = 20, 30  # frames
WINDOW = RepWindow(
    "left", 10, 25, 40, 40 / 30, TOP, 30.0, stride_start=10, before_s=0.1, settle_s=0.1
)


@pytest.mark.parametrize(("known", "told"), [(11, True), (6, True), (5, False), (0, False)])
def test_a_value_is_unknown_if_fewer_than_half_of_its_frames_are_known(
    known: int, told: bool
) -> None:
    track = standing(2.0)
    table = MeasureTable(Motion(track, observe(track)))
    values = np.full(len(track), np.nan)
    values[TOP[0] : TOP[0] + known] = 12.0
    table._cache["trunk_inclination_deg", "left"] = values
    value = Value(measure="trunk_inclination_deg", phase="top", reduce="median")
    found = value_of(table, WINDOW, value)
    assert found == 12.0 if told else np.isnan(found)


@pytest.mark.parametrize(
    ("measure", "reduce", "read", "told"),
    [
        ("knee_flexion_deg", "max", -18.0, False),
        ("knee_flexion_deg", "max", 131.0, True),
        ("knee_flexion_deg", "min", -16.0, True),
        ("knee_flexion_deg", "min", -27.0, False),
        ("foot_pitch_deg", "mean", 161.0, False),
        ("foot_pitch_deg", "mean", 40.0, True),
        ("trunk_inclination_deg", "max", -90.0, True),
    ],
)
def test_a_value_that_no_body_can_have_is_unknown(
    measure: str, reduce: Reduce, read: float, told: bool
) -> None:
    track = standing(2.0)
    table = MeasureTable(Motion(track, observe(track)))
    table._cache[measure, "left"] = np.full(len(track), read)
    found = value_of(table, WINDOW, Value(measure=measure, phase="top", reduce=reduce))
    assert found == read if told else np.isnan(found)


@pytest.mark.parametrize("name", ["quadruped-kickback", "standing-kickback"])
@pytest.mark.parametrize(
    ("value", "error", "verdict"),
    [
        (2.0, 4.0, Verdict.GOOD),
        (2.0, 9.7, Verdict.NOT_ASSESSED),
        (12.0, 4.0, Verdict.BORDERLINE),
        (12.0, 8.0, Verdict.NOT_ASSESSED),
        (24.0, 9.7, Verdict.FAULT),
    ],
)
def test_the_back_is_judged_only_where_the_reading_is_sure(
    name: str, value: float, error: float, verdict: Verdict
) -> None:
    rule = load_exercise(name).rule("lumbar-arching")
    told = {"": value, "_least": value - error, "_error": error}
    numbers = {f"lumbar_extension{what}_deg": number for what, number in told.items()}
    attempt = Attempt(
        side="left",
        start_s=1.0,
        peak_s=1.5,
        end_s=2.0,
        frames=30,
        cut=False,
        values={value: numbers[value.measure] for value in values_needed([rule])},
        sight={"left": "seen", "right": "seen"},
        arm=None,
    )
    check = rule.judge_rep(attempt, Context(View("side", 0.0, "left", -1), 30.0, ""))
    assert check is not None
    assert check.verdict is verdict
    assert ("clear enough" in check.reason) is (verdict is Verdict.NOT_ASSESSED)
