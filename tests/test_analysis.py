"""Judging recorded poses."""

import pytest

from formcheck.analysis import judge
from formcheck.errors import ExerciseError
from formcheck.exercises.spec import Exercise
from tests.synthetic import ButtKicks, recording

pytestmark = pytest.mark.filterwarnings("error")


def test_warnings_of_the_recording_are_kept(butt_kicks: Exercise) -> None:
    plain = recording(ButtKicks().track())
    warned = type(plain)(plain.track, plain.source, plain.model, ("two people in the picture",))
    assert judge(warned, butt_kicks).warnings == ("two people in the picture",)


def test_a_level_that_there_is_not_is_refused(butt_kicks: Exercise) -> None:
    track = recording(ButtKicks().track())
    assert judge(track, butt_kicks, level="tempo").level == "tempo"
    assert judge(track, butt_kicks).level == "warm-up"
    with pytest.raises(ExerciseError, match='butt-kicks has no level "temop"; there are: warm-up'):
        judge(track, butt_kicks, level="temop")
