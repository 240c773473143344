"""Poses of a frame and of a clip."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.poses.landmarks import Landmark
from formcheck.poses.outline import TRACED_SHAPES, Outline
from formcheck.poses.pose import Pose, PoseTrack
from tests.synthetic import ButtKicks


def test_edges_and_silhouette_cannot_be_mirrored() -> None:
    for name in ("edges_tl", "silhouette_px"):
        traced: dict[str, Any] = {name: np.full((1, *TRACED_SHAPES[name]), 0.25)}
        with pytest.raises(ValueError, match="cannot be mirrored"):
            Outline(**traced).mirrored()


def test_a_mirror_exchanges_left_and_right_of_picture_and_body() -> None:
    track = ButtKicks().track()
    image = track.mirrored()
    left, right = Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE
    np.testing.assert_allclose(
        image.xy_px[:, left, 0], track.width - track.xy_px[:, right, 0], atol=1e-3
    )
    np.testing.assert_allclose(image.xy_px[:, left, 1], track.xy_px[:, right, 1], atol=1e-3)
    np.testing.assert_array_equal(image.world_m[:, left, 0], -track.world_m[:, right, 0])
    np.testing.assert_allclose(image.mirrored().xy_px, track.xy_px, atol=1e-3)
    shown = np.tile([[0.5, 1.0], [0.75, 0.25]], (len(track), 1, 1))
    seen = replace(track, outline=Outline(legs_shown=shown)).mirrored()
    np.testing.assert_array_equal(seen.outline.legs_shown, shown[:, ::-1])


def test_fps_counts_the_intervals_between_frames() -> None:
    assert ButtKicks(fps=30.0).track().fps == pytest.approx(30.0)
    assert ButtKicks().track().part(0, 1).fps == 0.0


def test_arrays_of_a_track_cannot_be_changed() -> None:
    track = ButtKicks(kicks=1).track()
    with pytest.raises(ValueError, match="read-only"):
        track.xy_px[0, 0, 0] = 1.0


def test_nobody_is_not_found() -> None:
    track = PoseTrack.from_poses([Pose.nobody(0.0), *ButtKicks().track().part(0, 1).poses()], 9, 9)
    assert track.found.tolist() == [False, True]
    assert not Pose.nobody(0.0).found
