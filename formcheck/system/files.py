"""Write files whole or not at all, and check folders before hours of work."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from formcheck.errors import FolderError


def unfinished(path: Path) -> Path:
    """Return the temporary name that a file has while it is written."""
    return path.with_name(f".{path.stem}.part{path.suffix}")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary name beside ``path``; at the end the file gets the name ``path``.

    After any error or interrupt the temporary file is removed, and an older file at ``path`` is
    still there.

    Raises:
        OSError: the folder cannot be written.
    """
    temporary = unfinished(path)
    try:
        yield temporary
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text, whole or not at all. Line ends are written as they are.

    Raises:
        OSError: the folder cannot be written.
    """
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


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
    except OSError as error:
        unmake_folders(made)
        if isinstance(error, FileExistsError | NotADirectoryError):
            reason = f"{_in_the_way(folder)} is not a folder"
        else:
            reason = f"nothing can be written to {folder} ({error.strerror or error})"
        raise FolderError(f"{reason}: name another folder with {option}") from None
    return made


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


def _in_the_way(folder: Path) -> Path:
    """Return the file, device or broken link that stands where a folder should be."""
    there = (path for path in (folder, *folder.parents) if path.exists() or path.is_symlink())
    return next((path for path in there if not path.is_dir()), folder)
