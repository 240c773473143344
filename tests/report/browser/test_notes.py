"""Notes and drawings on the review page: made, kept, found again, passed on."""

import json
import re
import shutil
import time
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect

from formcheck.cli.main import main
from formcheck.report.notes import NOTES, Drawing, Note, Notes, read_notes
from tests.report.browser.conftest import WAIT_MS, OpenPage
from tests.report.browser.opened_page import open_from_disk

Point = tuple[float, float]


@pytest.fixture
def clip(folder: Path, tmp_path: Path) -> Path:
    """Return results of the sample clip whose notes are no other test's."""
    return Path(shutil.copytree(folder, tmp_path / "clip"))


class NotesPage:
    """The notes of a review page.

    Attributes:
        page: the page, for Playwright.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sheet = page.locator(".drawing-sheet")
        self.rows = page.get_by_role("list", name="Notes by time").locator("> li")
        expect(page.get_by_role("button", name="Add note")).to_be_visible()
        page.wait_for_function("document.querySelector('#stage video').readyState >= 2")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def go_to_frame(self, frame: int) -> None:
        self.page.keyboard.press("Home")
        for _ in range(frame // 10):
            self.page.keyboard.press("Shift+ArrowRight")
        for _ in range(frame % 10):
            self.page.keyboard.press("ArrowRight")
        expect(self.page.locator(".clock")).to_contain_text(f"frame {frame}")

    def write(self, text: str) -> None:
        self.button("Add note").click()
        self.page.keyboard.type(text)

    def on_screen(self, point: Point) -> Point:
        """Return where a pixel of the clip is on the screen."""
        x, y = self.page.evaluate(
            """([x, y]) => {
                const sheet = document.querySelector(".drawing-sheet");
                const at = new DOMPoint(x, y).matrixTransform(sheet.getScreenCTM());
                return [at.x, at.y];
            }""",
            point,
        )
        return x, y

    def drag(self, *points: Point) -> None:
        """Press at a pixel of the clip, move over others and let go at the last one."""
        self.page.mouse.move(*self.on_screen(points[0]))
        self.page.mouse.down()
        for point in points[1:]:
            self.page.mouse.move(*self.on_screen(point))
        self.page.mouse.up()

    def click(self, *points: Point) -> None:
        for point in points:
            self.page.mouse.click(*self.on_screen(point))

    def kept(self) -> list[dict[str, Any]]:
        """Return the notes that the browser keeps."""
        texts: list[str] = self.page.evaluate(
            "Object.entries(localStorage).filter(([k]) => k.startsWith('formcheck notes'))"
            ".map(([, v]) => v)"
        )
        notes: list[dict[str, Any]] = json.loads(texts[0])["notes"] if texts else []
        return notes

    def saved(self, path: Path) -> Path:
        """Save the notes as a file."""
        with self.page.expect_download() as download:
            self.button("Save notes").click()
        done: Download = download.value
        assert done.suggested_filename == NOTES
        done.save_as(path)
        return path


@pytest.fixture
def notes(open_page: OpenPage, clip: Path) -> NotesPage:
    return NotesPage(open_page(clip / "review.html"))


def near(points: list[Point]) -> Any:  # noqa: ANN401
    return [pytest.approx(point, abs=1.5) for point in points]


def test_a_note_is_written_at_a_moment_and_is_still_there_after_a_reload(notes: NotesPage) -> None:
    notes.go_to_frame(52)
    notes.write("Bring the heel up")
    notes.page.reload()
    row = NotesPage(notes.page).rows.first
    expect(row.get_by_role("textbox")).to_have_value("Bring the heel up")
    row.get_by_role("button", name="Go to 1.73 s").click()
    expect(notes.page.locator(".clock")).to_contain_text("frame 52")
    expect(notes.page.locator(".note-plate")).to_have_text("Bring the heel up")
    notes.page.keyboard.press("ArrowRight")
    expect(notes.page.locator(".note-plate")).to_be_hidden()


def test_drawings_are_kept_in_pixels_of_the_clip(notes: NotesPage) -> None:
    line: list[Point] = [(100, 100), (300, 200)]
    angle: list[Point] = [(200, 100), (200, 300), (400, 300)]
    stroke: list[Point] = [(400, 100), (450, 120), (500, 100)]
    notes.button("Line").click()
    notes.drag(*line)
    notes.button("Arrow").click()
    notes.click(*line)
    notes.button("Angle").click()
    notes.click(*angle)
    notes.button("Freehand").click()
    notes.drag(*stroke)
    expect(notes.sheet.locator(".drawing")).to_have_count(4)
    expect(notes.sheet.locator("text")).to_have_text("90°")
    (note,) = notes.kept()
    assert [drawing["kind"] for drawing in note["drawings"]] == [
        "line", "arrow", "angle", "freehand",
    ]  # fmt: skip
    for drawing, points in zip(note["drawings"], [line, line, angle, stroke], strict=True):
        assert drawing["points"] == near(points)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_drawings_fit_the_picture_at_any_size(
    open_page: OpenPage, clip: Path, width: int, height: int
) -> None:
    corner = Drawing(kind="line", points=[(0, 0), (640, 480)])
    note = Note(id="a", time_s=0, changed_ms=1, text="", drawings=[corner])
    (clip / NOTES).write_text(Notes(notes=[note]).to_css())
    notes = NotesPage(open_page(clip / "review.html", width, height))
    line = notes.sheet.locator(".drawing .ink").bounding_box()
    stage = notes.page.locator("#stage").bounding_box()
    assert line is not None
    assert stage is not None
    scale = min(stage["width"] / 640, stage["height"] / 480)
    middle = stage["x"] + stage["width"] / 2
    assert line["x"] == pytest.approx(middle - 320 * scale, abs=4)
    assert line["width"] == pytest.approx(640 * scale, abs=8)


def test_changes_are_undone_and_made_again(notes: NotesPage) -> None:
    notes.write("one")
    notes.button("Line").click()
    notes.drag((100, 100), (300, 200))
    expect(notes.page.get_by_role("button", name="Delete line at 0.00 s")).to_be_visible()
    notes.page.keyboard.press("Control+z")
    expect(notes.sheet.locator(".drawing")).to_have_count(0)
    notes.button("Undo").click()
    expect(notes.rows.get_by_role("textbox")).to_have_value("")
    notes.button("Redo").click()
    notes.button("Redo").click()
    expect(notes.sheet.locator(".drawing")).to_have_count(1)
    expect(notes.rows.get_by_role("textbox")).to_have_value("one")
    notes.page.get_by_role("button", name="Delete note at 0.00 s").click()
    expect(notes.rows).to_have_count(0)
    assert notes.kept() == []


def test_a_point_of_a_drawing_can_be_moved(notes: NotesPage) -> None:
    notes.button("Line").click()
    notes.drag((100, 100), (300, 200))
    notes.drag((300, 200), (350, 250))
    assert notes.kept()[0]["drawings"][0]["points"] == near([(100, 100), (350, 250)])


def test_one_draws_with_the_keyboard_alone(notes: NotesPage) -> None:
    notes.button("Arrow").focus()
    notes.page.keyboard.press("Enter")
    expect(notes.sheet).to_be_focused()
    notes.page.keyboard.press("Enter")
    for _ in range(10):
        notes.page.keyboard.press("Shift+ArrowRight")
    notes.page.keyboard.press("Enter")
    assert notes.kept()[0]["drawings"][0]["points"] == near([(320, 240), (330, 240)])
    notes.page.keyboard.press("Escape")
    expect(notes.button("Arrow")).to_have_attribute("aria-pressed", "false")
    notes.page.keyboard.press("ArrowRight")
    expect(notes.page.locator(".clock")).to_contain_text("frame 1")


def test_one_draws_with_a_finger(notes: NotesPage) -> None:
    notes.button("Freehand").click()
    session = notes.page.context.new_cdp_session(notes.page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    path: list[Point] = [(100, 100), (200, 150), (300, 100)]
    kinds = ["touchStart", "touchMove", "touchMove"]
    for kind, (x, y) in zip(kinds, map(notes.on_screen, path), strict=True):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(notes.sheet.locator(".drawing")).to_have_count(1)
    assert notes.kept()[0]["drawings"][0]["points"] == near(path)


def test_saved_notes_are_found_beside_the_page(
    notes: NotesPage, open_page: OpenPage, clip: Path
) -> None:
    notes.go_to_frame(52)
    notes.write('Heel "up" </style><script>alert(1)</script> 🦵')
    notes.button("Angle").click()
    notes.click((200, 100), (200, 300), (400, 300))
    notes.saved(clip / NOTES)
    (note,) = read_notes(clip / NOTES).notes
    assert note.text == 'Heel "up" </style><script>alert(1)</script> 🦵'
    other = NotesPage(open_page(clip / "review.html"))
    expect(other.rows.get_by_role("textbox")).to_have_value(note.text)
    expect(other.page.get_by_role("button", name="Delete angle 90° at 1.73 s")).to_be_visible()
    assert other.kept() == []


def test_notes_are_put_in_and_survive_making_the_page_anew(
    notes: NotesPage, open_page: OpenPage, clip: Path, tmp_path: Path
) -> None:
    notes.write("Put in")
    saved = notes.saved(tmp_path / "from-the-coach.css")
    assert main(["review", str(clip), "--notes", str(saved)]) == 0
    assert main(["review", str(clip)]) == 0
    other = NotesPage(open_page(clip / "review.html"))
    expect(other.rows.get_by_role("textbox")).to_have_value("Put in")


def test_a_file_of_notes_can_be_opened(
    notes: NotesPage, open_page: OpenPage, clip: Path, tmp_path: Path
) -> None:
    notes.write("From elsewhere")
    saved = notes.saved(tmp_path / "notes (1).css")
    other = NotesPage(open_page(clip / "review.html"))
    other.page.locator("#notes input[type=file]").set_input_files(saved)
    expect(other.rows.get_by_role("textbox")).to_have_value("From elsewhere")
    assert len(other.kept()) == 1
    saved.write_text("body {}")
    other.page.locator("#notes input[type=file]").set_input_files(saved)
    expect(other.page.get_by_role("status").filter(has_text="no file of notes")).to_be_visible()
    expect(other.rows).to_have_count(1)


@pytest.mark.parametrize(
    "css",
    [
        "* { display: none !important } :host { position: fixed !important; inset: 0; "
        "display: block !important; background: red; --formcheck-notes: [] }",
        ':host { --formcheck-notes: {"notes": [{"id": "<img onerror=alert(1)>"}]} }',
        ":host { --formcheck-notes: } </style><script>alert(1)</script>",
    ],
)
def test_a_hostile_file_beside_the_page_changes_nothing(
    open_page: OpenPage, clip: Path, css: str
) -> None:
    before = NotesPage(open_page(clip / "review.html"))
    (clip / NOTES).write_text(css)
    after = NotesPage(open_page(clip / "review.html"))
    expect(after.rows).to_have_count(0)
    ends_s = time.monotonic() + WAIT_MS / 1000  # until then both have drawn all that they show
    while after.page.screenshot() != before.page.screenshot():
        assert time.monotonic() < ends_s


def test_a_hostile_file_beside_the_page_loads_nothing(
    chromium: Browser, clip: Path, tmp_path: Path
) -> None:
    (tmp_path / "up.css").write_text(':host { --formcheck-notes: {"notes": 1} }')
    imports = ["https://formcheck.invalid/a.css", "//server.invalid/share/a.css", "../up.css"]
    uses = "background: url('b.png'); mask: url('m.svg#m'); content: image-set('i.png' 1x)"
    face = "@font-face { font-family: f; src: url('f.woff') }"
    (clip / NOTES).write_text(
        "".join(f"@import '{address}';" for address in imports)
        + f"{face} :host {{ display: block !important; font-family: f; {uses} }}"
    )
    context = chromium.new_context()
    opened = open_from_disk(context, clip / "review.html")
    notes = NotesPage(opened.page)
    expect(notes.page.get_by_text("was left out")).to_have_count(0)
    context.close()
    refused = [error for error in opened.errors if "violates" in error]
    for address in ("formcheck.invalid/a.css", "server.invalid/share/a.css", "up.css"):
        assert any(address in error for error in refused)
    assert opened.errors == refused
    loaded = {PurePosixPath(address).name for address in opened.requests}
    assert not loaded & {"b.png", "m.svg", "i.png", "f.woff"}


def test_firefox_on_windows_is_told_to_open_the_notes(open_page: OpenPage, clip: Path) -> None:
    note = Note(id="a", time_s=0, changed_ms=1, text="Heel", drawings=[])
    (clip / NOTES).write_text(Notes(notes=[note]).to_css())
    page = open_page(clip / "review.html")
    page.add_init_script(
        "window.mozInnerScreenX = 0;"
        "Object.defineProperty(navigator, 'platform', { get: () => 'Win32' });"
    )
    page.reload()
    notes = NotesPage(page)
    expect(page.get_by_role("status").filter(has_text="Open notes…")).to_be_visible()
    expect(notes.rows).to_have_count(0)


@pytest.fixture
def without_storage(open_page: OpenPage, clip: Path) -> NotesPage:
    page = open_page(clip / "review.html")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"
    )
    page.reload()
    return NotesPage(page)


def test_a_browser_that_keeps_nothing_says_so(without_storage: NotesPage) -> None:
    without_storage.write("Soon gone")
    expect(without_storage.page.get_by_role("status").filter(has_text="keeps no")).to_have_text(
        re.compile("save them as a file before you close it")
    )
    expect(without_storage.rows.get_by_role("textbox")).to_have_value("Soon gone")
