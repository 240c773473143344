"""`formcheck analyze` with many clips: progress, overview, stopping and going on."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from formcheck.cli.main import main
from formcheck.poses.recording import PoseRecording
from tests.batch.short import short_clip
from tests.cli.running import COMMAND, Captured, linux, posix, run
from tests.sample import results
from tests.synthetic import Kickbacks, recording

pytestmark = pytest.mark.usefixtures("sample_results")
AS_KICKS = ("--exercise", "butt-kicks", "--accuracy", "normal")


def training(folder: Path) -> Path:
    """Make a folder with two clips of one name, a broken one, and files that are no clips."""
    for name in ("monday/kicks.mp4", "tuesday/kicks.mp4"):
        short_clip(folder / name)
    (folder / "broken.mov").touch()
    (folder / "notes.txt").write_text("felt good")
    return folder


def test_a_folder_of_clips_gives_an_overview_and_is_not_judged_twice(tmp_path: Path) -> None:
    folder, out = training(tmp_path / "training"), tmp_path / "out"
    command = ("analyze", folder, *AS_KICKS, "--no-video", "--out", out, "--jobs", "2")
    first = run(*command)
    assert first.returncode == 1
    broken = f"{folder / 'broken.mov'} is empty"
    assert f"Error: {broken}" in first.stderr
    assert re.search(r"^3 of 3: \S+: \w+$", first.stderr, re.MULTILINE)
    assert "1 other file in the folders is no video." in first.stderr
    assert len(first.stdout.splitlines()) <= 20
    assert "Failed: broken.mov is empty" in first.stdout
    assert "3 clips: 2 with a fault, 0 without, 1 failed" in first.stdout
    assert f"Overview: {out / 'overview.html'}" in first.stdout
    names = {path.name for path in out.iterdir()}
    overview = {"overview.html", "overview.csv", "overview.json"}
    assert names == {"monday-kicks", "tuesday-kicks", *overview}
    again = run(*command)
    assert again.stderr.count("judged before, nothing to do") == 2
    assert again.stdout.splitlines()[-1] == "2 judged before, 1 failed again"
    assert f"Error: {broken}" in again.stderr
    assert again.stdout.replace("Safety", "") == again.stdout
    assert first.stdout.startswith(again.stdout.splitlines()[0])
    assert {path.name for path in out.iterdir()} == names


def save_poses(folder: Path) -> Path:
    """Save poses of three clips, and a file that has none."""
    folder.mkdir()
    recording(Kickbacks().track()).save(folder / "donkey.npz")
    kicks = PoseRecording.load(results() / "poses.npz")
    for name in ("a", "b"):
        kicks.save(folder / f"{name}.npz")
    (folder / "z.npz").write_text("no poses")
    return folder


def test_many_saved_poses_are_judged_into_one_overview(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")  # faults are cut, names are not
    folder, out = save_poses(tmp_path / "in"), tmp_path / "out"
    for name in ("a", "b"):
        (out / name).mkdir(parents=True)
        (out / name / "annotated.mp4").touch()
    assert main(["analyze", f"{folder}/*.npz", "--from-poses", "--out", str(out)]) == 1
    text, errors = capfd.readouterr()
    assert "Note: annotated.mp4 of 2 clips is from an earlier run and may show other" in text
    assert "4 of 4" in errors
    assert text.startswith("worst first  exercise")
    assert text.count("Safety: ") <= 2
    assert re.search(r"^a            butt kicks +8\+8   Heel to glutes.*…$", text, re.MULTILINE)
    assert "\ndonkey       kickbacks on all" in text
    overview = json.loads((out / "overview.json").read_text("utf-8"))
    assert len(overview["clips"]) == 3
    (failed,) = overview["failed"]
    assert failed["clip"] == str(folder / "z.npz")
    with (out / "overview.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["folder"] for row in rows] == ["a", "b", "donkey", ""]
    assert "Heel to glutes: left 8 of 8 kicks faulty, worst 94° in Left 8" in rows[0]["faults"]
    assert rows[-1]["error"] == failed["error"]


def test_what_gives_no_clip_is_an_error_and_the_others_are_judged(
    capfd: Captured, tmp_path: Path
) -> None:
    named = [str(results() / "poses.npz"), str(tmp_path / "*.npz"), "@no.txt"]
    assert main(["analyze", *named, "--from-poses", "--out", str(tmp_path / "out")]) == 1
    text, errors = capfd.readouterr()
    assert "no file has a name like that" in errors
    assert "no.txt: no such list" in errors
    assert "Kicks: left 8" in text
    assert main(["analyze", str(tmp_path / "*.mp4")]) == 1


@pytest.mark.parametrize("number", ["0", "-1", "many", "1000"])
def test_nonsense_after_jobs_is_refused(capfd: Captured, number: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["analyze", "a.mp4", "--jobs", number])
    assert f'"{number}" is not a number from 1 to 256' in capfd.readouterr().err


@posix
def test_all_clips_are_judged_if_nobody_reads_the_table(tmp_path: Path) -> None:
    folder, out = save_poses(tmp_path / "in"), tmp_path / "out"
    (folder / "z.npz").unlink()
    command = [*COMMAND, "analyze", f"{folder}/*.npz", "--from-poses", "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.close()
    assert process.returncode == 0
    assert len(list(out.glob("*/report.json"))) == 3


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    """Return whether a process runs, and is no zombie that nobody has waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@linux
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_told_to_stop_it_ends_all_processes_and_goes_on_next_time(
    sign: signal.Signals, tmp_path: Path
) -> None:
    folder, out = training(tmp_path / "training"), tmp_path / "out"
    (folder / "broken.mov").unlink()
    command = ["analyze", str(folder), *AS_KICKS, "--out", str(out), "--jobs", "2"]
    with subprocess.Popen(
        [*COMMAND, *command],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        while not list(out.glob("*/poses.npz")):  # drawing the video
            time.sleep(0.02)
        children = children_of(process.pid)
        assert len(children) >= 3  # two workers, and the resource tracker
        if sign is signal.SIGINT:
            os.killpg(process.pid, sign)  # as a terminal does it
        else:
            process.send_signal(sign)
        _, errors = process.communicate()
    stopped = sign is not signal.SIGKILL
    assert process.returncode == (128 + sign if stopped else -sign)
    assert ("Stopped. Finished files are kept." in errors) == stopped
    assert ("0 of 2 clips are done; the same command goes on." in errors) == stopped
    assert "Traceback" not in errors
    until_s = time.monotonic() + 10.0
    while any(map(is_alive, children)) and time.monotonic() < until_s:
        time.sleep(0.05)
    assert [pid for pid in children if is_alive(pid)] == []
    assert [path.name for path in out.rglob(".*")] == []
    shutil.rmtree(out / "monday-kicks", ignore_errors=True)
    done = run(*command)
    assert done.returncode == 0
    assert "2 clips: 2 with a fault" in done.stdout
    assert len(list(out.glob("*/annotated.mp4"))) == 2


@linux
def test_told_to_stop_it_writes_the_overview_of_what_is_done(tmp_path: Path) -> None:
    folder, out = training(tmp_path / "training"), tmp_path / "out"
    command = ["analyze", str(folder / "broken.mov"), str(folder), *AS_KICKS, "--out", str(out)]
    with subprocess.Popen(
        [*COMMAND, *command, "--jobs", "1"], stderr=subprocess.PIPE, text=True
    ) as process:
        while not list(out.glob("*/poses.npz")):  # of the first clip that can be read
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert f"1 of 3 clips are done; the same command goes on. Overview so far: {out}" in errors
    overview = json.loads((out / "overview.json").read_text("utf-8"))
    assert [failed["clip"] for failed in overview["failed"]] == [str(folder / "broken.mov")]
    assert (out / "overview.html").exists()
    assert [path.name for path in out.rglob(".*")] == []
