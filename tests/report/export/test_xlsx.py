"""The spreadsheet, read back with openpyxl."""

from dataclasses import replace
from math import isnan
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from formcheck.results import Session
from tests.report.export.conftest import Save, exported


def rows_of(folder: Path, sheet: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(folder / "results.xlsx")
    titles, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def test_every_rep_is_a_row(save: Save, kicks: Session) -> None:
    rows = rows_of(exported(save(), "xlsx"), "reps")
    assert [row["rep"] for row in rows] == [rep.index + 1 for rep in kicks.reps]
    for row, rep in zip(rows, kicks.reps, strict=True):
        assert (row["clip"], row["side"], row["verdict"]) == ("clip.mp4", rep.side, rep.verdict)
        assert row["start_s"] == pytest.approx(rep.start_s, abs=1e-4)
        assert row["heel-not-to-glutes"] in ("good", "fault", "not_assessed")


def test_every_rule_is_a_row_of_the_summary(save: Save, kicks: Session) -> None:
    rows = {row["rule"]: row for row in rows_of(exported(save(), "xlsx"), "summary")}
    assert list(rows) == [row.rule for row in kicks.summary]
    heel = rows["heel-not-to-glutes"]
    assert heel["verdict"] == "fault"
    assert heel["measured"].startswith("LEFT heel: ")
    assert heel["left_faulty"] > heel["right_faulty"] == 0


def test_every_frame_is_a_row_of_measures_with_gaps(save: Save, kicks: Session) -> None:
    rows = rows_of(exported(save(), "xlsx"), "measures")
    assert len(rows) == kicks.frames
    knee = kicks.measures["left_knee_flexion_deg"]
    for row, angle in zip(rows, knee, strict=True):
        known = None if isnan(angle) else pytest.approx(angle, abs=1e-4)
        assert row["left_knee_flexion_deg"] == known


def test_the_chart_shows_the_judged_angle_of_both_legs(save: Save, kicks: Session) -> None:
    folder = exported(save(), "xlsx")
    (sheet,) = openpyxl.load_workbook(folder / "results.xlsx").chartsheets
    (chart,) = sheet._charts
    titles = list(rows_of(folder, "measures")[0])
    for series, side in zip(chart.series, ("left", "right"), strict=True):
        column = openpyxl.utils.get_column_letter(1 + titles.index(f"{side}_knee_flexion_deg"))
        assert series.yVal.numRef.f == f"measures!${column}$2:${column}${kicks.frames + 1}"
        assert series.xVal.numRef.f == f"measures!$B$2:$B${kicks.frames + 1}"


@pytest.mark.parametrize(
    "name", ["=1+1.mp4", "+1.mp4", "-1.mp4", "@a.mp4", "http:a.mp4", "12", 'a"<b>&.mp4']
)
def test_the_name_of_a_clip_stays_text(save: Save, name: str) -> None:
    folder = exported(save(name), "xlsx")
    book = openpyxl.load_workbook(folder / "results.xlsx")
    for sheet in book.worksheets:
        cell = sheet["A2"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_texts_of_an_exercise_file_stay_text(save: Save) -> None:
    result = save()
    (first, *_) = result.report.reps
    check = replace(first.checks[0], rule="=1+1")
    rule = replace(
        result.report.summary[0], title="@\x1b[31m", measured="-1", explanation="x" * 40_000
    )
    report = result.report.model_copy(
        update={"reps": [replace(first, checks=(check,))], "summary": [rule]}
    )
    book = openpyxl.load_workbook(exported(replace(result, report=report), "xlsx") / "results.xlsx")
    heads = {cell.value: cell.data_type for cell in book["reps"][1]}
    assert heads["=1+1"] == heads["=1+1 value"] == "s"
    cells = {head.value: cell for head, cell in zip(*book["summary"].iter_rows(), strict=True)}
    assert (cells["title"].value, cells["measured"].value) == (r"@\x1b[31m", "-1")
    assert {cells[name].data_type for name in ("title", "measured", "explanation")} == {"s"}
    assert len(cells["explanation"].value) == 32_767


def test_the_same_results_give_the_same_bytes(save: Save) -> None:
    result = save()
    first = (exported(result, "xlsx") / "results.xlsx").read_bytes()
    assert (exported(result, "xlsx") / "results.xlsx").read_bytes() == first


def test_no_reps_and_no_rules_give_empty_sheets(save: Save) -> None:
    folder = exported(save(reps=(), sets=(), summary=()), "xlsx")
    assert rows_of(folder, "reps") == []
