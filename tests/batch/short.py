"""Short clips for tests that need the pose model."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.sample import FPS, images, write_clip


@cache
def _short() -> Path:
    return write_clip(
        Path(mkdtemp(prefix="formcheck-short-")) / "short.mp4", images()[: 5 * FPS // 2]
    )


def short_clip(path: Path) -> Path:
    """Write the first 2.5 s of the sample clip to a file; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(_short(), path))
