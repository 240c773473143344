"""Legs rest or move, whatever arms and head do."""

import numpy as np

from formcheck.live.person.rest import LegsAtRest
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import PoseTrack
from tests.synthetic import ButtKicks


def standing(seconds: float) -> PoseTrack:
    """A person who stands, before they begin to kick."""
    return ButtKicks(stand_s=seconds + 1.0).track().part(0, round(seconds * 30.0) + 1)


def rested(track: PoseTrack) -> list[float]:
    """For how long the legs have rested, after each frame."""
    legs = LegsAtRest()
    found = []
    for pose in track.poses():
        legs.step(pose.time_s, pose.xy_px if pose.found else None)
        found.append(legs.rested_s)
    return found


def test_who_stands_rests_also_while_an_arm_comes_down() -> None:
    track = standing(3.0)
    xy_px = track.xy_px.copy()
    wrist = joint("left", "wrist")
    xy_px[:, wrist, 1] += np.linspace(-400.0, 0.0, len(track))
    legs = LegsAtRest()
    for pose, places in zip(track.poses(), xy_px, strict=True):
        legs.step(pose.time_s, places)
    assert legs.rested_s > 2.8


def test_a_kick_is_a_movement_at_once() -> None:
    kicks = ButtKicks(kicks=4, stand_s=3.0)
    found = rested(kicks.track())
    times_s = kicks.track().time_s
    assert max(found) > 2.5
    moving = (times_s > 3.3) & (times_s < 4.0)
    assert np.array(found)[moving].max() < 0.5


def test_exchanged_legs_and_a_misread_frame_are_no_movement() -> None:
    track = standing(2.0)
    xy_px = track.xy_px.copy()
    left, right = ([joint(side, name) for name in ("knee", "ankle")] for side in SIDES)
    xy_px[20:30, left], xy_px[20:30, right] = track.xy_px[20:30, right], track.xy_px[20:30, left]
    xy_px[40, left] += 200.0
    legs = LegsAtRest()
    for pose, places in zip(track.poses(), xy_px, strict=True):
        legs.step(pose.time_s, places)
    assert legs.rested_s > 1.8


def test_who_is_out_of_sight_does_not_rest() -> None:
    legs = LegsAtRest()
    for pose in standing(2.0).poses():
        legs.step(pose.time_s, pose.xy_px)
    legs.step(2.2, None)
    assert legs.rested_s > 1.5  # for a moment
    legs.step(3.0, None)
    assert legs.rested_s == 0.0
