"""The review page in Firefox: it runs, and the video follows the keys."""

import shutil
from pathlib import Path

import pytest

from tests.report.browser.firefox import FirefoxPage, opened_in_firefox, run_apart
from tests.report.browser.opened_page import elsewhere
from tests.sample import FPS

H264 = "video/mp4; codecs=avc1.64001f"
CLOCK = 'Number(document.querySelector(".clock").innerText.split("frame ")[1])'
VIDEO = 'document.querySelector("#stage video")'


def test_the_page_runs_in_firefox(folder: Path) -> None:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("the pages are not tested in Firefox: it is not installed")

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
