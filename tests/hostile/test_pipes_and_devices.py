"""Pipes, devices and files of any size where a file is expected: refused at once."""

import os
from pathlib import Path

import pytest

from formcheck.detection.model_file import ModelFile
from formcheck.errors import BackendError, ExerciseError
from formcheck.exercises.file import load_exercise
from formcheck.system.settings import config_folder, notes_seen

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such files there")


@pytest.fixture
def endless(tmp_path: Path) -> list[Path]:
    pipe, large = tmp_path / "pipe", tmp_path / "large"
    os.mkfifo(pipe)
    with large.open("wb") as file:
        file.truncate(10**12)  # takes no room on the disk
    return [pipe, large, Path("/dev/zero")]


def test_as_a_model(endless: list[Path]) -> None:
    for path in endless:
        with pytest.raises(BackendError, match=r"the model cannot be read \(it is "):
            ModelFile.read(path)


def test_as_an_exercise(endless: list[Path]) -> None:
    for path in endless:
        with pytest.raises(ExerciseError, match=r"cannot be read \(it is "):
            load_exercise(path)


def test_as_the_notes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, endless: list[Path]) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    config_folder().mkdir(parents=True)
    notes = config_folder() / "notes.json"
    for path in endless:
        notes.symlink_to(path)
        assert notes_seen("read") == set()
        notes.unlink()
    notes.write_text("[" * 100_000, encoding="utf-8")
    assert notes_seen("read") == set()
