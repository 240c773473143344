"""A page runs its own code, and nothing that hides in the texts of a clip."""

from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, DictLoader

from formcheck.report.pages import html
from formcheck.report.pages.html import PageCode, render_page
from tests.report.browser.conftest import OpenPage
from tests.report.browser.hostile_text import HOSTILE


@pytest.fixture
def code(monkeypatch: pytest.MonkeyPatch) -> PageCode:
    """Return the code of a page that shows its data; its template is "test.html.j2"."""
    files = {
        "test.css": "h1 { color: rgb(1, 2, 3); }",
        "test.js": 'import { data } from "./sibling.js";\n'
        'document.querySelector("h1").textContent = data.name;\n'
        'document.querySelector("p").textContent = typeof uPlot;\n',
        "sibling.js": "export const data ="
        ' JSON.parse(document.getElementById("data").textContent);\n',
    }
    template = (
        '{% extends "page.html.j2" %}{% block body %}<h1></h1><p></p>{{ name }}{% endblock %}'
    )
    own = html._environment()
    assert own.loader
    loader = ChoiceLoader([DictLoader({"test.html.j2": template}), own.loader])
    monkeypatch.setattr(html, "_environment", lambda: own.overlay(loader=loader))
    read = html._read
    monkeypatch.setattr(html, "_read", lambda path: files.get(path) or read(path))
    return PageCode(("test.css",), "test.js", ("vendor/uPlot.iife.min.js",))


def test_a_page_runs_from_disk_and_shows_hostile_texts_as_they_are(
    tmp_path: Path, open_page: OpenPage, code: PageCode
) -> None:
    path = tmp_path / "page.html"
    text = "".join(render_page("test.html.j2", code, HOSTILE, {"name": HOSTILE}, name=HOSTILE))
    path.write_text(text, "utf-8", newline="")
    page = open_page(path)
    assert page.text_content("h1") == HOSTILE
    assert page.text_content("p") == "function"
    assert page.title().startswith("</script></title><script>")
    assert "{{ 7 * 7 }}" in page.inner_text("body")
    assert page.eval_on_selector("h1", "h => getComputedStyle(h).color") == "rgb(1, 2, 3)"
