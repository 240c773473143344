"""`formcheck doctor`."""

import sys

import pytest

from formcheck.cli import doctor
from formcheck.cli.main import main


def test_every_check_passes_where_the_tests_run(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    for check in ("python", "system libraries", "packages", "model", "codecs", "camera"):
        assert check in out
    assert "trouble" not in out
    assert "Everything that judging clips needs is there." in out


@pytest.mark.skipif(sys.platform != "linux", reason="other systems need no such libraries")
def test_a_missing_library_comes_with_the_command_that_installs_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "SYSTEM_LIBRARIES", ("libGL.so.1", "libnothere.so.7"))
    monkeypatch.setenv("COLUMNS", "200")
    assert doctor.examine() == 1
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "libnothere" in line)
    assert line.startswith("trouble")
    assert "libGL" not in line.replace("libgl1", "")
    assert "apt-get install libgl1 libegl1 libgles2 libglib2.0-0" in line
