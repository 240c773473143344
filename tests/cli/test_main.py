"""The command line as a whole: help pages, exit codes, output that cannot be written."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.cli.main import main
from tests.cli.running import COMMAND, Captured, posix
from tests.sample import results


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


def test_no_command_shows_the_commands(capsys: Captured) -> None:
    assert main([]) == 2
    assert "analyze" in capsys.readouterr().err


def test_version(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("formcheck ")


def test_every_help_page_has_an_example(capsys: Captured) -> None:
    for command in ([], ["analyze"], ["live"], ["exercises"], ["doctor"]):
        with pytest.raises(SystemExit):
            main([*command, "--help"])
        _, example = capsys.readouterr().out.split("example:\n")
        assert f"formcheck {' '.join(command)}".strip() in example


@posix
def test_a_closed_pipe_ends_it_without_a_word(tmp_path: Path) -> None:
    command = [*COMMAND, "exercises", "butt-kicks"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_output_that_cannot_be_written_is_an_error() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "exercises"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Error: the output cannot be written: No space left on device"
    ]


@posix
@pytest.mark.parametrize("errors", ["2> /dev/full", "2>&1 > /dev/null | true"])
def test_progress_that_nobody_can_read_stops_nothing(errors: str, tmp_path: Path) -> None:
    command = shlex.join([*COMMAND, "analyze", str(results() / "poses.npz"), "no.npz"])
    more = f"--from-poses --jobs 1 --out {tmp_path}"
    shell = f"set -o pipefail; {command} {more} {errors}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, check=False)
    assert done.returncode == 1  # for the clip that is not there
    assert len(list(tmp_path.glob("*/report.json"))) == 1
    assert (tmp_path / "overview.html").exists()
