"""Where sets are kept."""

from datetime import datetime
from pathlib import Path

import pytest

from formcheck.live.set.kept import folder_of_set, folder_of_sets
from formcheck.report.folder import RAW

BEGUN = datetime(2026, 3, 14, 18, 5, 9)


def test_each_set_has_a_folder_with_its_time_and_exercise(tmp_path: Path) -> None:
    first = folder_of_set(tmp_path, "butt-kicks", BEGUN)
    assert first == tmp_path / "2026-03-14 18.05.09 butt-kicks"
    first.mkdir()
    (first / RAW).touch()
    assert folder_of_set(tmp_path, "butt-kicks", BEGUN) != first


@pytest.mark.parametrize("name", ["../../etc", "a/b", "a\\b", "\x1b[2J", "x" * 300, "..", ""])
def test_no_exercise_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = folder_of_set(tmp_path, name, BEGUN)
    assert folder.parent == tmp_path
    assert folder.name.isprintable()
    assert len(folder.name) < 100


def test_sets_are_kept_among_the_videos_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("WIN_PD_OVERRIDE_VIDEOS", str(tmp_path / "Videos"))
    assert folder_of_sets(None).is_relative_to(tmp_path)
    assert folder_of_sets(None).name == "formcheck"
    assert folder_of_sets(tmp_path / "mine") == tmp_path / "mine"
