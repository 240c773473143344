"""The review page opens in the user's browser."""

import sys
import webbrowser
from pathlib import Path

import pytest

from formcheck.exercises.spec import Exercise
from formcheck.live.stage import Stage
from formcheck.live.window.browser import open_page
from tests.live.test_app import quiet_app
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the browser here is a script")


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A browser that writes the address it is given to a file; return the file."""
    script, opened = tmp_path / "browser", tmp_path / "opened"
    script.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {opened}.new && mv {opened}.new {opened}\n')
    script.chmod(0o755)
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    monkeypatch.setattr(webbrowser, "_browsers", {})
    monkeypatch.setenv("BROWSER", f"{script} %s")
    return opened


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    monkeypatch.setattr(webbrowser, "_browsers", {})


def test_a_page_opens_by_its_address(browser: Path, tmp_path: Path) -> None:
    page = tmp_path / "set 1;$(touch x)" / "review.html"
    assert open_page(page)
    wait_until(browser.exists)
    assert browser.read_text() == page.as_uri()
    assert not (tmp_path / "x").exists()


@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_the_terminal_says_where_the_page_is(
    butt_kicks: Exercise, tmp_path: Path
) -> None:
    told: list[str] = []
    app = quiet_app(butt_kicks, told)
    page = tmp_path / "review.html"
    page.touch()
    app._controller._review = page
    app._press("o")
    assert told == []  # no summary is shown
    app._controller.flow.stage = Stage.SUMMARY
    app._press("o")
    (line,) = told
    assert str(page) in line
    app._sound.close()
    app._sets.close()
