"""The printed page, and the page as one file."""

import json
import re
import shutil
import time
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Locator, Page, expect

from formcheck.cli.main import main
from formcheck.report.notes import NOTES, Drawing, Note, Notes
from formcheck.report.pages.review.page import write_review
from tests.report.browser.conftest import WAIT_MS, OpenPage
from tests.report.browser.review import Review
from tests.sample import FPS


@pytest.fixture
def clip(folder: Path, tmp_path: Path) -> Path:
    """Return results of the sample clip with a note."""
    clip = Path(shutil.copytree(folder, tmp_path / "clip"))
    arrow = Drawing(kind="arrow", points=[(100, 100), (300, 200)])
    note = Note(id="a", time_s=2.0, changed_ms=1, text="<b>Heel</b>", drawings=[arrow])
    (clip / NOTES).write_text(Notes(notes=[note]).to_css())
    return clip


def print_page(page: Page) -> None:
    """Print with the button; show the printed page in place of the browser's dialog."""
    # In braces: a function that is the value of an expression would be called at once.
    page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')); }")
    page.get_by_role("button", name="Print").click()
    page.locator(".print-sheet").wait_for(state="attached")
    page.emulate_media(media="print", color_scheme="dark")
    page.locator(".print-sheet").wait_for()


def test_summary_worst_stills_plot_and_notes_are_printed(open_page: OpenPage, clip: Path) -> None:
    page = open_page(clip / "review.html")
    review = Review(page, clip)
    print_page(page)
    sheet = page.locator(".print-sheet")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    for row in review.report["summary"]:
        expect(sheet.locator("table")).to_contain_text(row["title"])
    kicks = [rep for rep in review.reps if rep["checks"][0]["rule"] == "heel-not-to-glutes"]
    worst = min(rep["checks"][0]["value"] for rep in kicks)
    still = sheet.locator(".stills figure").filter(has_text="Heel to glutes")
    expect(still).to_contain_text(f"knee bend {worst:.0f}°, good from 120°")
    expect(sheet.locator(".print-plot .curve")).to_have_count(2)
    expect(sheet.locator(".notes")).to_contain_text("<b>Heel</b>")


def picture_of(element: Locator) -> npt.NDArray[np.uint8]:
    """Return an element as it stands on the screen; it is waited for until it keeps its place."""
    picture = cv2.imdecode(np.frombuffer(element.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture.astype(np.uint8)


def test_the_stills_show_the_clip(open_page: OpenPage, clip: Path) -> None:
    page = open_page(clip / "review.html")
    print_page(page)
    stills = page.locator(".print-sheet canvas").all()
    assert len(stills) >= 2
    for still in stills:
        assert picture_of(still).std() > 20, "a still without its picture is white"


def test_stills_and_drawings_have_their_picture_when_the_menu_of_the_browser_prints(
    open_page: OpenPage, clip: Path
) -> None:
    page = open_page(clip / "review.html")
    Review(page, clip).wait_for_frame(0, 0)
    page.emulate_media(media="print")
    ends_s = time.monotonic() + WAIT_MS / 1000
    while True:  # the pictures are taken out of sight
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        stills = page.locator(".print-sheet canvas").all()
        assert len(stills) >= 2
        if all(picture_of(still)[:20, :20].mean() < 250 for still in stills):
            break
        assert time.monotonic() < ends_s, "what has no picture stands on white"


def test_the_plot_has_the_limit_of_the_rule_whose_angle_it_shows(
    open_page: OpenPage, clip: Path
) -> None:
    report = json.loads((clip / "report.json").read_text("utf-8"))
    for row in report["summary"]:
        if row["rule"] == "heel-not-to-glutes":
            row["verdict"] = "good"
        if row["rule"] == "excessive-forward-lean":
            row |= {"verdict": "fault", "value": 25.0, "threshold": 20.0}
    (clip / "report.json").write_text(json.dumps(report), "utf-8")
    write_review(clip)
    page = open_page(clip / "review.html")
    print_page(page)
    plot = page.locator(".print-sheet .plot")
    expect(plot).to_contain_text("Lean of the trunk: ▬ judged: mean over the stride")
    expect(plot).to_contain_text("✕ a rep with a fault")
    expect(plot).to_contain_text("Upright posture: fault above 20°")
    expect(plot.locator(".curve")).to_have_count(1)


def test_warnings_and_what_limits_a_verdict_are_printed(open_page: OpenPage, clip: Path) -> None:
    report = json.loads((clip / "report.json").read_text("utf-8"))
    report["warnings"] = ["filmed 37° off the side"]
    report["summary"][0]["reason"] = "too near to the limit to be sure"
    (clip / "report.json").write_text(json.dumps(report), "utf-8")
    write_review(clip)
    page = open_page(clip / "review.html")
    print_page(page)
    sheet = page.locator(".print-sheet")
    expect(sheet).to_contain_text("Filmed 37° off the side")
    row = sheet.get_by_role("row").filter(has_text=report["summary"][0]["title"])
    expect(row).to_contain_text("Too near to the limit to be sure")


def test_the_pdf_has_one_or_two_pages(clip: Path) -> None:
    assert main(["review", str(clip), "--pdf"]) == 0
    pdf = (clip / "review.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) in (1, 2)
    assert len(re.findall(rb"/Subtype\s*/Image", pdf)) >= 2


def test_one_file_plays_without_the_folder(open_page: OpenPage, clip: Path, tmp_path: Path) -> None:
    mail = tmp_path / "elsewhere" / "mail.html"
    mail.parent.mkdir()
    assert main(["review", str(clip), "--single-file", str(mail)]) == 0
    page = open_page(mail)
    review = Review(page, clip)
    review.wait_for_frame(0, 0)
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    review.wait_for_frame(30, 30)
    page.get_by_role("button", name="Go to 2.00 s").click()
    review.wait_for_frame(2 * FPS, 2 * FPS)
    expect(page.locator(".note-plate")).to_have_text("<b>Heel</b>")


@pytest.mark.parametrize("option", ["--notes", "--single-file"])
def test_what_belongs_to_one_clip_is_refused_for_two(
    clip: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", str(clip), str(clip), option, "file"]) == 2
    assert f"{option} needs a single DIR" in capsys.readouterr().err


def test_a_folder_without_results_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", str(tmp_path)]) == 1
    assert f"{tmp_path / 'report.json'}: no such file" in " ".join(capsys.readouterr().err.split())
