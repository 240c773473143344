"""The signature of an exercise: what it looks like, as its file says it."""

from importlib import resources

import pytest

from formcheck.errors import ExerciseError
from formcheck.exercises.file import built_in, load_exercise, parse_exercise

UNSIGNED = (resources.files("formcheck") / "exercises/examples/squat.toml").read_text("utf-8")


@pytest.mark.parametrize("name", built_in())
def test_every_built_in_exercise_has_one(name: str) -> None:
    assert load_exercise(name).signature is not None


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[signature]\n", "signature: a signature needs at least one kind of window: heel_kicks"),
        ("[signature.jumps]\n", "signature.jumps: unknown key; valid here: heel_kicks"),
        (
            "[signature.thigh_pulled_through]\nvariant_of = 'my-kicks'\n",
            "signature.thigh_pulled_through.thigh_later_deg: this key is missing",
        ),
    ],
)
def test_a_wrong_one_is_an_error_that_says_what_is_valid(table: str, message: str) -> None:
    with pytest.raises(ExerciseError) as error:
        parse_exercise(UNSIGNED + table, "my.toml")
    assert message in str(error.value)
