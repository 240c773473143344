"""`formcheck analyze`: what it prints and writes, and how it fails."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.cli.main import main
from formcheck.exercises.file import load_exercise
from formcheck.poses.recording import PoseRecording
from tests.cli.running import COMMAND, Captured, error_of, posix, run
from tests.movements import squats
from tests.sample import SAMPLE, judged_bytes, results
from tests.synthetic import Kickbacks, recording

pytestmark = pytest.mark.usefixtures("sample_results")


def test_saved_poses_are_judged_without_loading_model_or_decoder(tmp_path: Path) -> None:
    code = (
        "import sys; from formcheck.cli.main import main\n"
        f"assert main(['analyze', {str(results())!r}, '--from-poses', '--out', {str(tmp_path)!r}])"
        " == 0\nassert not {'cv2', 'mediapipe', 'av', 'scipy'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_unknown_exercise_names_the_known_ones(capfd: Captured, tmp_path: Path) -> None:
    line = error_of(capfd, "exercises", "nope", code=2)
    assert '"nope"' in line
    assert "butt-kicks" in line
    assert error_of(capfd, "analyze", SAMPLE, "--exercise", "nope", "--out", tmp_path, code=2)
    assert not list(tmp_path.iterdir())


def test_a_broken_exercise_file_is_named_with_the_place(capfd: Captured, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('id = "x\n', "utf-8")
    line = error_of(capfd, "analyze", SAMPLE, "--exercise", file)
    assert f"{file}: not valid TOML" in line
    assert "line 1" in line
    assert f"{tmp_path / 'no.toml'}" in error_of(
        capfd, "analyze", SAMPLE, "--exercise", tmp_path / "no.toml"
    )


def test_an_unknown_level_names_the_known_ones(capfd: Captured) -> None:
    for named in ([], ["--exercise", "butt-kicks"]):
        line = error_of(capfd, "analyze", SAMPLE, "--level", "hard", *named, code=2)
        for level in ("hard", *load_exercise("butt-kicks").levels):
            assert level in line
    line = error_of(
        capfd, "analyze", SAMPLE, "--level", "hard", "--exercise", "standing-kickback", code=2
    )
    assert line.endswith("it has no levels: leave out --level")


def test_a_file_that_is_no_clip_is_an_error_that_says_why(capfd: Captured, tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "text.mp4").write_text("not a clip, but a line of text\n" * 20)
    (tmp_path / "head.mp4").write_bytes(SAMPLE.read_bytes()[:100])
    for name, words in (
        ("no.mp4", "does not exist"),
        ("folder.mp4", "is a folder without a video"),
        ("empty.mp4", "is empty (0 bytes)"),
        ("text.mp4", "not a video that can be read"),
        ("head.mp4", "is incomplete"),
    ):
        line = error_of(capfd, "analyze", tmp_path / name, "--out", tmp_path / "out")
        assert str(tmp_path / name) in line
        assert words in line
    assert not (tmp_path / "out").exists()


def test_an_unusable_model_is_an_error_that_names_it(capfd: Captured, tmp_path: Path) -> None:
    (tmp_path / "bad.task").write_text("no model")
    line = error_of(
        capfd, "analyze", SAMPLE, "--model", tmp_path / "bad.task", "--out", tmp_path / "out"
    )
    assert "bad.task is not a model" in line


def test_missing_or_broken_poses_are_errors_that_name_the_file(
    capfd: Captured, tmp_path: Path
) -> None:
    line = error_of(capfd, "analyze", "clip.mp4", "--from-poses", "--out", tmp_path)
    assert f"{tmp_path / 'clip' / 'poses.npz'}: no saved poses" in line
    (tmp_path / "bad.npz").write_text("no poses")
    line = error_of(capfd, "analyze", tmp_path / "bad.npz", "--from-poses", "--out", tmp_path)
    assert "bad.npz: not a pose file" in line
    assert {path.name for path in tmp_path.iterdir()} == {"bad.npz"}


@pytest.mark.parametrize("what", ["folder", "file", "folder of folders", "clip"])
def test_saved_poses_are_found_by_folder_by_file_and_by_clip(
    what: str, capfd: Captured, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    named = {
        "folder": results(),
        "file": results() / "poses.npz",
        "folder of folders": results().parent,
        "clip": SAMPLE,
    }[what]
    if what == "clip":
        shutil.copytree(results(), out / SAMPLE.stem)
    arguments = ["analyze", str(named), "--from-poses", "--out", str(out)]
    assert main(arguments) == 0
    assert main(arguments) == 0
    assert [folder.name for folder in out.iterdir()] == [SAMPLE.stem]
    report = judged_bytes(out / SAMPLE.stem / "report.json")
    assert report == judged_bytes(results() / "report.json")
    text, errors = capfd.readouterr()
    assert errors == ""
    assert str(out / SAMPLE.stem / "report.json") in text


def test_a_second_pass_over_saved_poses_is_refused(capfd: Captured, tmp_path: Path) -> None:
    second_pass = ("--from-poses", "--accuracy", "high", "--out", tmp_path)
    line = error_of(capfd, "analyze", results(), *second_pass, code=2)
    assert "--accuracy" in line
    assert "--from-poses" in line


def test_saved_poses_can_be_said_to_be_in_slow_motion(capfd: Captured, tmp_path: Path) -> None:
    arguments = ["analyze", str(results()), "--from-poses", "--out", str(tmp_path)]
    assert main([*arguments, "--slow-motion", "2"]) == 0
    assert "2 times slower" in " ".join(capfd.readouterr().out.split())
    (report,) = tmp_path.glob("*/report.json")
    source = json.loads(report.read_text("utf-8"))["source"]
    assert source["slow_motion"] == 2.0
    assert source["fps"] == pytest.approx(60.0)


@pytest.mark.parametrize("times", ["0", "0.5", "65", "four", "nan"])
def test_nonsense_after_slow_motion_is_refused(capfd: Captured, times: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["analyze", str(results()), "--slow-motion", times])
    assert f'"{times}" is not a number from 1 to 64' in capfd.readouterr().err


def test_a_level_is_used_and_named_in_the_table(capfd: Captured, tmp_path: Path) -> None:
    arguments = ["analyze", str(results()), "--from-poses", "--out", str(tmp_path)]
    assert main([*arguments, "--level", "tempo"]) == 0
    assert "level tempo" in capfd.readouterr().out


@pytest.mark.parametrize("remembered", [True, False])
def test_safety_notes_are_printed_until_they_were_seen(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, remembered: bool
) -> None:
    home = tmp_path / "home"
    if not remembered:
        home.touch()  # no folder can be made there
    for name in ("XDG_CONFIG_HOME", "WIN_PD_OVERRIDE_APPDATA", "HOME"):
        monkeypatch.setenv(name, str(home))
    arguments = ["analyze", str(results()), "--from-poses", "--out", str(tmp_path / "out")]
    for times in (1, 0 if remembered else 1):
        capfd.readouterr()
        assert main(arguments) == 0
        text, errors = capfd.readouterr()
        assert errors == ""
        said = "Safety: " + " ".join(load_exercise("butt-kicks").safety)
        assert " ".join(text.split()).count(said) == times


def test_the_exercise_of_a_clip_is_recognised_and_printed(capfd: Captured, tmp_path: Path) -> None:
    recording(Kickbacks().track()).save(tmp_path / "donkey.npz")
    arguments = ["analyze", str(tmp_path / "donkey.npz"), "--from-poses"]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 0
    text, errors = capfd.readouterr()
    assert errors == ""
    assert "Recognised as quadruped-kickback, confidence 1.00" in text
    report = json.loads((tmp_path / "out" / "donkey" / "report.json").read_text("utf-8"))
    assert report["exercise"] == "quadruped-kickback"
    assert report["recognised"] == {"exercise": "quadruped-kickback", "confidence": 1.0}


def test_an_unknown_movement_is_an_error_until_the_exercise_is_named(
    capfd: Captured, tmp_path: Path
) -> None:
    poses = tmp_path / "squats.npz"
    recording(squats()).save(poses)
    arguments = ["analyze", str(poses), "--from-poses", "--out", str(tmp_path / "out")]
    assert main(arguments) == 1
    text, (line,) = (said := capfd.readouterr()).out, said.err.splitlines()
    assert "none of the exercises butt-kicks, " in line
    assert "--exercise" in line
    page = tmp_path / "out" / "overview.html"
    assert text == f"What to do: {page}\n"
    assert "Film it so that it can be told" in page.read_text("utf-8")
    assert main([*arguments, "--exercise", "butt-kicks"]) == 0
    text, _ = capfd.readouterr()
    assert "Recognised as" not in text
    assert "Warning: this looks like none of the exercises that formcheck knows" in text
    report = json.loads((tmp_path / "out" / "squats" / "report.json").read_text("utf-8"))
    assert report["recognised"]["exercise"] is None


def test_the_table_in_the_readme_is_what_is_printed(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    arguments = ["analyze", str(results()), "--from-poses", "--exercise", "butt-kicks"]
    assert main([*arguments, "--out", str(tmp_path)]) == 0
    printed = {line.rstrip() for line in capfd.readouterr().out.splitlines()}
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    (block,) = (part for part in readme.split("```") if "Kicks: left" in part)
    _, _, *shown = block.strip("\n").splitlines()
    assert set(shown) - {"…"} <= printed


def test_a_clip_name_may_contain_any_character(tmp_path: Path) -> None:
    name = "Ärztin übt [bold]x[red] – 足"
    recording = PoseRecording.load(results() / "poses.npz")
    (tmp_path / name).mkdir()
    recording.save(tmp_path / name / "poses.npz")
    done = run("analyze", tmp_path / f"{name}.mp4", "--from-poses", "--out", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{name}: ")
    assert f"Report: {tmp_path / name / 'report.json'}\n" in done.stdout


def test_output_in_a_file_has_no_colours_and_no_broken_lines(tmp_path: Path) -> None:
    changes = {key: "" for key in ("NO_COLOR", "FORCE_COLOR") if key in os.environ}
    done = run("analyze", results(), "--from-poses", "--out", tmp_path, **changes)
    assert "\x1b" not in done.stdout
    assert "Pull your heel all the way up to your glutes" in done.stdout


def test_formcheck_raises_no_python_warnings(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "formcheck"]
    command += ["analyze", str(results()), "--from-poses", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@posix
def test_on_a_full_disk_only_the_files_that_do_not_fit_are_missing(tmp_path: Path) -> None:
    """The system refuses files above some size, as a full disk would."""
    names = ("report.json", "measures.csv", "track.npz", "review.html")
    sizes = [(results() / name).stat().st_size for name in names]
    limit = max(sizes[:2]) + 1000
    assert limit < min(sizes[2:])
    code = (
        "import resource, sys; from formcheck.cli.main import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        f"sys.exit(main(['analyze', {str(results())!r}, '--from-poses',"
        f" '--out', {str(tmp_path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    missing = "track.npz, review.html could not be written ("
    assert line.startswith(f"Error: {tmp_path / SAMPLE.stem}: {missing}")
    assert "Kicks: " in done.stdout
    files = {path.name for path in (tmp_path / SAMPLE.stem).iterdir()}
    assert files == {"clip.json", "report.json", "reps.csv", "measures.csv"}


WRITTEN = {"clip.json", "poses.npz", "report.json", "measures.csv", "reps.csv", "track.npz"}


@posix
@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize(
    ("sign", "stage", "left"),
    [
        (signal.SIGINT, "finding the person", set()),
        (signal.SIGINT, "second pass", {"clip.json", "poses.npz"}),
        (signal.SIGINT, "drawing the video", WRITTEN),
        (signal.SIGTERM, "drawing the video", WRITTEN),
    ],
)
def test_told_to_stop_it_leaves_no_unfinished_file(
    sign: signal.Signals, times: int, stage: str, left: set[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [*COMMAND, "analyze", str(SAMPLE), "--accuracy", "high", "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if stage in line:
                break
        for _ in range(times):
            process.send_signal(sign)
        errors = process.stderr.read()
    assert process.returncode == 128 + sign
    assert errors.strip() == "Stopped. Finished files are kept."
    files = {path.name for path in out.rglob("*") if path.is_file()}
    assert files == left
    assert out.exists() == bool(left)


def test_native_log_lines_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """A whole run in its own process."""
    copy = tmp_path / "no suffix"
    copy.write_bytes(SAMPLE.read_bytes())
    done = run("analyze", copy, "--no-video", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (
        0,
        "no suffix: finding the person …\nno suffix: copying the video …\n",
    )
    assert "butt kicks, seen from the side" in done.stdout
    assert "Video:" not in done.stdout
    files = {path.name for path in (tmp_path / "out" / "no suffix").iterdir()}
    assert files == WRITTEN | {"clip.mp4", "review.html", "notes.css"}
