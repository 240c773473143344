"""Verdicts, and checks: one rule judged once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from formcheck.poses.landmarks import Side


class Verdict(StrEnum):
    """The result of judging a rule."""

    GOOD = "good"
    BORDERLINE = "borderline"
    FAULT = "fault"
    NOT_ASSESSED = "not_assessed"


_SEVERITY = {
    Verdict.NOT_ASSESSED: 0,
    Verdict.GOOD: 1,
    Verdict.BORDERLINE: 2,
    Verdict.FAULT: 3,
}


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the most serious verdict; `NOT_ASSESSED` only if there is no other."""
    return max(verdicts, key=_SEVERITY.__getitem__, default=Verdict.NOT_ASSESSED)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule, judged over one rep or over the set.

    Attributes:
        rule: its id in the exercise file.
        verdict: how it came out.
        value: what was measured, in ``unit``; None where nothing was.
        threshold: the limit that ``value`` passed, or else the nearest one.
        unit: the unit of both.
        at_s: the time it was judged at, in seconds.
        reason: why it was not assessed, or a caution on a verdict; empty otherwise.
        cue: what to do about it; empty for a good or unknown verdict.
        side: the working leg of the rep, or the leg that differs; None where neither is meant.
        label: what was measured, as spoken: "knee bend"; empty where nothing was.
        measure: the name of the measure it was read from; empty where there is none.
        main: True for the check of the exercise's main rule.
    """

    rule: str
    verdict: Verdict
    value: float | None = None
    threshold: float | None = None
    unit: str = ""
    at_s: float | None = None
    reason: str = ""
    cue: str = ""
    side: Side | None = None
    label: str = ""
    measure: str = ""
    main: bool = False
