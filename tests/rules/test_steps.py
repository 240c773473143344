"""The times between the peaks of one attempt and the next."""

from itertools import accumulate

import pytest

from formcheck.poses.landmarks import Side
from formcheck.reps.attempts import Attempt
from formcheck.rules.steps import steps_s, top_timed
from tests.kicks import seen_kick


def attempts(legs: str, *steps: float) -> list[Attempt]:
    sides: dict[str, Side] = {"l": "left", "r": "right"}
    times_s = accumulate(steps, initial=1.0)
    return [seen_kick(sides[leg], time_s) for leg, time_s in zip(legs, times_s, strict=True)]


@pytest.mark.parametrize(
    ("legs", "steps", "kept"),
    [
        ("lrlr", (0.4, 0.4, 0.5), (0.4, 0.4, 0.5)),
        ("lrllrl", (0.4, 0.4, 0.8, 0.4, 0.4), (0.4, 0.4, 0.4, 0.4)),  # a kick was missed
        ("lrrlrl", (0.4, 0.4, 0.4, 0.4, 0.4), (0.4, 0.4, 0.4, 0.4, 0.4)),  # the same leg twice
        ("llll", (1.0, 1.0, 1.8), (1.0, 1.0, 1.8)),  # one leg does all
        ("lrlr", (0.4, 0.4, 2.0), (0.4, 0.4)),  # a pause
    ],
)
def test_pauses_and_missed_kicks_are_no_steps(
    legs: str, steps: tuple[float, ...], kept: tuple[float, ...]
) -> None:
    assert steps_s(attempts(legs, *steps)).tolist() == pytest.approx(kept)


def test_a_top_between_frames_that_are_far_apart_is_not_timed() -> None:
    assert top_timed(seen_kick("left", 1.0, fps=15.0))
    assert not top_timed(seen_kick("left", 1.0, fps=11.0))
