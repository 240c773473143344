"""What `import formcheck` gives."""

from pathlib import Path

import pytest

import formcheck
from formcheck.analysis import analyze


@pytest.mark.parametrize("name", formcheck.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(formcheck, name).__name__ == name


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = formcheck.analyse


def test_an_exercise_may_be_named_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(formcheck.ExerciseError, match=r"mine\.toml: no such exercise file"):
        analyze(tmp_path / "clip.mp4", tmp_path / "mine.toml")
