"""When the outline is traced, and when a clip is watched a second time."""

from dataclasses import replace

import pytest

from formcheck.analysis import Accuracy, needs_outline, wants_second_pass
from formcheck.detection.watching import record_second_pass
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.results import SecondPass
from tests.synthetic import ButtKicks, recording


def test_the_outline_is_traced_only_if_a_rule_needs_it(butt_kicks: Exercise) -> None:
    thigh = butt_kicks.model_copy(update={"rules": (butt_kicks.rule("thigh-swing"),)})
    back = butt_kicks.model_copy(update={"rules": (butt_kicks.rule("lumbar-arching"),)})
    assert needs_outline(None)  # any exercise may be recognised
    assert needs_outline(back)
    assert not needs_outline(thigh)


@pytest.mark.parametrize(
    ("second_pass", "accuracy", "again"),
    [
        ("needed", "normal", False),
        ("needed", "auto", True),
        ("useful", "auto", False),
        ("useful", "high", True),
        ("useless", "high", False),
    ],
)
def test_a_clip_is_watched_again_if_that_helps(
    second_pass: SecondPass, accuracy: Accuracy, again: bool
) -> None:
    session = judge(recording(ButtKicks().track()), load_exercise("butt-kicks"))
    assert wants_second_pass(replace(session, second_pass=second_pass), accuracy) is again


def test_a_clip_that_is_gone_keeps_its_first_pass() -> None:
    first = recording(ButtKicks().track(), "gone.mp4")
    second = record_second_pass(first, outline=False)
    assert second.passes == first.passes == 1
    assert second.track is first.track
    assert "gone.mp4" in second.warnings[-1]
