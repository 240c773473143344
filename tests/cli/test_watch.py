"""`formcheck watch`."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.batch.short import short_clip
from tests.cli.running import COMMAND, Captured, error_of, posix


def test_what_is_no_folder_is_an_error(capfd: Captured, tmp_path: Path) -> None:
    line = error_of(capfd, "watch", tmp_path / "no")
    assert f"{tmp_path / 'no'} is no folder" in line


@pytest.mark.parametrize("seconds", ["-1", "soon", "nan"])
def test_nonsense_after_still_is_refused(capfd: Captured, seconds: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        error_of(capfd, "watch", ".", "--still", seconds)


@posix
def test_a_clip_that_comes_is_judged_and_not_again_after_a_restart(tmp_path: Path) -> None:
    phone, out = tmp_path / "phone", tmp_path / "out"
    phone.mkdir()
    command = [*COMMAND, "watch", str(phone), "--out", str(out), "--still", "0", "--no-video"]
    command += ["--no-review", "--exercise", "butt-kicks", "--accuracy", "normal"]
    for word in ("judged", "judged before"):
        with subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stderr is not None
            assert "Watching" in process.stderr.readline()
            if word == "judged":
                short_clip(phone / "a.mp4")
            assert f"1 of 1: a.mp4: {word}" in process.stderr.readline()
            while not (out / "overview.html").exists():
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate()
        assert process.returncode == 130
        assert "Stopped." in errors
        assert "Traceback" not in errors
        (out / "overview.html").unlink()
    assert [path.name for path in out.rglob(".*")] == []
