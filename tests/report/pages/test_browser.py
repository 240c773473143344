"""The browser of this machine, and what it prints."""

import sys
from pathlib import Path

import pytest

from formcheck.errors import BrowserError
from formcheck.report.pages.browser import find_browser, print_to_pdf


def program(path: Path, script: str = "exit 0") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script")
def test_a_browser_on_the_path_is_found(tmp_path: Path) -> None:
    chrome = program(tmp_path / "google-chrome")
    assert find_browser("linux", {"PATH": str(tmp_path)}) == chrome
    chromium = program(tmp_path / "chromium")
    assert find_browser("linux", {"PATH": str(tmp_path)}) == chromium


def test_edge_is_found_where_windows_has_it(tmp_path: Path) -> None:
    edge = program(tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe")
    environment = {"ProgramFiles(x86)": str(tmp_path), "PATH": ""}
    assert find_browser("win32", environment) == edge


def test_without_a_browser_the_message_says_what_to_do() -> None:
    with pytest.raises(BrowserError, match="install one, or open the page"):
        find_browser("linux", {"PATH": ""})


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script")
@pytest.mark.parametrize(
    ("script", "message"),
    [("exit 3", "failed with code 3"), ("exit 0", "made no PDF"), ("sleep 60", "did not print")],
)
def test_a_browser_that_does_not_print_leaves_nothing_behind(
    tmp_path: Path, script: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.report.pages.browser.TIME_LIMIT_S", 0.2)
    chrome = program(tmp_path / "bin" / "chrome", script)
    with pytest.raises(BrowserError, match=message):
        print_to_pdf("<p>page</p>", tmp_path / "review.pdf", chrome)
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


def test_a_page_is_printed(tmp_path: Path) -> None:
    try:
        browser = find_browser()
    except BrowserError:
        pytest.skip("no PDF is printed: no Chromium, Chrome or Edge is installed")
    print_to_pdf("<!doctype html><title>page</title><p>text", tmp_path / "page.pdf", browser)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
