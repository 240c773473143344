"""A camera that moves, told by the foot that stands."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.poses.pose import PoseTrack
from formcheck.results import Verdict
from tests.conftest import Judge
from tests.rules.found import in_summary
from tests.synthetic import ButtKicks

BOUNCE = "bouncing"


def shaken(track: PoseTrack, share: float) -> PoseTrack:
    """Return what a camera sees that swings up and down by a share of the picture's height."""
    time_s = track.time_s
    swing = 0.6 * np.sin(2 * np.pi * 1.1 * time_s) + 0.4 * np.sin(2 * np.pi * 2.9 * time_s)
    xy_px = track.xy_px.copy()
    xy_px[..., 1] += (share * track.height * swing)[:, None]
    return replace(track, xy_px=xy_px)


def test_a_camera_that_is_shaken_makes_nobody_bounce(checked: Judge) -> None:
    row = in_summary(checked(shaken(ButtKicks().track(), 0.05)), BOUNCE)
    assert row.verdict is Verdict.NOT_ASSESSED
    assert row.reason.startswith("the camera moves")
    assert "put it on something that stands still" in row.reason


@pytest.mark.parametrize("share", [0.0, 0.002])
def test_a_camera_that_stands_shows_who_bounces_and_who_does_not(
    checked: Judge, share: float
) -> None:
    still = checked(shaken(ButtKicks().track(), share))
    assert in_summary(still, BOUNCE).verdict is Verdict.GOOD
    bouncing = checked(shaken(ButtKicks(bounce_ll=0.2).track(), share))
    assert in_summary(bouncing, BOUNCE).verdict is Verdict.FAULT


def test_other_verdicts_stay_though_the_camera_is_shaken(checked: Judge) -> None:
    low = ButtKicks(left_deg=95.0, right_deg=95.0)
    session = checked(shaken(low.track(), 0.05))
    assert in_summary(session, "heel-not-to-glutes").verdict is Verdict.FAULT
    assert session.counts == low.counts
