"""What is remembered of the user, where it can be."""

from pathlib import Path

import pytest

from formcheck.system.settings import config_folder, notes_seen, remember_notes

FOLDERS = ("XDG_CONFIG_HOME", "APPDATA", "HOME")  # one of them, by the system


def test_notes_that_were_seen_are_remembered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in FOLDERS:
        monkeypatch.setenv(name, str(tmp_path))
    assert notes_seen("read") == set()
    remember_notes("read", ["start slowly"])
    remember_notes("shown", ["keep still"])
    remember_notes("read", ["no advice"])
    assert notes_seen("read") == {"start slowly", "no advice"}
    assert notes_seen("shown") == {"keep still"}


@pytest.mark.parametrize("text", ["broken", "[]", '{"read": 5}', "\N{REPLACEMENT CHARACTER}"])
def test_a_memory_that_cannot_be_understood_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    for name in FOLDERS:
        monkeypatch.setenv(name, str(tmp_path))
    remember_notes("read", ["start slowly"])
    (file,) = config_folder().iterdir()
    file.write_text(text, encoding="utf-16")
    assert notes_seen("read") == set()
    file.write_text(text, encoding="utf-8")
    assert notes_seen("read") == set()
    remember_notes("read", ["start slowly"])
    assert notes_seen("read") == {"start slowly"}


def test_where_nothing_can_be_remembered_nothing_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for name in FOLDERS:
        monkeypatch.setenv(name, str(tmp_path / "file"))
    remember_notes("read", ["start slowly"])
    assert notes_seen("read") == set()


def test_who_has_no_home_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    for name in FOLDERS:
        monkeypatch.delenv(name, raising=False)
    remember_notes("read", ["start slowly"])
    assert notes_seen("read") == set()
