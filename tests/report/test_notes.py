"""The file of notes, which may come from anybody."""

import json
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import NotesError
from formcheck.poses.recording import Source
from formcheck.report.notes import (
    NOTES,
    Note,
    NotedClip,
    Notes,
    keep_notes,
    put_in_notes,
    read_notes,
)

CLIP = Source("clip.mp4", 640, 480, 30.0, 10.0, 300)
NOTE: dict[str, Any] = {
    "id": "a-1",
    "time_s": 3.5,
    "changed_ms": 1_700_000_000_000,
    "text": "Heel higher",
    "drawings": [{"kind": "angle", "points": [[1, 2], [3, 4.5], [5, 6]]}],
}


def css(content: object) -> str:
    return f"/* Notes */\n:host {{ --formcheck-notes: {json.dumps(content)} }}\n"


def write(folder: Path, *notes: dict[str, Any], text: str = "") -> Path:
    path = folder / "saved.css"
    path.write_text(text or css({"version": 1, "clip": None, "notes": notes}), "utf-8")
    return path


def noted(**fields: Any) -> dict[str, Any]:  # noqa: ANN401
    return NOTE | fields


def test_notes_come_back_as_they_were_written(tmp_path: Path) -> None:
    hostile = '</style><script>alert(1)</script>"\\\n\u2028\u202e */ } :host { 🦵'
    note = Note.model_validate(noted(text=hostile))
    clip = NotedClip(name="clip.mp4", width=640, height=480, duration_s=10.0)
    path = write(tmp_path, text=Notes(clip=clip, notes=[note]).to_css())
    assert path.read_bytes().isascii()
    assert read_notes(path) == Notes(clip=clip, notes=[note])


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"id": "<script>"}, "notes.0.id"),
        ({"time_s": -1}, "notes.0.time_s"),
        ({"text": "x" * 4001}, "notes.0.text"),
        ({"text": 7}, "notes.0.text"),
        ({"onclick": "alert(1)"}, "notes.0.onclick"),
        ({"drawings": [{"kind": "image", "points": [[0, 0], [1, 1]]}]}, "notes.0.drawings.0.kind"),
        ({"drawings": [{"kind": "angle", "points": [[0, 0], [1, 1]]}]}, "notes.0.drawings.0"),
        ({"drawings": [{"kind": "line", "points": [[0, 0], [1e9, 1]]}]}, "notes.0.drawings.0"),
        ({"drawings": [{"kind": "freehand", "points": [[0, 0]] * 1001}]}, "notes.0.drawings.0"),
        ({"drawings": [NOTE["drawings"][0]] * 51}, "notes.0.drawings"),
    ],
)
def test_what_is_no_note_is_refused_with_its_place(
    tmp_path: Path, fields: dict[str, Any], place: str
) -> None:
    path = write(tmp_path, noted(**fields))
    with pytest.raises(NotesError) as error:
        read_notes(path)
    assert str(path) in str(error.value)
    assert place in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "body { display: none }",
        ":host { --formcheck-notes: } body { display: none }",
        ":host { --formcheck-notes: {} } @import 'other.css';",
        "\ufffe",
    ],
)
def test_a_file_without_notes_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotesError, match=r"saved\.css (is|has)"):
        read_notes(write(tmp_path, text=text))


def test_too_many_notes_and_too_large_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotesError, match="500"):
        read_notes(write(tmp_path, *[NOTE] * 501))
    with pytest.raises(NotesError, match="larger than 2 MB"):
        read_notes(write(tmp_path, text=" " * 2_000_001))
    with pytest.raises(NotesError, match="cannot be read"):
        read_notes(tmp_path / "missing.css")


def test_numbers_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    text = css({"version": 1, "notes": [NOTE]}).replace("3.5", "1e999")
    with pytest.raises(NotesError, match="time_s"):
        read_notes(write(tmp_path, text=text))


def test_notes_are_put_beside_the_page_and_kept(tmp_path: Path) -> None:
    put_in_notes(write(tmp_path, NOTE), tmp_path, CLIP)
    keep_notes(tmp_path)
    assert [note.text for note in read_notes(tmp_path / NOTES).notes] == ["Heel higher"]


def test_a_page_without_notes_gets_an_empty_file(tmp_path: Path) -> None:
    keep_notes(tmp_path)
    assert read_notes(tmp_path / NOTES) == Notes()


def test_notes_about_another_clip_are_refused(tmp_path: Path) -> None:
    other = {"name": "other.mp4", "width": 640, "height": 480, "duration_s": 11.0}
    path = write(tmp_path, text=css({"version": 1, "clip": other, "notes": [NOTE]}))
    with pytest.raises(NotesError, match=r"another clip \(other.mp4, 640x480, 11.0 s\)"):
        put_in_notes(path, tmp_path, CLIP)
    assert not (tmp_path / NOTES).exists()


def test_notes_follow_a_clip_that_was_renamed(tmp_path: Path) -> None:
    clip = {"name": "renamed.mp4", "width": 640, "height": 480, "duration_s": 10.0}
    put_in_notes(
        write(tmp_path, text=css({"version": 1, "clip": clip, "notes": [NOTE]})), tmp_path, CLIP
    )
    assert len(read_notes(tmp_path / NOTES).notes) == 1
