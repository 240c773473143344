"""A display for the tests of the window."""

import shutil
from collections.abc import Iterator

import pytest

from benchmarks.speed.display import display, has_xvfb


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """The name of a virtual display."""
    if not has_xvfb() or shutil.which("xdotool") is None:
        pytest.skip("the window is tested under Xvfb, with keys from xdotool: not installed here")
    with display() as name:
        yield name
