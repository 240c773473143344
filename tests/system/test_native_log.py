"""Native messages on standard error are hidden, those of Python are not."""

import os
import subprocess
import sys
from contextlib import ExitStack

import pytest

from formcheck.system.native_log import native_log_hidden

TALKS = """
import os, sys
from formcheck.system.native_log import native_log_hidden

with native_log_hidden(of_program=True):
    os.write(2, b"native ")
    print("python", file=sys.stderr)
os.write(2, b"after")
"""


def test_standard_error_is_back_after_the_last_of_overlapping_blocks(
    capfd: pytest.CaptureFixture[str],
) -> None:
    first, second = native_log_hidden(), native_log_hidden()
    with ExitStack() as still_hidden:
        with first:
            still_hidden.enter_context(second)
            os.write(2, b"hidden by both")
        os.write(2, b"hidden by the second")
    os.write(2, b"seen")
    assert capfd.readouterr().err == "seen"


def test_messages_of_python_are_shown() -> None:
    done = subprocess.run([sys.executable, "-c", TALKS], capture_output=True, check=True)
    assert done.stderr.split() == [b"python", b"after"]


@pytest.mark.parametrize("for_good", [False, True])
def test_after_an_interrupt_it_stays_hidden_only_if_the_program_ends(for_good: bool) -> None:
    code = (
        "import os\nfrom formcheck.system.native_log import native_log_hidden\n"
        f"try:\n with native_log_hidden(of_program={for_good}):\n"
        "  raise KeyboardInterrupt\nexcept KeyboardInterrupt:\n os.write(2, b'native')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == (b"" if for_good else b"native")
