"""Kicks that were hardly seen are counted where it was that leg's turn, and no others."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.engine.alternation import glimpsed_kicks, torn_kicks
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.results import Check, Rep, Verdict
from formcheck.system.arrays import FloatArray
from tests.conftest import Judge
from tests.synthetic import ButtKicks

pytestmark = pytest.mark.filterwarnings("error")

STEP_S = 0.35
FPS = 25.0


def reps(turns: str, step_s: float = STEP_S, verdict: Verdict = Verdict.GOOD) -> list[Rep]:
    """A kick for every L or R, a step apart; none for a point."""
    words: dict[str, Side] = {"L": "left", "R": "right"}
    found: list[Rep] = []
    for place, turn in enumerate(turns):
        if turn in words:
            peak_s = 1.0 + place * step_s
            check = Check("height", verdict, at_s=peak_s, main=True)
            found.append(
                Rep(len(found), words[turn], peak_s - 0.2, peak_s, peak_s + 0.2, {}, (check,))
            )
    return found


def seen(*glimpses: tuple[Side, float, float]) -> tuple[FloatArray, FloatArray]:
    """Times, and the lead of shanks of 20° but for a frame of each glimpse: side, s, degrees."""
    time_s = np.arange(0.0, 9.0, 1.0 / FPS)
    shanks_deg = np.full((len(time_s), 2), 20.0)
    for side, at_s, degrees in glimpses:
        shanks_deg[np.abs(time_s - at_s).argmin(), SIDES.index(side)] = degrees
    return time_s, shanks_deg[:, 0] - shanks_deg[:, 1]


def added(some: Sequence[Rep], *glimpses: tuple[Side, float, float]) -> list[tuple[Side, float]]:
    return [(rep.side, rep.peak_s) for rep in glimpsed_kicks(some, *seen(*glimpses)) if rep.side]


def test_one_frame_of_a_raised_shank_is_a_kick_where_one_was_due() -> None:
    ((side, peak_s),) = added(reps("LRLRL.LRLR"), ("right", 2.75, 100.0))
    assert side == "right"
    assert peak_s == pytest.approx(2.75, abs=0.03)


def test_nothing_is_judged_on_it() -> None:
    (kick,) = glimpsed_kicks(reps("LRLRL.LRLR"), *seen(("right", 2.75, 100.0)))
    assert [check.verdict for check in kick.checks] == [Verdict.NOT_ASSESSED]
    assert "for a moment" in kick.checks[0].reason
    assert kick.start_s < kick.peak_s < kick.end_s


@pytest.mark.parametrize(
    ("turns", "glimpse"),
    [
        ("LRLRL.LRLR", ("left", 2.75, 100.0)),  # of the leg whose turn it was not
        ("LRLRL.LRLR", ("right", 2.75, 35.0)),  # too low
        ("LRLRLRLRLR", ("right", 2.4, 100.0)),  # no room for a kick
        ("LLLLLL.LLL", ("right", 3.1, 100.0)),  # one leg alone
        ("LLRRLLRR.LRRLLRR", ("left", 3.8, 100.0)),  # each leg twice
        ("LRLRL......LRLR", ("right", 2.75, 100.0)),  # a pause
    ],
)
def test_nothing_else_is_a_kick(turns: str, glimpse: tuple[Side, float, float]) -> None:
    assert added(reps(turns), glimpse) == []


def test_kicks_at_either_end_are_found_one_after_another() -> None:
    some: list[tuple[Side, float]] = [("right", 0.3), ("left", 0.65), ("right", 3.8)]
    found = sorted(
        added(reps("RLRLRLRL"), *((side, at_s, 95.0) for side, at_s in some)),
        key=lambda kick: kick[1],
    )
    assert [side for side, _ in found] == [side for side, _ in some]
    assert [at_s for _, at_s in found] == pytest.approx([at_s for _, at_s in some], abs=0.03)


def test_a_kick_of_the_leg_that_began_does_not_come_before_it() -> None:
    assert added(reps("LRLRLRLR"), ("left", 0.65, 95.0)) == []


def test_in_a_blurred_clip_legs_may_be_mixed_up_at_the_end_of_a_set() -> None:
    blurred = reps("LRLRLRLR", verdict=Verdict.NOT_ASSESSED)
    assert [side for side, _ in added(blurred, ("left", 0.65, 95.0))] == ["right"]
    assert added(blurred, ("left", 0.85, 95.0)) == []  # of the first kick itself


def test_a_kick_out_of_the_beat_is_one_where_the_other_leg_was_up() -> None:
    late = [
        replace(rep, peak_s=rep.peak_s + (0.17 if rep.index > 3 else 0.0))
        for rep in reps("LRLRRLRL")
    ]
    assert [side for side, _ in added(late, ("left", 2.3, 70.0))] == ["left"]
    assert added(late, ("left", 2.3, 30.0)) == []


def test_a_leg_that_rests_for_a_turn_in_a_clear_clip_has_not_kicked() -> None:
    assert added(reps("LRLRLRL.LRLRLR")) == []


def test_in_a_blurred_clip_at_a_running_pace_the_odd_kick_goes_by_unseen() -> None:
    blurred = reps("LRLRLRL.LRLRLR", verdict=Verdict.NOT_ASSESSED)
    (kick,) = glimpsed_kicks(blurred, *seen())
    assert kick.side == "right"
    assert kick.peak_s == pytest.approx(1.0 + 7 * STEP_S)
    assert "was not seen" in kick.checks[0].reason
    slow = reps("LRLRLRL.LRLRLR", step_s=0.6, verdict=Verdict.NOT_ASSESSED)
    assert added(slow) == []
    many = reps("LRL.LRLRL.LRLRL.LR", verdict=Verdict.NOT_ASSESSED)
    assert added(many) == []


def test_a_kick_whose_top_was_lost_is_one_kick() -> None:
    whole = reps("LRLRLRLR")
    part = replace(whole[3], peak_s=whole[3].peak_s + 0.2, checks=whole[3].checks)
    assert torn_kicks([*whole[:4], part, *whole[4:]]) == {4}
    unjudged = replace(whole[3], checks=(Check("height", Verdict.NOT_ASSESSED, main=True),))
    assert torn_kicks([*whole[:3], unjudged, part, *whole[4:]]) == {3}
    assert torn_kicks(whole) == set()
    assert torn_kicks(reps("LRLRLLRL")) == set()


def with_lost_foot(track: PoseTrack, side: Side, top_s: float, half_s: float) -> PoseTrack:
    """The leg hangs while it kicks, but for the frame at the top, as a blurred one does."""
    frames = np.flatnonzero(np.abs(track.time_s - top_s) < half_s)
    frames = frames[frames != np.abs(track.time_s - top_s).argmin()]
    leg = [joint(side, name) for name in LEG_JOINTS]
    xy_px = track.xy_px.copy()
    xy_px[np.ix_(frames, leg)] = xy_px[np.ix_([0], leg)]
    return replace(track, xy_px=xy_px)


@pytest.mark.parametrize("lost", [5, 0, 13])
def test_a_kick_seen_for_one_frame_is_counted_and_the_user_told(judged: Judge, lost: int) -> None:
    kicks = ButtKicks(kicks=14, cadence=170.0, fps=25.0, noise_px=1.0)
    kick = kicks.plan[lost]
    track = with_lost_foot(kicks.track(), kick.side, kick.peak_s, kicks.step_s)
    session = judged(track)
    assert session.counts == kicks.counts
    assert any("1 of the 14 kicks were seen for a moment" in text for text in session.warnings)
    unseen = session.reps[lost]
    assert unseen.peak_s == pytest.approx(kick.peak_s, abs=0.05)
    assert {check.verdict for check in unseen.checks} == {Verdict.NOT_ASSESSED}
    assert [rep.index for rep in session.reps] == list(range(14))
    assert session.second_look == "needed"
    assert judged(kicks.track()).second_look == "useful"


@pytest.mark.parametrize(
    "order",
    [("left",), ("left", "left", "right", "right"), ("left", "right", "left")],
    ids=["one leg", "each twice", "left more often"],
)
@pytest.mark.parametrize("cadence", [80.0, 120.0])
def test_legs_that_take_no_turns_are_counted_as_they_are(
    judged: Judge, order: tuple[Side, ...], cadence: float
) -> None:
    kicks = ButtKicks(
        order=order, kicks=12, cadence=cadence, fps=60.0, raise_steps=0.42, lower_steps=0.48
    )
    session = judged(kicks.track())
    assert session.counts == kicks.counts
