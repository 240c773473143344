"""Kicks that were hardly seen are counted when it was that leg's turn, and no others."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.poses.landmarks import LEG_JOINTS, SIDES, Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.reps.alternation import misnamed_kicks, torn_parts
from formcheck.reps.attempts import Attempt
from formcheck.reps.missed_kicks import MissedKicks, missed_kicks
from formcheck.results import Verdict
from formcheck.system.arrays import FloatArray
from tests.conftest import Judge
from tests.kicks import seen_kick
from tests.synthetic import ButtKicks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

STEP_S = 0.35
FPS = 25.0


def attempts(order: str, step_s: float = STEP_S) -> list[Attempt]:
    """Return a kick for every L or R, a step apart; none for a point."""
    words: dict[str, Side] = {"L": "left", "R": "right"}
    return [seen_kick(words[leg], 1.0 + i * step_s) for i, leg in enumerate(order) if leg in words]


def lead_of(
    *glimpses: tuple[Side, float, float], fps: float = FPS
) -> tuple[FloatArray, FloatArray]:
    """Return times, and the lead of shanks of 20° but for a frame of each glimpse.

    A glimpse is a side, a time in seconds and how far its shank is raised in degrees.
    """
    time_s = np.arange(0.0, 9.0, 1.0 / fps)
    shanks_deg = np.full((len(time_s), 2), 20.0)
    for side, at_s, degrees in glimpses:
        shanks_deg[np.abs(time_s - at_s).argmin(), SIDES.index(side)] = degrees
    return time_s, shanks_deg[:, 0] - shanks_deg[:, 1]


def missed(
    counted: Sequence[Attempt], *glimpses: tuple[Side, float, float], blurred: bool = False
) -> MissedKicks:
    seen_well = 0 if blurred else len(counted)
    return missed_kicks(counted, *lead_of(*glimpses), seen_well)


def added(
    counted: Sequence[Attempt], *glimpses: tuple[Side, float, float], blurred: bool = False
) -> list[tuple[Side, float]]:
    found = missed(counted, *glimpses, blurred=blurred)
    return [(kick.side, kick.peak_s) for kick in [*found.glimpsed, *found.assumed]]


def test_one_frame_of_a_raised_shank_is_a_kick_when_one_was_due() -> None:
    ((side, peak_s),) = added(attempts("LRLRL.LRLR"), ("right", 2.75, 100.0))
    assert side == "right"
    assert peak_s == pytest.approx(2.75, abs=0.03)


@pytest.mark.parametrize(("fps", "found"), [(10.0, 1), (6.0, 1), (3.5, 0)])
def test_a_kick_is_glimpsed_where_a_step_has_two_frames_or_so(fps: float, found: int) -> None:
    lead = lead_of(("right", 2.75, 100.0), fps=fps)
    assert len(missed_kicks(attempts("LRLRL.LRLR"), *lead, seen_well=9).glimpsed) == found


def test_only_the_leg_and_the_time_of_a_glimpsed_kick_are_known() -> None:
    (kick,) = missed(attempts("LRLRL.LRLR"), ("right", 2.75, 100.0)).glimpsed
    assert kick.start_s < kick.peak_s < kick.end_s
    assert kick.frames == 0
    assert set(kick.sight.values()) == {"lost"}


@pytest.mark.parametrize(
    ("order", "glimpse"),
    [
        ("LRLRL.LRLR", ("left", 2.75, 100.0)),  # of the leg whose turn it was not
        ("LRLRL.LRLR", ("right", 2.75, 35.0)),  # too low
        ("LRLRLRLRLR", ("right", 2.4, 100.0)),  # no room for a kick
        ("LLLLLL.LLL", ("right", 3.1, 100.0)),  # one leg alone
        ("LLRRLLRR.LRRLLRR", ("left", 3.8, 100.0)),  # each leg twice
        ("LRLRL......LRLR", ("right", 2.75, 100.0)),  # a pause
    ],
)
def test_other_glimpses_are_not_kicks(order: str, glimpse: tuple[Side, float, float]) -> None:
    assert added(attempts(order), glimpse) == []


def test_kicks_at_either_end_are_found_one_after_another() -> None:
    some: list[tuple[Side, float]] = [("right", 0.3), ("left", 0.65), ("right", 3.8)]
    found = sorted(
        added(attempts("RLRLRLRL"), *((side, at_s, 95.0) for side, at_s in some)),
        key=lambda kick: kick[1],
    )
    assert [side for side, _ in found] == [side for side, _ in some]
    assert [at_s for _, at_s in found] == pytest.approx([at_s for _, at_s in some], abs=0.03)


def test_the_kick_before_the_first_one_is_of_the_other_leg() -> None:
    assert added(attempts("LRLRLRLR"), ("left", 0.65, 95.0)) == []


def test_legs_may_be_exchanged_at_the_ends_of_a_blurred_clip() -> None:
    counted = attempts("LRLRLRLR")
    assert [side for side, _ in added(counted, ("left", 0.65, 95.0), blurred=True)] == ["right"]
    assert added(counted, ("left", 0.85, 95.0), blurred=True) == []  # of the first kick itself


def test_a_kick_off_the_beat_counts_when_the_other_leg_was_up() -> None:
    late = [
        replace(kick, peak_s=kick.peak_s + (0.17 if place > 3 else 0.0))
        for place, kick in enumerate(attempts("LRLRRLRL"))
    ]
    assert [side for side, _ in added(late, ("left", 2.3, 70.0))] == ["left"]
    assert added(late, ("left", 2.3, 30.0)) == []


def test_a_leg_that_skips_its_turn_in_a_clear_clip_has_not_kicked() -> None:
    assert added(attempts("LRLRLRL.LRLRLR")) == []


def test_a_few_unseen_kicks_are_assumed_in_a_blurred_clip_at_a_running_pace() -> None:
    found = missed(attempts("LRLRLRL.LRLRLR"), blurred=True)
    (kick,) = found.assumed
    assert found.glimpsed == []
    assert kick.side == "right"
    assert kick.peak_s == pytest.approx(1.0 + 7 * STEP_S)
    assert added(attempts("LRLRLRL.LRLRLR", step_s=0.6), blurred=True) == []  # too slow
    assert added(attempts("LRL.LRLRL.LRLRL.LR"), blurred=True) == []  # too many


def test_a_kick_whose_top_was_lost_is_one_kick() -> None:
    whole = attempts("LRLRLRLR")
    torn = [*whole[:4], replace(whole[3], peak_s=whole[3].peak_s + 0.2), *whole[4:]]
    assert torn_parts(torn, [1] * 9) == {4}
    assert torn_parts(torn, [1, 1, 1, 0, 1, 1, 1, 1, 1]) == {3}  # less was judged on the first part
    assert torn_parts(whole, [1] * 8) == set()
    assert torn_parts(attempts("LRLRLLRL"), [1] * 8) == set()


@pytest.mark.parametrize(
    ("order", "hardly_seen", "misnamed"),
    [
        ("RLLLRLRLRL", {2}, {2}),
        ("RLLLRLRLRL", set[int](), set[int]()),  # its leg was seen
        ("LRLLLLLRLRLR", {3, 5}, {3, 5}),
        ("LLLLLLLL", {2, 4}, set[int]()),  # one leg kicks alone, so no step is known
        ("LLRRLLRRLLRR", {1, 5}, set[int]()),  # each leg kicks twice
        ("RL.L.LRLRLRL", {3}, set[int]()),  # the other leg's turn passed in between
    ],
)
def test_a_kick_that_is_hardly_seen_is_of_the_leg_whose_turn_it_was(
    order: str, hardly_seen: set[int], misnamed: set[int]
) -> None:
    kicks = attempts(order)
    assert misnamed_kicks(kicks, [i not in hardly_seen for i in range(len(kicks))]) == misnamed


def with_lost_foot(track: PoseTrack, side: Side, top_s: float, half_s: float) -> PoseTrack:
    """Return a track in which a leg hangs during its kick, except in the frame at the top.

    A blurred leg looks like that.
    """
    frames = np.flatnonzero(np.abs(track.time_s - top_s) < half_s)
    frames = frames[frames != np.abs(track.time_s - top_s).argmin()]
    leg = [joint(side, name) for name in LEG_JOINTS]
    xy_px = track.xy_px.copy()
    xy_px[np.ix_(frames, leg)] = xy_px[np.ix_([0], leg)]
    return replace(track, xy_px=xy_px)


@pytest.mark.parametrize("lost", [5, 0, 13])
def test_a_kick_seen_for_one_frame_is_counted_with_a_warning(judged: Judge, lost: int) -> None:
    kicks = ButtKicks(kicks=14, cadence=170.0, fps=25.0, noise_px=1.0)
    kick = kicks.plan[lost]
    track = with_lost_foot(kicks.track(), kick.side, kick.peak_s, kicks.step_s)
    session = judged(track)
    assert session.counts == kicks.counts
    assert any("1 of the 14 kicks were seen for a moment" in text for text in session.warnings)
    unseen = session.reps[lost]
    assert unseen.peak_s == pytest.approx(kick.peak_s, abs=0.05)
    assert {check.verdict for check in unseen.checks} == {Verdict.NOT_ASSESSED}
    assert all("for a moment" in check.reason for check in unseen.checks)
    assert [rep.index for rep in session.reps] == list(range(14))
    assert session.second_pass == "needed"
    assert judged(kicks.track()).second_pass == "useful"


@pytest.mark.parametrize(
    "order",
    [("left",), ("left", "left", "right", "right"), ("left", "right", "left")],
    ids=["one leg", "each twice", "left more often"],
)
@pytest.mark.parametrize("cadence", [80.0, 120.0])
def test_legs_that_do_not_alternate_are_counted_as_they_are(
    judged: Judge, order: tuple[Side, ...], cadence: float
) -> None:
    kicks = ButtKicks(
        order=order, kicks=12, cadence=cadence, fps=60.0, raise_steps=0.42, lower_steps=0.48
    )
    session = judged(kicks.track())
    assert session.counts == kicks.counts
