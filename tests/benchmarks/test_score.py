"""The score of one clip: legs that are exchanged, and the worst that a rule can say."""

import numpy as np
import pytest

from benchmarks.clips.truth import Truth
from benchmarks.scores.score import SWAP_LL, swapped_share, tops_at_borderline
from formcheck.cleaning.legs import exchange_legs
from formcheck.exercises.file import load_exercise
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import Pose, PoseTrack
from tests.benchmarks.samples import truth_of


def true_track(truth: Truth) -> PoseTrack:
    """A track whose legs are exactly where they truly are."""
    poses = []
    for frame, time_s in enumerate(truth.time_s):
        xy_px = np.zeros((33, 2))
        for side in SIDES:
            for name in ("shoulder", "hip", "knee", "ankle"):
                xy_px[joint(side, name)] = truth.joints_px[f"{side}_{name}"][frame]
        poses.append(Pose(float(time_s), xy_px, np.ones((33, 3)), np.ones(33)))
    return PoseTrack.from_poses(poses, 640, 480)


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_exchanged_legs_are_found_where_they_can_be_told_apart(share: float) -> None:
    truth = truth_of("butt-kicks-good")
    track = true_track(truth)
    where = np.random.default_rng(0).random(len(track)) < share
    leg_px = np.linalg.norm(truth.joints_px["left_hip"][0] - truth.joints_px["left_ankle"][0])
    apart = sum(
        np.linalg.norm(truth.joints_px[f"left_{n}"] - truth.joints_px[f"right_{n}"], axis=1)
        for n in ("knee", "ankle")
    ) > 4.0 * SWAP_LL * leg_px  # fmt: skip
    found = swapped_share(truth, exchange_legs(track, where & apart))
    assert found == pytest.approx((where & apart)[truth.moving()].mean(), abs=0.02)


def test_the_exercise_file_tells_which_rules_never_give_a_fault() -> None:
    mild = {rule.id for rule in load_exercise("butt-kicks").rules if tops_at_borderline(rule)}
    assert {"trunk-rotation", "stance-width", "not-travelling"} <= mild
    assert not {"bouncing", "missing-arm-drive", "uneven-rhythm", "low-cadence"} & mild
    assert "uneven-sides" in {
        rule.id for rule in load_exercise("standing-kickback").rules if tops_at_borderline(rule)
    }
