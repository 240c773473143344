"""Cleaning frame by frame gives nearly the same as cleaning the clip as a whole."""

import pickle
from dataclasses import dataclass, replace

import numpy as np
import pytest

from formcheck.body.motion import Motion
from formcheck.body.subject import Subject
from formcheck.cleaning.landmark_filter import LandmarkFilter
from formcheck.cleaning.streaming import LIVE, LiveCleaner
from formcheck.cleaning.whole_clip import clean
from formcheck.kinematics.measures import measure
from formcheck.poses.landmarks import COUNT, Landmark, Side, joint
from formcheck.poses.pose import Pose, PoseTrack, join
from formcheck.system.arrays import FloatArray
from tests.synthetic import (
    LEG_M,
    ButtKicks,
    runs,
    standing,
    with_landmarks,
    with_swapped_legs,
    without_person,
    wrong_frames,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

CUTOFF_HZ = 9.0
MAX_GAP_S = 0.1
LEG_PX = LEG_M * ButtKicks.px_per_m


def live_cleaner(track: PoseTrack) -> LiveCleaner:
    return LiveCleaner(track.width, track.height, cutoff_hz=CUTOFF_HZ, max_gap_s=MAX_GAP_S)


@dataclass(frozen=True)
class Cleaned:
    """A whole track, as it was drawn and as it was judged."""

    now: PoseTrack
    settled: PoseTrack
    subject: Subject


def clean_live(track: PoseTrack) -> Cleaned:
    cleaner = live_cleaner(track)
    frames = [cleaner.step(pose) for pose in track.poses()]
    now = [track.part(0, 0), *(frame.now for frame in frames)]
    settled = [*(frame.settled for frame in frames), cleaner.finish()]
    return Cleaned(join(now), join(settled), cleaner.subject)


def cleaned(track: PoseTrack) -> PoseTrack:
    return clean_live(track).now


def away(track: PoseTrack, truth: PoseTrack) -> FloatArray:
    """Return (n, 33) the distance of each landmark from where it is, in leg lengths."""
    return np.asarray(np.linalg.norm(track.xy_px - truth.xy_px, axis=2) / LEG_PX)


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_later_frames_do_not_change_earlier_ones(fps: float) -> None:
    track = ButtKicks(fps=fps, noise_px=2.0, unevenness=0.5).track()
    track = with_swapped_legs(track, runs(track, 0.7, 0.15))
    whole = clean_live(track)
    for frames in (1, 2, 3, len(track) // 3, len(track) // 2):
        first = clean_live(track.part(0, frames))
        np.testing.assert_array_equal(first.now.xy_px, whole.now.xy_px[:frames])
        np.testing.assert_array_equal(first.now.visibility, whole.now.visibility[:frames])
        settled = max(frames - round(LIVE.settle_s * fps) - 1, 0)
        np.testing.assert_array_equal(first.settled.xy_px[:settled], whole.settled.xy_px[:settled])
        np.testing.assert_array_equal(
            first.settled.visibility[:settled], whole.settled.visibility[:settled]
        )


@pytest.mark.parametrize("fps", [12.0, 24.0, 30.0, 60.0])
def test_every_frame_is_settled_once_and_in_time(fps: float) -> None:
    gone_s = 2.0, 2.5
    track = without_person(ButtKicks(fps=fps, kicks=8).track(), *gone_s)
    cleaner = live_cleaner(track)
    settled_s: list[float] = []
    for pose in track.poses():
        settled_s += cleaner.step(pose).settled.time_s.tolist()
        waiting_s = [t for t in track.time_s.tolist() if t <= pose.time_s][len(settled_s) :]
        new = any(0.0 <= pose.time_s - came_s <= LIVE.at_first_s for came_s in (0.0, gone_s[1]))
        longest_s = LIVE.settle_at_first_s if new else LIVE.settle_s
        assert all(pose.time_s - time_s < longest_s for time_s in waiting_s)
    settled_s += cleaner.finish().time_s.tolist()
    assert settled_s == track.time_s.tolist()


def test_an_unsteady_clock_delays_no_frame() -> None:
    even = ButtKicks(fps=30.0, kicks=8).track()
    early_s = 0.003 * (np.arange(len(even)) % 2)  # every second frame
    track = replace(even, time_s=even.time_s - early_s)
    cleaner, settled = live_cleaner(track), 0
    for frames, pose in enumerate(track.poses(), start=1):
        settled += len(cleaner.step(pose).settled)
        assert frames - settled <= 3  # 0.1 s of them


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_settled_frames_are_close_to_those_of_the_clip(fps: float) -> None:
    truth = ButtKicks(fps=fps, cadence=140.0, yaw_deg=8.0, noise_px=2.0).track()
    broken = with_swapped_legs(truth, runs(truth, 0.53, 0.1))
    whole = clean(broken, cutoff_hz=CUTOFF_HZ, max_gap_s=MAX_GAP_S).track
    live = clean_live(broken).settled
    assert np.nanmean(away(live, whole)) < 0.002
    assert wrong_frames(live, truth) <= 0.01


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_a_clean_clip_comes_through_with_little_delay(fps: float) -> None:
    kicks = ButtKicks(fps=fps, cadence=150.0)
    result = clean_live(kicks.track())
    assert away(result.now, kicks.track()).max() < 0.12
    for side in ("left", "right"):
        flexion = measure(Motion(result.now, result.subject), "knee_flexion_deg", side)
        truth_deg = kicks.knee_flexion_deg(side)
        late_s = np.arange(0.0, 0.1, 0.002)
        miss_deg = [
            np.abs(np.interp(kicks.time_s - s, kicks.time_s, truth_deg) - flexion).mean()
            for s in late_s
        ]
        assert late_s[np.argmin(miss_deg)] <= 0.015
        assert flexion.max() == pytest.approx(truth_deg.max(), abs=3.0)


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize("cadence", [100.0, 160.0])
def test_swaps_are_repaired_live(fps: float, cadence: float) -> None:
    truth = ButtKicks(fps=fps, cadence=cadence, yaw_deg=8.0, noise_px=1.5).track()
    where = runs(truth, 0.53, 0.2)
    broken = with_swapped_legs(truth, where)
    assert wrong_frames(broken, truth) > 0.2
    assert wrong_frames(cleaned(broken), truth) <= 0.05


def test_a_person_who_leaves_is_not_drawn() -> None:
    track = without_person(ButtKicks(cadence=120.0).track(), 3.0, 4.5)
    result = cleaned(track)
    gone = (track.time_s > 3.0 + MAX_GAP_S + 0.04) & (track.time_s < 4.5)
    np.testing.assert_array_equal(result.found[gone], False)
    np.testing.assert_array_equal(result.found[track.time_s >= 4.5], True)


def test_a_landmark_missing_for_a_moment_is_held() -> None:
    landmark_filter = LandmarkFilter(MAX_GAP_S)
    known = np.full((COUNT, 2), 100.0)
    missing = np.where(np.arange(COUNT)[:, None] == 7, np.nan, known)
    seen = [
        landmark_filter.step(i / 30.0, missing if i in range(5, 12) else known, LEG_PX, 30.0)[0]
        for i in range(20)
    ]
    lost = [i for i, xy_px in enumerate(seen) if np.isnan(xy_px[7]).any()]
    assert lost == [8, 9, 10, 11]
    np.testing.assert_allclose(np.delete(seen, 7, axis=1), 100.0)
    np.testing.assert_allclose(np.delete(seen, lost, axis=0)[:, 7], 100.0)


def test_after_a_gap_the_filter_begins_afresh() -> None:
    landmark_filter = LandmarkFilter(MAX_GAP_S)
    for i in range(10):
        landmark_filter.step(i / 30.0, np.full((COUNT, 2), 100.0), LEG_PX, 30.0)
    back, _ = landmark_filter.step(2.0, np.full((COUNT, 2), 130.0), LEG_PX, 30.0)
    np.testing.assert_array_equal(back, 130.0)


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize("name", ["ankle", "knee", "wrist", "shoulder"])
def test_an_outlier_is_removed(fps: float, name: str) -> None:
    truth = ButtKicks(fps=fps).track()
    hit = joint("left", name)
    wild = np.zeros((len(truth), 1, 2))
    wild[[40, 90, 141]] = 0.5 * LEG_PX
    result = cleaned(with_landmarks(truth, [hit], shift_px=wild))
    assert np.nanmax(away(result, truth)[:, hit]) < 0.2


def test_a_person_who_jumps_and_stays_is_followed() -> None:
    truth = standing()
    jump = np.where(truth.time_s < 1.5, 0.0, LEG_PX)[:, None, None]
    moved = with_landmarks(truth, list(Landmark), shift_px=jump)
    late = (truth.time_s > 1.5 + 1.5 / truth.fps)[:, None]
    assert np.where(late, away(cleaned(moved), moved), 0.0).max() < 0.01


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_foot_that_cannot_be_there_is_not_trusted(side: Side) -> None:
    truth = ButtKicks(kicks=0, rest_s=4.0).track()
    short = np.zeros((len(truth), 3, 2))
    short[60:75, :, 1] = -0.25 * LEG_PX
    foot = [joint(side, name) for name in ("ankle", "heel", "foot_index")]
    result = cleaned(with_landmarks(truth, foot, shift_px=short))
    ankle = joint(side, "ankle")
    assert (result.visibility[60:75, ankle] == 0.0).all()
    assert np.isnan(result.xy_px[65:75, ankle]).all()
    assert np.nanmax(away(result, truth)) < 0.02
    np.testing.assert_allclose(result.visibility[:60], truth.visibility[:60], atol=1e-6)
    np.testing.assert_allclose(result.visibility[77:], truth.visibility[77:], atol=1e-6)


def test_noise_of_a_standing_person_gets_less() -> None:
    truth, noisy = standing(fps=60.0), standing(noise_px=4.0, fps=60.0)
    before, after = away(noisy, truth), away(cleaned(noisy), truth)
    assert after.mean() < 0.7 * before.mean()


def test_the_person_is_known_within_a_second_also_when_another_comes() -> None:
    first, second = ButtKicks(kicks=4).track(), ButtKicks(facing=-1, px_per_m=250.0).track()
    later_s = float(first.time_s[-1]) + 5.0
    cleaner = live_cleaner(first)
    assert cleaner.subject.view.kind == "unknown"

    def is_seen(poses: list[Pose], near_side: Side, leg_px: float) -> bool:
        for pose in poses:
            cleaner.step(pose)
        subject = cleaner.subject
        return subject.view.near_side == near_side and abs(subject.leg_px / leg_px - 1.0) < 0.02

    poses = list(first.poses())
    assert is_seen(poses[:30], "right", LEG_PX)
    assert is_seen(poses[30:], "right", LEG_PX)
    others = [replace(pose, time_s=pose.time_s + later_s) for pose in second.poses()]
    assert is_seen(others[:30], "left", LEG_M * 250.0)


def test_the_frame_rate_is_measured() -> None:
    track = standing(fps=50.0)
    cleaner = live_cleaner(track)
    for pose in track.poses():
        cleaner.step(pose)
    assert cleaner.fps == pytest.approx(50.0)


def test_memory_is_bounded() -> None:
    """All that the cleaner holds is as large after 30 seconds as after 15."""
    kicks = ButtKicks(kicks=60, cadence=120.0)
    track = kicks.track()
    cleaner = live_cleaner(track)

    def size() -> int:
        return len(pickle.dumps(cleaner))

    sizes = []
    for pose in list(track.poses())[:900]:
        cleaner.step(pose)
        sizes.append(size())
    assert max(sizes[450:]) <= 1.05 * max(sizes[330:450])


def test_nobody_at_all() -> None:
    track = PoseTrack.from_poses([Pose.nobody(t / 30.0) for t in range(30)], 640, 480)
    result = clean_live(track)
    assert len(result.settled) == len(track)
    assert not result.settled.found.any()
    assert not result.now.found.any()
    assert result.subject.view.kind == "unknown"


@pytest.mark.parametrize("frames", [0, 1, 2, 3])
def test_very_short_clips(frames: int) -> None:
    track = ButtKicks().track().part(60, 60 + frames)
    np.testing.assert_allclose(cleaned(track).xy_px, track.xy_px, atol=0.1 * LEG_PX)


def test_the_effective_rate_counts_hold_ups_and_the_usual_one_does_not() -> None:
    track = standing(6.0)
    steps_s = np.tile([1 / 15, 1 / 15, 0.2], len(track))[: len(track)]
    busy, stalled = live_cleaner(track), live_cleaner(track)
    for pose, time_s in zip(track.poses(), np.cumsum(steps_s).tolist(), strict=True):
        busy.step(replace(pose, time_s=time_s))
        stalled.step(replace(pose, time_s=pose.time_s + (2.0 if pose.time_s > 5.0 else 0.0)))
    assert busy.fps == pytest.approx(15.0)
    assert busy.effective_fps == pytest.approx(6.8, abs=0.2)
    assert stalled.fps == pytest.approx(30.0)
    assert stalled.effective_fps > 22.0
