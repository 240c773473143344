"""The page about many clips, in a real browser."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from formcheck.report.overview import ClipRow, Overview
from formcheck.report.pages.overview.page import write_page
from formcheck.report.saved import load_report
from tests.report.browser.conftest import OpenPage
from tests.report.browser.review import Review, check_of
from tests.report.overviews import overview, row


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_page(tmp_path / "overview.html", overview())
    return tmp_path / "overview.html"


def test_a_click_on_a_column_sorts_by_it(open_page: OpenPage, path: Path) -> None:
    page = open_page(path)
    names = page.get_by_role("rowheader").get_by_role("link")
    assert names.all_inner_texts() == ["worst.mp4", "bad.mp4", "good.mp4"]
    for column, order in (
        ("Reps", ["bad.mp4", "worst.mp4", "good.mp4"]),
        ("Reps", ["good.mp4", "worst.mp4", "bad.mp4"]),
        ("Clip", ["bad.mp4", "good.mp4", "worst.mp4"]),
        ("Faults", ["worst.mp4", "bad.mp4", "good.mp4"]),
    ):
        page.get_by_role("button", name=column).click()
        assert names.all_inner_texts() == order
    head = page.get_by_role("columnheader", name="Faults")
    assert head.get_attribute("aria-sort") == "ascending"


def test_why_clips_failed_is_one_click_away(open_page: OpenPage, path: Path) -> None:
    page = open_page(path)
    page.get_by_role("link", name="Why 1 failed").click()
    assert page.get_by_text("in/broken.mov is empty: record it again").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_cut_off(open_page: OpenPage, path: Path, scheme: str) -> None:
    page = open_page(path, 390, 844, "dark" if scheme == "dark" else "light")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("1 check not judged").first.click()
    assert page.get_by_text("turn to face the camera").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_page_leads_to_the_next_clip_of_the_overview(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    for name in ("anna", "ben & co"):
        shutil.copytree(folder, tmp_path / name)
    rows = [row("in/anna.mp4"), row("in/ben & co.mp4")]
    write_page(tmp_path / "overview.html", Overview.of(rows, []))
    page = open_page(tmp_path / "overview.html")
    page.get_by_role("button", name="Clip").click()
    page.get_by_role("link", name="anna.mp4").click()
    expect(page.get_by_role("link", name="Previous clip")).to_have_count(0)
    page.get_by_role("link", name="Next clip").click()
    page.wait_for_url("**/ben%20%26%20co/review.html?**")
    expect(page.get_by_role("link", name="Next clip")).to_have_count(0)
    page.get_by_role("link", name="Previous clip").click()
    page.wait_for_url("**/anna/review.html?**")


def test_a_page_leads_back_to_the_overview(open_page: OpenPage, folder: Path) -> None:
    path = folder.parent / "overview.html"
    some = row("in/butt-kicks.mp4")
    assert some.page == f"{folder.name}/review.html"
    write_page(path, Overview.of([some], []))
    page = open_page(path)
    page.get_by_role("link", name="butt-kicks.mp4").click()
    page.get_by_role("link", name="All clips").click()
    page.get_by_role("link", name="butt-kicks.mp4").wait_for()


def test_a_fault_leads_to_its_worst_moment(open_page: OpenPage, folder: Path) -> None:
    path = folder.parent / "overview.html"
    report = load_report(folder)
    write_page(path, Overview.of([ClipRow.of(report, folder.name, "review.html")], []))
    page = open_page(path)
    page.get_by_role("link", name="Heel to glutes").click()
    review = Review(page, folder)
    peaks = [check_of(rep, "heel-not-to-glutes") for rep in review.reps]
    worst = review.frame_at(min(peaks, key=lambda check: float(check["value"]))["at_s"])
    review.wait_for_frame(worst, worst)
    chosen = page.locator('[data-rule="heel-not-to-glutes"]')
    expect(chosen).to_have_attribute("aria-pressed", "true")


def test_a_page_without_an_overview_has_no_link_to_one(open_page: OpenPage, folder: Path) -> None:
    page = open_page(folder / "review.html")
    expect(page.get_by_role("link", name="Verdicts")).to_be_visible()
    expect(page.get_by_role("link", name="All clips")).to_have_count(0)
