"""What a session says of itself."""

import pytest

from formcheck.results import Check, Rep, Verdict, worst

GOOD, BORDERLINE, FAULT, UNKNOWN = (
    Verdict.GOOD,
    Verdict.BORDERLINE,
    Verdict.FAULT,
    Verdict.NOT_ASSESSED,
)


@pytest.mark.parametrize(
    ("verdicts", "expected", "good"),
    [
        ([], UNKNOWN, False),
        ([UNKNOWN], UNKNOWN, False),
        ([GOOD, UNKNOWN], GOOD, True),
        ([UNKNOWN, GOOD], UNKNOWN, False),
        ([UNKNOWN, FAULT], FAULT, False),
        ([GOOD, BORDERLINE, UNKNOWN], BORDERLINE, False),
        ([UNKNOWN, GOOD, BORDERLINE], BORDERLINE, False),
        ([GOOD, FAULT, BORDERLINE], FAULT, False),
    ],
)
def test_a_rep_is_as_its_worst_check_and_good_only_once_the_main_rule_was_judged(
    verdicts: list[Verdict], expected: Verdict, *, good: bool
) -> None:
    checks = tuple(
        Check("rule", verdict, main=place == 0) for place, verdict in enumerate(verdicts)
    )
    rep = Rep(0, "left", 0.0, 0.5, 1.0, {}, checks)
    assert rep.verdict is expected
    assert rep.good == good


def test_the_worst_verdict() -> None:
    assert worst([]) is UNKNOWN
    assert worst([UNKNOWN, GOOD, UNKNOWN]) is GOOD
    assert worst([FAULT, BORDERLINE]) is FAULT
