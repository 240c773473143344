"""Legs that the model swapped are exchanged back; the others stay as they are."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks.real.recordings import POSES
from formcheck.body.motion import Motion
from formcheck.body.subject import observe
from formcheck.cleaning.legs import raised_deg
from formcheck.cleaning.step_time import step_time_s
from formcheck.cleaning.strategies import ALTERNATING, UNILATERAL
from formcheck.cleaning.swap import repair_swaps
from formcheck.kinematics.measures import measure
from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording
from formcheck.system.arrays import BoolArray
from tests.synthetic import ButtKicks, Kickbacks, with_swapped_legs, wrong_frames

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

SLOW_ENOUGH_FOR_ONE_LEG = pytest.mark.xfail(reason="at this pace one leg may kick alone")
SHORT_KICKS: dict[str, Any] = {"cadence": 80.0, "raise_steps": 0.42, "lower_steps": 0.48}


def repaired(track: PoseTrack) -> PoseTrack:
    return repair_swaps(track, observe(track), ALTERNATING).track


def random_runs(frames: int, share: float, seed: int) -> BoolArray:
    """Return runs of 2 to 12 frames that make up ``share`` of all."""
    random = np.random.default_rng(seed)
    swapped = np.zeros(frames, dtype=np.bool_)
    while swapped.mean() < share:
        start = random.integers(0, frames)
        swapped[start : start + random.integers(2, 13)] = True
    return swapped


@pytest.mark.parametrize("fps", [25.0, 30.0, 60.0])
@pytest.mark.parametrize("cadence", [90.0, 130.0, 180.0])
@pytest.mark.parametrize("share", [0.0, 0.15])
def test_the_step_time_is_known_despite_swaps(fps: float, cadence: float, share: float) -> None:
    track = ButtKicks(fps=fps, cadence=cadence, noise_px=1.5).track()
    broken = with_swapped_legs(track, random_runs(len(track), share, 1))
    left_deg, right_deg = raised_deg(broken, observe(broken)).T
    step_s = step_time_s(left_deg - right_deg, broken.time_s)
    assert step_s == pytest.approx(60.0 / cadence, abs=1.0 / fps)


def test_too_few_frames_give_no_step_time() -> None:
    track = ButtKicks(fps=10.0).track()
    left_deg, right_deg = raised_deg(track, observe(track)).T
    assert step_time_s(left_deg - right_deg, track.time_s) == 0.0
    assert step_time_s(np.zeros(1), np.zeros(1)) == 0.0


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("cadence", [100.0, 160.0])
def test_swapped_runs_are_exchanged_back(fps: float, seed: int, cadence: float) -> None:
    truth = ButtKicks(fps=fps, cadence=cadence, yaw_deg=8.0, noise_px=1.5).track()
    broken = with_swapped_legs(truth, random_runs(len(truth), 0.15, seed))
    assert wrong_frames(broken, truth) > 0.05
    assert wrong_frames(repaired(broken), truth) <= 0.01


def test_a_third_of_the_frames_swapped() -> None:
    wrong = []
    for seed in range(10):
        kicks = ButtKicks(fps=30.0, cadence=140.0, yaw_deg=8.0, noise_px=1.5, seed=seed)
        truth = kicks.track()
        broken = with_swapped_legs(truth, random_runs(len(truth), 0.33, seed))
        wrong.append(wrong_frames(repaired(broken), truth))
    assert sum(share > 0.02 for share in wrong) <= 1


def every_kick_moved(kicks: ButtKicks, side: Side) -> float:
    """Show each kick of one leg as the other's; return the share of wrong frames after repair."""
    truth = kicks.track()
    broken = with_swapped_legs(truth, kicks.raised(side) > kicks.raised(other(side)))
    return wrong_frames(repaired(broken), truth)


@pytest.mark.parametrize("side", ["left", "right"])
def test_all_kicks_of_one_leg_shown_by_the_other(side: Side) -> None:
    kicks = ButtKicks(fps=60.0, cadence=180.0, yaw_deg=10.0, noise_px=1.5)
    assert every_kick_moved(kicks, side) <= 0.01


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("fps", "cadence"),
    [
        (30.0, 180.0),
        pytest.param(30.0, 100.0, marks=SLOW_ENOUGH_FOR_ONE_LEG),
        pytest.param(60.0, 100.0, marks=SLOW_ENOUGH_FOR_ONE_LEG),
    ],
)
def test_all_kicks_of_one_leg_shown_by_the_other_at_lower_rates(
    fps: float, cadence: float, side: Side
) -> None:
    kicks = ButtKicks(fps=fps, cadence=cadence, yaw_deg=10.0, noise_px=1.5)
    # The last kick may stay as it is: no kick after it shows whose turn it was.
    assert every_kick_moved(kicks, side) <= 1.0 / kicks.kicks


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize("side", ["left", "right"])
def test_kicks_of_one_leg_alone_stay_as_they_are(fps: float, side: Side) -> None:
    truth = ButtKicks(fps=fps, order=(side,), **SHORT_KICKS).track()
    assert wrong_frames(repaired(truth), truth) <= 0.005


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"cadence": 180.0},
        {"yaw_deg": 20.0},
        {"yaw_deg": 45.0},
        {"yaw_deg": 90.0},
        {"facing": -1},
        {"noise_px": 3.0},
        {"left_deg": 125.0, "right_deg": 60.0},
        {"left_deg": 60.0, "right_deg": 125.0},
        {"left_deg": 55.0, "right_deg": 55.0},
        {"thigh_swing_deg": 45.0},
        {"unevenness": 0.8},
        {"kicks": 0, "rest_s": 3.0},
        {"order": ("left", "right", "right"), **SHORT_KICKS},
    ],
    ids=str,
)
def test_legs_in_order_stay_as_they_are(fps: float, changes: dict[str, Any]) -> None:
    truth = ButtKicks(fps=fps, **changes).track()
    assert wrong_frames(repaired(truth), truth) <= 0.005


