"""Which rep is worst, and which is best."""

from collections.abc import Iterable, Sequence

from formcheck.results.reps import Rep
from formcheck.results.summaries import RuleSummary
from formcheck.results.verdicts import SEVERITY, Check, Verdict


def badness(check: Check | None) -> float:
    """Return how bad a check is; larger is worse.

    The verdict decides. Of two checks with one verdict the number further past its limit is worse,
    as a share of the limit; of two good ones the number further within it is better. What is
    borderline is compared with where good ends, however near a fault it is: so all numbers are
    compared with one limit. From an angle a borderline number may lie within the good ones.

    Args:
        check: the check; None if the rule did not judge the rep, which is less than any verdict.
    """
    if check is None:
        return -1.0
    severity = float(SEVERITY[check.verdict])
    limit = check.fault_limit if check.verdict is Verdict.FAULT else check.good_limit
    limit = check.threshold if limit is None else limit
    if check.value is None or limit is None:
        return severity
    past = check.value - limit
    if check.lower_limit is None:  # saved by an older version
        past = -abs(past) if check.verdict is Verdict.GOOD else abs(past)
    elif check.lower_limit:
        past = -past
    share = past / (abs(past) + max(abs(limit), 1e-3))  # -1 to 1
    return severity + 0.49 * share


def check_of(rep: Rep, rule: str) -> Check | None:
    """Return the check of a rule in a rep; None if the rule did not judge it."""
    return next((check for check in rep.checks if check.rule == rule), None)


def worst_averaged(found: Check | RuleSummary, reps: Iterable[Rep]) -> Rep | None:
    """Return the rep whose number lies furthest past the limit of a rule that averages numbers.

    None if the rule averages none.

    Args:
        found: the number of the set.
        reps: of the set.
    """
    numbers = [(rep.averaged_by(found.rule, found.label), rep) for rep in reps]
    known = [(number, rep) for number, rep in numbers if number is not None]
    if not known or found.value is None or found.threshold is None:
        return None
    lower = found.value < found.threshold if found.lower_limit is None else found.lower_limit
    furthest = min if lower else max
    return furthest(known, key=lambda pair: pair[0])[1]


def by_badness(reps: Iterable[Rep], rule: str) -> Sequence[Rep]:
    """Return the reps that a rule has judged by a number, from the worst to the best."""
    measured = [
        rep
        for rep in reps
        for check in [check_of(rep, rule)]
        if check and check.value is not None and check.verdict is not Verdict.NOT_ASSESSED
    ]
    return sorted(measured, key=lambda rep: badness(check_of(rep, rule)), reverse=True)
