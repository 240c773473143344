"""Kickbacks whose legs are covered, hidden or mistaken for each other."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body.subject import observe
from formcheck.engine.checker import FormChecker
from formcheck.judging import judge
from formcheck.poses.landmarks import LEG_JOINTS, Side, joint, other
from formcheck.poses.outline import Outline
from formcheck.poses.pose import PoseTrack
from formcheck.results import Verdict
from tests.conftest import Judge, judge_live
from tests.engine.kickbacks import BOTH, EXERCISES
from tests.rules.found import in_summary, of_reps
from tests.synthetic import (
    Camera,
    Kickbacks,
    leg_landmarks,
    recording,
    with_landmarks,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LEFT: tuple[Side, ...] = ("left",)


def behind(kickbacks: Kickbacks, share: float, shown: float) -> PoseTrack:
    """Return a track whose left shank is partly hidden during the second rep.

    Args:
        kickbacks: the movement.
        share: share of the frames in which the shank is hidden.
        shown: share of the shank that still shows.
    """
    track, legs_shown = kickbacks.track(), np.ones((len(kickbacks.track()), 2, 2), np.float32)
    second_s, third_s = (lift.start_s for lift in kickbacks.plan[1:3])
    hidden = np.flatnonzero((track.time_s > second_s) & (track.time_s < third_s))
    legs_shown[hidden[np.arange(len(hidden)) % 10 < 10 * share], 0, 1] = shown
    return replace(track, outline=Outline(legs_shown=legs_shown))


@BOTH
@pytest.mark.parametrize(
    ("share", "shown", "judged_at_all"),
    [(1.0, 0.4, False), (0.6, 0.8, False), (0.3, 0.4, True), (1.0, 0.9, True), (1.0, np.nan, True)],
)
def test_a_leg_behind_something_is_counted_and_not_judged(
    judged: Judge, standing: bool, share: float, shown: float, judged_at_all: bool
) -> None:
    kickbacks = Kickbacks(standing=standing, sides=("left", "right", "left", "right"))
    session = judged(behind(kickbacks, share, shown), exercise=EXERCISES[kickbacks.exercise])
    assert session.counts == kickbacks.counts
    found = of_reps(session, "incomplete-range")
    assert [check.verdict is Verdict.GOOD for check in found] == [True, judged_at_all, True, True]
    warned = any("not found in the picture in 1 of the 4" in text for text in session.warnings)
    assert warned is not judged_at_all
    assert found[1].reason.startswith("a leg was not found") is not judged_at_all


@BOTH
def test_a_leg_that_is_mistaken_for_the_other_is_not_judged(judged: Judge, standing: bool) -> None:
    kickbacks = Kickbacks(standing=standing, sides=LEFT * 2)
    first = kickbacks.plan[0]
    track = kickbacks.track()
    rising = (track.time_s > first.start_s) & (track.time_s < first.start_s + 0.5)
    xy_px = track.xy_px.copy()
    hip, knee = (joint("left", name) for name in ("hip", "knee"))
    xy_px[rising, knee] += 0.5 * (xy_px[rising, hip] - xy_px[rising, knee])
    session = judged(replace(track, xy_px=xy_px), exercise=EXERCISES[kickbacks.exercise])
    assert session.counts == kickbacks.counts
    found = [check.verdict for check in of_reps(session, "momentum")]
    assert found == [Verdict.NOT_ASSESSED, Verdict.GOOD]


@pytest.mark.parametrize(("jump_ll", "exchanged"), [(0.15, False), (0.4, True)])
def test_a_standing_foot_that_jumps_has_become_the_other_foot(
    jump_ll: float, exchanged: bool
) -> None:
    kickbacks = Kickbacks(standing=True, sides=("left", "right", "left", "right"))
    track = kickbacks.track()
    first_s = kickbacks.plan[0].start_s
    begins = (track.time_s > first_s + 0.5) & (track.time_s < first_s + 0.9)
    places = track.xy_px.copy()
    person = observe(track)
    for name in ("ankle", "heel", "foot_index"):
        places[begins, joint("right", name), 1] -= jump_ll * person.leg_px
    checker = FormChecker(EXERCISES[kickbacks.exercise], person, track.fps)
    checker.extend(replace(track, xy_px=places))
    session = checker.finish()
    assert session.counts == kickbacks.counts
    found = of_reps(session, "incomplete-range")
    assert [check.verdict is Verdict.GOOD for check in found] == [not exchanged, True, True, True]
    assert found[0].reason.startswith("one leg was mistaken for the other") is exchanged
    assert any("in 1 of the 4 kickbacks" in said for said in session.warnings) is exchanged
    assert (session.second_pass == "needed") is exchanged


@pytest.mark.parametrize(
    ("top_knee_deg", "verdict"), [(-14.0, Verdict.FAULT), (10.0, Verdict.NOT_ASSESSED)]
)
def test_a_fault_of_one_leg_is_reported_when_the_other_is_hidden(
    judged: Judge, top_knee_deg: float, verdict: Verdict
) -> None:
    kickbacks = Kickbacks(standing=True, sides=LEFT * 3, top_knee_deg=top_knee_deg)
    hidden = with_landmarks(kickbacks.track(), leg_landmarks("right"), visibility=0.1)
    session = judged(hidden, exercise=EXERCISES["standing-kickback"])
    for check in of_reps(session, "knee-hyperextension"):
        assert check.verdict is verdict
        not_seen = "right leg was not seen well enough" in check.reason
        assert not_seen == (verdict is Verdict.NOT_ASSESSED)


@pytest.mark.parametrize("live", [False, True])
def test_a_hidden_standing_leg_that_is_drawn_along_is_not_counted_too(live: bool) -> None:
    kickbacks = Kickbacks(standing=True, sides=("left",) * 5)
    track = kickbacks.track()
    xy_px, world_m = track.xy_px.copy(), track.world_m.copy()
    for points in (xy_px, world_m):
        for name in LEG_JOINTS:
            lifted = points[:, joint("left", name)] - points[:, joint("left", "hip")]
            points[:, joint("right", name)] = points[:, joint("right", "hip")] + 0.97 * lifted
    hidden = replace(track, xy_px=xy_px, world_m=world_m)
    judged_as = judge_live if live else judge
    session = judged_as(recording(hidden), EXERCISES[kickbacks.exercise])
    assert len(session.reps) == 5
    assert any("either leg" in warning for warning in session.warnings)


def test_a_kickback_whose_foot_is_lost_to_the_standing_one_is_one_and_not_judged() -> None:
    camera = Camera(yaw_deg=40.0)
    kickbacks = Kickbacks(standing=True, top_knee_deg=90.0, hold_s=1.0, camera=camera)
    track, lift = kickbacks.track(), kickbacks.plan[0]
    since_s = track.time_s - lift.start_s - kickbacks.lift_s
    lost = (since_s > 0.2) & (since_s < 0.8)
    xy_px = track.xy_px.copy()
    for name in ("ankle", "heel", "foot_index"):
        own, its = (joint(side, name) for side in (lift.side, other(lift.side)))
        xy_px[lost, own] = 0.15 * xy_px[lost, own] + 0.85 * xy_px[lost, its]
    session = judge(recording(replace(track, xy_px=xy_px)), EXERCISES[kickbacks.exercise])
    assert session.counts == kickbacks.counts
    reasons = [check.reason for check in of_reps(session, "knee-angle-drift")]
    assert ["foot was lost" in reason for reason in reasons] == [True, False, False, False]


def dragged(kickbacks: Kickbacks, share: float) -> PoseTrack:
    """Return a track whose standing leg moves by a share of what the other leg does."""
    track = kickbacks.track()
    xy_px = track.xy_px.copy()
    for side in kickbacks.counts:
        lifted = kickbacks.raised(side)[0] > 0.0
        for name in ("knee", "ankle", "heel", "foot_index"):
            column, along = joint(side, name), joint(other(side), name)
            way_px = track.xy_px[:, column] - track.xy_px[0, column]
            xy_px[lifted, along] += share * way_px[lifted]
    return replace(track, xy_px=xy_px)


def test_a_small_kickback_is_counted_once_when_both_legs_seem_to_move(
    judged: Judge,
) -> None:
    kickbacks = Kickbacks(standing=True, travel_deg=3.0)
    session = judged(dragged(kickbacks, 0.7), exercise=EXERCISES["standing-kickback"])
    assert session.counts == kickbacks.counts
    assert in_summary(session, "incomplete-range").verdict is Verdict.FAULT


def test_a_warning_says_when_either_leg_may_have_moved(judged: Judge) -> None:
    kickbacks = Kickbacks(standing=True, travel_deg=3.0)
    session = judged(dragged(kickbacks, 0.95), exercise=EXERCISES["standing-kickback"])
    assert sum(session.counts.values()) == len(kickbacks.sides)
    assert any("either leg" in warning for warning in session.warnings)
