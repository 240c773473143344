"""The overview of many clips: order, totals, files, page."""

import csv
import json
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from formcheck.errors import NAME_THE_EXERCISE
from formcheck.report.overview import ClipRow, FailedRow, Overview
from formcheck.report.pages.overview.page import page_of
from formcheck.report.saved import load_report
from formcheck.results import Count, Legs, Rep, Verdict
from tests.report.overviews import HOSTILE, finding, overview, row
from tests.sample import results


def test_the_worst_clip_comes_first() -> None:
    rows = [
        row("good.mp4"),
        row("nothing judged.mp4", good=0),
        row("edge.mp4", borderline=1),
        row("two.mp4", 2),
        row("one often.mp4", 1, faulty_share=0.9),
        row("one rare.mp4", 1, faulty_share=0.3, borderline=3),
    ]
    names = [some.clip for some in Overview.of(rows, []).clips]
    assert names == [
        *("two.mp4", "one often.mp4", "one rare.mp4", "edge.mp4"),
        *("nothing judged.mp4", "good.mp4"),
    ]


def test_the_totals_are_said() -> None:
    assert overview().totals() == "4 clips: 2 with a fault, 1 without, 1 failed"
    assert Overview.of([row("a.mp4")], []).totals() == "1 clip: 0 with a fault, 1 without"


def test_a_report_becomes_a_row() -> None:
    some = ClipRow.of(load_report(results()), "butt-kicks", "review.html")
    assert (some.left, some.right) == (8, 8)
    assert (some.exercise, some.view) == ("Butt kicks", "seen from the side")
    assert some.page == "butt-kicks/review.html"
    assert some.faulty_share == 1.0
    heel, arms = some.faults
    assert (heel.title, heel.leg, heel.unit) == ("Heel to glutes", "both", "deg")
    assert heel.measured == (
        "left 8 of 8 kicks faulty, worst 94° in Left 8;"
        " right 8 of 8 kicks faulty, worst 80° in Right 7 (fault below 105°, good from 120°)"
    )
    assert (arms.title, arms.leg) == ("Arm drive", "")
    assert all(found.reason for found in some.not_assessed)


def test_the_files_have_a_row_for_each_clip(tmp_path: Path) -> None:
    overview().write_json(tmp_path / "overview.json")
    overview().write_csv(tmp_path / "overview.csv")
    data = json.loads((tmp_path / "overview.json").read_text("utf-8"))
    assert Overview.model_validate(data) == overview()
    with (tmp_path / "overview.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [some["clip"] for some in rows] == [
        *("in/worst.mp4", "in/bad.mp4", "in/good.mp4", "in/broken.mov")
    ]
    assert (
        rows[1]["faults"]
        == "Fault 0: left 8 of 8 kicks faulty 97° (fault below 105°, good from 120°)"
    )
    assert rows[3]["error"] == "in/broken.mov is empty: record it again"


def test_no_spreadsheet_takes_a_name_for_a_formula(tmp_path: Path) -> None:
    Overview.of([row("=1+1.mp4")], []).write_csv(tmp_path / "overview.csv")
    assert "\n'=1+1.mp4," in (tmp_path / "overview.csv").read_text("utf-8")


def test_markup_and_controls_in_names_are_shown_as_text() -> None:
    page = page_of(
        Overview.of(
            [row(f"{HOSTILE}.mp4", 1)], [FailedRow(clip=HOSTILE, error=f"{HOSTILE} is bad")]
        )
    )
    assert "<script>alert" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_the_page_links_each_clip_by_its_folder() -> None:
    page = page_of(Overview.of([row("a b#1.mp4")], []))
    assert 'href="a%20b%231/review.html?overview=1"' in page
    assert "The pages lie in the folders beside this file" in page
    assert "failed" not in page.partition("<main>")[2].partition("</main>")[0]


