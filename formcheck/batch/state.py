"""`clip.json`: which clip a folder of results belongs to, and what of it is finished."""

import hashlib
import os
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from formcheck.report.folder import POSES, RAW
from formcheck.system.files import write_text
from formcheck.system.reading import open_regular, read_regular

STATE: Final = "clip.json"
_MOST_BYTES: Final = 1_000_000  # of the file; a usual one has some hundred


class Stamp(BaseModel):
    """What tells without reading a file that it is still the same.

    Attributes:
        size: in bytes.
        modified_ns: when it was last written to.
        changed_ns: when that, or its name or rights, last changed; on Windows when it was made.
    """

    model_config = ConfigDict(frozen=True)

    size: int
    modified_ns: int
    changed_ns: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """Return the stamp of a file.

        Raises:
            OSError: it cannot be looked at.
        """
        seen = path.stat()
        return cls(size=seen.st_size, modified_ns=seen.st_mtime_ns, changed_ns=seen.st_ctime_ns)


class FolderState(BaseModel):
    """What `clip.json` holds.

    Attributes:
        clip: absolute path of the clip that the folder belongs to.
        stamp: of the clip, when its content was read.
        sha256: of its content.
        poses: the key of the saved poses; empty if there are none. See `formcheck.batch.resume`.
        results: the key of the results; empty while they are not finished.
        files: the files that belong to finished results.
    """

    model_config = ConfigDict(frozen=True)

    clip: str
    stamp: Stamp
    sha256: str
    poses: str = ""
    results: str = ""
    files: tuple[str, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Return the state of a folder; None if it has none that can be read."""
        try:
            return cls.model_validate_json(read_regular(folder / STATE, _MOST_BYTES))
        except (OSError, ValueError):
            return None

    def save(self, folder: Path) -> None:
        """Write the file, whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        write_text(folder / STATE, self.model_dump_json(indent=1) + "\n")

    def is_of(self, clip: Path) -> bool:
        """Return whether a clip has the content that this state is about; it may be read for it."""
        try:
            stamp = Stamp.of(clip)
            if stamp == self.stamp:
                return True
            return stamp.size == self.stamp.size and sha256_of(clip) == self.sha256
        except OSError:
            return False


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of what a regular file holds, in hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place_of(clip: Path) -> str:
    """Return the absolute path by which `FolderState.clip` knows a clip.

    Saved poses, and the raw video of a live set, go by the folder that they lie in.
    """
    if clip.name in (POSES, RAW):
        clip = clip.parent
    try:
        return os.fsencode(clip.resolve()).decode("utf-8", "replace")
    except (OSError, RuntimeError, ValueError):  # a name that this system cannot have
        return str(clip)
