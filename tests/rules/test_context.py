"""What users are told where too few frames came."""

from dataclasses import replace
from itertools import accumulate
from math import nan

import pytest

from formcheck.body.view import View
from formcheck.exercises.file import load_exercise
from formcheck.poses.landmarks import SIDES
from formcheck.poses.recording import FrameLimit
from formcheck.reps.sight import Sight
from formcheck.results import Verdict
from formcheck.rules.context import SIGHT, Context, film_faster
from tests.kicks import seen_kick

SIDE_VIEW = View("side", 0.0, "left", 1)


def test_a_frame_rate_is_rounded_down_so_that_it_is_less_than_what_is_needed() -> None:
    assert film_faster(Context(SIDE_VIEW, 13.6, "")).startswith("13 frames a second are too few")
    assert film_faster(Context(SIDE_VIEW, 12.0, "")).startswith("12 frames a second are too few")


@pytest.mark.parametrize(
    ("fps", "limit", "helps"),
    [
        (12.0, "clip", "more light or a higher frame rate helps"),
        (12.0, "camera", "more light or another camera helps"),
        (12.0, "computer", "close other programs, or plug in the charger"),
        (30.0, "computer", "if they look blurred, more light or a higher frame rate helps"),
    ],
)
def test_a_foot_that_was_lost_names_a_slow_computer_where_that_is_the_cause(
    fps: float, limit: FrameLimit, helps: str
) -> None:
    lost: Sight = "lost"
    context = Context(SIDE_VIEW, fps, "", frame_limit=limit)
    assert SIGHT[lost].format(side="left", helps=context.helps).endswith(helps)


def test_steps_in_which_no_frames_came_are_not_compared() -> None:
    """A hold-up of 0.3 s before each left top makes the left steps look long."""
    rule = load_exercise("butt-kicks").rule("left-right-asymmetry")
    steps_s = [0.4] * 8 + [0.55, 0.4] * 5
    tops_s = list(accumulate(steps_s, initial=1.0))
    unread = dict.fromkeys(rule.values(), nan)
    kicks = [
        replace(seen_kick(SIDES[i % 2], top_s), values=unread) for i, top_s in enumerate(tops_s)
    ]
    stalls = tuple((top_s - 0.4, top_s - 0.1) for top_s in tops_s[9::2])
    whole, held_up = (Context(SIDE_VIEW, 30.0, "", stalls=some) for some in ((), stalls))
    uneven, even = rule.judge_set(kicks, whole), rule.judge_set(kicks, held_up)
    assert uneven is not None
    assert even is not None
    assert (uneven.verdict, even.verdict) == (Verdict.FAULT, Verdict.GOOD)
