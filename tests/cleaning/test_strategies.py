"""How an exercise uses its legs decides how they are cleaned."""

from typing import get_args

from formcheck.cleaning.strategies import ALTERNATING, UNILATERAL, strategy_for
from formcheck.poses.landmarks import Legs


def test_every_way_to_use_the_legs_has_a_strategy() -> None:
    strategies = {legs: strategy_for(legs) for legs in get_args(Legs)}
    assert strategies == {
        "alternating": ALTERNATING,
        "unilateral": UNILATERAL,
        "together": UNILATERAL,
    }
