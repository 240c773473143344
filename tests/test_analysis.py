"""Judging recorded poses, and what a clip needs."""

from dataclasses import replace

import pytest

from formcheck.analysis import Accuracy, wants_second_pass
from formcheck.errors import ExerciseError
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.results import SecondPass
from tests.synthetic import ButtKicks, recording

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def test_warnings_of_the_recording_are_kept(butt_kicks: Exercise) -> None:
    warned = replace(recording(ButtKicks().track()), warnings=("two people in the picture",))
    assert judge(warned, butt_kicks).warnings == ("two people in the picture",)


def test_an_unknown_level_is_an_error(butt_kicks: Exercise) -> None:
    track = recording(ButtKicks().track())
    assert judge(track, butt_kicks, level="tempo").level == "tempo"
    assert judge(track, butt_kicks).level == "warm-up"
    with pytest.raises(
        ExerciseError, match='butt-kicks has no level "temop"; did you mean "tempo"'
    ):
        judge(track, butt_kicks, level="temop")


@pytest.mark.parametrize(
    ("second_pass", "accuracy", "wanted"),
    [
        ("needed", "auto", True),
        ("useful", "auto", False),
        ("needed", "high", True),
        ("useful", "high", True),
        ("useless", "high", False),
        ("needed", "normal", False),
    ],
)
def test_a_second_pass_is_made_where_it_helps(
    butt_kicks: Exercise, second_pass: SecondPass, accuracy: Accuracy, *, wanted: bool
) -> None:
    session = judge(recording(ButtKicks(kicks=4).track()), butt_kicks)
    assert wants_second_pass(replace(session, second_pass=second_pass), accuracy) is wanted
