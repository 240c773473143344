"""From a number and its limits to a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.results import Check, Verdict, worst
from formcheck.rules.limits import Criterion, Limits, verdict_of
from formcheck.rules.unmeasured import UnmeasuredRule
from formcheck.rules.verdicts import not_assessed, worse

BOTH = Limits(fault_below=10.0, borderline_below=20.0, borderline_above=60.0, fault_above=80.0)
PART = Criterion("knee bend", BOTH, "deg")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5.0, (Verdict.FAULT, 10.0)),
        (10.0, (Verdict.BORDERLINE, 20.0)),
        (15.0, (Verdict.BORDERLINE, 20.0)),
        (20.0, (Verdict.GOOD, 20.0)),
        (35.0, (Verdict.GOOD, 20.0)),
        (55.0, (Verdict.GOOD, 60.0)),
        (60.0, (Verdict.GOOD, 60.0)),
        (61.0, (Verdict.BORDERLINE, 60.0)),
        (80.0, (Verdict.BORDERLINE, 60.0)),
        (81.0, (Verdict.FAULT, 80.0)),
    ],
)
def test_verdict_and_the_limit_that_was_passed_or_is_nearest(
    value: float, expected: tuple[Verdict, float]
) -> None:
    assert verdict_of(BOTH, value) == expected


@given(st.floats(-1e6, 1e6), st.floats(0.0, 1e6))
def test_more_is_never_better_than_less_above_a_limit(value: float, more: float) -> None:
    limits = Limits(borderline_above=3.0, fault_above=7.0)
    verdicts = [verdict_of(limits, x)[0] for x in (value, value + more)]
    assert worst(verdicts) is verdicts[1]


RULE = UnmeasuredRule(
    id="r", title="R", kind="unmeasured", reason="-", cue="Do it", views=("side",)
)


def test_a_good_verdict_says_nothing() -> None:
    assert RULE.judge_value(PART, 40.0, 1.0).cue == ""
    assert RULE.judge_value(PART, 90.0, 1.0).cue == "Do it"
    assert RULE.judge_value(PART, 90.0, 1.0, cue="Mine").cue == "Mine"


def test_advice_never_becomes_a_fault() -> None:
    advice = RULE.model_copy(update={"advisory": True})
    assert advice.judge_value(PART, 90.0, 1.0).verdict is Verdict.BORDERLINE


def test_the_worse_of_two() -> None:
    good, fault = Check("a", Verdict.GOOD), Check("b", Verdict.FAULT)
    unknown = not_assessed("c", "hidden", 1.0)
    assert worse(good, fault) is worse(fault, good) is fault
    assert worse(unknown, good) is worse(good, unknown) is good
    assert worse(good, Check("d", Verdict.GOOD)) is good
