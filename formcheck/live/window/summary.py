"""The page after a set: counts, pace, and the few things to work on."""

from formcheck.exercises.named_leg import cue_text
from formcheck.exercises.spec import Exercise
from formcheck.live.window.page import Line, Page, title
from formcheck.overlay.plates import Weight
from formcheck.report.figures import count_words, pace_of, verdict_counts
from formcheck.report.rows import row_text
from formcheck.results import Count, Legs, RuleSummary, Session, Verdict


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds: "1:05"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def summary_page(
    session: Session | None,
    exercise: Exercise,
    lasted_s: float,
    saved: str,
    *,
    most_cues: int = 3,
) -> Page:
    """Return the page of a set.

    Args:
        session: the verdicts; None where the set was too short for any.
        exercise: what was done.
        lasted_s: how long the set was, in seconds.
        saved: the folder of the recording; empty where nothing was recorded.
        most_cues: number of things to work on that are named; the terminal names all.
    """
    word = exercise.rep_word
    lines = [title(f"{exercise.name}: done")]
    if session:
        lines += [
            Line(_counted(legs, count, exercise), size=1.35, weight=Weight.BOLD)
            for legs, count in verdict_counts(session, exercise).items()
        ]
    pace = pace_of(session, exercise) if session else None
    lines.append(Line(f"{clock(lasted_s)} · {pace}" if pace else clock(lasted_s), muted=True))
    if session is None or not session.reps:
        text = f"No {word} were counted: follow the advice before the set, and try again"
        lines.append(Line(text, mark=Verdict.NOT_ASSESSED))
    else:
        lines += _to_work_on(session, exercise, most_cues)
    if saved:
        lines.append(Line(f"Saved in {saved}", size=0.8, muted=True))
    lines.append(
        Line("Again: raise a hand, or r · next exercise: n · quit: q", 0.85, Weight.SEMIBOLD)
    )
    return tuple(lines)


def _counted(legs: Legs, count: Count, exercise: Exercise) -> str:
    """Return the count of a leg: "Left  8 kicks: 1 good, 5 borderline, 2 not judged"."""
    name = "" if legs == "both" else f"{legs.capitalize()}  "
    word = exercise.one_rep if count.attempts == 1 else exercise.rep_word
    words = f": {count_words(count)}" if count.attempts else ""
    return f"{name}{count.attempts} {word}{words}"


def _to_work_on(session: Session, exercise: Exercise, most_cues: int) -> list[Line]:
    """Return the cues, each with what was measured; or praise, or why nothing can be said."""
    rows = [
        row
        for verdict in (Verdict.FAULT, Verdict.BORDERLINE)
        for row in session.summary
        if row.verdict is verdict and not exercise.rule(row.rule).advisory
    ]
    lines = []
    for row in rows[:most_cues]:
        lines.append(Line(cue_text(row, exercise), weight=Weight.SEMIBOLD, mark=row.verdict))
        lines.append(_small(row_text(row, session, exercise)))
    if len(rows) > most_cues:
        lines.append(_small(f"and {len(rows) - most_cues} more, in the terminal"))
    main = _main_row(session, exercise)
    if main.verdict is Verdict.NOT_ASSESSED:
        text = f"Not assessed: {exercise.main_rule.title} – {main.reason}"
        lines.append(Line(text, 0.9, mark=Verdict.NOT_ASSESSED))
    elif not rows:
        lines.append(
            Line("Nothing to correct: well done", weight=Weight.SEMIBOLD, mark=Verdict.GOOD)
        )
    return lines


def _small(text: str) -> Line:
    """Return a line that stands under a cue."""
    return Line(text, size=0.85, muted=True, indent=True)


def _main_row(session: Session, exercise: Exercise) -> RuleSummary:
    return next(row for row in session.summary if row.rule == exercise.main_rule.id)
