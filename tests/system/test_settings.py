"""What formcheck remembers of its user."""

import sys
from pathlib import Path

import pytest

from formcheck.system.settings import config_folder, notes_seen, remember_notes

FOLDERS = ("XDG_CONFIG_HOME", "WIN_PD_OVERRIDE_APPDATA")  # one of them, by the system


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
def test_a_damaged_file_is_replaced(
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


def test_nothing_fails_if_nothing_can_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for name in FOLDERS:
        monkeypatch.setenv(name, str(tmp_path / "file"))
    remember_notes("read", ["start slowly"])
    assert notes_seen("read") == set()


def test_nothing_fails_without_a_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("formcheck.system.settings.user_config_path", nowhere)
    remember_notes("read", ["start slowly"])
    assert notes_seen("read") == set()


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of Linux")
def test_settings_are_where_the_system_keeps_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_folder() == tmp_path / "formcheck"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert config_folder() == tmp_path / ".config" / "formcheck"
