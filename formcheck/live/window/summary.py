"""The page after a set: what was good, one thing to work on, and what else was found."""

from collections.abc import Container
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from formcheck.exercises.named_leg import cue_text
from formcheck.exercises.spec import Exercise
from formcheck.live.window.page import Line, Page
from formcheck.overlay.plates import Weight
from formcheck.report.figures import count_words, pace_of, verdict_counts
from formcheck.report.not_judged import listed, unassessed_rules, unjudged_texts
from formcheck.report.rows import row_text
from formcheck.results import Count, Legs, RuleSummary, Session, Verdict


@dataclass(frozen=True, slots=True)
class SummaryStyle:
    """How much the page says. The terminal and the review page have all.

    Attributes:
        large: type of what must be read from two metres, as a multiple of the page's usual size.
        most_good: number of rules that are named as good.
        most_others: number of faults besides the one to work on.
        most_unjudged: number of reasons why something was not judged.
    """

    large: float = 1.6
    most_good: int = 4
    most_others: int = 3
    most_unjudged: int = 3


STYLE = SummaryStyle()

# What is left out first where the page has no room.
_FOLDER, _MORE, _UNSEEN, _OTHERS = 4, 3, 2, 1


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds: "1:05"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def summary_page(
    session: Session | None, exercise: Exercise, lasted_s: float, saved: Path | None
) -> Page:
    """Return the page of a set.

    Args:
        session: the verdicts; None where the set was too short for any.
        exercise: what was done.
        lasted_s: how long the set was, in seconds.
        saved: the folder of the recording; None where nothing was recorded.
    """
    pace = pace_of(session, exercise) if session else None
    head = " · ".join([f"{exercise.name}: done", clock(lasted_s), *([str(pace)] if pace else [])])
    lines = [Line(head, 1.05, Weight.SEMIBOLD)]
    if session is None or not session.reps:
        text = (
            f"No {exercise.rep_word} were counted: follow the advice before the set, and try again"
        )
        lines.append(Line(text, STYLE.large, Weight.BOLD, mark=Verdict.NOT_ASSESSED))
    else:
        lines += [
            Line(_counted(legs, count, exercise), 1.05, Weight.BOLD)
            for legs, count in verdict_counts(session, exercise).items()
        ]
        wrong = _wrong(session, exercise)
        lines += [*_good(session, exercise), *wrong]
        lines += _not_judged(session, exercise, {line.text.lower() for line in wrong})
    lines.append(Line("Again: raise your right hand", STYLE.large, Weight.SEMIBOLD))
    lines.append(Line("Left hand: see the last 10 seconds", 1.05, spare=_OTHERS))
    if saved:
        lines.append(Line("Open the review page (o)", 0.9, Weight.SEMIBOLD, key="o"))
        lines.append(Line(f"Saved in {saved}", 0.8, muted=True, spare=_FOLDER))
    return tuple(lines)


def _counted(legs: Legs, count: Count, exercise: Exercise) -> str:
    """Return the count of a leg: "Left 8 kicks: 1 good, 5 borderline, 2 not judged"."""
    name = "" if legs == "both" else f"{legs.capitalize()} "
    word = exercise.one_rep if count.attempts == 1 else exercise.rep_word
    words = count_words(count)
    return f"{name}{count.attempts} {word}{f': {words}' if words else ''}"


def _good(session: Session, exercise: Exercise) -> list[Line]:
    """Return the line of what was good; none where nothing was."""
    rows = [row for row in session.summary if row.verdict is Verdict.GOOD]
    if not rows:
        return []
    named = [row_text(rows[0], session, exercise), *(row.title for row in rows[1:])]
    more = len(named) - STYLE.most_good
    text = "Good: " + listed(named[: STYLE.most_good]) + (f"; and {more} more" if more > 0 else "")
    return [Line(text, 0.95, mark=Verdict.GOOD)]


def _wrong(session: Session, exercise: Exercise) -> list[Line]:
    """Return the one thing to work on, large, then what else was found.

    If there is none: what to do so that the main rule can be judged, or praise.
    """
    one, others = _to_work_on(session, exercise)
    main = next(row for row in session.summary if row.rule == exercise.main_rule.id)
    lines = []
    if one:
        lines.append(Line(cue_text(one, exercise), STYLE.large, Weight.BOLD, mark=one.verdict))
        lines.append(Line(row_text(one, session, exercise), 1.0, indent=True))
    elif main.verdict is Verdict.NOT_ASSESSED:
        text = main.reason[:1].upper() + main.reason[1:]
        lines.append(Line(text, 1.3, Weight.BOLD, mark=Verdict.NOT_ASSESSED))
    else:
        text = "Nothing to correct: well done"
        lines.append(Line(text, STYLE.large, Weight.BOLD, mark=Verdict.GOOD))
    for number, row in enumerate(others[: STYLE.most_others]):
        text = row_text(row, session, exercise)
        lines.append(Line(text, 0.85, mark=row.verdict, spare=_MORE if number else _OTHERS))
    return lines


def _to_work_on(
    session: Session, exercise: Exercise
) -> tuple[RuleSummary | None, list[RuleSummary]]:
    """Return the rule to work on, if there is one, and the other rules that are not good.

    A fault goes before what is borderline, and a rule that the exercise names first before the
    others. What is a matter of advice, or so near its limit that it has no cue, is never
    the one thing.
    """
    wrong = [
        row
        for verdict in (Verdict.FAULT, Verdict.BORDERLINE)
        for row in session.summary
        if row.verdict is verdict
    ]
    told = (row for row in wrong if row.cue and not exercise.rule(row.rule).advisory)
    one = next(told, None)
    return one, [row for row in wrong if row is not one]


def _not_judged(session: Session, exercise: Exercise, told: Container[str]) -> list[Line]:
    """Return what was not judged, and what to do about it: what this view can show comes first.

    Args:
        session: the verdicts.
        exercise: what was done.
        told: what the page says already, in small letters; reasons among it are not repeated.
    """

    def why(reason: str) -> str:
        return "" if reason.lower() in told else f" – {reason}"

    texts = unjudged_texts(session.shown_reps, session.summary, exercise.rep_word)
    said = [f"Not judged: {text}" for text in islice(texts, 1)]
    shown = {
        row.reason
        for row in session.summary
        if exercise.rule(row.rule).measured and session.view.shows(exercise.rule(row.rule).views)
    }
    advice = {rule.title for rule in exercise.rules if rule.advisory}
    reasons = {
        reason: titles
        for reason, titles in unassessed_rules(session, exercise).items()
        if not advice.issuperset(titles)
    }
    main = exercise.main_rule.title
    order = sorted(reasons, key=lambda reason: (main not in reasons[reason], reason not in shown))
    said += [f"Not judged: {listed(reasons[reason])}{why(reason)}" for reason in order]
    return [
        Line(text, 0.85, mark=Verdict.NOT_ASSESSED, spare=_UNSEEN if number else _OTHERS)
        for number, text in enumerate(said[: STYLE.most_unjudged])
    ]
