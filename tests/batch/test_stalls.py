"""Clips of which no frame comes any more, and what ends them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from formcheck.batch.board import Board, Running
from formcheck.batch.options import BatchOptions
from formcheck.batch.stalls import StallLimits, Stalls
from formcheck.batch.workers import Workers
from formcheck.exercises.file import load_exercise
from tests.batch.short import short_clip
from tests.batch.test_workers import jobs_of
from tests.cli.running import posix


def clip(frames: int, share: float = 0.5) -> list[Running]:
    return [Running(3, "second pass", share, frames)]


def test_a_clip_has_stopped_if_no_frame_came_for_so_long() -> None:
    now_s = [0.0]
    stalls = Stalls(StallLimits(no_frame_s=4.0), lambda: now_s[0])
    seen = []
    for second, frames in enumerate([1, 1, 1, 1, 2, 2, 2, 2, 2, 2]):
        now_s[0] = float(second)
        seen.append(bool(stalls.look(clip(frames))))
    assert seen == [False] * 8 + [True] * 2


def test_neither_a_stage_that_is_done_nor_a_suspended_program_counts() -> None:
    now_s = [0.0]
    stalls = Stalls(StallLimits(no_frame_s=5.0), lambda: now_s[0])
    for share, step_s in ((1.0, 1.0), (0.5, 3600.0)):
        for _ in range(2 if share < 1.0 else 60):
            now_s[0] += step_s
            assert stalls.look(clip(7, share)) == []


def test_the_board_tells_which_process_does_a_clip_and_how_often_it_spoke() -> None:
    board = Board(2)
    for _ in range(3):
        board.write(1, "second pass", 0.0)
    (running,) = board.running()
    assert (running.frames, running.pid) == (3, os.getpid())


@posix
def test_a_process_that_stands_still_is_ended(tmp_path: Path) -> None:
    out, clips = tmp_path / "out", [short_clip(tmp_path / "a.mp4")]
    options = BatchOptions(load_exercise("butt-kicks"), out, video=False, review=False)
    with Workers(jobs_of(clips, out), options, 1, StallLimits(no_frame_s=2.0)) as workers:
        while not (running := workers.running()):
            assert not workers.finished(0.02)
        os.kill(running[0].pid, signal.SIGSTOP)
        while not (done := workers.finished(0.02)):
            assert workers.busy
    assert done[0].error == (
        f"{clips[0]}: no picture of it came for 2 s, so it was given up: convert it to MP4, or"
        " leave it out"
    )
    assert [*out.rglob("*")] == []


def test_the_program_ends_if_its_only_clip_stands_still(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from formcheck.batch import stalls\n"
        "from formcheck.cli.main import main\n"
        "from formcheck.video.reader import ClipReader\n"
        "ClipReader.__next__ = lambda reader: time.sleep(1e6)\n"
        "stalls.Stalls.__init__.__defaults__ = (stalls.StallLimits(1.0), time.monotonic)\n"
        f"sys.exit(main(['analyze', {str(short_clip(tmp_path / 'a.mp4'))!r}, '--exercise',"
        f" 'butt-kicks', '--out', {str(tmp_path / 'out')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.split("\n")[1:-1]
    assert line.startswith(f"Error: {tmp_path / 'a.mp4'}: no picture of it came for ")
    assert not (tmp_path / "out").exists()
