"""Two passes over blurred feet, the second mirrored, are better than either."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.cleaning.merge import merge
from formcheck.cleaning.strategies import ALTERNATING, UNILATERAL
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, Landmark, joint
from formcheck.poses.outline import Outline
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray
from tests.synthetic import ButtKicks, Kickbacks, recording, with_landmarks, with_swapped_legs

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

FEET = [joint(side, name) for side in SIDES for name in ("ankle", "heel", "foot_index")]
KICKS = ButtKicks(cadence=170.0, fps=25.0, kicks=20, seed=3)
TRUTH = KICKS.track()


def hanging(track: PoseTrack, frames: BoolArray) -> PoseTrack:
    """Return the track with legs that hang, as in the first frame, in some frames."""
    legs = np.array([joint(side, name) for side in SIDES for name in LEG_JOINTS], dtype=np.int64)
    xy_px = track.xy_px.copy()
    xy_px[np.ix_(frames, legs)] = xy_px[0, legs]
    return replace(track, xy_px=xy_px)


def runs(seed: int, share: float = 0.2) -> BoolArray:
    """Return frames in runs of one to three."""
    random = np.random.default_rng(seed)
    chosen = np.zeros(len(TRUTH), dtype=np.bool_)
    while chosen.mean() < share:
        start = random.integers(0, len(chosen))
        chosen[start : start + random.integers(1, 4)] = True
    return chosen


def noisy(track: PoseTrack, seed: int) -> PoseTrack:
    shift: FloatArray = np.random.default_rng(seed).normal(0.0, 4.0, (len(track), len(FEET), 2))
    return with_landmarks(track, FEET, shift_px=shift)


def miss_px(track: PoseTrack) -> float:
    """Return the mean distance of the feet from where they are."""
    return float(np.linalg.norm(track.xy_px[:, FEET] - TRUTH.xy_px[:, FEET], axis=2).mean())


def test_two_passes_have_less_noise_than_one() -> None:
    one, two = noisy(TRUTH, 1), noisy(TRUTH, 2)
    assert miss_px(merge(one, two, ALTERNATING)) < 0.8 * min(miss_px(one), miss_px(two))


def test_a_foot_lost_in_one_pass_comes_from_the_other() -> None:
    one, two = hanging(TRUTH, runs(1)), hanging(TRUTH, runs(2) & ~runs(1))
    assert miss_px(merge(one, two, ALTERNATING)) < 0.5 * min(miss_px(one), miss_px(two))


def test_legs_exchanged_in_one_pass_are_not_averaged() -> None:
    exchanged = np.zeros(len(TRUTH), dtype=np.bool_)
    exchanged[60:64] = exchanged[90:93] = True
    assert miss_px(merge(TRUTH, with_swapped_legs(TRUTH, exchanged), ALTERNATING)) < 1.0
    assert miss_px(merge(with_swapped_legs(TRUTH, exchanged), TRUTH, ALTERNATING)) < 1.0


def test_head_trunk_and_arms_stay_as_they_are() -> None:
    above = [mark for mark in Landmark if mark <= Landmark.RIGHT_HIP]
    merged = merge(TRUTH, with_landmarks(TRUTH, above, shift_px=5.0), ALTERNATING)
    np.testing.assert_array_equal(merged.xy_px[:, above], TRUTH.xy_px[:, above])


def test_another_person_in_the_mirror_changes_nothing() -> None:
    elsewhere = with_landmarks(TRUTH, list(Landmark), shift_px=400.0)
    np.testing.assert_array_equal(merge(TRUTH, elsewhere, ALTERNATING).xy_px, TRUTH.xy_px)


def test_nothing_is_merged_from_the_front() -> None:
    front = ButtKicks(yaw_deg=90.0).track()
    np.testing.assert_array_equal(merge(front, noisy(front, 1), ALTERNATING).xy_px, front.xy_px)


def test_two_passes_count_what_one_pass_misses(
    butt_kicks: Exercise,
) -> None:
    one, two = hanging(TRUTH, runs(5, 0.45)), hanging(TRUTH, runs(6, 0.45) & ~runs(5, 0.45))
    once = recording(one)
    twice = replace(once, mirrored=two)
    assert judge(twice, butt_kicks).counts == KICKS.counts
    assert judge(once, butt_kicks).counts != KICKS.counts


SLOW = Kickbacks()
LIFTS = SLOW.track()
LEGS = [joint(side, name) for side in SIDES for name in LEG_JOINTS]


def mixed_up(track: PoseTrack) -> PoseTrack:
    """Return the track with both legs drawn between where they are, in reps of the right leg."""
    lifted = np.flatnonzero(SLOW.raised("right")[0] > 0.2)
    crossed = with_swapped_legs(track, np.ones(len(track), dtype=np.bool_))
    share = np.resize([0.1, 0.5, 0.7, 0.4], len(lifted))[:, None, None]
    xy_px = track.xy_px.copy()
    xy_px[lifted] = share * track.xy_px[lifted] + (1.0 - share) * crossed.xy_px[lifted]
    return replace(track, xy_px=xy_px)


def test_slow_legs_come_from_the_look_that_does_not_mix_them_up() -> None:
    for passes in ((mixed_up(LIFTS), LIFTS), (LIFTS, mixed_up(LIFTS))):
        merged = merge(*passes, UNILATERAL)
        np.testing.assert_array_equal(merged.xy_px[:, LEGS], LIFTS.xy_px[:, LEGS])


def with_legs_shown(track: PoseTrack, shown: FloatArray) -> PoseTrack:
    return replace(track, outline=Outline(legs_shown=shown.astype(np.float32)))


def assert_legs_shown(track: PoseTrack, shown: FloatArray) -> None:
    np.testing.assert_array_equal(track.outline.legs_shown, shown)


def test_hidden_legs_come_from_the_look_that_is_believed() -> None:
    first, second = (np.full((len(LIFTS), 2, 2), share) for share in (1.0, 0.5))
    of_first, of_second = (with_legs_shown(LIFTS, shown) for shown in (first, second))
    assert_legs_shown(merge(of_first, of_second, UNILATERAL), first)
    broken = with_legs_shown(mixed_up(LIFTS), first)
    assert_legs_shown(merge(broken, of_second, UNILATERAL), second)
    assert_legs_shown(merge(broken, LIFTS, UNILATERAL), first)
    elsewhere = with_landmarks(LIFTS, list(Landmark), shift_px=400.0)
    assert_legs_shown(merge(broken, with_legs_shown(elsewhere, second), UNILATERAL), first)


def test_the_first_of_two_equal_looks_at_slow_legs_stays() -> None:
    once, again = noisy(LIFTS, 1), noisy(LIFTS, 2)
    assert merge(once, again, UNILATERAL) is once


def test_slow_legs_of_another_person_in_the_mirror_change_nothing() -> None:
    broken = mixed_up(LIFTS)
    elsewhere = with_landmarks(LIFTS, list(Landmark), shift_px=400.0)
    np.testing.assert_array_equal(merge(broken, elsewhere, UNILATERAL).xy_px, broken.xy_px)


def test_a_second_pass_that_shows_the_hidden_leg_lets_its_reps_be_judged() -> None:
    exercise = load_exercise("quadruped-kickback")
    once = judge(recording(mixed_up(LIFTS)), exercise)
    assert once.second_pass == "needed"
    twice = judge(replace(recording(mixed_up(LIFTS)), mirrored=LIFTS), exercise)
    assert twice.counts == SLOW.counts
    assert twice.second_pass == "useful"
