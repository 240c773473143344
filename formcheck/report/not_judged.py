"""What of a clip was not judged, by reason: what to do about it."""

from collections import Counter

from formcheck.exercises.spec import Exercise
from formcheck.results import Session, Verdict


def unjudged_reps(session: Session) -> Counter[str]:
    """Return the reasons why reps were not judged, each with the number of reps."""
    return Counter(
        rep.main_check.reason
        for rep in session.shown_reps
        if rep.verdict is Verdict.NOT_ASSESSED and rep.main_check
    )


def unassessed_rules(session: Session, exercise: Exercise) -> dict[str, list[str]]:
    """Return the reasons why rules were not assessed, each with the titles of the rules.

    Rules that no clip shows come last.
    """
    reasons: dict[str, list[str]] = {}
    for row in sorted(session.summary, key=lambda row: not exercise.rule(row.rule).measured):
        rule = exercise.rule(row.rule)
        if row.verdict is Verdict.NOT_ASSESSED and not rule.reported_only:
            reasons.setdefault(row.reason, []).append(rule.title)
    return reasons


def listed(titles: list[str]) -> str:
    """Return titles as one list, with semicolons: some titles have commas."""
    return "; ".join([titles[0], *(title[0].lower() + title[1:] for title in titles[1:])])
