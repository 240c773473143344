"""Files are written whole or not at all, and into folders that were tried."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from formcheck.errors import FolderError


def unfinished(path: Path) -> Path:
    """What a file is called while it is written."""
    return path.with_name(f".{path.stem}.part{path.suffix}")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary name beside ``path``; at a good end it becomes ``path``.

    After any error, an interrupt included, the temporary file is gone and what stood at
    ``path`` before stands there still.

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
    """Write UTF-8 text with the line ends as given, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


def make_folder(folder: Path, option: str) -> list[Path]:
    """Make a folder and see that files can be written into it, before hours of work.

    Args:
        folder: where they are to be written.
        option: of the command line, by which another one is named.

    Returns:
        The folders that had to be made for it, itself first; see `unmake_folders`.

    Raises:
        FolderError: nothing can be written there; nothing was made.
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
            reason = f"{_in_the_way(folder)} is no folder"
        else:
            reason = f"{folder}: nothing can be written there ({error.strerror or error})"
        raise FolderError(f"{reason}: name another folder with {option}") from None
    return made


def unmake_folders(made: Iterable[Path]) -> None:
    """Remove folders that `make_folder` made, unless something is in them by now."""
    for folder in made:
        with suppress(OSError):
            folder.rmdir()


def _in_the_way(folder: Path) -> Path:
    """What is there and no folder: a file, a device, a link to nothing."""
    there = (path for path in (folder, *folder.parents) if path.exists() or path.is_symlink())
    return next((path for path in there if not path.is_dir()), folder)
