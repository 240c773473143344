"""Exercise files: found by name or path, read and checked."""

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from formcheck.errors import ExerciseError, ExerciseFileError
from formcheck.exercises.problems import first_problem
from formcheck.exercises.spec import Exercise
from formcheck.reps.file_table import suggestion
from formcheck.system.files import exists
from formcheck.system.reading import read_regular

_EXERCISES = resources.files("formcheck") / "exercises"
_EXAMPLES = _EXERCISES / "examples"
_LONGEST_PROBLEM: Final = 2_000  # characters; the keys of a table take some hundred
_MOST_DOTS: Final = 100  # in a line; a key of thousands of dotted parts takes minutes to read
_MOST_BYTES: Final = 200_000  # of an exercise file; the longest of formcheck's own has 17 kB


def built_in() -> list[str]:
    """Return the ids of the exercises that formcheck is made for and recognises."""
    return _names_in(_EXERCISES)


def examples() -> list[str]:
    """Return the ids of the examples of an exercise of your own, which are not recognised."""
    return _names_in(_EXAMPLES)


def _names_in(folder: Traversable) -> list[str]:
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    )


def load_exercise(name_or_path: str | Path) -> Exercise:
    """Return a built-in exercise by its id, or that of a file by its path.

    Raises:
        ExerciseError: there is no such exercise, or something in its file is wrong.
    """
    name = str(name_or_path)
    return parse_exercise(text_of(name), name)


def text_of(name_or_path: str) -> str:
    """Return the text of a built-in exercise by its id, or of a file by its path.

    Raises:
        ExerciseError: there is no such exercise, or the file is not a text.
    """
    for folder in (_EXERCISES, _EXAMPLES):
        if name_or_path in _names_in(folder):
            return (folder / f"{name_or_path}.toml").read_text(encoding="utf-8")
    path = Path(name_or_path)
    if path.suffix == ".toml" or exists(path):
        return _read(path)
    known = suggestion([*built_in(), *examples()], name_or_path)
    raise ExerciseError(f'no exercise and no .toml file "{name_or_path}"; {known}')


def _read(path: Path) -> str:
    try:
        text = read_regular(path, _MOST_BYTES).decode("utf-8-sig")  # Notepad writes a mark first
        return text.replace("\r\n", "\n")
    except FileNotFoundError:
        raise ExerciseFileError(f"{path}: no such exercise file") from None
    except UnicodeDecodeError:
        raise ExerciseFileError(f"{path}: not a text file: give the path of a .toml file") from None
    except OSError as error:
        reason = error.strerror or error
        raise ExerciseFileError(
            f"{path} cannot be read ({reason}): give the path of a .toml file"
        ) from None


def parse_exercise(text: str, name: str) -> Exercise:
    """Read the text of an exercise file.

    Args:
        text: the text, TOML.
        name: what error messages call the file.

    Raises:
        ExerciseFileError: something in it is wrong.
    """
    if any(line.count(".") > _MOST_DOTS for line in text.splitlines()):
        raise ExerciseFileError(f"{name}: a line has more than {_MOST_DOTS} dots: shorten it")
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise ExerciseFileError(
            f"{name}: not valid TOML: tables or lists nested too deep"
        ) from None
    except ValueError as error:  # a TOMLDecodeError, or a number with thousands of digits
        raise ExerciseFileError(f"{name}: not valid TOML: {_short(str(error))}") from None
    try:
        return Exercise.model_validate(data)
    except ValidationError as error:
        raise ExerciseFileError(f"{name}: {_short(first_problem(error, data))}") from None


def _short(problem: str) -> str:
    """Return a problem without the end of a name or a value that is very long."""
    return problem if len(problem) <= _LONGEST_PROBLEM else f"{problem[:_LONGEST_PROBLEM]}…"
