"""A run goes on where the last one ended."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.batch.clip import FolderTakenError, Result, analyze_clip
from formcheck.batch.job import Job, run_job
from formcheck.batch.options import BatchOptions
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.report.notes import Note, Notes, read_notes
from formcheck.system.locks import LockedError, folder_locked
from tests.batch.short import short_clip

KICKS = load_exercise("butt-kicks")


def judge(clip: Path, folder: Path, options: BatchOptions) -> tuple[Result, set[str]]:
    """Judge a clip; return the result, and the stages in which work was done."""
    stages: set[str] = set()
    result = analyze_clip(clip, folder, options, lambda stage, _: stages.add(stage))
    return result, stages


def options_for(out: Path, exercise: Exercise = KICKS) -> BatchOptions:
    return BatchOptions(exercise, out, video=False, review=False, accuracy="normal")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a clip and its results, which are judged once for all tests here."""
    place = tmp_path_factory.mktemp("judged")
    clip = short_clip(place / "clip.mp4")
    _, stages = judge(clip, place / "out" / "clip", options_for(place / "out"))
    assert stages == {"finding the person"}
    return place


@pytest.fixture
def place(judged: Path, tmp_path: Path) -> Path:
    """Return a folder as it was left, with the clip at its own place."""
    shutil.copytree(judged / "out", tmp_path / "out")
    shutil.copy2(judged / "clip.mp4", tmp_path / "clip.mp4")
    file = tmp_path / "out" / "clip" / "clip.json"
    file.write_text(file.read_text("utf-8").replace(str(judged), str(tmp_path)), "utf-8")
    return tmp_path


def test_what_is_finished_is_not_done_again(place: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in (place / "out" / "clip").iterdir()}
    result, stages = judge(place / "clip.mp4", place / "out" / "clip", options_for(place / "out"))
    assert stages == set()
    assert before == {file: file.stat().st_mtime_ns for file in (place / "out" / "clip").iterdir()}
    assert "report.json" in result.files.written
    assert len(result.parts[0][0].reps) > 0
    assert any("--again" in note for note in result.notes)
    job = Job(0, place / "clip.mp4", place / "out" / "clip")
    assert run_job(job, options_for(place / "out"), lambda *_: None).state == "unchanged"


@pytest.mark.parametrize("change", ["level", "exercise", "deleted report"])
def test_after_another_setting_it_starts_from_the_saved_poses(place: Path, change: str) -> None:
    folder, options = place / "out" / "clip", options_for(place / "out")
    if change == "level":
        options = replace(options, level="tempo")
    elif change == "exercise":
        options = replace(options, exercise=KICKS.model_copy(update={"name": "My kicks"}))
    else:
        (folder / "report.json").unlink()
    written, _ = judge(place / "clip.mp4", folder, options)
    assert "report.json" in written.files.written
    assert "poses.npz" not in written.files.written
    assert written.notes == []
    again, _ = judge(place / "clip.mp4", folder, options)
    assert any("--again" in note for note in again.notes)


@pytest.mark.parametrize("change", ["content", "model", "accuracy", "slow motion", "again"])
def test_poses_of_another_clip_or_model_are_not_taken(place: Path, change: str) -> None:
    clip, options = place / "clip.mp4", options_for(place / "out")
    if change == "content":
        clip.write_bytes(clip.read_bytes() + b"\0" * 8)
    elif change == "model":
        model = Path(__file__).parents[2] / "models" / "pose_landmarker_full.task"
        options = replace(options, model=Path(shutil.copy(model, place / "other.task")))
    elif change == "accuracy":
        options = replace(options, accuracy="high")
    elif change == "slow motion":
        options = replace(options, slow_motion=1.0)
    else:
        options = replace(options, again=True)
    _, stages = judge(clip, place / "out" / "clip", options)
    assert "finding the person" in stages


def test_the_same_content_is_known_whenever_the_file_was_written(place: Path) -> None:
    os.utime(place / "clip.mp4", (1, 1))
    _, stages = judge(place / "clip.mp4", place / "out" / "clip", options_for(place / "out"))
    assert stages == set()


def test_judging_saved_poses_makes_the_folder_unfinished(place: Path) -> None:
    folder, options = place / "out" / "clip", options_for(place / "out")
    other = replace(options, level="tempo", from_poses=True)
    judge(folder, folder, other)
    result, stages = judge(place / "clip.mp4", folder, options)
    assert stages == set()
    assert result.notes == []
    assert result.parts[0][0].level == "warm-up"


def test_damaged_poses_are_found_anew(place: Path) -> None:
    folder = place / "out" / "clip"
    (folder / "poses.npz").write_bytes(b"PK")
    result, stages = judge(place / "clip.mp4", folder, options_for(place / "out"))
    assert stages == {"finding the person"}
    assert "poses.npz" in result.files.written


def test_the_folder_of_another_clip_is_left_alone(place: Path) -> None:
    other, folder = short_clip(place / "other" / "clip.mp4"), place / "out" / "clip"
    with pytest.raises(FolderTakenError):
        judge(other, folder, options_for(place / "out"))
    assert run_job(Job(0, other, folder), options_for(place / "out"), print).state == "taken"


def test_a_folder_that_another_process_writes_into_is_left_alone(place: Path) -> None:
    folder, options = place / "out" / "clip", replace(options_for(place / "out"), again=True)
    files = set(folder.iterdir())
    with folder_locked(folder, wait=False):
        with pytest.raises(LockedError):
            analyze_clip(place / "clip.mp4", folder, options, print, wait=False)
        assert run_job(Job(0, place / "clip.mp4", folder), options, print).state == "locked"
    assert set(folder.iterdir()) == files


def test_notes_of_a_clip_do_not_stay_beside_another_one_of_the_same_name(place: Path) -> None:
    clip, folder = place / "clip.mp4", place / "out" / "clip"
    note = Note(id="a-1", time_s=1.0, changed_ms=0, text="Heel higher", drawings=[])
    for _ in range(2):  # the second time, notes-before.css is taken
        (folder / "notes.css").write_text(Notes(notes=[note]).to_css(), "utf-8")
        (folder / "clip.srt").write_text("1")
        with clip.open("ab") as file:
            file.write(bytes(1000))
        result, _ = judge(clip, folder, options_for(place / "out"))
    assert result.changed.startswith(f"{clip} has changed since: judged anew; the notes about")
    assert str(folder / "notes-before2.css") in result.changed
    assert "clip.srt" in result.changed
    assert not (folder / "notes.css").exists()
    assert read_notes(folder / "notes-before.css").notes == [note]
    os.utime(clip)
    again, _ = judge(clip, folder, replace(options_for(place / "out"), again=True))
    assert again.changed == ""
