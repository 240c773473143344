"""Checks that every kind of rule returns or compares."""

from formcheck.poses.landmarks import Side
from formcheck.results import Check, Verdict, worst


def not_assessed(
    rule: str, reason: str, at_s: float | None, side: Side | None = None, *, main: bool = False
) -> Check:
    """Return the check of a rule that cannot be judged.

    Args:
        rule: the id of the rule.
        reason: why it cannot be judged, and what to do.
        at_s: the time of the verdict, in seconds.
        side: the working leg, for the check of a rep.
        main: True if it is the exercise's main rule.
    """
    return Check(rule, Verdict.NOT_ASSESSED, at_s=at_s, reason=reason, side=side, main=main)


def worse(first: Check, second: Check) -> Check:
    """Return the more serious of two checks; the first if they are equally serious."""
    return second if worst([first.verdict, second.verdict]) is not first.verdict else first
