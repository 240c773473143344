"""The page as one file to mail."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import NotesError, ResultError
from formcheck.exercises.spec import Exercise
from formcheck.report.folder import RAW, ResultsFolder
from formcheck.report.notes import NOTES, Note, Notes
from formcheck.report.pages.review.alone import write_single_file
from tests.conftest import Judge
from tests.synthetic import ButtKicks, recording
from tests.video.clips import make_clip, read

SIZE = (1600, 900)


@pytest.fixture
def folder(judged: Judge, butt_kicks: Exercise, tmp_path: Path) -> Path:
    session = judged(ButtKicks(kicks=2).track())
    folder = tmp_path / "results"
    folder.mkdir()
    ResultsFolder(folder, "--out").write_session(recording(session.track), session, [butt_kicks])
    times_s = [float(time_s) for time_s in session.time_s]
    make_clip(folder / RAW, size=SIZE, frames=len(times_s), times_s=times_s)
    return folder


def data_of(page: Path) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', page.read_text("utf-8"))
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_video_and_notes_are_inside(folder: Path, tmp_path: Path) -> None:
    note = Note(id="a", time_s=1.0, changed_ms=1, text="Heel", drawings=[])
    (folder / NOTES).write_text(Notes(notes=[note]).to_css())
    page = tmp_path / "mail.html"
    write_single_file(folder, page)
    data = data_of(page)
    assert [note["text"] for note in data["notes"]] == ["Heel"]
    kind, _, content = data["clip"]["video"].partition(";base64,")
    assert kind == "data:video/mp4"
    (tmp_path / "inside.mp4").write_bytes(base64.b64decode(content))
    frames, reader = read(tmp_path / "inside.mp4")
    original, _ = read(folder / RAW)
    assert (reader.info.width, reader.info.height) == (1280, 720)
    assert [frame.time_s for frame in frames] == pytest.approx(
        [frame.time_s for frame in original], abs=1e-4
    )


def test_without_a_video_the_message_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    (folder / RAW).unlink()
    with pytest.raises(ResultError, match="no video to put into the file: analyze"):
        write_single_file(folder, tmp_path / "mail.html")
    assert not (tmp_path / "mail.html").exists()


def test_damaged_notes_are_named(folder: Path, tmp_path: Path) -> None:
    (folder / NOTES).write_text("nothing")
    with pytest.raises(NotesError, match=NOTES):
        write_single_file(folder, tmp_path / "mail.html")
