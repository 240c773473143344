"""Judging recorded poses."""

import pytest

from formcheck.analysis import judge
from formcheck.exercise import Exercise
from tests.synthetic import ButtKicks, recording

pytestmark = pytest.mark.filterwarnings("error")


def test_warnings_of_the_recording_are_kept(butt_kicks: Exercise) -> None:
    plain = recording(ButtKicks().track())
    warned = type(plain)(plain.track, plain.source, plain.model, ("two people in the picture",))
    assert judge(warned, butt_kicks).warnings == ("two people in the picture",)


def test_an_unknown_level_is_not_judged_by_the_default_one(butt_kicks: Exercise) -> None:
    track = recording(ButtKicks().track())
    assert judge(track, butt_kicks, level="tempo").level == "tempo"
    assert judge(track, butt_kicks).level == "warm-up"
