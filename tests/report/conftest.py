"""The sample clip, for the tests of reports."""

import pytest

from formcheck.analysis import judge
from formcheck.exercises.file import load_exercise
from formcheck.poses.recording import PoseRecording
from formcheck.results import Session
from tests.sample import results


@pytest.fixture(scope="package")
def recording() -> PoseRecording:
    return PoseRecording.load(results() / "poses.npz")


@pytest.fixture(scope="package")
def session(recording: PoseRecording) -> Session:
    return judge(recording, load_exercise("butt-kicks"))