@pytest.mark.parametrize("fps", [30.0, 60.0])
def test_legs_that_tremble_stay_as_they_are(fps: float) -> None:
    wrong = []
    for seed in range(4):
        truth = ButtKicks(fps=fps, yaw_deg=8.0, noise_px=9.0, seed=seed).track()
        wrong.append(wrong_frames(repaired(truth), truth))
    assert np.mean(wrong) <= 0.02


#: Which leg is behind and bent in some frames of the run, by eye.
BENT_LEG_BY_EYE: dict[int, Side] = {
    6: "left", 8: "left", 10: "left", 16: "right", 18: "right", 20: "right", 24: "left",
    26: "left", 28: "left",
}  # fmt: skip


def test_a_runner_who_crosses_the_picture_keeps_their_legs() -> None:
    run = PoseRecording.load(POSES / "sports2d_run.poses.npz").track
    found = Motion(repaired(run), observe(run))
    bend_deg = {side: measure(found, "knee_flexion_deg", side) for side in SIDES}
    for frame, side in BENT_LEG_BY_EYE.items():
        assert bend_deg[side][frame] > bend_deg[other(side)][frame], frame


def test_nothing_else_moves() -> None:
    truth = ButtKicks(noise_px=1.0).track()
    result = repaired(with_swapped_legs(truth, random_runs(len(truth), 0.15, 1)))
    above_the_knees = slice(0, 25)
    np.testing.assert_array_equal(result.xy_px[:, above_the_knees], truth.xy_px[:, above_the_knees])
    np.testing.assert_array_equal(result.time_s, truth.time_s)


def test_world_landmarks_and_visibility_go_with_the_legs() -> None:
    truth = ButtKicks(yaw_deg=8.0).track()
    result = repaired(with_swapped_legs(truth, random_runs(len(truth), 0.1, 2)))
    legs = slice(25, 33)
    apart = np.abs(result.world_m[:, legs] - truth.world_m[:, legs]).max(axis=(1, 2))
    assert (apart > 0.1).mean() <= 0.01


@pytest.mark.parametrize("frames", [1, 2, 3, 5])
def test_a_few_frames(frames: int) -> None:
    truth = ButtKicks().track().part(70, 70 + frames)
    assert wrong_frames(repaired(truth), truth) == 0.0


BOTH = pytest.mark.parametrize("standing", [False, True], ids=["quadruped", "standing"])
SIDE_ON = ButtKicks(yaw_deg=20.0, noise_px=1.0)  # the legs stand clearly apart


@BOTH
@pytest.mark.parametrize("fps", [25.0, 60.0])
@pytest.mark.parametrize("lifted", ["left", "right"])
@pytest.mark.parametrize(("yaw_deg", "most_wrong"), [(20.0, 0.01), (40.0, 0.05), (-40.0, 0.05)])
def test_a_slow_leg_shown_as_the_other_while_it_is_up(
    yaw_deg: float, most_wrong: float, lifted: Side, fps: float, standing: bool
) -> None:
    camera = replace(SIDE_ON, yaw_deg=yaw_deg)
    kickbacks = Kickbacks(
        standing=standing, sides=(lifted, lifted, other(lifted)), fps=fps, camera=camera
    )
    truth = kickbacks.track()
    broken = with_swapped_legs(truth, kickbacks.raised(lifted)[0] > 0.6)
    assert wrong_frames(broken, truth) > 0.2
    found = repair_swaps(broken, observe(broken), UNILATERAL).track
    assert wrong_frames(found, truth) <= most_wrong


@BOTH
@pytest.mark.parametrize("sides", [("left",), ("right", "right"), ("left", "right", "left")])
def test_slow_legs_in_order_stay_as_they_are(sides: tuple[Side, ...], standing: bool) -> None:
    truth = Kickbacks(standing=standing, sides=sides, camera=SIDE_ON).track()
    assert not repair_swaps(truth, observe(truth), UNILATERAL).swapped.any()
