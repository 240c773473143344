"""A recorded set is a folder of results: the same verdicts come from it again."""

import errno
import json
import os
import shutil
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.batch.clip import analyze_clip
from formcheck.batch.options import BatchOptions
from formcheck.cli.main import main
from formcheck.errors import FolderError
from formcheck.exercises.spec import Exercise
from formcheck.live.set.one_set import LiveSet
from formcheck.live.set.record import SetRecorder, free_folder, try_folder
from formcheck.poses.recording import PoseRecording
from formcheck.report.folder import RAW
from formcheck.video import ClipReader, VideoFileWriter
from tests.synthetic import BUNDLED_MODEL, ButtKicks, recording, standing

WIDTH, HEIGHT = 64, 48
KICKS = ButtKicks(kicks=10, left_deg=95.0, width=WIDTH, height=HEIGHT, px_per_m=22.0)


def recorded(folder: Path, exercise: Exercise, *, pause_s: float = 0.0) -> LiveSet:
    """A recorded set, with or without a pause in the middle."""
    recorder = SetRecorder(folder, WIDTH, HEIGHT, 30.0)
    current = LiveSet(exercise, "", WIDTH, HEIGHT, BUNDLED_MODEL, recorder)
    poses = list(KICKS.track().poses())
    for i, pose in enumerate(poses):
        later_s = 0.0
        if pause_s and pose.time_s > KICKS.end_s - 0.5:
            if i and poses[i - 1].time_s <= KICKS.end_s - 0.5:
                current.resume()
            later_s = pause_s
        if i == 20:
            current.go()
        image = np.full((HEIGHT, WIDTH, 3), i % 200, np.uint8)
        time_s = 50.0 + pose.time_s + later_s
        while recorder._queue.qsize() > 10:
            time.sleep(0.001)
        current.add_frame(image, time_s, replace(pose, time_s=time_s))
    return current


def test_the_folder_is_that_of_analyze(tmp_path: Path, butt_kicks: Exercise) -> None:
    folder = tmp_path / "set"
    current = recorded(folder, butt_kicks)
    session = current.finish()
    assert session is not None
    assert current.recorder is not None
    current.recorder.annotate(session, butt_kicks, lambda _: None)
    assert current.recorder.problems == []
    assert {path.name for path in folder.iterdir()} == {
        "raw.mp4",
        "annotated.mp4",
        "poses.npz",
        "report.json",
        "reps.csv",
        "measures.csv",
        "track.npz",
        "review.html",
        "notes.css",
    }
    with ClipReader(folder / RAW) as clip:
        times_s = [frame.time_s for frame in clip]
    saved = PoseRecording.load(folder / "poses.npz")
    np.testing.assert_allclose(times_s, saved.track.time_s, atol=1e-3)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["counts"] == KICKS.counts == session.counts
    again = analyze_clip(
        folder,
        tmp_path / "again",
        BatchOptions(butt_kicks, tmp_path, from_poses=True),
        lambda *_: None,
    )
    ((judged_again, _),) = again.parts
    assert judged_again.reps == session.reps
    assert judged_again.summary == session.summary


def test_a_pause_is_cut_out(tmp_path: Path, butt_kicks: Exercise) -> None:
    current = recorded(tmp_path / "set", butt_kicks, pause_s=300.0)
    session = current.finish()
    assert session is not None
    assert current.time_s < KICKS.end_s + 10.0
    assert current.lasted_s < current.time_s
    assert session.counts == KICKS.counts
    assert not [warning for warning in session.warnings if "frames a second" in warning]


def test_no_set_overwrites_another(tmp_path: Path) -> None:
    assert free_folder(tmp_path) == tmp_path
    (tmp_path / "report.json").touch()
    assert free_folder(tmp_path) == tmp_path / "set-2"
    (tmp_path / "set-2").mkdir()
    (tmp_path / "set-2" / RAW).touch()
    assert free_folder(tmp_path) == tmp_path / "set-3"


def test_a_set_that_did_not_begin_leaves_nothing(tmp_path: Path, butt_kicks: Exercise) -> None:
    recorded(tmp_path / "set", butt_kicks).discard()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "own").mkdir()
    recorded(tmp_path / "own", butt_kicks).discard()
    recorded(tmp_path / "own" / "a" / "b", butt_kicks).discard()
    assert [path.name for path in tmp_path.rglob("*")] == ["own"]


