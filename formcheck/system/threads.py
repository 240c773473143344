"""How many threads native libraries start in this process."""

from typing import Final

from formcheck.system.machine import usable_cores

_most: Final[list[int]] = []  # empty: as many as each library likes


def share_cores(processes: int) -> None:
    """Give this process its share of the cores, one of so many processes."""
    _most[:] = [max(1, usable_cores() // processes)]


def thread_count() -> int:
    """Return how many threads a decoder or an encoder shall use; 0 lets it choose."""
    return _most[0] if _most else 0
