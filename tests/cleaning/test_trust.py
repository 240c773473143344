"""Feet that cannot be where the model says are not believed."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body.subject import Subject, observe
from formcheck.cleaning.strategies import UNILATERAL
from formcheck.cleaning.swap import repair_swaps
from formcheck.cleaning.trust import (
    FOOT_TRUST,
    KICKING_FOOT,
    FeetSeen,
    misplaced,
    steady_hips_px,
    without_trust,
)
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import Float32Array
from tests.synthetic import ButtKicks, Kickbacks, with_landmarks, with_swapped_legs

SIDE_ON = ButtKicks(yaw_deg=20.0, noise_px=1.0)  # the legs stand clearly apart
FOOT = ("ankle", "heel", "foot_index")


def test_two_legs_in_the_air_are_not_believed() -> None:
    kickbacks = Kickbacks(sides=("right",), camera=SIDE_ON)
    truth = kickbacks.track()
    crossed = with_swapped_legs(truth, np.ones(len(truth), dtype=np.bool_))
    # At the top the model changes its mind from frame to frame, and ends up in between.
    top = np.flatnonzero(kickbacks.raised("right")[0] > 0.9)[2:-2]
    share = np.tile([0.1, 0.5, 0.7, 0.4], len(top))[: len(top), None, None]
    xy_px = truth.xy_px.copy()
    xy_px[top] = share * truth.xy_px[top] + (1.0 - share) * crossed.xy_px[top]
    found = repair_swaps(replace(truth, xy_px=xy_px), observe(truth), UNILATERAL).track
    for side in SIDES:
        assert (found.visibility[top, joint(side, "ankle")] == 0.0).all()
        assert (found.visibility[: top[0] - 6, joint(side, "ankle")] > 0.0).all()
        knee = joint(side, "knee")
        off_ll = np.linalg.norm(found.xy_px[:, knee] - truth.xy_px[:, knee], axis=1)
        assert off_ll[top].max() / observe(truth).leg_px < 0.1


def trusted(track: PoseTrack, subject: Subject) -> Float32Array:
    """Return the visibility of the landmarks once feet that move as none moves are doubted."""
    return without_trust(track, subject, KICKING_FOOT, steady_hips_px(track)).visibility


def test_a_foot_that_jumps_away_and_back_is_not_believed() -> None:
    truth = ButtKicks().track()
    subject = observe(truth)
    away_px = np.zeros((len(truth), 1, 2))
    away_px[50:52] = 0.5 * subject.leg_px
    broken = with_landmarks(truth, [joint("left", name) for name in FOOT], shift_px=away_px)
    seen = trusted(broken, subject)[:, joint("left", "ankle")] > 0.0
    assert not seen[49:53].any()
    assert seen[:45].all()
    assert seen[57:].all()


@pytest.mark.parametrize("speed_ll_s", [-6.0, 6.0])
def test_a_foot_is_as_fast_as_it_moves_against_the_hips(speed_ll_s: float) -> None:
    in_place = ButtKicks(noise_px=1.0).track()
    subject = observe(in_place)
    way_px = in_place.time_s * speed_ll_s * subject.leg_px
    across = replace(in_place, xy_px=in_place.xy_px + way_px[:, None, None] * [1.0, 0.0])
    feet = FeetSeen.of(across, subject, steady_hips_px(across))
    assert not misplaced(feet, FOOT_TRUST.stunted_shank, KICKING_FOOT).any()
    np.testing.assert_array_equal(trusted(across, subject), trusted(in_place, subject))


def test_a_foot_on_a_short_shank_is_not_believed() -> None:
    truth = ButtKicks().track()
    ankle, knee = joint("left", "ankle"), joint("left", "knee")
    xy_px = truth.xy_px.copy()
    xy_px[50:60, ankle] = (xy_px[50:60, ankle] + xy_px[50:60, knee]) / 2.0
    short = replace(truth, xy_px=xy_px)
    seen = trusted(short, observe(truth))[:, ankle] > 0.0
    assert not seen[50:60].any()
    assert seen[:45].all()


def test_a_leg_flung_back_is_believed_with_unilateral_legs() -> None:
    kickbacks = Kickbacks(sides=("left",), travel_deg=110.0, lift_s=0.18)
    truth = kickbacks.track()
    lifting = np.flatnonzero(np.diff(kickbacks.raised("left")[0]) > 0.1)
    ankle = joint("left", "ankle")
    slow = repair_swaps(truth, observe(truth), UNILATERAL).track.visibility[lifting, ankle]
    at_a_run = trusted(truth, observe(truth))[lifting, ankle]
    assert (slow > 0.0).all()
    assert (at_a_run == 0.0).any()
