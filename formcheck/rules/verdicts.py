"""Checks that every kind of rule returns or compares."""

from formcheck.poses.landmarks import Side
from formcheck.results import Check, Verdict, worst


def not_assessed(rule: str, reason: str, at_s: float | None, side: Side | None = None) -> Check:
    """Return the check of a rule that cannot be judged, with the reason."""
    return Check(rule, Verdict.NOT_ASSESSED, at_s=at_s, reason=reason, side=side)


def worse(first: Check, second: Check) -> Check:
    """Return the more serious of two checks; the first if they are equally serious."""
    return second if worst([first.verdict, second.verdict]) is not first.verdict else first
