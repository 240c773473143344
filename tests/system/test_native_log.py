"""Standard error: native code is kept from it, Python is not."""

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


def test_standard_error_is_back_however_threads_overlap(capfd: pytest.CaptureFixture[str]) -> None:
    first, second = native_log_hidden(), native_log_hidden()
    with ExitStack() as still_hidden:
        with first:
            still_hidden.enter_context(second)
            os.write(2, b"hidden by both")
        os.write(2, b"hidden by the second")
    os.write(2, b"seen")
    assert capfd.readouterr().err == "seen"


def test_what_python_says_is_seen() -> None:
    done = subprocess.run([sys.executable, "-c", TALKS], capture_output=True, check=True)
    assert done.stderr.split() == [b"python", b"after"]


@pytest.mark.parametrize("for_good", [False, True])
def test_an_interrupt_leaves_it_hidden_where_the_program_ends(for_good: bool) -> None:
    code = (
        "import os\nfrom formcheck.system.native_log import native_log_hidden\n"
        f"try:\n with native_log_hidden(of_program={for_good}):\n"
        "  raise KeyboardInterrupt\nexcept KeyboardInterrupt:\n os.write(2, b'native')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == (b"" if for_good else b"native")
