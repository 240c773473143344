"""How the tests run the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.cli.main import main

COMMAND = [sys.executable, "-m", "formcheck"]
Captured = pytest.CaptureFixture[str]

posix = pytest.mark.skipif(os.name == "nt", reason="not on Windows")
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")


def run(*arguments: str | Path, **changes: str) -> "subprocess.CompletedProcess[str]":
    """Run formcheck in its own process, with changes of the environment."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"} | changes,
        check=False,
    )


def error_of(capfd: Captured, *arguments: str | Path, code: int = 1) -> str:
    """Run a command that must fail; return its error, which must be one line."""
    assert main([str(argument) for argument in arguments]) == code
    out, err = capfd.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith("Error: ")
    return line
