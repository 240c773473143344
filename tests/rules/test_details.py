"""What the number of a set is of, so that a reader can work it out again."""

import re

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.results import Verdict
from tests.conftest import Judge
from tests.rules.found import of_set
from tests.synthetic import ButtKicks, Kickbacks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def numbers_in(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def test_a_difference_between_the_legs_has_both_numbers(checked: Judge) -> None:
    check = of_set(checked(ButtKicks(right_deg=110.0).track()), "left-right-asymmetry")
    assert check.detail.startswith("knee bend in the better reps of each leg: left ")
    left, right = numbers_in(check.detail.partition(": ")[2])
    assert check.value == pytest.approx(200.0 * abs(left - right) / (left + right), abs=1.0)


def test_an_arm_drive_names_the_arm(checked: Judge) -> None:
    kicks = ButtKicks(kicks=12)
    check = of_set(checked(kicks.track()), "missing-arm-drive")
    assert re.fullmatch(rf"{kicks.near_side} arm over \d+ strides", check.detail)


def test_an_average_names_the_sides_that_it_is_of(checked: Judge) -> None:
    session = checked(ButtKicks(kicks=16, fps=60.0).track())
    assert of_set(session, "hard-descent").detail == "median of both sides"


def test_uneven_sides_have_the_number_of_each(judged: Judge) -> None:
    kickbacks = Kickbacks(standing=True, travels_deg=(20, 20, 20, 20))
    session = judged(kickbacks.track(), exercise=load_exercise("standing-kickback"))
    check = of_set(session, "uneven-sides")
    assert check.verdict is not Verdict.NOT_ASSESSED
    assert len(numbers_in(check.detail)) == 2
