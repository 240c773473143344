"""`measures.csv` and `reps.csv`, for a spreadsheet.

`docs/files.md` describes every column.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from formcheck.results import Session
from formcheck.system.arrays import FloatArray
from formcheck.system.files import write_text

# The first columns of `reps.csv`; measures and rules follow.
_COLUMNS = ("index", "side", "start_s", "peak_s", "end_s", "verdict", "exercise", "set")


def write_measures(path: Path, session: Session) -> None:
    """Write `measures.csv`: a row per frame with its time and every measure, empty if unknown.

    Raises:
        OSError: it cannot be written.
    """
    names = list(session.measures)
    columns = np.concatenate(
        [np.column_stack([part.track.time_s, *part.measures.values()]) for part in session.parts]
    )
    lines = [",".join(["time_s", *names])]
    form = ",".join(["%.4f"] * columns.shape[1])
    lines.extend((form % tuple(row)).replace("nan", "") for row in columns.tolist())
    write_text(path, "\n".join(lines) + "\n")


def read_measures(text: str) -> dict[str, FloatArray]:
    """Return the columns of `measures.csv` by their names, NaN where a cell is empty.

    Raises:
        ValueError: a cell is no number, or a row has too few or too many.
    """
    header, *lines = text.splitlines()
    names = header.split(",")
    rows = [[float(cell or "nan") for cell in line.split(",")] for line in lines]
    columns = np.array(rows, dtype=np.float64).reshape(len(lines), len(names)).T
    return dict(zip(names, columns, strict=True))


def write_reps(path: Path, session: Session) -> None:
    """Write `reps.csv`: a row per rep with its times, measures, and each rule's verdict and value.

    Raises:
        OSError: it cannot be written.
    """
    rows = [row for part in session.parts for row in _rep_rows(part)]
    text = io.StringIO()
    columns = dict.fromkeys(_COLUMNS) | {column: None for row in rows for column in row}
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, text.getvalue())


def _rep_rows(session: Session) -> Iterator[dict[str, object]]:
    """Yield each rep of a session as column name -> cell."""
    sets = {i: n for n, some in enumerate(session.sets) for i in range(some.first, some.last + 1)}
    for rep in session.reps:
        row: dict[str, object] = {
            "index": rep.index,
            "side": rep.side or "both",
            "start_s": _cell(rep.start_s),
            "peak_s": _cell(rep.peak_s),
            "end_s": _cell(rep.end_s),
            "verdict": rep.verdict.value,
            "exercise": session.exercise,
            "set": sets.get(rep.index, 0),
        }
        row |= {name: _cell(value) for name, value in rep.measures.items()}
        for check in rep.checks:
            row |= {check.rule: check.verdict.value, f"{check.rule} value": _cell(check.value)}
        yield row


def _cell(value: float | None) -> str:
    """Return a number with four decimals, or an empty cell if it is unknown."""
    return "" if value is None else f"{value:.4f}"