def test_the_page_says_beside_no_fault_how_many_reps_were_not_judged() -> None:
    report = load_report(results())
    counts: dict[Legs, Count] = {"left": Count(7, good=3, not_judged=4), "right": Count(7, good=7)}
    good = [replace(rule, verdict=Verdict.GOOD) for rule in report.summary]
    unseen = [rep.index for rep in report.reps if rep.side == "left"][:4]
    reps = [_without_main(rep) if rep.index in unseen else rep for rep in report.reps]
    seen = report.model_copy(update={"verdict_counts": counts, "summary": good, "reps": reps})
    page = page_of(Overview.of([ClipRow.of(seen, "a", "review.html")], []))
    assert "4 of 7 left kicks: Heel to glutes not judged" in page
    assert "right kicks" not in page


def test_a_clip_whose_main_rule_judged_no_rep_does_not_count_as_fine() -> None:
    report = load_report(results())
    good = [replace(rule, verdict=Verdict.GOOD) for rule in report.summary]
    reps = [_without_main(rep) for rep in report.reps]
    seen = report.model_copy(update={"summary": good, "reps": reps})
    unseen = ClipRow.of(seen, "a", "review.html")
    overview = Overview.of([unseen, row("good.mp4")], [])
    assert overview.clips[0] == unseen
    assert overview.totals() == "2 clips: 0 with a fault, 1 without, 1 not judged"
    page = page_of(Overview.of([unseen], []))
    assert "not judged</span>" in page
    assert "no fault" not in page
    assert Overview.of([unseen], []).totals() == "1 clip: 0 with a fault, 1 not judged"


def test_the_page_says_how_many_checks_were_not_judged() -> None:
    some = finding("Level hips")
    two = row("b.mp4").model_copy(update={"not_assessed": [some, some]})
    page = page_of(Overview.of([row("a.mp4"), two], []))
    assert "1 check not judged" in page
    assert "2 checks not judged" in page


def _without_main(rep: Rep) -> Rep:
    """Return a rep that the main rule did not judge, while another one finds it faulty."""
    checks = [
        replace(check, verdict=Verdict.NOT_ASSESSED if check.main else Verdict.FAULT)
        for check in rep.checks
    ]
    return replace(rep, checks=tuple(checks))


def test_a_clip_that_is_borderline_does_not_count_as_fine() -> None:
    report = load_report(results())
    rows = [replace(row, verdict=Verdict.BORDERLINE) for row in report.summary]
    seen = report.model_copy(update={"summary": rows})
    overview = Overview.of([ClipRow.of(seen, "a", "review.html")], [])
    assert overview.totals() == "1 clip: 0 with a fault, 1 borderline"
    assert "no clear fault" in page_of(overview)


def test_single_reps_of_a_good_rule_stand_among_what_is_borderline() -> None:
    report = load_report(results())
    good = [replace(row, verdict=Verdict.GOOD) for row in report.summary]
    single = replace(
        good[0], reps_borderline=3, reps_faulty=0, measured="but borderline in 3 of 17"
    )
    seen = report.model_copy(update={"summary": [single, *good[1:]]})
    page = page_of(Overview.of([ClipRow.of(seen, "a", "review.html")], []))
    assert "but borderline in 3 of 17" in page


def test_a_clip_whose_exercise_is_not_known_says_how_to_name_it() -> None:
    failed = FailedRow(clip="/c/my leo.mp4", error=f"/c/my leo.mp4: not sure: {NAME_THE_EXERCISE}")
    page = page_of(Overview.of([], [failed]), Path("/out"))
    assert "not sure which exercise this is." in page
    assert "Film it so that it can be told: from the exact side" in page
    command = "formcheck analyze '/c/my leo.mp4' --exercise butt-kicks --out /out"
    assert f"<dt>Butt kicks</dt><dd><code>{command}</code></dd>" in unescape(page)
    assert NAME_THE_EXERCISE not in page


@pytest.mark.parametrize(
    "why",
    ["perhaps quadruped-kickback (confidence 0.46)", "because it looks like quadruped-kickback"],
)
def test_a_clip_whose_exercise_is_not_known_says_what_it_looks_like(why: str) -> None:
    failed = FailedRow(clip="/c/a.mp4", error=f"/c/a.mp4: not sure, {why}: {NAME_THE_EXERCISE}")
    page = page_of(Overview.of([], [failed]))
    assert "It looks most like Kickbacks on all fours, but not clearly enough" in page
