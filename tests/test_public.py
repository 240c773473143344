"""The Python interface: what `import formcheck` offers."""

import subprocess
import sys
from pathlib import Path

import pytest

import formcheck
from formcheck.analysis import analyze


@pytest.mark.parametrize("name", formcheck.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert getattr(formcheck, name).__name__ == name


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = formcheck.analyse


def test_dir_lists_the_public_names_and_nothing_else() -> None:
    assert dir(formcheck) == sorted(formcheck.__all__)


def test_importing_formcheck_imports_nothing_else() -> None:
    code = "import sys, formcheck; assert not [m for m in sys.modules if 'formcheck.' in m]"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_exercise_may_be_named_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(formcheck.ExerciseError, match=r"mine\.toml: no such exercise file"):
        analyze(tmp_path / "clip.mp4", tmp_path / "mine.toml")
