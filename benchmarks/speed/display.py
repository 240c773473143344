"""A display on which windows open unseen: Xvfb."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = "1600x1200x24"


def has_xvfb() -> bool:
    """Return whether Xvfb is installed."""
    return sys.platform == "linux" and shutil.which("Xvfb") is not None


@contextmanager
def display() -> Iterator[str]:
    """Start a display under a free number and yield its name, e.g. ``:99``."""
    reading, writing = os.pipe()
    # Without -noreset Xvfb resets whenever its last window closes, and refuses new ones meanwhile.
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
