"""Clips judged by processes, and what happens when one of them dies."""

import os
import signal
from collections.abc import Iterable
from multiprocessing import active_children
from pathlib import Path

import pytest

from formcheck.batch.board import Board
from formcheck.batch.job import Job, Outcome
from formcheck.batch.options import BatchOptions
from formcheck.batch.run import follow
from formcheck.batch.workers import Workers, usual_processes
from formcheck.exercises.file import load_exercise
from formcheck.poses.recording import PoseRecording
from formcheck.system import machine
from formcheck.system.locks import folder_locked
from tests.batch.short import short_clip
from tests.sample import results


def jobs_of(clips: Iterable[Path], out: Path) -> list[Job]:
    return [Job(number, clip, out / clip.stem) for number, clip in enumerate(clips)]


def judged(workers: Workers, out: Path) -> list[Outcome]:
    """Return what came of all clips."""
    return [outcome for done in follow(workers, out, every_s=0.05) for outcome in done]


def saved_poses(folder: Path, names: str) -> list[Path]:
    """Write pose files with one-letter names."""
    recording = PoseRecording.load(results() / "poses.npz")
    for name in names:
        recording.save(folder / f"{name}.npz")
    return [folder / f"{name}.npz" for name in names]


def test_each_clip_is_judged_once_and_a_bad_one_stops_no_other(tmp_path: Path) -> None:
    clips = [*saved_poses(tmp_path, "abc"), tmp_path / "no.npz"]
    options = BatchOptions(load_exercise("butt-kicks"), tmp_path / "out", from_poses=True)
    with Workers(jobs_of(clips, tmp_path / "out"), options, 2) as workers:
        outcomes = judged(workers, tmp_path / "out")
    assert sorted(outcome.job.number for outcome in outcomes) == [0, 1, 2, 3]
    (failed,) = (outcome for outcome in outcomes if outcome.failed)
    assert "no.npz: no saved poses" in failed.error
    assert len(list(tmp_path.glob("out/*/report.json"))) == 3
    assert not active_children()


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_a_process_that_dies_costs_only_its_clip(tmp_path: Path) -> None:
    out, clips = tmp_path / "out", [short_clip(tmp_path / f"{name}.mp4") for name in "ab"]
    options = BatchOptions(load_exercise("butt-kicks"), out, video=False, accuracy="normal")
    outcomes = []
    with Workers(jobs_of(clips, out), options, 1) as workers:
        while not workers.running():
            outcomes += workers.finished(0.02)
        (child,) = active_children()
        assert child.pid
        os.kill(child.pid, signal.SIGSEGV)
        outcomes += judged(workers, out)
    first, second = outcomes
    assert first.job.clip.name == "a.mp4"
    assert first.error.startswith(f"{clips[0]}: the process that judged it has died (SIGSEGV)")
    assert second.state == "judged"
    assert [folder.name for folder in out.iterdir()] == ["b"]


def test_a_clip_of_another_run_comes_last_and_waits(tmp_path: Path) -> None:
    out, clips = tmp_path / "out", saved_poses(tmp_path, "ab")
    options = BatchOptions(load_exercise("butt-kicks"), out, from_poses=True)
    (out / "a").mkdir(parents=True)
    with (
        folder_locked(out / "a", wait=False),
        Workers(jobs_of(clips, out), options, 1) as workers,
    ):
        (first,) = next(done for done in follow(workers, out) if done)
        assert first.job.clip.stem == "b"
        assert workers.busy
        (out / "a" / ".lock").unlink()  # as if the other run had ended
        assert [outcome.state for outcome in judged(workers, out)] == ["judged"]


def test_the_board_tells_how_far_clips_are() -> None:
    board = Board(3)
    assert board.running() == []
    board.write(1, "drawing the video", 0.5)
    (running,) = board.running()
    assert (running.number, running.stage, running.share) == (1, "drawing the video", 0.5)
    assert running.share_of_clip == pytest.approx(0.9)
    board.erase(1)
    assert board.running() == []


def test_there_are_no_more_processes_than_cores_memory_and_clips(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("formcheck.batch.workers.usable_cores", lambda: 8)
    for free_mb, processes in ((None, 8), (64_000.0, 8), (2500.0, 3), (100.0, 1)):
        monkeypatch.setattr("formcheck.batch.workers.free_memory_mb", lambda mb=free_mb: mb)
        assert usual_processes(100) == processes
    assert usual_processes(2) == 1
    assert usual_processes(5, most=3) == 3
    assert usual_processes(2, most=3) == 2


def test_the_machine_says_what_it_has() -> None:
    assert 1 <= machine.usable_cores() <= (os.cpu_count() or 1)
    free_mb = machine.free_memory_mb()
    assert free_mb is None or free_mb > 10.0
