"""The benchmark's figures as tables in a terminal."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.table import Table

from benchmarks.scores.clip_score import ClipScore
from benchmarks.scores.figures.angles import SOURCES, angle_rows, peak_rows, swap_rows, yaw_rows
from benchmarks.scores.figures.counts import agreement_rows, difference_rows, rep_rows
from benchmarks.scores.figures.oblique import oblique_rows
from benchmarks.scores.figures.row import Row, Rows
from benchmarks.scores.figures.rules import (
    recognition_rows,
    rule_rows,
    untrue_rows,
    wrong_view_rows,
)
from benchmarks.scores.figures.targets import Target

#: Every table: its name in the JSON file, its title, and what draws its rows.
TABLES: dict[str, tuple[str, Rows]] = {
    "angles": (
        "Angle errors in degrees: mean absolute error, bias, 95th percentile"
        " (raw seen: raw on the frames that formcheck believes)",
        angle_rows,
    ),
    "yaw": ("Knee flexion errors by how far the camera stands off the side, in degrees", yaw_rows),
    "oblique": (
        "From oblique views: how far off the side the camera is read, knee flexion, knee flexion at"
        " the peaks, and counts, by where the camera stands",
        oblique_rows,
    ),
    "peaks": ("Errors of the knee flexion at the peak of each kick, in degrees", peak_rows),
    "swaps": ("Frames with left and right exchanged", swap_rows),
    "reps": ("Counts of each leg, and by how many frames a peak is off", rep_rows),
    "rules": ("Faults, clip by clip, in views that can show them", rule_rows),
    "agreement": (
        "Live against the clip as a whole: same counts, all verdicts the same, share of verdicts"
        " the same; seconds from a rep's true end to its verdict",
        agreement_rows,
    ),
    "differences": (
        "Where the screen of a live set differs from the clip (attempts: left/right)",
        difference_rows,
    ),
    "wrong_view": ("Rules in views that cannot show them", wrong_view_rows),
    "untrue": ("Clips with untrue faults, and clean clips with any fault", untrue_rows),
    "recognition": ("The exercise recognised if none is named", recognition_rows),
}
NOTE = "unmeasured"  # a sentence, too long for a table
#: Figures that are shares, shown in percent.
_SHARES = {
    "judged",
    "exact",
    "by_one",
    "precision",
    "recall",
    "recall_assessed",
    "f1",
    "rep_false_alarms",
    "not_assessed",
    "live_same",
    "same_counts",
    "same_verdicts",
    "same_rules",
    "worst",
    *SOURCES,
}


def figures_table(title: str, rows: Sequence[Row]) -> Table:
    """Return one table of figures; nested figures stand side by side."""
    table = _table(title)
    flat = [_flat({key: value for key, value in row.items() if key != NOTE}) for row in rows]
    columns = list(dict.fromkeys(key for row in flat for key in row))
    for column in columns:
        is_text = any(isinstance(row.get(column), str) for row in flat)
        table.add_column(column.replace("_", " "), justify="left" if is_text else "right")
    for row in flat:
        table.add_row(*(str(row.get(column, "")) for column in columns))
    return table


def _table(title: str | None = None) -> Table:
    return Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))


def _flat(row: Row) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if not isinstance(value, dict):
            flat[key] = _shown(key, value)
        elif "mae" in value:
            flat[key] = "{mae:.1f} {bias:+.1f} {p95:.1f}".format(**value) if value["n"] else "-"
            if key == "offline" and "judged" in value:
                flat["judged"] = _shown("judged", value["judged"])
        else:
            for inner, figure in value.items():
                flat[f"{key} {inner}"] = _shown(inner, figure)
    return flat


def _shown(key: str, value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    if not np.isfinite(value):
        return "-"
    return f"{100.0 * value:.1f} %" if key in _SHARES else f"{value:.2f}"


def notes(rows: Sequence[Row]) -> list[str]:
    """Return one line for every rule that is not measured: which one, and why."""
    some = [
        f"{row['rule']}, {row['exercise']}: not measured: {row[NOTE]}"
        for row in rows
        if row.get(NOTE)
    ]
    return list(dict.fromkeys(some))


def targets_table(goals: Sequence[Target]) -> Table:
    """Return the table of what was asked for and what is reached."""
    table = _table("Targets")
    for column in ("", "target", "reached", ""):
        table.add_column(column)
    for goal in goals:
        sign = ">=" if goal.at_least else "<="
        table.add_row(
            goal.name,
            f"{sign} {goal.limit:g} {goal.unit}",
            f"{goal.reached:.2f} {goal.unit}",
            "[green]met[/]" if goal.met else "[bold red]missed[/]",
        )
    return table


def clip_table(scores: Sequence[ClipScore]) -> Table:
    """Return a table with one line for each clip.

    Counts are found/true. Then come the mean errors of the near knee, of the model's own near knee
    and of the far knee; exchanged frames, raw and cleaned; faults found and true faults.
    """
    table = _table()
    for column in ("clip", "left", "right", "near MAE", "raw", "far", "swapped", "found", "true"):
        table.add_column(column)
    for score in scores:
        found, true = score.counts.get("offline"), score.counts["true"]
        errors = {
            (a.leg, a.source): f"{np.abs(a.errors_deg).mean():.1f}"
            for a in score.angles
            if a.measure == "knee_flexion_deg" and len(a.errors_deg)
        }
        table.add_row(
            score.clip.spec.name,
            *(f"{found[side] if found else '-'}/{true[side]}" for side in true),
            errors.get(("near", "offline"), "-"),
            errors.get(("near", "raw"), "-"),
            errors.get(("far", "offline"), "-"),
            f"{100 * score.swapped['raw']:.1f} {100 * score.swapped['offline']:.1f} %",
            ", ".join(rule.rule for rule in score.rules if rule.is_found),
            ", ".join(rule.rule for rule in score.rules if rule.is_faulty),
        )
    return table
