from pathlib import Path

from playwright.sync_api import Browser

from tests.report.browser.opened_page import open_from_disk


def test_errors_and_requests_are_noticed(chromium: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<link rel="stylesheet" href="beside.css">'
        '<img src="http://formcheck.invalid/picture.png">'
        "<script>console.error('a complaint'); throw new Error('thrown');</script>"
    )
    (tmp_path / "beside.css").write_text("")

    context = chromium.new_context(offline=True)
    opened = open_from_disk(context, page)
    context.close()

    assert any("a complaint" in error for error in opened.errors)
    assert any("thrown" in error for error in opened.errors)
    assert opened.requests_elsewhere() == ["http://formcheck.invalid/picture.png"]
