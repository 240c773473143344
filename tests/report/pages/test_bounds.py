"""When a rep begins, as the page shows it."""

import numpy as np
import pytest

from formcheck.report.pages.review.bounds import from_the_rise
from formcheck.results import Rep

TIME_S = np.arange(0.0, 3.0, 0.05)
LEFT = Rep(0, "left", start_s=0.5, peak_s=0.8, end_s=1.0, measures={}, checks=())
RIGHT = Rep(1, "right", start_s=0.6, peak_s=1.4, end_s=1.6, measures={}, checks=())


def columns(rises_s: float) -> dict[str, np.ndarray]:
    """Return a knee that creeps up by 5 degrees, and bends from ``rises_s`` on to 100 at 1.4 s."""
    creeps = 20.0 + 5.0 * np.clip(TIME_S - 0.6, 0.0, 1.0)
    bends = 80.0 * np.clip((TIME_S - rises_s) / (1.4 - rises_s), 0.0, 1.0)
    return {"right_knee_flexion_deg": creeps + bends}


def test_a_kick_begins_where_its_leg_rises_if_the_other_leg_is_still_up() -> None:
    left, right = from_the_rise([LEFT, RIGHT], "knee_flexion_deg", columns(1.1), TIME_S)
    assert left == LEFT
    assert right.start_s == pytest.approx(1.15, abs=0.051)
    assert (right.peak_s, right.end_s) == (RIGHT.peak_s, RIGHT.end_s)


def test_a_kick_that_begins_after_the_other_one_stays_as_it_is() -> None:
    late = Rep(1, "right", start_s=1.0, peak_s=1.4, end_s=1.6, measures={}, checks=())
    assert list(from_the_rise([LEFT, late], "knee_flexion_deg", columns(1.3), TIME_S)) == [
        *(LEFT, late)
    ]


def test_a_leg_that_was_not_seen_keeps_its_start() -> None:
    unseen = {"right_knee_flexion_deg": np.full(len(TIME_S), np.nan)}
    assert list(from_the_rise([LEFT, RIGHT], "knee_flexion_deg", unseen, TIME_S)) == [LEFT, RIGHT]
