"""A folder that one process at a time writes into."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from formcheck.system.files import dropped_at_stop

_LOCK: Final = ".lock"
_FOREVER: Final = -1.0


class LockedError(Exception):
    """Another process holds the lock."""


@contextmanager
def folder_locked(folder: Path, *, wait: bool) -> Iterator[None]:
    """Hold the lock of a folder inside the block. It ends with the process, however that ends.

    Args:
        folder: it must exist.
        wait: whether to wait while another process holds the lock.

    Raises:
        LockedError: another process holds the lock, and this one does not wait.
    """
    file = folder / _LOCK
    lock = FileLock(file)
    try:
        with warnings.catch_warnings(action="ignore"):  # of disks without such locks
            lock.acquire(timeout=_FOREVER if wait else 0.0)
    except Timeout:
        raise LockedError from None
    except OSError:  # a disk without locks
        yield
        return
    with dropped_at_stop(file):
        try:
            yield
        finally:
            if os.name != "nt":  # there, releasing the lock removes the file
                with suppress(OSError):
                    file.unlink()
            lock.release()
