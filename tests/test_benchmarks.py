"""The accuracy benchmark: its clips, what is true of them, and the figures drawn from them."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy import SWAP_LL, swapped_share
from benchmarks.agreement import run_live
from benchmarks.clips import HALVES, BenchmarkClip, clips
from benchmarks.figures import Target
from benchmarks.truth import Truth, true_verdicts
from formcheck.clean.swap import exchange_legs
from formcheck.exercise import Exercise
from formcheck.landmarks import SIDES, joint
from formcheck.pose import Pose, PoseTrack
from tests.synthetic import ButtKicks

SAMPLES = Path(__file__).parent.parent / "sample_videos"


def truth_of(name: str) -> Truth:
    return Truth.read(SAMPLES / f"{name}.truth.json")


def test_there_are_enough_clips_and_a_quarter_is_hard() -> None:
    every = [clip for half in HALVES for clip in clips(half)]
    assert len(every) >= 120
    assert sum(clip.kind == "hard" for clip in every) >= len(every) / 4
    assert len({clip.spec.name for clip in every}) == len(every)


def test_hard_clips_are_hard() -> None:
    for half in HALVES:
        for clip in clips(half):
            camera, movement = clip.spec.camera, clip.spec.butt_kicks
            if clip.kind == "hard":
                assert 165 <= movement.steps_per_min <= 195
                assert 25 <= camera.fps <= 30
                assert camera.shutter_s is not None
                assert 0.6 <= camera.shutter_s * camera.fps <= 0.95 + 1e-3
                assert camera.width * camera.height <= 480 * 270


def test_the_halves_share_no_body_and_no_camera() -> None:
    def bodies(some: list[BenchmarkClip]) -> set[str]:
        return {clip.spec.body.model_dump_json() for clip in some}

    def cameras(some: list[BenchmarkClip]) -> set[tuple[float, ...]]:
        return {
            (c.spec.camera.height_m, c.spec.camera.vertical_fov_deg, c.spec.camera.width)
            for c in some
        }

    tune, test = (clips(half) for half in HALVES)
    assert len(bodies(test)) >= 8
    assert not bodies(tune) & bodies(test)
    assert not cameras(tune) & cameras(test)
    assert not {clip.spec.seed for clip in tune} & {clip.spec.seed for clip in test}


@pytest.mark.parametrize(
    ("name", "faulty"),
    [
        ("butt-kicks", {"heel-not-to-glutes", "missing-arm-drive"}),
        ("butt-kicks-good", set()),
        ("butt-kicks-lean-portrait", {"excessive-forward-lean", "bouncing"}),
    ],
)
def test_what_a_clip_was_made_to_show_is_its_true_fault(name: str, faulty: set[str]) -> None:
    verdicts = true_verdicts(truth_of(name))
    assert {rule for rule, verdict in verdicts.items() if verdict == "fault"} == faulty


def true_track(truth: Truth) -> PoseTrack:
    """Legs exactly where they are."""
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


@pytest.mark.parametrize(
    ("reached", "at_least", "met"),
    [(3.9, False, True), (-4.1, False, False), (80.0, True, True), (3.9, True, False)],
)
def test_a_target_is_met_from_the_right_side(reached: float, at_least: bool, met: bool) -> None:
    assert Target("x", 4.0, "deg", reached, at_least).met is met


def test_the_kept_figures_are_those_of_the_clips_nothing_was_tuned_on() -> None:
    kept = json.loads((SAMPLES.parent / "benchmarks" / "accuracy.json").read_text("utf-8"))
    assert kept["clips"] == [clip.spec.name for clip in clips("test")]


def test_live_judges_a_kick_soon_after_it_and_draws_every_frame(butt_kicks: Exercise) -> None:
    kicks = ButtKicks(fps=30.0, cadence=140.0)
    run = run_live(kicks.track(), butt_kicks)
    assert run.session.counts == kicks.counts
    assert len(run.drawn.track) == len(run.settled.track) == len(kicks.track())
    late_s = run.judged_s - np.array([rep.end_s for rep in run.session.reps])
    assert np.nanmin(late_s) > 0.15
    assert np.nanmax(late_s) < 0.4
