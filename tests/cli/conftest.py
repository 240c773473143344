"""What the tests of the command line share."""

from pathlib import Path

import pytest

from tests.sample import results


@pytest.fixture(scope="session")
def sample_results() -> Path:
    """Judge the sample clip before any output is captured."""
    return results()
