"""The file of the pose model: where it is, what it holds, and the name that identifies it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from formcheck.errors import BackendError
from formcheck.system.reading import read_regular

BUNDLED: Final = "pose_landmarker_full.task"
HEAVY: Final = "pose_landmarker_heavy.task"
MOST_BYTES: Final = 200_000_000  # of a model; MediaPipe's largest has 30 MB


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

        Args:
            path: of a ``.task`` bundle; "heavy" for the heavy model, see `heavy_model`.

        Raises:
            BackendError: the file is missing, unreadable or empty.
        """
        if path is None:
            path = bundled_model()
        elif str(path) == "heavy" and not path.exists():
            path = _require_heavy()
        try:
            data = read_regular(path, MOST_BYTES)
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
    path = _found(BUNDLED)
    if path is None:
        raise BackendError(
            f"{BUNDLED} is missing from this installation: install formcheck again"
            " or name a model with --model FILE"
        )
    return path


def heavy_model() -> Path | None:
    """Return the path of the heavy model, which users build themselves; None if they have not."""
    return _found(HEAVY)


def _require_heavy() -> Path:
    """Return the path of the heavy model.

    Raises:
        BackendError: it has not been built.
    """
    path = heavy_model()
    if path is None:
        raise BackendError(
            f"{HEAVY} is not there: build it with models/rebuild.py heavy, as models/README.md"
            " says, or leave out --model heavy"
        )
    return path


def _found(name: str) -> Path | None:
    """Return the path of a model inside the package or beside it; None if it is not there."""
    package = Path(__file__).resolve().parent.parent
    folders = (package / "models", package.parent / "models")
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
