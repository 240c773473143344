"""Exercises that look like ours are not taken for them; ours are recognised with every fault."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.recognition.recognise import CONFIDENCE, recognise
from tests.movements import FRONT, SIDE, TIME_S, lunges, moved, on_all_fours, wave
from tests.synthetic import ButtKicks, Kickbacks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

STILL = np.zeros(len(TIME_S))


def surely(track: PoseTrack) -> str:
    """Return the exercise that a track shows, if that is sure."""
    found = recognise(track)
    return found.exercise if found.confidence >= CONFIDENCE.sure else ""


def leg_curls(hertz: float) -> PoseTrack:
    """Stand and bend one knee again and again; its thigh hangs."""
    return moved((STILL, STILL - 2.0), (STILL + 5.0, 5.0 + 95.0 * wave(hertz)))


def stretch_of_the_thigh() -> PoseTrack:
    """Stand and hold one heel at the glutes."""
    held = np.clip(TIME_S - 1.0, 0.0, 1.0)
    return moved((STILL, STILL - 3.0 * held), (STILL + 5.0, 5.0 + 120.0 * held))


def walking_lunges() -> PoseTrack:
    """Lunge again and again, seen from the front: the rear heel comes up and the hips sink."""
    sunk = wave(1.1)
    thighs = (80.0 * sunk, -10.0 * sunk)
    return moved(thighs, (85.0 * sunk, 100.0 * sunk), camera=FRONT)


def carioca() -> PoseTrack:
    """Step sideways, one foot before and behind the other, with low kicks, seen from the front."""
    track = ButtKicks(kicks=20, yaw_deg=90.0, left_deg=80.0, right_deg=80.0).track()
    xy_px = track.xy_px.copy()
    crossing_px = 60.0 * np.sin(2.0 * np.pi * 0.8 * track.time_s)
    for side, way in zip(SIDES, (1.0, -1.0), strict=True):
        for name in ("knee", "ankle", "heel", "foot_index"):
            xy_px[:, joint(side, name), 0] += way * crossing_px
    return replace(track, xy_px=xy_px)


def fire_hydrants() -> PoseTrack:
    """On all fours, lift one bent leg to the side: from the side its thigh looks short."""
    track = on_all_fours(STILL - 10.0 - 35.0 * wave(0.4), 92.0 - 55.0 * wave(0.4))
    xy_px = track.xy_px.copy()
    hip = xy_px[:, joint("right", "hip")]
    drawn_in = (1.0 - 0.7 * wave(0.4))[:, None]
    shift = (hip - xy_px[:, joint("right", "knee")]) * (1.0 - drawn_in)
    for name in ("knee", "ankle", "heel", "foot_index"):
        xy_px[:, joint("right", name)] += shift
    return replace(track, xy_px=xy_px)


def slowed(track: PoseTrack, times: float) -> PoseTrack:
    """Return a track that plays so many times slower, at 30 frames a second."""
    return replace(track, time_s=track.time_s * times)


LOOK_ALIKES = {
    "leg curls": leg_curls(0.45),
    "quick leg curls": leg_curls(0.9),
    "a stretch of the thigh": stretch_of_the_thigh(),
    "walking lunges from the front": walking_lunges(),
    "lunges from the front": lunges(camera=FRONT),
    "carioca from the front": carioca(),
    "fire hydrants": fire_hydrants(),
    "bird dog with the arm half up": on_all_fours(
        -88.0 * wave(0.4), 92.0 - 87.0 * wave(0.4), hand_up_m=0.35 * wave(0.4) - 0.5
    ),
    "kicks in slow motion, a quarter": slowed(ButtKicks(fps=120.0, cadence=150.0).track(), 4.0),
    "kicks in slow motion, an eighth": slowed(ButtKicks(fps=240.0, cadence=150.0).track(), 8.0),
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes_are_not_judged(name: str) -> None:
    assert surely(LOOK_ALIKES[name]) == ""


@pytest.mark.parametrize("support_deg", [-40.0, 38.0])
def test_a_kneeling_thigh_may_lean(support_deg: float) -> None:
    assert surely(Kickbacks(support_deg=support_deg).track()) == "quadruped-kickback"


@pytest.mark.parametrize("trunk_deg", [30.0, 50.0, 60.0, 70.0])
@pytest.mark.parametrize("top_knee_deg", [10.0, 80.0])
def test_standing_kickbacks_may_tip_forward(trunk_deg: float, top_knee_deg: float) -> None:
    tipped = Kickbacks(standing=True, trunk_deg=trunk_deg, top_knee_deg=top_knee_deg)
    assert surely(tipped.track()) == "standing-kickback"


@pytest.mark.parametrize("thigh_deg", [55.0, 65.0, 75.0])
def test_kicks_may_swing_the_thigh_far(thigh_deg: float) -> None:
    kicks = ButtKicks(thigh_swing_deg=thigh_deg)
    assert surely(kicks.track()).startswith("butt-kicks")


@pytest.mark.parametrize("camera", [SIDE, FRONT])
def test_a_long_rest_does_not_make_kicks_slow(camera: object) -> None:
    yaw_deg = 0.0 if camera is SIDE else 90.0
    kicks = ButtKicks(kicks=12, rest_s=8.0, stand_s=4.0, yaw_deg=yaw_deg)
    assert surely(kicks.track()) == "butt-kicks"
