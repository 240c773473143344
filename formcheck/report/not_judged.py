"""What of a clip was not judged, by reason: what to do about it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from formcheck.exercises.spec import Exercise
from formcheck.results import Rep, RuleSummary, Session, Verdict


def unjudged_reps(reps: Sequence[Rep], summary: Sequence[RuleSummary]) -> Counter[str]:
    """Return the reasons why the main rule did not judge reps, each with the number of reps.

    There are none if rules that judge nothing in the clip tell all of these reasons already.
    """
    told = {row.reason for row in summary if row.verdict is Verdict.NOT_ASSESSED}
    unseen = [rep.main_check.reason for rep in reps if rep.main_check and not main_judged(rep)]
    return Counter(unseen) if set(unseen) - told else Counter()


def main_judged(rep: Rep) -> bool:
    """Return whether the rule that decides about a rep judged it."""
    return rep.main_check is not None and rep.main_check.verdict is not Verdict.NOT_ASSESSED


def unjudged_texts(
    reps: Sequence[Rep], summary: Sequence[RuleSummary], rep_word: str, *, most: int = 3
) -> Iterator[str]:
    """Yield why the main rule did not judge reps: "Heel to glutes in 2 of 8 kicks – the foot …".

    Other rules may find something wrong in such a rep, which then counts as faulty or borderline:
    it is said of how many: "in 2 of 8 kicks, 1 of them borderline by another check".

    Args:
        reps: all reps.
        summary: each rule over them.
        rep_word: what the reps are called, in the plural.
        most: number of reasons; the others are summed up.
    """
    reasons = unjudged_reps(reps, summary)
    title = main_title(reps, summary)
    # The line that sums up several reasons has room for one.
    named = len(reasons) if len(reasons) == most + 1 else most
    lines = reasons.most_common(named)
    others = reasons.total() - sum(number for _, number in lines)
    if others:
        lines.append((f"{len(reasons) - named} other reasons", others))
    for reason, number in lines:
        unjudged = [
            rep.verdict
            for rep in reps
            if rep.main_check and not main_judged(rep) and rep.main_check.reason == reason
        ]
        yield f"{title} in {number} of {len(reps)} {rep_word}{_by_others(unjudged)} – {reason}"


def _by_others(verdicts: Sequence[Verdict]) -> str:
    """Return how many reps are wrong by rules other than the main one; empty if none is."""
    kinds = ((Verdict.FAULT, "with a fault"), (Verdict.BORDERLINE, "borderline"))
    counts = [(verdicts.count(kind), word) for kind, word in kinds if kind in verdicts]
    if not counts:
        return ""
    if counts[0][0] == len(verdicts):
        said = f"{'all ' if len(verdicts) > 1 else ''}{counts[0][1]}"
    else:
        said = " and ".join(f"{count} of them {word}" for count, word in counts)
    return f", {said} by another check"


def main_title(reps: Sequence[Rep], summary: Sequence[RuleSummary]) -> str:
    """Return the title of the rule that decides about a rep; empty if there is none."""
    main = next((rep.main_check.rule for rep in reps if rep.main_check), "")
    return next((row.title for row in summary if row.rule == main), "")


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
