"""The command line: what it prints, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import formcheck
from formcheck.cli.main import main
from formcheck.exercises.file import built_in, load_exercise
from formcheck.poses.recording import PoseRecording
from tests.movements import squats
from tests.sample import SAMPLE, results
from tests.synthetic import Kickbacks, recording

COMMAND = [sys.executable, "-m", "formcheck.cli.main"]
Captured = pytest.CaptureFixture[str]

posix = pytest.mark.skipif(os.name == "nt", reason="not on Windows")


def run(*arguments: str | Path, **changes: str) -> "subprocess.CompletedProcess[str]":
    """Run formcheck in a process of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"} | changes,
        check=False,
    )


def error_of(capfd: Captured, *arguments: str | Path, code: int = 1) -> str:
    """Return the one line that a command fails with."""
    assert main([str(argument) for argument in arguments]) == code
    out, err = capfd.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith("Error: ")
    return line


def test_help_loads_nothing_heavy() -> None:
    heavy = ["numpy", "cv2", "mediapipe", "av", "rich", "pydantic", "scipy"]
    code = (
        "import sys; from formcheck.cli.main import main\n"
        "try: main(['--help'])\n"
        f"finally: assert not set({heavy}) & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "analyze" in done.stdout


def test_saved_poses_are_judged_without_model_and_decoder(tmp_path: Path) -> None:
    code = (
        "import sys; from formcheck.cli.main import main\n"
        f"assert main(['analyze', {str(results())!r}, '--from-poses', '--out', {str(tmp_path)!r}])"
        " == 0\nassert not {'cv2', 'mediapipe', 'av', 'scipy'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_command_shows_the_commands(capsys: Captured) -> None:
    assert main([]) == 2
    assert "analyze" in capsys.readouterr().err


def test_version(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("formcheck ")


def test_exercises_are_listed_and_explained(capsys: Captured) -> None:
    assert main(["exercises"]) == 0
    assert "butt-kicks" in capsys.readouterr().out
    assert main(["exercises", "butt-kicks"]) == 0
    assert "Heel not reaching the glutes" in capsys.readouterr().out


def test_an_unknown_exercise_names_the_known_ones(capfd: Captured, tmp_path: Path) -> None:
    line = error_of(capfd, "exercises", "nope", code=2)
    assert '"nope"' in line
    assert "butt-kicks" in line
    assert error_of(capfd, "analyze", SAMPLE, "--exercise", "nope", "--out", tmp_path, code=2)
    assert not list(tmp_path.iterdir())


def test_a_broken_exercise_file_is_named_with_the_place(capfd: Captured, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('id = "x\n', "utf-8")
    line = error_of(capfd, "analyze", SAMPLE, "--exercise", file, code=2)
    assert f"{file}: not valid TOML" in line
    assert "line 1" in line
    assert f"{tmp_path / 'no.toml'}" in error_of(
        capfd, "analyze", SAMPLE, "--exercise", tmp_path / "no.toml", code=2
    )


def test_an_unknown_level_names_the_known_ones(capfd: Captured) -> None:
    for named in ([], ["--exercise", "butt-kicks"]):
        line = error_of(capfd, "analyze", SAMPLE, "--level", "hard", *named, code=2)
        for level in ("hard", *load_exercise("butt-kicks").levels):
            assert level in line
    line = error_of(
        capfd, "analyze", SAMPLE, "--level", "hard", "--exercise", "standing-kickback", code=2
    )
    assert line.endswith("there are: none")


def test_clips_that_are_none(capfd: Captured, tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "text.mp4").write_text("not a clip, but a line of text\n" * 20)
    (tmp_path / "head.mp4").write_bytes(SAMPLE.read_bytes()[:100])
    for name, words in (
        ("no.mp4", "does not exist"),
        ("folder.mp4", "is a folder"),
        ("empty.mp4", "is empty (0 bytes)"),
        ("text.mp4", "not a video that can be read"),
        ("head.mp4", "is incomplete"),
    ):
        line = error_of(capfd, "analyze", tmp_path / name, "--out", tmp_path / "out")
        assert str(tmp_path / name) in line
        assert words in line
    assert not (tmp_path / "out").exists()


def test_a_bad_model_is_named(capfd: Captured, tmp_path: Path) -> None:
    (tmp_path / "bad.task").write_text("no model")
    line = error_of(
        capfd, "analyze", SAMPLE, "--model", tmp_path / "bad.task", "--out", tmp_path / "out"
    )
    assert "bad.task is not a model" in line


def test_missing_and_broken_poses_are_named(capfd: Captured, tmp_path: Path) -> None:
    line = error_of(capfd, "analyze", "clip.mp4", "--from-poses", "--out", tmp_path)
    assert f"{tmp_path / 'clip' / 'poses.npz'}: no saved poses" in line
    (tmp_path / "bad.npz").write_text("no poses")
    line = error_of(capfd, "analyze", tmp_path / "bad.npz", "--from-poses", "--out", tmp_path)
    assert "bad.npz: not a pose file" in line
    assert {path.name for path in tmp_path.iterdir()} == {"bad.npz"}


def test_poses_can_be_named_by_clip_file_or_folder(capfd: Captured, tmp_path: Path) -> None:
    out = ["--from-poses", "--out", str(tmp_path)]
    assert main(["analyze", str(results()), str(results() / "poses.npz"), *out]) == 0
    assert main(["analyze", str(SAMPLE), "--from-poses", "--out", str(results().parent)]) == 0
    assert main(["analyze", str(results().parent), *out]) == 0
    assert (tmp_path / results().name / "report.json").exists()
    for name in (SAMPLE.stem, f"{SAMPLE.stem}-2"):
        report = (tmp_path / name / "report.json").read_bytes()
        assert report == (results() / "report.json").read_bytes()
    text, errors = capfd.readouterr()
    assert errors == ""
    assert str(tmp_path / SAMPLE.stem / "report.json") in text


def test_one_bad_clip_does_not_stop_the_others(capfd: Captured, tmp_path: Path) -> None:
    out = tmp_path / "out"
    poses = str(results() / "poses.npz")
    capfd.readouterr()
    code = main(
        ["analyze", poses, str(tmp_path / "no.npz"), poses, "--from-poses", "--out", str(out)]
    )
    text, errors = capfd.readouterr()
    assert code == 1
    assert {path.name for path in out.iterdir()} == {SAMPLE.stem, f"{SAMPLE.stem}-2"}
    assert text.count("Report: ") == 2
    assert errors.splitlines()[-1] == "1 of 3 clips failed."


def test_a_closer_look_needs_the_clip(capfd: Captured, tmp_path: Path) -> None:
    folder = results()
    capfd.readouterr()
    closer = ("--from-poses", "--accuracy", "high", "--out", tmp_path)
    line = error_of(capfd, "analyze", folder, *closer, code=2)
    assert "--accuracy" in line
    assert "--from-poses" in line


def test_a_level_is_judged_and_named(capfd: Captured, tmp_path: Path) -> None:
    arguments = ["analyze", str(results()), "--from-poses", "--out", str(tmp_path)]
    assert main([*arguments, "--level", "tempo"]) == 0
    assert "level tempo" in capfd.readouterr().out


@pytest.mark.parametrize("remembered", [True, False])
def test_safety_notes_are_shown_once_for_each_kind_of_exercise(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, remembered: bool
) -> None:
    home = tmp_path / "home"
    if not remembered:
        home.touch()  # no folder can be made there
    for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(home))
    recording(Kickbacks().track()).save(tmp_path / "donkey.npz")
    poses = [str(results()), str(tmp_path / "donkey.npz"), str(results())]
    capfd.readouterr()
    arguments = ["analyze", *poses, "--from-poses", "--out", str(tmp_path / "out")]
    assert main(arguments) == 0
    first, errors = capfd.readouterr()
    assert errors == ""
    flat = " ".join(first.split())
    for name in ("butt-kicks", "quadruped-kickback"):
        assert flat.count("Safety: " + " ".join(load_exercise(name).safety)) == 1
    assert first.count("Safety: ") == 2
    assert main(arguments) == 0
    assert capfd.readouterr().out.count("Safety: ") == (0 if remembered else 2)


def test_the_exercise_of_each_clip_is_recognised_and_said(capfd: Captured, tmp_path: Path) -> None:
    recording(Kickbacks().track()).save(tmp_path / "donkey.npz")
    arguments = ["analyze", str(results()), str(tmp_path / "donkey.npz"), "--from-poses"]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 0
    text, errors = capfd.readouterr()
    assert errors == ""
    assert "Recognised as butt-kicks, confidence " in text
    assert "Recognised as quadruped-kickback, confidence 1.00" in text
    report = json.loads((tmp_path / "out" / "donkey" / "report.json").read_text("utf-8"))
    assert report["exercise"] == "quadruped-kickback"
    assert report["recognised"] == {"exercise": "quadruped-kickback", "confidence": 1.0}


def test_a_clip_of_something_else_is_one_error_and_can_be_named(
    capfd: Captured, tmp_path: Path
) -> None:
    poses = tmp_path / "squats.npz"
    recording(squats()).save(poses)
    arguments = ["analyze", str(poses), "--from-poses", "--out", str(tmp_path / "out")]
    line = error_of(capfd, *arguments)
    assert "none of the exercises butt-kicks, " in line
    assert "--exercise" in line
    assert not (tmp_path / "out").exists()
    assert main([*arguments, "--exercise", "butt-kicks"]) == 0
    text, _ = capfd.readouterr()
    assert "Recognised as" not in text
    assert "Warning: this looks like none of the exercises that formcheck knows" in text
    report = json.loads((tmp_path / "out" / "squats" / "report.json").read_text("utf-8"))
    assert report["recognised"]["exercise"] is None


def test_an_exercise_of_ones_own_starts_as_a_copy(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["exercises", "new", "my-kicks", "--from", "butt-kicks"]) == 0
    text, errors = capfd.readouterr()
    assert errors == ""
    assert "my-kicks.toml is written" in text
    original = Path(formcheck.__file__).parent / "exercises" / "butt-kicks.toml"
    was = original.read_text("utf-8").splitlines()
    lines = Path("my-kicks.toml").read_text("utf-8").splitlines()
    changed = [(old, new) for old, new in zip(was, lines, strict=True) if old != new]
    assert changed == [
        ('id = "butt-kicks"', 'id = "my-kicks"'),
        ('name = "Butt kicks"', 'name = "My kicks"'),
    ]
    arguments = ["analyze", str(results()), "--from-poses", "--out", "out"]
    assert main([*arguments, "--exercise", "my-kicks.toml"]) == 0
    assert "my kicks, seen from the side" in capfd.readouterr().out
    assert main(["exercises", "new", "again", "--from", "my-kicks.toml", "--out", "out"]) == 0
    assert load_exercise("out/again.toml").id == "again"


@pytest.mark.parametrize("source", built_in())
def test_every_built_in_exercise_can_be_copied(source: str, tmp_path: Path) -> None:
    assert main(["exercises", "new", "mine", "--from", source, "--out", str(tmp_path)]) == 0
    exercise = load_exercise(str(tmp_path / "mine.toml"))
    assert (exercise.id, exercise.name) == ("mine", "Mine")
    assert exercise.rules == load_exercise(source).rules


def test_what_cannot_be_a_new_exercise_is_said(capfd: Captured, tmp_path: Path) -> None:
    file = tmp_path / "there.toml"
    file.write_text("mine")
    for arguments, words in (
        (["new"], "name it: formcheck exercises new NAME"),
        (["new", "My Kicks"], '"My Kicks" cannot be the name'),
        (["new", "../up"], "cannot be the name"),
        (["new", "butt-kicks"], "means something already"),
        (["new", "auto"], "means something already"),
        (["new", "mine", "--from", "nope"], 'no exercise "nope"; known: butt-kicks'),
        (["new", "there", "--out", str(tmp_path)], f"{file} is there already"),
        (["new", "mine", "--out", str(tmp_path / "no")], "cannot be written"),
        (["butt-kicks", "mine"], "formcheck exercises new NAME"),
    ):
        assert words in error_of(capfd, "exercises", *arguments, code=2)
    assert file.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["there.toml"]


def test_names_may_hold_anything(tmp_path: Path) -> None:
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


def test_warnings_are_no_errors_of_ours(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "formcheck.cli.main"]
    command += ["analyze", str(results()), "--from-poses", "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@posix
def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    command = [*COMMAND, "exercises", "butt-kicks"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_output_that_cannot_be_written_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "exercises"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Error: the output cannot be written: No space left on device"
    ]


@posix
def test_a_full_disk_loses_only_what_does_not_fit(tmp_path: Path) -> None:
    """The system refuses files above a size, as a full disk would."""
    sizes = [(results() / name).stat().st_size for name in ("report.json", "measures.csv")]
    limit = sum(sizes) // 2
    assert sizes[0] < limit < sizes[1]
    code = (
        "import resource, sys; from formcheck.cli.main import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        f"sys.exit(main(['analyze', {str(results())!r}, '--from-poses',"
        f" '--out', {str(tmp_path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"Error: {tmp_path / SAMPLE.stem}: measures.csv could not be written (")
    assert "Kicks: " in done.stdout
    files = {path.name for path in (tmp_path / SAMPLE.stem).iterdir()}
    assert files == {"report.json", "reps.csv"}


@posix
@pytest.mark.parametrize(
    ("stage", "left"),
    [("watching", set()), ("drawing", {"poses.npz", "report.json", "measures.csv", "reps.csv"})],
)
def test_an_interrupt_leaves_nothing_half_done(stage: str, left: set[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [*COMMAND, "analyze", str(SAMPLE), "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if stage in line:
                break
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read()
    assert process.returncode == 130
    assert errors.strip() == "Stopped. What was finished is kept."
    files = {path.name for path in out.rglob("*") if path.is_file()}
    assert files == left
    assert out.exists() == bool(left)


def test_a_clip_is_judged_with_a_quiet_log(tmp_path: Path) -> None:
    """The one run of the whole in a process of its own: nothing native reaches the terminal."""
    copy = tmp_path / "no suffix"
    copy.write_bytes(SAMPLE.read_bytes())
    done = run("analyze", copy, "--no-video", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "no suffix: watching …\n")
    assert "butt kicks, seen from the side" in done.stdout
    assert "Video:" not in done.stdout
    files = {path.name for path in (tmp_path / "out" / "no suffix").iterdir()}
    assert files == {"poses.npz", "report.json", "measures.csv", "reps.csv"}
