"""Reps and rules as flat dicts, for tables."""

from collections.abc import Sequence
from typing import TypedDict

from formcheck.results.reps import Rep
from formcheck.results.summaries import RuleSummary


class Record(TypedDict):
    """One rule, judged on one rep.

    Attributes:
        rep: number of the rep, from 1.
        side: the working leg: "left" or "right", or "both" where the legs move together.
        start_s: when the rep began, in seconds.
        peak_s: when it was highest.
        end_s: when the leg had nearly come down: the signal was down to 30 % of its height.
        rule: id of the rule.
        title: the thing that is judged.
        verdict: "good", "borderline", "fault" or "not_assessed".
        value: what was measured, in ``unit``; None where nothing was.
        threshold: the limit that ``value`` passed, or else the nearest one.
        unit: the unit of both.
        at_s: the time it was judged at.
        reason: why it was not assessed, or a caution on the verdict; may be empty.
        cue: what to do about it; empty for a good or unknown verdict.
    """

    rep: int
    side: str
    start_s: float
    peak_s: float
    end_s: float
    rule: str
    title: str
    verdict: str
    value: float | None
    threshold: float | None
    unit: str
    at_s: float | None
    reason: str
    cue: str


def records_of(reps: Sequence[Rep], summary: Sequence[RuleSummary]) -> list[Record]:
    """Return one dict for each check of each rep, with the titles of the rules from a summary."""
    titles = {row.rule: row.title for row in summary}
    return [
        Record(
            rep=rep.index + 1,
            side=rep.side or "both",
            start_s=rep.start_s,
            peak_s=rep.peak_s,
            end_s=rep.end_s,
            rule=check.rule,
            title=titles.get(check.rule, ""),
            verdict=check.verdict.value,
            value=check.value,
            threshold=check.threshold,
            unit=check.unit,
            at_s=check.at_s,
            reason=check.reason,
            cue=check.cue,
        )
        for rep in reps
        for check in rep.checks
    ]
