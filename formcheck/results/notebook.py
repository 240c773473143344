"""A summary as an HTML table, as notebooks show it."""

from collections.abc import Sequence
from html import escape

from formcheck.results.summaries import RuleSummary
from formcheck.results.verdicts import VERDICT_WORDS, Verdict, hex_colour

_HEADS = ("Verdict", "Rule", "Measured", "Limit", "Reps", "What to do")


def html_table(caption: str, summary: Sequence[RuleSummary]) -> str:
    """Return an HTML table with one row for each rule.

    Args:
        caption: plain text above the table.
        summary: the rows.
    """
    head = "".join(f"<th>{name}</th>" for name in _HEADS)
    rows = "".join(f"<tr>{_row(rule)}</tr>" for rule in summary)
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(rule: RuleSummary) -> str:
    word = VERDICT_WORDS[rule.verdict]
    verdict = f'<b style="color: {hex_colour(rule.verdict)}">{word}</b>'
    wrong = "borderline" if rule.verdict is Verdict.BORDERLINE else "faulty"
    reps = f"{rule.wrong()} of {rule.reps_judged} {wrong}" if rule.reps_judged else ""
    cells = (
        rule.title or rule.rule,
        _figure(rule.value, rule.unit),
        _figure(rule.threshold, rule.unit),
        reps,
        rule.cue or rule.reason,
    )
    return f"<td>{verdict}</td>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells)


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:z.4g}°" if unit == "deg" else f"{value:z.4g} {unit}".rstrip()
