"""A display of its own, on which windows open that nobody sees: Xvfb."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = "1600x1200x24"


def has_xvfb() -> bool:
    """Whether this machine has it."""
    return sys.platform == "linux" and shutil.which("Xvfb") is not None


@contextmanager
def display() -> Iterator[str]:
    """Start one, under a number that is free, and give its name."""
    reading, writing = os.pipe()
    # Without -noreset it starts anew whenever its last window closes, and refuses who comes then.
    command = ["Xvfb", "-displayfd", str(writing), "-noreset"]
    command += ["-screen", "0", SIZE, "-nolisten", "tcp"]
    server = subprocess.Popen(
        command,
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb does not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
