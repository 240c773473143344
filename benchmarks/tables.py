"""The benchmark's figures as tables in a terminal."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.table import Table

from benchmarks.accuracy import ClipScore
from benchmarks.figures import SOURCES, Row, Target

TITLES = {
    "angles": "Angle errors, degrees: MAE, bias, 95th percentile (seen: where formcheck has one)",
    "yaw": "Knee flexion by how far the camera stands off the side, in degrees",
    "peaks": "Knee flexion at the peak of each kick, in degrees",
    "swaps": "Frames with left and right exchanged",
    "reps": "Counts of each leg, and when peaks are found (frames)",
    "agreement": "Live against the clip: attempts, all verdicts of a clip, verdicts alike;"
    " judged after the true end",
    "differences": "Where the screen of a live set differs from the clip (attempts: left/right)",
    "rules": "Faults, clip by clip, in views that can show them",
    "wrong_view": "Rules in views that cannot show them",
    "untrue": "Faults that are not true, and clips that are clean in everything",
    "recognition": "The exercise recognised, where none is named",
}
NOTE = "unmeasured"  # a sentence, too long for a table
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


def figures_table(name: str, rows: Sequence[Row]) -> Table:
    """One table of figures, nested ones side by side."""
    table = Table(title=TITLES[name], title_justify="left", box=None, padding=(0, 2, 0, 0))
    flat = [_flat({key: value for key, value in row.items() if key != NOTE}) for row in rows]
    columns = list(dict.fromkeys(key for row in flat for key in row))
    for column in columns:
        is_text = any(isinstance(row.get(column), str) for row in flat)
        table.add_column(column.replace("_", " "), justify="left" if is_text else "right")
    for row in flat:
        table.add_row(*(str(row.get(column, "")) for column in columns))
    return table


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
    """Return a line for every rule that is not measured, with its reason."""
    some = [
        f"{row['rule']}, {row['exercise']}: not measured: {row[NOTE]}"
        for row in rows
        if row.get(NOTE)
    ]
    return list(dict.fromkeys(some))


def targets_table(goals: Sequence[Target]) -> Table:
    """What was asked for and what was reached."""
    table = Table(title="Targets", title_justify="left", box=None, padding=(0, 2, 0, 0))
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
    """A line a clip: counts found and true, error of the near knee, faults found, faults true."""
    table = Table(box=None, padding=(0, 2, 0, 0))
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
