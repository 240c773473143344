"""Exercise files: TOML, read and checked, and what is said of one that is wrong."""

import re
import tomllib
from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ValidationError

from formcheck.errors import ExerciseError
from formcheck.exercises.spec import Exercise
from formcheck.reps.spec import no_such
from formcheck.rules.kinds import Rule

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
        raise ExerciseError(f"{name}: {_first_problem(error, data)}") from None


def _first_problem(error: ValidationError, data: dict[str, object]) -> str:
    # A key mistyped says more than the right one missing.
    problem = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
    place = _place(problem["loc"], data)
    message = problem["msg"].removeprefix("Value error, ").replace("Input should", "this should")
    if problem["type"] == "extra_forbidden":
        message = f"unknown key{_valid_keys(problem['loc'])}"
    elif problem["type"] == "missing":
        message = "this key is missing"
    elif problem["type"] == "literal_error" and isinstance(problem["input"], str):
        choices = re.findall(r"'([^']+)'", problem["msg"])
        message = no_such(choices, "choice", problem["input"])
    elif problem["type"] == "union_tag_invalid":
        message = no_such(_KINDS, "rule kind", str(problem.get("ctx", {}).get("tag")))
    elif problem["type"] == "union_tag_not_found":
        message = f'the rule has no "kind"; there are {", ".join(sorted(_KINDS))}'
    else:
        message = next(
            (plain for kind, plain in _PLAIN.items() if kind in problem["type"]), message
        )
    return f"{place}: {message}" if place else message


def _place(loc: tuple[int | str, ...], data: object) -> str:
    """Turn pydantic's location into the words of the file: rules["bouncing"].limits[1].value."""
    text = ""
    here = data
    for part in loc:
        if isinstance(here, dict) and part in here:
            here = here[part]
            text += f".{part}" if text else str(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
            label = here.get("id") if isinstance(here, dict) else None
            text += f'["{label}"]' if label else f"[{part + 1}]"
        elif not isinstance(here, dict) or part not in _KINDS:
            text += f".{part}" if text else str(part)
    return text


# Pydantic's types of error that are told in Python's words, in a coach's.
_PLAIN = {
    "tuple_type": 'this must be a list, such as ["side"]',
    "list_type": 'this must be a list, such as ["side"]',
    "dict_type": "this must be a table of names and values",
    "model_type": 'this must be a table, such as { measure = "…", reduce = "max" }',
    "model_attributes_type": 'this must be a table, such as { measure = "…", reduce = "max" }',
    "float_": "this must be a number, such as 12.5",
    "int_": "this must be a whole number, such as 4",
    "finite_number": "this must be a number, such as 12.5",
    "string_type": 'this must be a text in quotes, such as "butt-kicks"',
    "bool_": "this must be true or false",
    "literal_error": 'this must be a text in quotes, such as "side"',
    "too_short": "this must not be empty",
}


def _models(annotation: object) -> list[type[BaseModel]]:
    """Every model that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


def _kind_of(rule: type[BaseModel]) -> str:
    kind: str = get_args(rule.model_fields["kind"].annotation)[0]
    return kind


_KINDS = {_kind_of(rule) for rule in _models(Rule)}


def _valid_keys(loc: tuple[int | str, ...]) -> str:
    """The keys that could stand where an unknown one does."""
    models: list[type[BaseModel]] = [Exercise]
    for part in loc[:-1]:
        fields = [m.model_fields[part] for m in models if part in m.model_fields]
        if fields:
            models = [model for field in fields for model in _models(field.annotation)]
        elif part in _KINDS and all("kind" in rule.model_fields for rule in models):
            models = [rule for rule in models if _kind_of(rule) == part]
    return f"; valid here: {', '.join(models[0].model_fields)}" if models else ""
