"""The review page in Firefox: it runs, the video follows the keys, and notes are shown."""

import shutil
from pathlib import Path

import pytest

from formcheck.report.notes import NOTES, Drawing, Note, Notes
from formcheck.report.pages.review.alone import write_single_file
from tests.report.browser.firefox import FirefoxPage, opened_in_firefox, run_apart
from tests.report.browser.opened_page import elsewhere
from tests.sample import FPS

H264 = "video/mp4; codecs=avc1.64001f"
CLOCK = 'Number(document.querySelector(".clock")?.innerText.split("frame ")[1])'
VIDEO = 'document.querySelector("#stage video")'


def firefox() -> str:
    """Return the program; skip the test where there is none."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("the pages are not tested in Firefox: it is not installed")
    return program


def test_the_page_runs_in_firefox(folder: Path) -> None:
    program = firefox()

    async def use() -> FirefoxPage:
        async with opened_in_firefox(program, folder / "review.html") as page:
            if not await page.evaluate(f"{VIDEO}.canPlayType('{H264}')"):
                pytest.skip("the pages are not tested in Firefox: it cannot play H.264 here")
            await page.wait_until(f"{VIDEO}.readyState >= 2")
            await page.press("f")
            same = f"Math.floor({VIDEO}.currentTime * {FPS}) === {CLOCK}"
            await page.wait_until(f"{CLOCK} > 0 && {same}")
            await page.evaluate('document.querySelector("#compare").scrollIntoView()')
            taken = 'document.querySelectorAll("#compare canvas[data-frame]")'
            await page.wait_until(f"{taken}.length === 2")
            return page

    page = run_apart(use)
    assert page.errors == []
    assert elsewhere(page.requests, folder) == []


def noted(folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the results of the sample clip with a note."""
    copy = Path(shutil.copytree(folder, tmp_path / "noted"))
    arrow = Drawing(kind="arrow", points=[(100, 100), (300, 200)])
    note = Note(id="a", time_s=0.0, changed_ms=1, text="Heel", drawings=[arrow])
    (copy / NOTES).write_text(Notes(notes=[note]).to_css())
    return copy


@pytest.mark.parametrize("as_one_file", [False, True])
def test_notes_and_drawings_are_shown_in_firefox(
    folder: Path, tmp_path: Path, as_one_file: bool
) -> None:
    program = firefox()
    path = noted(folder, tmp_path) / "review.html"
    if as_one_file:
        (tmp_path / "mail").mkdir()
        write_single_file(path.parent, tmp_path / "mail" / "clip.html")
        path = tmp_path / "mail" / "clip.html"

    async def use() -> FirefoxPage:
        async with opened_in_firefox(program, path) as page:
            if not await page.evaluate(f"{VIDEO}.canPlayType('{H264}')"):
                pytest.skip("the pages are not tested in Firefox: it cannot play H.264 here")
            await page.wait_until(f"{VIDEO}.readyState >= 2")
            await page.wait_until('document.querySelectorAll("#stage .drawing").length === 1')
            await page.wait_until('document.querySelector(".note-plate").innerText === "Heel"')
            for _ in range(5):
                await page.press("\ue014")  # the right arrow
            await page.wait_until(f"{CLOCK} === 5 && Math.floor({VIDEO}.currentTime * {FPS}) === 5")
            await page.wait_until('document.querySelectorAll("#stage .drawing").length === 0')
            return page

    page = run_apart(use)
    assert page.errors == []
    assert elsewhere(page.requests, path.parent) == []
