"""Wait for a state, however busy the machine is."""

import time
from collections.abc import Callable


def wait_until(holds: Callable[[], object], longest_s: float = 60.0) -> None:
    """Wait until a condition holds.

    Raises:
        AssertionError: it has not held after ``longest_s``.
    """
    until_s = time.monotonic() + longest_s
    while not holds():
        assert time.monotonic() < until_s, "this has not happened"
        time.sleep(0.01)
