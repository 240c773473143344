"""What the live window remembers of its user."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from formcheck.system.preferences import FILE, Preferences, load_preferences, save_preferences
from formcheck.system.settings import config_folder
from tests.system.test_settings import FOLDERS

CHOSEN = Preferences(
    voice=True,
    camera="Kamera (Küche)",
    level="warm-up",
    target="30s",
    keep_sets=False,
    sets_folder=Path("training"),
)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in FOLDERS:
        monkeypatch.setenv(name, str(tmp_path))
    return config_folder()


def test_choices_are_remembered(folder: Path) -> None:
    assert load_preferences() == Preferences()
    save_preferences(CHOSEN)
    assert load_preferences() == CHOSEN
    save_preferences(replace(load_preferences(), target="20"))
    assert load_preferences() == replace(CHOSEN, target="20")
    assert [path.name for path in folder.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 2},
        {"voice": "perhaps"},
        {"target": "-5"},
        {"target": "0"},
        {"camera": "x" * 201},
        {"of_the_future": True},
    ],
)
def test_a_file_that_makes_no_sense_means_the_defaults(
    folder: Path, changed: dict[str, object]
) -> None:
    save_preferences(CHOSEN)
    known = json.loads((folder / FILE).read_text(encoding="utf-8"))
    (folder / FILE).write_text(json.dumps(known | changed), encoding="utf-8")
    assert load_preferences() == Preferences()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 90_000, b" " * 200_000])
def test_a_damaged_file_is_replaced(folder: Path, content: bytes) -> None:
    save_preferences(CHOSEN)
    (folder / FILE).write_bytes(content)
    assert load_preferences() == Preferences()
    save_preferences(CHOSEN)
    assert load_preferences() == CHOSEN


def test_nothing_fails_if_nothing_can_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for name in FOLDERS:
        monkeypatch.setenv(name, str(tmp_path / "file"))
    save_preferences(CHOSEN)
    assert load_preferences() == Preferences()


def test_a_choice_that_makes_no_sense_is_not_taken() -> None:
    with pytest.raises(ValidationError):
        replace(Preferences(), target="many")
