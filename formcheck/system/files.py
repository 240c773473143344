"""Write files whole or not at all, and check folders before hours of work."""

import errno
import os
import re
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from formcheck.errors import FolderError

if sys.platform != "win32":
    import fcntl

_UNFINISHED: Final = re.compile(r"\..+\.[0-9a-f]{8}\.part(\.[^.]*)?")
#: What systems say if a disk, a share of it or a file is full.
_NO_ROOM: Final = {
    os.strerror(getattr(errno, name))
    for name in ("ENOSPC", "EDQUOT", "EFBIG")
    if hasattr(errno, name)
}
_dropped_at_stop: set[Path] = set()
_made_folders: list[Path] = []  # parents before their children


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary name beside ``path``; at the end the file gets the name ``path``.

    After any error or interrupt the temporary file is removed, and an older file at ``path`` is
    still there. If the process is killed, `make_folder` removes it in the next run.

    Raises:
        OSError: the folder cannot be written.
    """
    temporary, lock = _new_unfinished(path)
    try:
        with dropped_at_stop(temporary):
            yield temporary
            temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    finally:
        if lock is not None:
            os.close(lock)


@contextmanager
def dropped_at_stop(file: Path) -> Iterator[None]:
    """Let `drop_unfinished` remove a file, inside the block."""
    _dropped_at_stop.add(file)
    try:
        yield
    finally:
        _dropped_at_stop.discard(file)


def drop_unfinished() -> None:
    """Remove what this process has not finished, just before it ends at once.

    These are the files that are being written, locks, and the new folders that are still empty.
    """
    for file in tuple(_dropped_at_stop):
        with suppress(OSError):
            file.unlink()
    unmake_folders(reversed(_made_folders))


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text, whole or not at all. Line ends are written as they are.

    Raises:
        OSError: the folder cannot be written.
    """
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write the pieces of UTF-8 text as they come, whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of UTF-8 text as they come, whole or not at all; each ends with a newline.

    Raises:
        OSError: the folder cannot be written.
    """
    write_pieces(path, (f"{line}\n" for line in lines))


def make_folder(folder: Path, option: str) -> list[Path]:
    """Make a folder and check that files can be written into it.

    Args:
        folder: for results.
        option: the command-line option that names the folder, for the message.

    Returns:
        The folders that were made: the folder itself first, then its parents. Give them to
        `unmake_folders` to undo it.

    Raises:
        FolderError: nothing can be written there. No folder is left behind.
    """
    made: list[Path] = []
    try:
        made = [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
        remove_leftovers(folder)
    except OSError as error:
        unmake_folders(made)
        said = error.strerror or str(error)
        reason = f"nothing can be written to {folder} ({said})"
        if isinstance(error, FileExistsError | NotADirectoryError):
            reason = f"{_in_the_way(folder)} is not a folder"
        raise FolderError(f"{reason}: {what_helps(said, option)}") from None
    _made_folders.extend(reversed(made))
    return made


def what_helps(reason: str, option: str) -> str:
    """Return what to do about a file that could not be written.

    Args:
        reason: what the system says.
        option: the command-line option that names the folder.
    """
    return f"{'make room, or ' * (reason in _NO_ROOM)}name another folder with {option}"


def unmake_folders(made: Iterable[Path]) -> None:
    """Remove folders that `make_folder` made, except those that have something in them."""
    for folder in made:
        with suppress(OSError):
            folder.rmdir()


def exists(path: Path) -> bool:
    """Return whether something is at a path; False where its disk cannot be read any more."""
    try:
        return path.exists()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; False where the name is too long or may not be read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Return whether a path is a file; False where the name is too long or may not be read."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _in_the_way(folder: Path) -> Path:
    """Return the file, device or broken link that stands where a folder should be."""
    there = (path for path in (folder, *folder.parents) if path.exists() or path.is_symlink())
    return next((path for path in there if not path.is_dir()), folder)


def _new_unfinished(path: Path) -> tuple[Path, int | None]:
    """Create the file that will get the name ``path``, and lock it.

    The lock lasts as long as this process, however it ends. It tells other processes that the
    file is no leftover.

    Returns:
        The path of the file, and the descriptor that holds the lock. Windows needs none, as a file
        that is open cannot be removed there.
    """
    while True:
        token = secrets.token_hex(4)
        temporary = path.with_name(f".{path.stem}.{token}.part{path.suffix}")
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        if sys.platform == "win32":
            os.close(descriptor)
            return temporary, None
        if _lock(descriptor) and temporary.exists():
            return temporary, descriptor
        os.close(descriptor)  # another process took it for a leftover before it was locked


def _lock(descriptor: int) -> bool:
    """Lock a file; return False if another process holds a lock on it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a disk without locks: there, no process removes leftovers
        return True
    return True


def remove_leftovers(folder: Path) -> None:
    """Remove the unfinished files of processes that were killed, but none of a live process."""
    for path in folder.glob(".*.part*"):
        if _UNFINISHED.fullmatch(path.name):
            with suppress(OSError):
                _remove_if_unlocked(path)


def _remove_if_unlocked(path: Path) -> None:
    """Remove a file unless a process holds a lock on it; raise OSError if that is unknown."""
    if sys.platform == "win32":
        path.unlink()  # fails while the file is open
        return
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    finally:
        os.close(descriptor)
