"""The writer of a folder of results."""

from pathlib import Path

import pytest

from formcheck.errors import FolderError
from formcheck.exercises.spec import Exercise
from formcheck.report.folder import (
    MEASURES,
    POSES,
    REPORT,
    REPS,
    TRACK,
    VIDEO,
    ResultsFolder,
    clip_name,
)
from tests.conftest import Judge
from tests.synthetic import ButtKicks, recording

FULL = OSError(28, "No space left on device")


def full(_: Path) -> None:
    raise FULL


def test_poses_report_and_tables_are_written(
    judged: Judge, butt_kicks: Exercise, tmp_path: Path
) -> None:
    kicks = recording(ButtKicks(kicks=4).track())
    files = ResultsFolder.make(tmp_path / "a" / "b", "--out")
    files.write_poses(kicks)
    files.write_session(kicks, judged(kicks.track), [butt_kicks])
    assert files.written == [POSES, REPORT, REPS, MEASURES, TRACK]
    assert files.problems == []
    assert {path.name for path in files.path.iterdir()} == set(files.written)


def test_a_file_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    files = ResultsFolder.make(tmp_path, "--record")
    assert not files.write(POSES, full)
    assert files.write(REPORT, Path.touch)
    assert not files.write(REPS, full)
    files.skip(VIDEO)
    assert files.written == [REPORT]
    assert files.missing == dict.fromkeys((POSES, REPS, VIDEO), FULL.strerror)
    assert files.problems == [
        f"{tmp_path}: poses.npz, reps.csv, annotated.mp4 could not be written"
        " (No space left on device): make room, or name another folder with --record"
    ]


def test_each_reason_is_told_once(tmp_path: Path) -> None:
    def forbidden(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    files = ResultsFolder(tmp_path, "--out")
    files.write(POSES, full)
    files.write(REPS, forbidden)
    first, second = files.problems
    assert "poses.npz could not be written (No space left" in first
    assert "reps.csv could not be written (Permission denied" in second


def test_a_file_that_is_written_at_the_second_attempt_is_not_missing(tmp_path: Path) -> None:
    files = ResultsFolder(tmp_path, "--out")
    files.write(POSES, full)
    files.write(POSES, Path.touch)
    assert (files.written, files.missing) == ([POSES], {})


def test_folders_made_for_nothing_are_removed_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    ResultsFolder.make(tmp_path / "mine" / "a" / "b", "--out").remove_if_empty()
    assert [path.name for path in tmp_path.rglob("*")] == ["mine"]
    kept = ResultsFolder.make(tmp_path / "kept", "--out")
    kept.write(REPORT, Path.touch)
    kept.remove_if_empty()
    assert (tmp_path / "kept" / REPORT).exists()


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match="name another folder with --record"):
        ResultsFolder.make(tmp_path / "file", "--record")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("clips/kicks.mp4", "kicks.mp4"),
        ("sets/set-2/raw.mp4", "set-2"),
        ("raw.mp4", "raw.mp4"),
    ],
)
def test_a_live_set_is_called_by_its_folder(path: str, name: str) -> None:
    assert clip_name(path) == name