def test_when_the_disk_is_full_the_video_so_far_plays(
    tmp_path: Path, butt_kicks: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = VideoFileWriter.write

    def full(self: VideoFileWriter, image: np.ndarray, time_s: float) -> None:
        if time_s > 5.0:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(self, image, time_s)

    monkeypatch.setattr(VideoFileWriter, "write", full)
    current = recorded(tmp_path, butt_kicks)
    session = current.finish()
    assert session is not None
    assert session.counts == KICKS.counts
    recorder = current.recorder
    assert recorder is not None
    assert recorder.new_problems() == [f"{tmp_path / RAW} ends too early: No space left on device"]
    assert recorder.new_problems() == []
    with ClipReader(tmp_path / RAW) as clip:
        assert sum(1 for _ in clip) > 60


@pytest.mark.skipif(os.name == "nt", reason="a file in use cannot be removed there")
def test_a_stick_that_is_pulled_out_is_a_problem_and_holds_nothing_up(
    tmp_path: Path, butt_kicks: Exercise
) -> None:
    current = recorded(tmp_path / "stick", butt_kicks)
    shutil.rmtree(tmp_path / "stick")
    ending = threading.Thread(target=current.finish, daemon=True)
    ending.start()
    ending.join(timeout=60.0)
    assert not ending.is_alive()
    assert current.recorder is not None
    assert f"{tmp_path / 'stick' / RAW} could not be written" in current.recorder.new_problems()[0]


def test_a_folder_is_tested_before_the_first_set(tmp_path: Path) -> None:
    try_folder(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    for wrong, why in (
        ("file", "file is not a folder"),
        ("file/set", "file is not a folder"),
        ("n" * 300, "too long"),
    ):
        with pytest.raises(FolderError, match=why):
            try_folder(tmp_path / wrong)


def test_the_command_names_a_folder_that_cannot_be_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["live", "--record", str(tmp_path / "file")]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("Error: ")
    assert line.endswith("name another folder with --record")


def test_while_it_is_written_the_raw_video_plays_up_to_the_last_second(tmp_path: Path) -> None:
    recorder = SetRecorder(tmp_path, WIDTH, HEIGHT, 30.0)
    for i in range(200):
        recorder.add(np.full((HEIGHT, WIDTH, 3), i, np.uint8), i / 30.0)
        while not recorder._queue.empty():
            time.sleep(0.001)
    assert recorder.unjudged
    copy = tmp_path / "killed.mp4"
    copy.write_bytes(recorder.raw.read_bytes())
    with ClipReader(copy) as clip:
        assert list(clip)[-1].time_s > 199 / 30.0 - 1.0
    recorder.discard()
    assert not recorder.unjudged


def test_a_slow_disk_repeats_pictures_and_keeps_every_frame(tmp_path: Path) -> None:
    recorder = SetRecorder(tmp_path, 640, 480, 30.0)
    rng = np.random.default_rng(1)
    image = rng.integers(0, 255, (480, 640, 3), np.uint8)
    begin_s = time.monotonic()
    for i in range(150):  # faster than any encoder
        recorder.add(image, i / 30.0)
    assert time.monotonic() - begin_s < 1.0
    recorder.keep(recording(standing(5.0)))
    with ClipReader(tmp_path / RAW) as clip:
        assert sum(1 for _ in clip) == 150
    (problem,) = recorder.problems
    assert "pictures are missing" in problem


def test_a_folder_that_cannot_be_made_does_not_stop_the_set(
    tmp_path: Path, butt_kicks: Exercise
) -> None:
    (tmp_path / "file").touch()
    current = recorded(tmp_path / "file" / "set", butt_kicks)
    session = current.finish()
    assert session is not None
    assert session.counts == KICKS.counts
    assert current.recorder is not None
    (problem,) = current.recorder.problems
    assert "file is not a folder" in problem


@pytest.mark.parametrize("seconds", [0.0, 0.5])
def test_a_set_that_is_too_short_is_dropped(
    tmp_path: Path, butt_kicks: Exercise, seconds: float
) -> None:
    current = LiveSet(
        butt_kicks, "", WIDTH, HEIGHT, BUNDLED_MODEL, SetRecorder(tmp_path / "s", WIDTH, HEIGHT, 30)
    )
    for pose in KICKS.track().part(0, round(seconds * 30)).poses():
        current.add_frame(np.zeros((HEIGHT, WIDTH, 3), np.uint8), pose.time_s, pose)
    assert current.finish() is None
    assert list(tmp_path.iterdir()) == []
