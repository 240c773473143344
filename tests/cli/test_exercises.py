"""`formcheck exercises`."""

from pathlib import Path

import pytest

import formcheck
from formcheck.cli.main import main
from formcheck.exercises.file import built_in, load_exercise
from tests.cli.running import Captured, error_of
from tests.sample import results

pytestmark = pytest.mark.usefixtures("sample_results")


def test_exercises_are_listed_and_explained(capsys: Captured) -> None:
    assert main(["exercises"]) == 0
    assert "butt-kicks" in capsys.readouterr().out
    assert main(["exercises", "butt-kicks"]) == 0
    assert "Heel to glutes" in capsys.readouterr().out


def test_a_new_exercise_starts_as_a_copy(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["exercises", "new", "my-kicks", "--from", "butt-kicks"]) == 0
    text, errors = capfd.readouterr()
    assert errors == ""
    assert "Wrote my-kicks.toml." in text
    original = Path(formcheck.__file__).parent / "exercises" / "butt-kicks.toml"
    was = original.read_text("utf-8").splitlines()
    lines = Path("my-kicks.toml").read_text("utf-8").splitlines()
    changed = [(old, new) for old, new in zip(was, lines, strict=True) if old != new]
    assert changed == [
        ('id = "butt-kicks"', 'id = "my-kicks"'),
        ('name = "Butt kicks"', 'name = "My kicks"'),
    ]
    arguments = ["analyze", str(results()), "--from-poses", "--out", "out"]
    assert main([*arguments, "--exercise", "my-kicks.toml"]) == 0
    assert "my kicks, seen from the side" in capfd.readouterr().out
    assert main(["exercises", "new", "again", "--from", "my-kicks.toml", "--out", "out"]) == 0
    assert load_exercise("out/again.toml").id == "again"


@pytest.mark.parametrize("source", built_in())
def test_every_built_in_exercise_can_be_copied(source: str, tmp_path: Path) -> None:
    assert main(["exercises", "new", "mine", "--from", source, "--out", str(tmp_path)]) == 0
    exercise = load_exercise(str(tmp_path / "mine.toml"))
    assert (exercise.id, exercise.name) == ("mine", "Mine")
    assert exercise.rules == load_exercise(source).rules


def test_a_new_exercise_that_cannot_be_written_is_an_error(capfd: Captured, tmp_path: Path) -> None:
    file = tmp_path / "there.toml"
    file.write_text("mine")
    for arguments, words in (
        (["new"], "give it a name: formcheck exercises new NAME"),
        (["new", "My Kicks"], '"My Kicks" cannot be the name'),
        (["new", "../up"], "cannot be the name"),
        (["new", "butt-kicks"], "is taken already"),
        (["new", "auto"], "is taken already"),
        (
            ["new", "mine", "--from", "nope"],
            'no exercise and no .toml file "nope"; there are: butt-kicks',
        ),
        (["new", "there", "--out", str(tmp_path)], f"{file} is there already"),
        (["new", "mine", "--out", str(file / "no")], "cannot be written"),
        (["butt-kicks", "mine"], "formcheck exercises new NAME"),
    ):
        code = 1 if str(file) in words or "written" in words else 2
        assert words in error_of(capfd, "exercises", *arguments, code=code)
    assert file.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["there.toml"]


def test_a_new_exercise_is_written_into_a_new_folder(tmp_path: Path) -> None:
    assert main(["exercises", "new", "mine", "--out", str(tmp_path / "new" / "folder")]) == 0
    assert load_exercise(tmp_path / "new" / "folder" / "mine.toml").id == "mine"


def test_a_mistyped_name_is_answered_with_the_nearest(capfd: pytest.CaptureFixture[str]) -> None:
    assert 'did you mean "butt-kicks"?' in error_of(capfd, "exercises", "butt-kick", code=2)
