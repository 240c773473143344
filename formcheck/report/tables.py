"""`measures.csv` and `reps.csv`, for a spreadsheet."""

import csv
import io
from pathlib import Path

import numpy as np

from formcheck.files import write_text
from formcheck.results import Session


def write_measures(path: Path, session: Session) -> None:
    """Write one row per frame: ``time_s`` and every measure, empty where unknown.

    Raises:
        OSError: it cannot be written.
    """
    names = list(session.measures)
    columns = np.column_stack([session.track.time_s, *session.measures.values()])
    lines = [",".join(["time_s", *names])]
    form = ",".join(["%.4f"] * columns.shape[1])
    lines.extend((form % tuple(row)).replace("nan", "") for row in columns.tolist())
    write_text(path, "\n".join(lines) + "\n")


def write_reps(path: Path, session: Session) -> None:
    """Write one row per rep: side, times, measures, and each rule's verdict and value.

    Raises:
        OSError: it cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    measures = list(session.reps[0].measures) if session.reps else []
    rules = [check.rule for check in session.reps[0].checks] if session.reps else []
    per_rule = [column for rule in rules for column in (rule, f"{rule} value")]
    writer.writerow(
        ["index", "side", "start_s", "peak_s", "end_s", "verdict", *measures, *per_rule]
    )
    for rep in session.reps:
        row: list[object] = [
            rep.index,
            rep.side,
            *(_cell(time) for time in (rep.start_s, rep.peak_s, rep.end_s)),
            rep.verdict.value,
            *(_cell(rep.measures[name]) for name in measures),
        ]
        for check in rep.checks:
            row += [check.verdict.value, _cell(check.value)]
        writer.writerow(row)
    write_text(path, text.getvalue())


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
