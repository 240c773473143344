"""How much memory this process takes. Linux only."""

import os
from pathlib import Path


def resident_mb() -> float:
    """Return the memory that is resident now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak_mb() -> float:
    """Return the most memory that was resident since `forget_peak`, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 2**10


def forget_peak() -> None:
    """Start measuring `peak_mb` anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
