"""Kickbacks: the reps of one leg against those of the other."""

import pytest

from formcheck.body.view import View
from formcheck.poses.landmarks import Side
from formcheck.reps.attempts import Attempt
from formcheck.reps.sight import Sight
from formcheck.results import Check, Verdict
from formcheck.rules.context import Context
from formcheck.rules.sides import SidesRule
from tests.conftest import Judge
from tests.engine.kickbacks import BOTH, EXERCISES, session_of
from tests.rules.found import of_set
from tests.synthetic import (
    Kickbacks,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


LEFT: tuple[Side, ...] = ("left",)


RIGHT: tuple[Side, ...] = ("right",)


@BOTH
@pytest.mark.parametrize("side", ["left", "right"])
def test_working_one_side_alone_is_reported_and_no_fault(
    judged: Judge, standing: bool, side: Side
) -> None:
    session = session_of(judged, Kickbacks(standing=standing, sides=(side,) * 3))
    check = of_set(session, "uneven-sides")
    assert check.verdict is Verdict.NOT_ASSESSED
    assert f"only the {side} leg worked" in check.reason
    assert all(rep.good for rep in session.reps)


@BOTH
def test_a_difference_in_reps_between_the_sides_is_reported(judged: Judge, standing: bool) -> None:
    def check(left: int, right: int) -> Check:
        kickbacks = Kickbacks(standing=standing, sides=LEFT * left + RIGHT * right)
        return of_set(session_of(judged, kickbacks), "uneven-sides")

    assert check(3, 2).verdict is Verdict.GOOD
    uneven = check(4, 2)
    assert (uneven.verdict, uneven.value, uneven.side) == (Verdict.BORDERLINE, 2.0, "right")
    assert "right leg" in uneven.cue


@BOTH
def test_a_difference_in_range_between_the_sides_is_reported(judged: Judge, standing: bool) -> None:
    travels = (30.0, 14.0) if standing else (95.0, 70.0)
    sides = (LEFT + RIGHT) * 2
    session = session_of(judged, Kickbacks(standing=standing, sides=sides, travels_deg=travels))
    check = of_set(session, "uneven-sides")
    assert (check.verdict, check.side) == (Verdict.BORDERLINE, "right")
    far_deg = 0.0 if standing else 3.3  # the left leg is, and read too high
    assert check.value == pytest.approx(travels[0] - travels[1] - far_deg, abs=2.0)


def test_sides_are_not_compared_when_a_rep_may_be_of_the_other_leg() -> None:
    rule = EXERCISES["quadruped-kickback"].rule("uneven-sides")
    assert isinstance(rule, SidesRule)
    context = Context(View("side", 0.0, "left", 1), 30.0, "")

    def attempt(side: Side, start_s: float, sight: Sight = "seen") -> Attempt:
        sights: dict[Side, Sight] = {"left": "seen", "right": "seen", side: sight}
        end_s = start_s + 2.0
        values = {rule.value: 0.0}
        return Attempt(
            side, start_s, start_s + 1.0, end_s, 60, cut=False, values=values, sight=sights
        )

    lefts = [attempt("left", start_s) for start_s in (0.0, 3.0, 6.0)]
    for right in (attempt("right", 9.0), attempt("right", 9.0, "lost"), attempt("right", 7.0)):
        assert rule.judge_reps([*lefts, right], context).verdict is Verdict.BORDERLINE
    check = rule.judge_reps([*lefts, attempt("right", 7.0, "lost")], context)
    assert check.verdict is Verdict.NOT_ASSESSED
    assert "right leg was not seen well enough to count" in check.reason
    covered = [attempt("left", start_s, "covered") for start_s in (0.0, 3.0, 6.0)]
    check = rule.judge_reps([*covered, attempt("right", 9.0)], context)
    assert check.verdict is Verdict.NOT_ASSESSED
    assert "move away what is in front of it" in check.reason


@BOTH
def test_the_number_of_reps_is_reported_and_not_judged(judged: Judge, standing: bool) -> None:
    session = session_of(judged, Kickbacks(standing=standing, sides=LEFT * 3 + RIGHT * 2))
    check = of_set(session, "rep-target")
    assert check.verdict is Verdict.NOT_ASSESSED
    assert check.reason == "left 3, right 2; 10–20 per side is usual"
