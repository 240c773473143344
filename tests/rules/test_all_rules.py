"""What holds for every rule of butt kicks seen from the side."""

from typing import Any

import pytest

from formcheck.exercises.spec import Exercise
from formcheck.results import Verdict
from tests.conftest import Judge
from tests.rules.found import OVER_SET, PER_REP, all_checks, in_summary, of_set
from tests.synthetic import ButtKicks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

MEASURED = (*PER_REP, *OVER_SET)


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize("changes", [{}, {"facing": -1}, {"cadence": 140.0}, {"yaw_deg": 12.0}])
def test_clean_kicks_are_good_by_every_rule(
    checked: Judge, fps: float, changes: dict[str, Any]
) -> None:
    session = checked(ButtKicks(fps=fps, **changes).track())
    assert {rule: in_summary(session, rule).verdict for rule in MEASURED} == dict.fromkeys(
        MEASURED, Verdict.GOOD
    )
    assert all(rep.good for rep in session.reps)
    assert not any(check.cue for check in all_checks(session))
    assert session.cues == ()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kicks": 1},
        {"fps": 10.0, "cadence": 200.0},
        {"yaw_deg": 90.0},
        {"yaw_deg": 45.0},
        {"left_deg": 60.0, "waist_bend_deg": 25.0, "arm_range_deg": 5.0, "bounce_ll": 0.2},
        {"step_factors": (0.6, 1.4), "cadence": 70.0, "thigh_swing_deg": 50.0},
        {"order": ("left",), "raise_steps": 0.4, "lower_steps": 0.2},
    ],
    ids=str,
)
def test_every_verdict_says_what_it_must(
    checked: Judge, butt_kicks: Exercise, changes: dict[str, Any]
) -> None:
    session = checked(ButtKicks(**{"fps": 60.0, **changes}).track())
    assert [row.rule for row in session.summary] == [rule.id for rule in butt_kicks.rules]
    for check in all_checks(session):
        if check.verdict is Verdict.NOT_ASSESSED:
            assert check.reason
            assert not check.cue
        else:
            assert check.value is not None
            assert check.threshold is not None
            assert check.unit
            assert check.at_s is not None
        assert bool(check.cue) == (check.verdict in (Verdict.BORDERLINE, Verdict.FAULT))
    for row in session.summary:
        assert row.reason if row.verdict is Verdict.NOT_ASSESSED else True
        assert bool(row.cue) == (row.verdict in (Verdict.BORDERLINE, Verdict.FAULT))


def test_too_few_kicks_for_the_rules_over_the_set(checked: Judge) -> None:
    session = checked(ButtKicks(kicks=3, fps=60.0).track())
    for rule in OVER_SET:
        check = of_set(session, rule)
        assert check.verdict is Verdict.NOT_ASSESSED
        assert check.reason
    assert "go on for longer" in of_set(session, "low-cadence").reason


@pytest.mark.parametrize(
    ("bounce_ll", "verdict"), [(0.05, Verdict.NOT_ASSESSED), (0.135, Verdict.BORDERLINE)]
)
def test_a_kick_whose_main_rule_is_not_assessed_is_not_good_but_may_be_wrong(
    checked: Judge, bounce_ll: float, verdict: Verdict
) -> None:
    session = checked(ButtKicks(yaw_deg=90.0, bounce_ll=bounce_ll).track())
    assert session.reps
    assert {rep.verdict for rep in session.reps} == {verdict}
