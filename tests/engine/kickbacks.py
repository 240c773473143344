"""What the tests of kickbacks share."""

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.results import Session
from tests.conftest import Judge
from tests.synthetic import (
    Kickbacks,
)

EXERCISES = {name: load_exercise(name) for name in ("quadruped-kickback", "standing-kickback")}


BOTH = pytest.mark.parametrize("standing", [False, True], ids=["quadruped", "standing"])


def session_of(judged: Judge, kickbacks: Kickbacks) -> Session:
    return judged(kickbacks.track(), exercise=EXERCISES[kickbacks.exercise])
