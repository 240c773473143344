"""A kickback that is seen in pieces is one; two quick ones are two."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.poses.landmarks import SIDES, Side, joint
from formcheck.reps.attempts import Attempt
from formcheck.reps.pieces import in_pieces, joined
from formcheck.reps.sight import Sight
from formcheck.results import Verdict
from tests.conftest import Judge
from tests.engine.kickbacks import EXERCISES
from tests.synthetic import Kickbacks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def attempt(side: Side, start_s: float, end_s: float, sight: Sight = "seen") -> Attempt:
    return Attempt(
        side=side,
        start_s=start_s,
        peak_s=(start_s + end_s) / 2.0,
        end_s=end_s,
        frames=round(30.0 * (end_s - start_s)),
        cut=False,
        values={},
        sight=dict.fromkeys(SIDES, sight),
    )


WHOLE = [attempt("left", 0.0, 2.0), attempt("left", 3.0, 5.0), attempt("right", 6.0, 8.0)]


def test_attempts_that_follow_at_once_and_last_as_long_as_one_are_pieces() -> None:
    pieces = [attempt("right", 9.0, 9.6), attempt("left", 9.5, 10.2), attempt("right", 10.3, 11.0)]
    assert in_pieces([*WHOLE, *pieces]) == [range(3, 6)]
    whole = joined(pieces)
    assert (whole.side, whole.start_s, whole.end_s) == ("right", 9.0, 11.0)


def test_a_leg_that_goes_up_before_the_other_is_down_is_the_same_one() -> None:
    pieces = [attempt("right", 9.0, 10.4), attempt("left", 10.3, 11.9)]
    assert in_pieces([*WHOLE, *pieces]) == [range(3, 5)]
    whole = joined(pieces)
    assert (whole.side, set(whole.sight.values())) == ("left", {"exchanged"})


@pytest.mark.parametrize("first_in_pieces", [True, False])
def test_a_leg_that_is_known_to_be_lost_may_be_lost_for_longer(*, first_in_pieces: bool) -> None:
    torn = [attempt("right", 9.0, 9.4), attempt("right", 9.5, 9.9)]
    late = [attempt("right", 10.3, 10.9)]
    if not first_in_pieces:
        torn, late = (
            [attempt("right", 9.0, 9.6)],
            [
                attempt("right", 10.0, 10.4),
                attempt("right", 10.5, 10.9),
            ],
        )
    assert in_pieces([*WHOLE, *torn, *late]) == [range(3, 6)]


@pytest.mark.parametrize(("sight", "groups"), [("covered", [range(3, 5)]), ("seen", [])])
def test_pieces_of_a_leg_that_was_not_seen_well_may_be_further_apart(
    sight: Sight, groups: list[range]
) -> None:
    pieces = [attempt("right", 9.0, 9.4, sight), attempt("right", 10.2, 10.5, sight)]
    assert in_pieces([*WHOLE, *pieces]) == groups


@pytest.mark.parametrize(
    "others",
    [
        [attempt("right", 9.0, 9.6), attempt("right", 10.0, 10.6)],  # the leg came down
        [attempt("right", 9.0, 11.0), attempt("right", 11.1, 13.0)],  # as long as two
        [attempt("right", 9.3, 9.9), attempt("left", 9.0, 11.0)],  # one within the other
    ],
    ids=["a pause", "two lengths", "within"],
)
def test_other_attempts_are_no_pieces(others: list[Attempt]) -> None:
    assert not in_pieces([*WHOLE, *others])


def test_no_attempts_are_no_pieces() -> None:
    assert not in_pieces([])


@pytest.mark.parametrize("standing", [False, True], ids=["quadruped", "standing"])
def test_a_rep_whose_leg_is_lost_for_a_moment_is_counted_once_and_not_judged(
    judged: Judge, *, standing: bool
) -> None:
    kickbacks = Kickbacks(
        standing=standing, sides=("left",) * 3, travel_deg=40.0 if standing else None
    )
    track = kickbacks.track()
    exercise = EXERCISES[kickbacks.exercise]
    whole = judged(track, exercise=exercise)
    top_s = whole.reps[1].peak_s
    # In the middle of the lowering the lifted leg is taken for the standing one.
    lost = (track.time_s > top_s + 0.25) & (track.time_s < top_s + 0.55)
    xy_px = track.xy_px.copy()
    for name in ("knee", "ankle", "heel", "foot_index"):
        xy_px[lost, joint("left", name)] = xy_px[lost, joint("right", name)]
    session = judged(replace(track, xy_px=xy_px), exercise=exercise)
    assert session.counts == whole.counts == {"left": 3, "right": 0}
    torn = session.reps[1]
    assert {check.verdict for check in torn.checks} == {Verdict.NOT_ASSESSED}
    assert "lost for moments" in torn.checks[0].reason
    assert np.isclose(torn.end_s, whole.reps[1].end_s, atol=0.2)
