"""`measures.csv` and `reps.csv`, for a spreadsheet.

`docs/files.md` describes every column.
"""

import csv
import io
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import numpy as np

from formcheck.report.json_report import Report
from formcheck.results import Session
from formcheck.system.arrays import FloatArray, pieces
from formcheck.system.files import write_lines, write_text
from formcheck.system.printable import printable

#: A row of a table by its columns; None is an empty cell.
Row: TypeAlias = dict[str, str | float | None]

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
    head = ",".join(["clip", "time_s", *names])
    first = _csv([[text_cell(clip)]]).removesuffix("\n")
    form = ",".join(["%.4f"] * (1 + len(names)))
    # Line by line: all numbers of an hour as Python's would take 200 MB.
    rows = ((form % tuple(row.tolist())).replace("nan", "") for row in _frames(session))
    write_lines(path, chain([head], (f"{first},{row}" for row in rows)))


def _frames(session: Session) -> Iterator[FloatArray]:
    """Yield the time and the measures of each frame."""
    for part in session.parts:
        columns = [part.track.time_s, *part.measures.values()]
        for some in pieces(len(part.track)):
            yield from np.column_stack([column[some] for column in columns])


def read_measures(text: Iterable[str]) -> dict[str, FloatArray]:
    """Return the columns of numbers in `measures.csv` by their names, NaN where a cell is empty.

    Args:
        text: its lines.

    Raises:
        ValueError: a cell is no number, or a row has too few or too many.
    """
    rows = csv.reader(text, strict=True)
    try:
        header = next(rows, [""])
        begin = int(header[0] == "clip")  # older versions did not name the clip
        names = header[begin:]
        # A list of lists of an hour's numbers would take a gigabyte.
        columns = [array("d") for _ in names]
        for row in rows:
            for column, cell in zip(columns, row[begin:], strict=True):
                column.append(float(cell or "nan"))
    except csv.Error as error:
        raise ValueError(str(error)) from None
    return {
        name: np.frombuffer(column) if column else np.empty(0)
        for name, column in zip(names, columns, strict=True)
    }


def write_reps(path: Path, report: Report, clip: str) -> None:
    """Write `reps.csv`: a row per rep with its times, measures, and each rule's verdict and value.

    Args:
        path: of the file.
        report: the verdicts.
        clip: name of the clip.

    Raises:
        OSError: it cannot be written.
    """
    rows = list(rep_rows(report, clip))
    columns = rep_columns(rows)
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    write_text(path, _csv([[text_cell(column) for column in columns], *cells]))


def rep_columns(rows: Iterable[Row]) -> list[str]:
    """Return the columns of a table with a row for each rep."""
    return list(dict.fromkeys(_COLUMNS) | {column: None for row in rows for column in row})


def rep_rows(report: Report, clip: str) -> Iterator[Row]:
    """Yield a row for each rep, in order of time."""
    for part in sorted([report, *report.others], key=lambda part: part.start_s):
        sets = {
            i: some.index for some in part.sets for i in range(some.first_rep, some.last_rep + 1)
        }
        for rep in part.reps:
            row: Row = {
                "clip": clip,
                "exercise": part.exercise,
                "set": sets.get(rep.index, 0) + 1,
                "rep": rep.index + 1,
                "side": rep.side or "both",
                "start_s": rep.start_s,
                "peak_s": rep.peak_s,
                "end_s": rep.end_s,
                "verdict": rep.verdict.value,
            }
            row |= rep.measures
            for check in rep.checks:
                row |= {check.rule: check.verdict.value, f"{check.rule} value": check.value}
            yield row


def _cell(value: str | float | None) -> str:
    """Return a text, a count, a number with four decimals, or an empty cell if it is unknown."""
    if value is None:
        return ""
    if isinstance(value, str):
        return text_cell(value)
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def _csv(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
