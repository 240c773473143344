"""XLSX: a spreadsheet with reps, summary, measures and a chart of the judged angle."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Final

from formcheck.poses.landmarks import SIDES
from formcheck.report.export.export import Export, Writer
from formcheck.report.folder import clip_name
from formcheck.report.saved import SavedResult
from formcheck.report.tables import Row, rep_columns, rep_rows
from formcheck.results import Verdict, hex_colour
from formcheck.system.files import replacing
from formcheck.system.printable import printable

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_LONGEST: Final = 32_767  # characters of a cell
_MEASURES: Final = "measures"
# Widths of columns with longer texts, in characters; others are as wide as their headings.
_WIDTHS: Final = {
    **dict.fromkeys(("clip", "exercise", "rule"), 20),
    **dict.fromkeys(("title", "unit"), 24),
    **dict.fromkeys(("measured", "advice", "reason", "explanation", "source"), 50),
}
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def _files(result: SavedResult, height_m: float | None) -> Mapping[str, Writer]:
    return {"results.xlsx": lambda path: _write(path, result)}


def _write(path: Path, result: SavedResult) -> None:
    """Write the file, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    clip = clip_name(result.report.source.path)
    reps = list(rep_rows(result.report, clip))
    rules = list(_rule_rows(result, clip))
    with replacing(path) as temporary:
        book = Workbook(str(temporary), _OPTIONS)
        made = result.report.made
        if made:
            created = made.date.astimezone(UTC).replace(tzinfo=None)
            book.set_properties({"created": created})
        _add_sheet(book, "summary", list(rules[0]) if rules else [], rules)
        _add_sheet(book, "reps", rep_columns(reps), reps)
        columns = ["clip", "time_s", *result.measures]
        _add_sheet(book, _MEASURES, columns, _measure_rows(result, clip))
        _add_chart(book, columns, result)
        try:
            book.close()
        except XlsxWriterException as error:
            raise OSError(str(error)) from error


def _add_sheet(book: "Workbook", name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add a sheet with headings, which stay in sight and filter, and the rows of a table."""
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, _text(title), heading)
        sheet.set_column(column, column, _WIDTHS.get(title, max(10, min(len(title), 30))))
    verdicts = {
        verdict.value: book.add_format({"font_color": hex_colour(verdict), "bold": True})
        for verdict in Verdict
    }
    number = 0
    for number, row in enumerate(rows, start=1):
        for column, title in enumerate(columns):
            value = row.get(title)
            if isinstance(value, str):
                sheet.write_string(number, column, _text(value), verdicts.get(value))
            elif value is not None and isfinite(value):
                sheet.write_number(number, column, value)
    if number:
        sheet.autofilter(0, 0, number, len(columns) - 1)


def _text(text: str) -> str:
    """Return a text that fits into a cell and has no control characters."""
    return printable(text)[:_LONGEST]


def _rule_rows(result: SavedResult, clip: str) -> Iterator[Row]:
    """Yield a row for each rule of each exercise."""
    for part in result.parts:
        for rule in part.report.summary:
            row: Row = {
                "clip": clip,
                "exercise": part.report.exercise,
                "rule": rule.rule,
                "title": rule.title,
                "verdict": rule.verdict.value,
                "measured": rule.measured,
                "advice": rule.advice,
                "value": rule.value,
                "threshold": rule.threshold,
                "unit": rule.unit,
                "sigma": rule.sigma,
                "reps_judged": rule.reps_judged,
                "reps_faulty": rule.reps_faulty,
                "reps_borderline": rule.reps_borderline,
            }
            for side in SIDES:
                for key in ("judged", "faulty", "borderline", "value"):
                    row[f"{side}_{key}"] = getattr(rule.sides.get(side), key, None)
            yield row | {
                "reason": rule.reason,
                "explanation": rule.explanation,
                "source": rule.source,
            }


def _measure_rows(result: SavedResult, clip: str) -> Iterator[Row]:
    """Yield a row for each frame."""
    columns = {name: values.tolist() for name, values in result.measures.items()}
    for i, time_s in enumerate(result.track.time_s.tolist()):
        yield {"clip": clip, "time_s": time_s} | {name: x[i] for name, x in columns.items()}


def _add_chart(book: "Workbook", columns: Sequence[str], result: SavedResult) -> None:
    """Add a sheet with the curve of the judged angle of each leg."""
    angle = result.report.angle
    curves = [f"{side}_{angle.measure}" for side in SIDES] if angle else []
    last = len(result.track.time_s)
    chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    for name in curves:
        if name in columns:
            place = columns.index(name)
            chart.add_series(
                {
                    "name": [_MEASURES, 0, place],
                    "categories": [_MEASURES, 1, 1, last, 1],
                    "values": [_MEASURES, 1, place, last, place],
                    "line": {"width": 1.25},
                }
            )
    if not chart.series:
        return
    chart.set_x_axis({"name": "seconds"})
    chart.set_y_axis({"name": "degrees"})
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    book.add_chartsheet("chart").set_chart(chart)


XLSX = Export("xlsx", "a spreadsheet: summary, reps, measures, a chart", _files)
