"""The verdicts on a clip, printed in the terminal."""

from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formcheck.body.view import VIEW_LIMITS, View
from formcheck.exercises.named_leg import cue_text
from formcheck.exercises.spec import Exercise
from formcheck.report.figures import figures_text, pace_of, verdict_counts
from formcheck.report.not_judged import listed, unassessed_rules, unjudged_texts
from formcheck.report.rows import measured_text, row_text
from formcheck.results import RuleSummary, Session, Verdict, hex_colour

# The word and the style of each verdict.
_STYLES = {
    Verdict.FAULT: ("FAULT", f"bold {hex_colour(Verdict.FAULT)}"),
    Verdict.BORDERLINE: ("borderline", hex_colour(Verdict.BORDERLINE)),
    Verdict.GOOD: ("good", hex_colour(Verdict.GOOD)),
}
_WARNED = hex_colour(Verdict.BORDERLINE)
_UNJUDGED = hex_colour(Verdict.NOT_ASSESSED)
_ORDER = list(_STYLES)  # faults come first
_VIEW = {
    "side": "seen from the side",
    "front": "seen from the front",
    "rear": "seen from behind",
    "oblique": "seen at an angle",
    "unknown": "view unknown",
}
REMINDERS = "Also remember (a camera cannot check these)"


@dataclass(frozen=True, slots=True)
class TerminalLayout:
    """How much is printed.

    Attributes:
        wide: from this many columns the four cells of a row stand side by side.
    """

    wide: int = 130


LAYOUT = TerminalLayout()


def print_session(
    console: Console, name: str, session: Session, exercise: Exercise, *, auto: bool = False
) -> None:
    """Print counts, warnings, a row for each judged rule, and why the others were not judged.

    Args:
        console: where to print.
        name: the name of the clip.
        session: the verdicts.
        exercise: the exercise that was judged.
        auto: True if the exercise was recognised and not named by the user.
    """
    console.print(f"[bold]{escape(name)}[/]: {escape(', '.join(_what(session, exercise)))}")
    if auto and session.recognised:
        console.print(
            f"Recognised as {escape(exercise.id)}, confidence {session.recognised.confidence:.2f}"
            " (if it is not: --exercise NAME)"
        )
    counts, word = verdict_counts(session, exercise), escape(exercise.rep_word)
    console.print(figures_text(counts, pace_of(session, exercise), word, "[bold]{}[/]"))
    for line in _unjudged(session, exercise):
        console.print(line)
    for warning in session.warnings:
        console.print(f"[{_WARNED}]Warning:[/] {escape(warning)}")
    if len(session.sets) > 1:
        console.print(_sets(session, exercise))
    judged = [row for row in session.summary if row.verdict in _STYLES]
    if judged:
        rows = sorted(judged, key=lambda row: _ORDER.index(row.verdict))
        table = _side_by_side if console.width >= LAYOUT.wide else _stacked
        console.print(table(rows, session, exercise))
    for row in session.summary:
        rule = exercise.rule(row.rule)
        if rule.reported_only:
            console.print(f"{escape(rule.title)}: {escape(row.reason)}")
    for line in _not_assessed(session, exercise):
        console.print(line)
    if exercise.reminders:
        console.print(f"[dim]{REMINDERS}: {escape(' '.join(exercise.reminders))}[/]")


def view_phrase(view: View) -> str:
    """Return where the camera stands: "seen from the side", "seen from the side, 28° off"."""
    if view.kind == "oblique" and view.yaw_deg is not None:
        half = "from behind" if view.from_behind else "from the front"
        return f"seen {view.yaw_deg:.0f}° off the side, {half}"
    off_deg = view.yaw_deg if view.kind == "side" and view.yaw_deg is not None else 0.0
    is_off = off_deg > VIEW_LIMITS.caution_off_deg
    return _VIEW[view.kind] + (f", {off_deg:.0f}° off" if is_off else "")


def _what(session: Session, exercise: Exercise) -> list[str]:
    """Return the exercise, the view, and the level if it is not the default one."""
    said = [exercise.name.lower(), view_phrase(session.view)]
    if session.level and session.level != exercise.default_level:
        said.append(f"level {session.level}")
    return said


def _unjudged(session: Session, exercise: Exercise) -> list[str]:
    """Return a line for each of the most common reasons why reps were not judged."""
    texts = unjudged_texts(session.shown_reps, session.summary, exercise.rep_word)
    return [f"[{_UNJUDGED}]Not judged:[/] {escape(text)}" for text in texts]


def _sets(session: Session, exercise: Exercise) -> str:
    """Return how many reps each set has, and when it was."""
    sets = [
        f"{some.last - some.first + 1} ({some.start_s:.0f}–{some.end_s:.0f} s)"
        for some in session.sets
    ]
    return f"{len(sets)} sets of {escape(exercise.rep_word)}: {', '.join(sets)}"


def _table() -> Table:
    return Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))


def _side_by_side(rows: list[RuleSummary], session: Session, exercise: Exercise) -> Table:
    table = _table()
    table.add_column("verdict", no_wrap=True)
    for column in ("rule", "measured", "what to do"):
        table.add_column(column, overflow="fold")
    for row in rows:
        word, style = _STYLES[row.verdict]
        table.add_row(
            f"[{style}]{word}[/]",
            escape(exercise.rule(row.rule).title),
            escape(measured_text(row, session, exercise)),
            escape(cue_text(row, exercise)),
        )
    return table


def _stacked(rows: list[RuleSummary], session: Session, exercise: Exercise) -> Table:
    table = _table()
    table.add_column("verdict", no_wrap=True)
    table.add_column("rule, and what to do", overflow="fold")
    for row in rows:
        word, style = _STYLES[row.verdict]
        text = escape(row_text(row, session, exercise))
        if row.cue:
            text += f"\n[bold]{escape(cue_text(row, exercise))}[/]"
        table.add_row(f"[{style}]{word}[/]", text)
    return table


def _not_assessed(session: Session, exercise: Exercise) -> list[str]:
    """Return a line for each reason, with its rules; rules that no clip shows come last."""
    return [
        f"[{_UNJUDGED}]Not judged:[/] {escape(listed(titles))} – {escape(reason)}"
        for reason, titles in unassessed_rules(session, exercise).items()
    ]
