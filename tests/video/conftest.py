"""What the tests of the video room share."""

from pathlib import Path

import pytest

from tests.video.clips import make_clip


@pytest.fixture
def clip_path(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.mp4")
