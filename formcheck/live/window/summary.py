"""What is said after a set, on one page: counts, pace, and the few things to work on."""

from collections.abc import Mapping

from formcheck.exercises.spec import Exercise
from formcheck.live.window.panels import Line, Page, title
from formcheck.overlay.plates import BOLD, SEMIBOLD
from formcheck.poses.landmarks import SIDES, Side
from formcheck.results import Count, Session, Verdict

MOST_CUES = 3


def clock(seconds: float) -> str:
    """Say a time as minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def summary_page(
    session: Session | None,
    exercise: Exercise,
    counts: Mapping[Side, Count],
    lasted_s: float,
    pace: str,
    saved: str,
) -> Page:
    """Lay out the summary.

    Args:
        session: the verdicts; None where the set was too short for any.
        exercise: what was done.
        counts: of each leg.
        lasted_s: how long the set was.
        pace: cadence or tempo, in words; may be empty.
        saved: where the files are; empty where nothing was recorded.
    """
    word = exercise.rep_word
    told = [f"{side.capitalize()}  {_counted(counts[side], word)}" for side in SIDES]
    if exercise.reps.legs == "together":
        told = [_counted(counts["left"], word)]
    lines = [title(f"{exercise.name}: done")]
    lines += [Line(text, size=1.35, weight=BOLD) for text in told]
    lines.append(Line(" · ".join(filter(None, [clock(lasted_s), pace])), muted=True))
    lines += _to_do(session, exercise)
    if saved:
        lines.append(Line(f"Saved in {saved}", size=0.8, muted=True))
    lines.append(Line("Again: raise a hand, or r · next exercise: n · quit: q", 0.85, SEMIBOLD))
    return tuple(lines)


def _counted(count: Count, word: str) -> str:
    said = f"{count.attempts} {word}, {count.good} good"
    return f"{said}, {count.not_judged} not judged" if count.not_judged else said


def _to_do(session: Session | None, exercise: Exercise) -> list[Line]:
    if session is None or not session.reps:
        text = f"No {exercise.rep_word} were counted: stand as the set-up says, and try again"
        return [Line(text, mark=Verdict.NOT_ASSESSED)]
    rows = [
        row
        for verdict in (Verdict.FAULT, Verdict.BORDERLINE)
        for row in session.summary
        if row.verdict is verdict and not exercise.rule(row.rule).advisory
    ]
    lines = []
    for row in rows[:MOST_CUES]:
        lines.append(Line(row.cue, weight=SEMIBOLD, mark=row.verdict))
        said = exercise.rule(row.rule).title
        if row.reps_judged:
            wrong = sum(
                check.verdict in (Verdict.FAULT, Verdict.BORDERLINE)
                for rep in session.reps
                for check in rep.checks
                if check.rule == row.rule
            )
            said += f": {wrong} of {row.reps_judged} {exercise.rep_word}"
        lines.append(Line(said, size=0.85, muted=True, indent=True))
    if len(rows) > MOST_CUES:
        more = len(rows) - MOST_CUES
        lines.append(Line(f"and {more} more, in the terminal", 0.85, muted=True, indent=True))
    main = next(row for row in session.summary if row.rule == exercise.main_rule.id)
    if main.verdict is Verdict.NOT_ASSESSED:
        name = exercise.rule(main.rule).title
        lines.append(Line(f"Not assessed: {name} – {main.reason}", 0.9, mark=Verdict.NOT_ASSESSED))
    elif not rows:
        lines.append(Line("Nothing to correct: well done", weight=SEMIBOLD, mark=Verdict.GOOD))
    return lines
