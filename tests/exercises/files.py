"""Texts of exercise files, edits of them, and the message about a wrong one."""

from importlib import resources

import pytest

from formcheck.errors import ExerciseError
from formcheck.exercises.file import parse_exercise

FILES = resources.files("formcheck") / "exercises"
TEXT = (FILES / "butt-kicks.toml").read_text("utf-8")
KICKBACK = (FILES / "standing-kickback.toml").read_text("utf-8")
BOUNCE = 'value = { measure = "mid_hip_height_ll", reduce = "range" }'


def edited(old: str, new: str, text: str = TEXT) -> str:
    assert old in text, f"the exercise file has changed: {old}"
    return text.replace(old, new, 1)


def refused(text: str) -> str:
    with pytest.raises(ExerciseError) as caught:
        parse_exercise(text, "mine.toml")
    return str(caught.value)
