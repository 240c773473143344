"""What is said of reps that the main rule did not judge."""

import pytest

from formcheck.body.view import View
from formcheck.report.not_judged import unjudged_texts
from formcheck.report.terminal import view_phrase
from formcheck.results import Check, Rep, RuleSummary, Verdict

ROW = RuleSummary("heel", Verdict.GOOD, 8, 0, "", "", "Heel to glutes")
F, B, N = Verdict.FAULT, Verdict.BORDERLINE, Verdict.NOT_ASSESSED


def unjudged(index: int, by_another: Verdict) -> Rep:
    main = Check("heel", N, reason="the foot was lost", main=True)
    checks = (main, Check("lean", by_another))
    return Rep(index, "left", index, index + 0.5, index + 0.9, {}, checks)


@pytest.mark.parametrize(
    ("by_others", "said"),
    [
        ([N], "1 of 1 kicks – "),
        ([F], "1 of 1 kicks, with a fault by another check – "),
        ([B, B], "2 of 2 kicks, all borderline by another check – "),
        ([F, B, B, N], "4 of 4 kicks, 1 of them with a fault and 2 of them borderline by another"),
    ],
)
def test_reps_that_are_wrong_by_another_check_are_not_called_worse_than_they_are(
    by_others: list[Verdict], said: str
) -> None:
    reps = [unjudged(i, verdict) for i, verdict in enumerate(by_others)]
    (text,) = unjudged_texts(reps, [ROW], "kicks")
    assert text.startswith(f"Heel to glutes in {said}")
    assert text.endswith("the foot was lost")


@pytest.mark.parametrize(
    ("yaw_deg", "said"), [(10.0, "seen from the side"), (28.0, "seen from the side, 28° off")]
)
def test_the_view_says_how_far_off_the_side_it_is_where_that_matters(
    yaw_deg: float, said: str
) -> None:
    assert view_phrase(View("side", yaw_deg, "left")) == said
