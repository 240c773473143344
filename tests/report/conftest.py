"""The sample clip, and a few kicks with their folder of results, for the tests of reports."""

from pathlib import Path

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.poses.recording import PoseRecording
from formcheck.report.folder import ResultsFolder
from formcheck.results import Session
from tests import synthetic
from tests.conftest import Judge
from tests.sample import results


@pytest.fixture(scope="package")
def recording() -> PoseRecording:
    return PoseRecording.load(results() / "poses.npz")


@pytest.fixture(scope="package")
def session(recording: PoseRecording) -> Session:
    return judge(recording, load_exercise("butt-kicks"))


@pytest.fixture
def kicks(judged: Judge) -> Session:
    return judged(synthetic.ButtKicks(kicks=4).track())


@pytest.fixture
def kicks_folder(kicks: Session, butt_kicks: Exercise, tmp_path: Path) -> Path:
    recorded = synthetic.recording(kicks.track)
    ResultsFolder(tmp_path, "--out").write_session(recorded, kicks, [butt_kicks])
    return tmp_path
