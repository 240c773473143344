"""From a number and its limits to a verdict."""

from formcheck.poses.landmarks import Side
from formcheck.results import Check, Verdict, worst
from formcheck.rules.kinds import Limits, Rule


def verdict_of(limits: Limits, value: float) -> tuple[Verdict, float]:
    """Return the verdict, and the limit passed or, where none is, the nearest one."""
    tests = (
        (Verdict.FAULT, limits.fault_above, 1.0),
        (Verdict.FAULT, limits.fault_below, -1.0),
        (Verdict.BORDERLINE, limits.borderline_above, 1.0),
        (Verdict.BORDERLINE, limits.borderline_below, -1.0),
    )
    known = [(verdict, limit, sign) for verdict, limit, sign in tests if limit is not None]
    for verdict, limit, sign in known:
        if sign * (value - limit) > 0.0:
            return verdict, limit
    return Verdict.GOOD, min((limit for _, limit, _ in known), key=lambda x: abs(x - value))


def judge_value(
    rule: Rule,
    limits: Limits,
    value: float,
    unit: str,
    at_s: float,
    *,
    cue: str | None = None,
    side: Side | None = None,
) -> Check:
    """Judge one number; an advisory rule stops at borderline."""
    verdict, threshold = verdict_of(limits, value)
    if rule.advisory and verdict is Verdict.FAULT:
        verdict = Verdict.BORDERLINE
    said = "" if verdict is Verdict.GOOD else rule.cue if cue is None else cue
    return Check(rule.id, verdict, value, threshold, unit, at_s, cue=said, side=side)


def not_assessed(rule: str, reason: str, at_s: float | None, side: Side | None = None) -> Check:
    """Return the honest answer to what cannot be seen."""
    return Check(rule, Verdict.NOT_ASSESSED, at_s=at_s, reason=reason, side=side)


def worse(first: Check, second: Check) -> Check:
    """Return the more serious of two checks; of equals the first."""
    return second if worst([first.verdict, second.verdict]) is not first.verdict else first
