"""A new exercise file: a copy of another one, to be changed."""

import re
from pathlib import Path

from formcheck.errors import ExerciseError, ExerciseFileError
from formcheck.exercises.file import built_in, examples, parse_exercise, text_of

_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
_WORDS_OF_COMMANDS = ("auto", "new")


def write_copy(name_or_path: str, name: str, folder: Path) -> Path:
    """Copy an exercise's file under another name, with its comments, and return the new path.

    Args:
        name_or_path: the exercise that is copied.
        name: the id of the new exercise.
        folder: where its file is written.

    Raises:
        ExerciseError: there is no such exercise, the name cannot be an id, or the file exists or
            cannot be written.
    """
    name = name.removesuffix(".toml")
    _require_free_name(name)
    text = text_of(name_or_path)
    parse_exercise(text, name_or_path)
    text = _renamed(text, name)
    parse_exercise(text, name)
    path = folder / f"{name}.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise ExerciseFileError(f"{path} is there already: choose another name") from None
    except OSError as error:
        reason = error.strerror or error
        raise ExerciseFileError(
            f"{path} cannot be written ({reason}): name another folder with --out"
        ) from None
    return path


def _require_free_name(name: str) -> None:
    if not re.fullmatch(_NAME, name):
        raise ExerciseError(
            f'"{name}" cannot be the name of an exercise: use small letters, digits and single'
            " hyphens, as in my-kicks"
        )
    if name in (*built_in(), *examples(), *_WORDS_OF_COMMANDS):
        raise ExerciseError(f'"{name}" is taken already: choose another name')


def _renamed(text: str, name: str) -> str:
    """Return the text of a file with another id and name."""
    for key, value in (("id", name), ("name", name.replace("-", " ").capitalize())):
        text = re.sub(rf"^{key}\s*=.*$", f'{key} = "{value}"', text, count=1, flags=re.MULTILINE)
    return text
