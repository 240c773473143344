"""`measures.csv` and `reps.csv`, for a spreadsheet.

`docs/files.md` describes every column.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from formcheck.results import Session
from formcheck.system.arrays import FloatArray
from formcheck.system.files import write_text
from formcheck.system.printable import printable

# The first columns of `reps.csv`; measures and rules follow.
_COLUMNS = ("clip", "exercise", "set", "rep", "side", "start_s", "peak_s", "end_s", "verdict")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet calculates a cell that begins with one


def text_cell(text: str) -> str:
    """Return a text that a spreadsheet takes for text, in one line: "'=1+1"."""
    line = printable(text).replace("\n", r"\n")
    return f"'{line}" if text.startswith(_FORMULA) else line


def write_measures(path: Path, session: Session, clip: str) -> None:
    """Write `measures.csv`: a row per frame with its time and every measure, empty if unknown.

    Args:
        path: of the file.
        session: the verdicts.
        clip: name of the clip.

    Raises:
        OSError: it cannot be written.
    """
    names = list(session.measures)
    columns = np.concatenate(
        [np.column_stack([part.track.time_s, *part.measures.values()]) for part in session.parts]
    )
    lines = [",".join(["clip", "time_s", *names])]
    first = _csv([[text_cell(clip)]]).removesuffix("\n")
    form = ",".join(["%.4f"] * columns.shape[1])
    rows = ((form % tuple(row)).replace("nan", "") for row in columns.tolist())
    lines.extend(f"{first},{row}" for row in rows)
    write_text(path, "\n".join(lines) + "\n")


def read_measures(text: str) -> dict[str, FloatArray]:
    """Return the columns of numbers in `measures.csv` by their names, NaN where a cell is empty.

    Raises:
        ValueError: a cell is no number, or a row has too few or too many.
    """
    try:
        header, *lines = csv.reader(text.splitlines(), strict=True)
    except csv.Error as error:
        raise ValueError(str(error)) from None
    begin = int(header[0] == "clip")  # older versions did not name the clip
    names = header[begin:]
    rows = [[float(cell or "nan") for cell in line[begin:]] for line in lines]
    columns = np.array(rows, dtype=np.float64).reshape(len(lines), len(names)).T
    return dict(zip(names, columns, strict=True))


def write_reps(path: Path, session: Session, clip: str) -> None:
    """Write `reps.csv`: a row per rep with its times, measures, and each rule's verdict and value.

    Args:
        path: of the file.
        session: the verdicts.
        clip: name of the clip.

    Raises:
        OSError: it cannot be written.
    """
    rows = [{"clip": text_cell(clip), **row} for part in session.parts for row in _rep_rows(part)]
    columns = list(dict.fromkeys(_COLUMNS) | {column: None for row in rows for column in row})
    cells = [[row.get(column, "") for column in columns] for row in rows]
    write_text(path, _csv([[text_cell(column) for column in columns], *cells]))


def _csv(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _rep_rows(session: Session) -> Iterator[dict[str, object]]:
    """Yield each rep of a session as column name -> cell."""
    sets = {i: n for n, some in enumerate(session.sets) for i in range(some.first, some.last + 1)}
    for rep in session.reps:
        row: dict[str, object] = {
            "exercise": text_cell(session.exercise),
            "set": sets.get(rep.index, 0) + 1,
            "rep": rep.index + 1,
            "side": rep.side or "both",
            "start_s": _cell(rep.start_s),
            "peak_s": _cell(rep.peak_s),
            "end_s": _cell(rep.end_s),
            "verdict": rep.verdict.value,
        }
        row |= {name: _cell(value) for name, value in rep.measures.items()}
        for check in rep.checks:
            row |= {check.rule: check.verdict.value, f"{check.rule} value": _cell(check.value)}
        yield row


def _cell(value: float | None) -> str:
    """Return a number with four decimals, or an empty cell if it is unknown."""
    return "" if value is None else f"{value:.4f}"
