"""What is wrong with an exercise file, in one sentence in the words of the file."""

import re
from typing import get_args

from pydantic import BaseModel, ValidationError

from formcheck.exercises.spec import Exercise
from formcheck.reps.file_table import LIMITS, no_such
from formcheck.rules.rule import Rule

_TABLE = 'this must be a table, such as { measure = "…", reduce = "max" }'
_LIST = 'this must be a list, such as ["side"]'
_NUMBER = "this must be a number, such as 12.5"
# Parts of pydantic's types of error, with what to say instead of pydantic's message.
_PLAIN = {
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": "this must be a table of names and values",
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "float_": _NUMBER,
    "int_": "this must be a whole number, such as 4",
    "finite_number": _NUMBER,
    "string_type": 'this must be a text in quotes, such as "butt-kicks"',
    "bool_": "this must be true or false",
    "literal_error": 'this must be a text in quotes, such as "side"',
    "string_too_long": f"this text is too long: {LIMITS.longest_text} characters are the most",
    "too_short": "this must not be empty",
}


def first_problem(error: ValidationError, data: dict[str, object]) -> str:
    """Return the most telling problem of a file, with its place.

    Args:
        error: what pydantic found.
        data: the content of the file.
    """
    # A mistyped key is also a missing one; the mistyped one says more.
    problem = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
    place = _place(problem["loc"], data)
    if problem["type"] == "extra_forbidden":
        message = _replacement(problem["loc"], data) or (
            f"unknown key{_valid_keys(problem['loc'], data)}"
        )
    elif problem["type"] == "missing":
        message = "this key is missing"
    elif problem["type"] == "literal_error" and isinstance(problem["input"], str):
        choices = re.findall(r"'([^']+)'", problem["msg"])
        message = no_such(choices, "choice", problem["input"])
    else:
        own = problem["msg"].removeprefix("Value error, ").replace("Input should", "this should")
        plain = (text for kind, text in _PLAIN.items() if kind in problem["type"])
        message = next(plain, own)
    return f"{place}: {message}" if place else message


def _replacement(loc: tuple[int | str, ...], data: dict[str, object]) -> str:
    """Return what to write instead of a key of an older version; empty for any other key."""
    reps = data.get("reps")
    if loc not in (("reps", "take_turns"), ("reps", "together")) or not isinstance(reps, dict):
        return ""
    slow = reps.get("take_turns") is False
    legs = "together" if reps.get("together") else "unilateral" if slow else "alternating"
    tempo = "slow" if slow else "fast"
    return (
        f'this key has been replaced: write legs = "{legs}" and tempo = "{tempo}" instead of'
        " take_turns and together"
    )


def _place(loc: tuple[int | str, ...], data: object) -> str:
    """Return pydantic's location in the words of the file: rules["bouncing"].limits[1].value."""
    text = ""
    here = data
    for part in loc:
        if isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
            name = here.get("id") if isinstance(here, dict) else None
            text += f'["{name}"]' if name else f"[{part + 1}]"
        else:
            here = here.get(part) if isinstance(here, dict) else None
            text += f".{part}" if text else str(part)
    return text


def _valid_keys(loc: tuple[int | str, ...], data: object) -> str:
    """Return the keys that could stand where an unknown one does."""
    model: type[BaseModel] | None = Exercise
    here = data
    for part in loc[:-1]:
        if isinstance(here, list) and isinstance(part, int):
            here = here[part]
        else:
            here = here.get(part) if isinstance(here, dict) else None
            if model is not None and part in model.model_fields:
                model = _model_in(model.model_fields[str(part)].annotation)
        if model is Rule and isinstance(here, dict):
            model = Rule.kinds[str(here["kind"])]
    return f"; valid here: {', '.join(model.model_fields)}" if model else ""


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model that an annotation holds: that of `tuple[RepLimits, ...]` is RepLimits."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
