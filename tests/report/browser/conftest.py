"""A real browser for the tests of the pages: Chromium, driven by Playwright."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from formcheck.report.pages.review.page import write_review
from tests.report.browser.opened_page import OpenedPage, open_from_disk
from tests.report.browser.review import Review
from tests.sample import results

WAIT_MS = 30_000  # for a state of the page; on a machine under load some take 10 s
NAMES_OF_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class OpenPage(Protocol):
    """Open a page from disk; sizes are in CSS pixels."""

    def __call__(
        self,
        path: Path,
        width: int = 1440,
        height: int = 900,
        colour_scheme: Literal["light", "dark"] = "light",
    ) -> Page: ...


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start one Chromium for all tests here; skip them where there is none."""
    path = next(filter(None, map(shutil.which, NAMES_OF_CHROMIUM)), None)
    if path is None:
        pytest.skip("the pages are not tested: no Chromium is installed")
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        # Sandboxes need rights that a container often does not have, even for root.
        browser = playwright.chromium.launch(
            executable_path=path,
            chromium_sandbox=False,
            args=["--disable-background-networking", "--no-proxy-server"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open pages; fail the test if one reported an error or asked for a file from elsewhere."""
    all_opened: list[OpenedPage] = []

    def open_one(
        path: Path,
        width: int = 1440,
        height: int = 900,
        colour_scheme: Literal["light", "dark"] = "light",
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=colour_scheme, offline=True
        )
        context.set_default_timeout(WAIT_MS)
        all_opened.append(open_from_disk(context, path))
        return all_opened[-1].page

    yield open_one
    for opened in all_opened:
        opened.page.context.close()
    assert [error for opened in all_opened for error in opened.errors] == []
    assert [away for opened in all_opened for away in opened.requests_elsewhere()] == []


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the results of the sample clip and its review page."""
    folder = tmp_path_factory.mktemp("review") / "butt-kicks"
    shutil.copytree(results(), folder)
    write_review(folder)
    return folder


@pytest.fixture
def review(open_page: OpenPage, folder: Path) -> Review:
    """Open the review page of the sample clip."""
    opened = Review(open_page(folder / "review.html"), folder)
    opened.wait_for_frame(0, 0)
    return opened
