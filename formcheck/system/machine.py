"""What this machine can carry: its cores and its free memory."""

import os
from contextlib import suppress
from pathlib import Path

_GROUP = Path("/sys/fs/cgroup")  # the limits of a container, on Linux


def usable_cores() -> int:
    """Return how many cores this process may use, which may be fewer than the machine has."""
    cores = os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    with suppress(OSError, ValueError):
        quota, period = (_GROUP / "cpu.max").read_text(encoding="ascii").split()
        cores = min(cores, max(1, int(quota) // int(period)))  # ValueError for no limit, "max"
    return cores


def free_memory_mb() -> float | None:
    """Return how much memory is free or can be made free, in MB; None if the system hides it."""
    known = [size for size in (_free_of_machine(), _free_of_container()) if size is not None]
    return min(known) / 2**20 if known else None


def _free_of_machine() -> int | None:
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if "MemAvailable" in line) * 1024
    with suppress(AttributeError, OSError, ValueError):  # on macOS: half of all memory
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return None


def _free_of_container() -> int | None:
    with suppress(OSError, ValueError):
        most, used = (
            int((_GROUP / name).read_text(encoding="ascii"))
            for name in ("memory.max", "memory.current")
        )
        return max(0, most - used)
    return None
