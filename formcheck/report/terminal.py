"""The table of verdicts in the terminal."""

from rich.console import Console
from rich.table import Table

from formcheck.exercise import Exercise
from formcheck.results import RuleSummary, Session, Verdict

# Okabe-Ito, as in the video; each also by its word.
_STYLES = {
    Verdict.GOOD: ("good", "#009E73"),
    Verdict.BORDERLINE: ("borderline", "#E69F00"),
    Verdict.FAULT: ("FAULT", "bold #D55E00"),
    Verdict.NOT_ASSESSED: ("not assessed", "#999999"),
}
_VIEW = {
    "side": "seen from the side",
    "front": "seen from the front",
    "rear": "seen from behind",
    "oblique": "seen at an angle",
    "unknown": "view unknown",
}


def print_session(console: Console, name: str, session: Session, exercise: Exercise) -> None:
    """Print counts, view, one row per rule and the warnings."""
    counts = session.counts
    good = {
        side: sum(rep.good for rep in session.reps if rep.side == side)
        for side in ("left", "right")
    }
    console.print(
        f"[bold]{name}[/bold]: {exercise.name.lower()}, {_VIEW[session.view.kind]}."
        f" Left {counts['left']} {exercise.rep_word} ({good['left']} without a fault),"
        f" right {counts['right']} ({good['right']})."
    )
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("rule", "verdict", "measured", "what to do, or why not"):
        table.add_column(column, overflow="fold")
    for row in session.summary:
        word, style = _STYLES[row.verdict]
        table.add_row(
            exercise.rule(row.rule).title,
            f"[{style}]{word}[/]",
            _measured(row, session, exercise),
            row.cue or f"[dim]{row.reason}[/]",
        )
    console.print(table)
    for warning in session.warnings:
        console.print(f"[#E69F00]Note:[/] {warning}")


def _measured(row: RuleSummary, session: Session, exercise: Exercise) -> str:
    """The figure behind a verdict: of the set, or the median of the judged reps."""
    for check in session.set_checks:
        if check.rule == row.rule:
            return "" if check.value is None else _figure(check.value, check.unit)
    checks = [check for rep in session.reps for check in rep.checks if check.rule == row.rule]
    judged = [c for c in checks if c.verdict is not Verdict.NOT_ASSESSED and c.value is not None]
    if not judged:
        return ""
    unit = judged[0].unit
    values = sorted(c.value for c in judged if c.value is not None and c.unit == unit)
    figure = _figure(values[len(values) // 2], unit)
    share = f", {row.reps_faulty} of {row.reps_judged} faulty" if row.reps_faulty else ""
    return f"{figure}{share}"


def _figure(value: float, unit: str) -> str:
    if unit == "deg":
        return f"{value:.0f}°"
    if unit in ("%", "steps/min"):
        return f"{value:.0f} {unit}"
    return f"{value:.2f} {unit}"
