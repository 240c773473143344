"""Read regular files only, and no more of them than expected.

A pipe would be waited for without end, and a device such as /dev/zero never stops giving bytes.
"""

import errno
import os
import stat
from io import FileIO
from pathlib import Path
from typing import Final

# A pipe that is opened like this answers at once, whether or not anybody writes into it.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path, most_bytes: int | None = None) -> FileIO:
    """Open a regular file for reading. The file object does not know its name.

    Args:
        path: of the file.
        most_bytes: a larger file is refused; none is if None.

    Raises:
        IsADirectoryError: it is a folder.
        OSError: it is larger, a pipe or a device, or the system refuses it.
    """
    descriptor = os.open(path, _FLAGS)
    status = os.fstat(descriptor)
    too_large = most_bytes is not None and status.st_size > most_bytes
    if stat.S_ISREG(status.st_mode) and not too_large:
        return FileIO(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if most_bytes is not None and too_large:
        raise OSError(errno.EFBIG, f"it is larger than {_size(most_bytes)}", str(path))
    raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))


def read_regular(path: Path, most_bytes: int) -> bytes:
    """Return what a regular file holds.

    Args:
        path: of the file.
        most_bytes: a larger file is refused before any of it is read.

    Raises:
        OSError: it is larger, a folder, a pipe or a device, or the system refuses it.
    """
    with open_regular(path, most_bytes) as file:
        return file.read(most_bytes)


def _size(count: int) -> str:
    """Return a number of bytes as it is said: "200 MB"."""
    return f"{count // 1_000_000} MB" if count >= 1_000_000 else f"{count // 1_000} kB"
