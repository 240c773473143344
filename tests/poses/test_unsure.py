"""Landmarks that are hidden or were lost are known as guesses."""

from dataclasses import replace

import numpy as np

from formcheck.poses.landmarks import Landmark
from tests.synthetic import ButtKicks


def test_hidden_landmarks_and_lost_feet_are_unsure() -> None:
    track = ButtKicks(kicks=2).track()
    visibility = np.ones_like(track.visibility)
    visibility[3, Landmark.LEFT_WRIST] = 0.05
    visibility[4, Landmark.RIGHT_ANKLE] = 0.0
    found = {
        (int(frame), Landmark(int(mark)).name)
        for frame, mark in np.argwhere(replace(track, visibility=visibility).unsure)
    }
    foot = {(4, f"RIGHT_{name}") for name in ("ANKLE", "HEEL", "FOOT_INDEX")}
    assert found == {(3, "LEFT_WRIST"), *foot}
