"""The file of the pose model: where it is, what it holds, and the name that identifies it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from formcheck.errors import BackendError

BUNDLED: Final = "pose_landmarker_full.task"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A pose model as read from disk.

    Attributes:
        path: of the ``.task`` bundle.
        data: what the file holds.
    """

    path: Path
    data: bytes

    @classmethod
    def read(cls, path: Path | None) -> Self:
        """Read a model; the one that comes with formcheck if no path is given.

        Raises:
            BackendError: the file is missing, unreadable or empty.
        """
        path = bundled_model() if path is None else path
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BackendError(f"{path}: the model cannot be read ({error.strerror})") from None
        if not data:
            raise BackendError(f"{path} is empty (0 bytes): give a pose_landmarker .task file")
        return cls(path, data)

    def name(self) -> str:
        """Return file name and sha256, "NAME sha256:HEX"; hashing takes some milliseconds."""
        return f"{self.path.name} sha256:{hashlib.sha256(self.data).hexdigest()}"


def bundled_model() -> Path:
    """Return the path of the model that comes with formcheck.

    Raises:
        BackendError: it is neither inside the package nor beside it.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "models", package.parent / "models"):
        if (folder / BUNDLED).is_file():
            return folder / BUNDLED
    raise BackendError(
        f"{BUNDLED} is missing from this installation: install formcheck again"
        " or name a model with --model FILE"
    )
