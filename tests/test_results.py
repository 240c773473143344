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
        ([UNKNOWN, GOOD], GOOD, True),
        ([GOOD, BORDERLINE, UNKNOWN], BORDERLINE, True),
        ([GOOD, FAULT, BORDERLINE], FAULT, False),
    ],
)
def test_a_rep_is_as_good_as_its_worst_check(
    verdicts: list[Verdict], expected: Verdict, *, good: bool
) -> None:
    checks = tuple(Check("rule", verdict) for verdict in verdicts)
    rep = Rep(0, "left", 0.0, 0.5, 1.0, {}, checks)
    assert rep.verdict is worst(verdicts) is expected
    assert rep.good == good
