"""Which file the pose model is read from."""

from pathlib import Path

import pytest

from formcheck.analysis import Accuracy, record_and_judge
from formcheck.detection import model_file
from formcheck.detection.model_file import BUNDLED, ModelFile, bundled_model, heavy_model
from formcheck.errors import BackendError, ClipError
from formcheck.exercises.file import load_exercise
from tests.sample import SAMPLE

HEAVY = Path("heavy")


def test_the_heavy_model_has_to_be_built_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_file, "HEAVY", "not built.task")
    assert heavy_model() is None
    with pytest.raises(BackendError, match=r"build it with models/rebuild\.py heavy"):
        ModelFile.read(HEAVY)


def test_the_heavy_model_is_found_by_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(model_file, "HEAVY", BUNDLED)  # a model that is there
    assert heavy_model() == bundled_model()
    assert ModelFile.read(HEAVY).path == bundled_model()
    monkeypatch.chdir(tmp_path)
    HEAVY.write_bytes(b"a file of the user")
    assert ModelFile.read(HEAVY).data == b"a file of the user"


@pytest.mark.parametrize(
    ("accuracy", "exercise", "heavy"),
    [
        ("high", "butt-kicks", True),
        ("high", "", True),
        ("high", "standing-kickback", False),
        ("auto", "butt-kicks", False),
    ],
)
def test_high_accuracy_reads_kicks_with_the_heavy_model(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    accuracy: Accuracy,
    exercise: str,
    heavy: bool,
) -> None:
    damaged = tmp_path / "damaged.task"  # whoever loads it is told so
    damaged.write_bytes(b"no model")
    clip = tmp_path / "damaged.mp4"
    clip.write_bytes(b"no clip")
    monkeypatch.setattr("formcheck.analysis.heavy_model", lambda: damaged)
    named = load_exercise(exercise) if exercise else None
    with pytest.raises(BackendError if heavy else ClipError, match="damaged"):
        record_and_judge(SAMPLE if heavy else clip, named, level="", model=None, accuracy=accuracy)
