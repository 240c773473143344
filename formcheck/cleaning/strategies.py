"""Which strategy cleans the legs of which exercise."""

from formcheck.cleaning.alternating_legs import AlternatingLegs
from formcheck.cleaning.leg_strategy import LegStrategy
from formcheck.cleaning.unilateral_legs import UnilateralLegs
from formcheck.poses.landmarks import Legs

ALTERNATING, UNILATERAL = AlternatingLegs(), UnilateralLegs()
_STRATEGIES: dict[Legs, LegStrategy] = {
    "alternating": ALTERNATING,
    "unilateral": UNILATERAL,
    "together": UNILATERAL,
}


def strategy_for(legs: Legs) -> LegStrategy:
    """Return how the legs are cleaned in an exercise that uses them so."""
    return _STRATEGIES[legs]
