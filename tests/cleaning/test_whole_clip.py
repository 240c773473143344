"""Cleaning a whole clip: no delay, no lost height, no invented movement."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.cleaning.whole_clip import clean
from formcheck.poses.landmarks import Landmark, joint
from formcheck.poses.pose import Pose, PoseTrack
from tests.synthetic import (
    LEG_M,
    ButtKicks,
    between,
    recording,
    standing,
    with_landmarks,
    without_person,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

CUTOFF_HZ = 9.0
LEG_PX = LEG_M * ButtKicks.px_per_m


def cleaned(track: PoseTrack) -> PoseTrack:
    return clean(track, cutoff_hz=CUTOFF_HZ, max_gap_s=0.1).track


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize("name", ["ankle", "knee", "wrist", "shoulder"])
def test_an_outlier_is_removed(fps: float, name: str) -> None:
    truth = ButtKicks(fps=fps).track()
    hit = joint("left", name)
    wild = np.zeros((len(truth), 1, 2))
    wild[[40, 90, 141]] = 0.5 * LEG_PX
    result = cleaned(with_landmarks(truth, [hit], shift_px=wild))
    miss = np.linalg.norm(result.xy_px[:, hit] - truth.xy_px[:, hit], axis=1)
    assert np.nanmax(miss) < 0.05 * LEG_PX


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize("changes", [{"cadence": 100.0}, {"cadence": 180.0}, {"yaw_deg": 15.0}])
def test_a_clean_clip_comes_through(fps: float, changes: dict[str, Any]) -> None:
    truth = ButtKicks(fps=fps, **changes).track()
    result = cleaned(truth)
    miss = np.linalg.norm(result.xy_px - truth.xy_px, axis=2)
    assert np.isfinite(miss).all()
    assert miss.max() < 0.03 * LEG_PX


def test_noise_gets_less() -> None:
    truth = ButtKicks(fps=60.0)
    noisy = replace(truth, noise_px=4.0).track()
    hip = int(Landmark.LEFT_HIP)
    before = noisy.xy_px[:, hip] - truth.track().xy_px[:, hip]
    after = cleaned(noisy).xy_px[:, hip] - truth.track().xy_px[:, hip]
    assert after.std() < 0.75 * before.std()


def test_a_long_absence_stays_empty() -> None:
    track = without_person(ButtKicks().track(), 3.0, 3.5)
    result = cleaned(track)
    gone = (track.time_s >= 3.0) & (track.time_s < 3.5)
    np.testing.assert_array_equal(result.found, ~gone)


def test_nobody_at_all() -> None:
    track = PoseTrack.from_poses([Pose.nobody(t / 30.0) for t in range(30)], 640, 480)
    assert not cleaned(track).found.any()


@pytest.mark.parametrize("frames", [1, 2, 3, 4, 6, 12])
def test_very_short_clips(frames: int) -> None:
    track = ButtKicks().track().part(60, 60 + frames)
    result = cleaned(track)
    np.testing.assert_allclose(result.xy_px, track.xy_px, atol=0.1 * LEG_PX)


def test_cleaning_leaves_the_recording_as_it_was() -> None:
    original = recording(between(ButtKicks(noise_px=2.0).track(), 1.0, 3.0))
    before = original.track.xy_px.copy()
    cleaned(original.track)
    np.testing.assert_array_equal(original.track.xy_px, before)


def test_a_standing_person_stays_still() -> None:
    result = cleaned(standing(noise_px=2.0, fps=60.0))
    ankle = result.xy_px[:, Landmark.LEFT_ANKLE]
    assert np.ptp(ankle, axis=0).max() < 0.05 * LEG_PX
