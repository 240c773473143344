"""Exercise files: TOML, read and checked, and what is said of one that is wrong."""

import re
import tomllib
from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from formcheck.errors import ExerciseError
from formcheck.exercises.problems import first_problem
from formcheck.exercises.spec import Exercise

_EXERCISES = resources.files("formcheck") / "exercises"
_EXAMPLES = _EXERCISES / "examples"


def built_in() -> list[str]:
    """Ids of the exercises that formcheck is made for, and recognises."""
    return _names_in(_EXERCISES)


def examples() -> list[str]:
    """Ids of the exercises that come with it as examples of one's own: not recognised."""
    return _names_in(_EXAMPLES)


def _names_in(folder: Traversable) -> list[str]:
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    )


def load_exercise(name_or_path: str | Path) -> Exercise:
    """Read a built-in exercise by its id, or a TOML file by its path.

    Raises:
        ExerciseError: no such exercise, or the file does not say what it should.
    """
    name = str(name_or_path)
    return parse_exercise(_text_of(name), name)


def require_level(level: str, exercises: Sequence[Exercise]) -> None:
    """See that one of the exercises has a level; an empty one, the default, all have.

    Raises:
        ExerciseError: none has.
    """
    known = list(dict.fromkeys(name for exercise in exercises for name in exercise.levels))
    if level and level not in known:
        whose = f"{exercises[0].id} has no" if len(exercises) == 1 else "no exercise has a"
        raise ExerciseError(f'{whose} level "{level}"; there are: {", ".join(known) or "none"}')


def _text_of(name_or_path: str) -> str:
    path = Path(name_or_path)
    for folder in (_EXERCISES, _EXAMPLES):
        if name_or_path in _names_in(folder):
            return (folder / f"{name_or_path}.toml").read_text(encoding="utf-8")
    if path.suffix == ".toml" or path.exists():
        try:
            return path.read_text(encoding="utf-8-sig")  # Notepad writes a mark before the text
        except FileNotFoundError:
            raise ExerciseError(f"{path}: no such exercise file") from None
        except UnicodeDecodeError:
            raise ExerciseError(f"{path}: not a text file: give the path of a .toml file") from None
        except OSError as error:
            reason = error.strerror or error
            raise ExerciseError(
                f"{path} cannot be read ({reason}): give the path of a .toml file"
            ) from None
    raise ExerciseError(
        f'no exercise "{name_or_path}"; known: {", ".join([*built_in(), *examples()])};'
        " or give the path of a .toml file"
    )


def write_copy(name_or_path: str, name: str, folder: Path) -> Path:
    """Write an exercise's file anew under another name, comments and all, and return its path.

    Raises:
        ExerciseError: no such exercise, a name that cannot be one, or a file that is there
            already or cannot be written.
    """
    name = name.removesuffix(".toml")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ExerciseError(
            f'"{name}" cannot be the name of an exercise: small letters, digits and single hyphens'
            " can, as in my-kicks"
        )
    if name in (*built_in(), *examples(), "auto", "new"):
        raise ExerciseError(f'"{name}" means something already: choose another name')
    text = _text_of(name_or_path)
    parse_exercise(text, name_or_path)
    titles = {"id": name, "name": name.replace("-", " ").capitalize()}
    for key, title in titles.items():
        text = re.sub(rf"^{key}\s*=.*$", f'{key} = "{title}"', text, count=1, flags=re.MULTILINE)
    parse_exercise(text, name)
    path = folder / f"{name}.toml"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise ExerciseError(f"{path} is there already: choose another name") from None
    except OSError as error:
        raise ExerciseError(
            f"{path} cannot be written ({error.strerror or error}): name a folder with --out"
        ) from None
    return path


def parse_exercise(text: str, name: str) -> Exercise:
    """Read the text of an exercise file; ``name`` is what errors call it.

    Raises:
        ExerciseError: it does not say what it should.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseError(f"{name}: not valid TOML: {error}") from None
    try:
        return Exercise.model_validate(data)
    except ValidationError as error:
        raise ExerciseError(f"{name}: {first_problem(error, data)}") from None
