"""People who do what is none of the exercises, in synthetic poses."""

import numpy as np

from formcheck.poses.landmarks import COUNT, SIDES, Landmark, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray
from tests.synthetic import SHANK_M, THIGH_M, TRUNK_M, ButtKicks

SECONDS, FPS = 8.0, 30.0
SIDE, FRONT = ButtKicks(), ButtKicks(yaw_deg=90.0)
TIME_S = np.arange(int(SECONDS * FPS)) / FPS


def wave(hertz: float, late: float = 0.0) -> FloatArray:
    """0 to 1 and back, so many times a second; ``late`` by a share of the way round."""
    return np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * (hertz * TIME_S - late)))


def _down(angle_deg: FloatArray) -> FloatArray:
    angle = np.radians(angle_deg)
    return np.stack([np.sin(angle), -np.cos(angle), np.zeros_like(angle)], axis=-1)


def _up(height_m: FloatArray | float, n: int) -> FloatArray:
    return np.stack([np.zeros(n), np.broadcast_to(height_m, n), np.zeros(n)], axis=1)


def moved(
    thighs: tuple[FloatArray, FloatArray],
    knees: tuple[FloatArray, FloatArray],
    *,
    trunk_deg: FloatArray | float = 3.0,
    hip_up_m: FloatArray | float | None = None,
    hand_up_m: FloatArray | float = -0.5,
    camera: ButtKicks = SIDE,
) -> PoseTrack:
    """Someone with these thighs, forward positive, and knees, left and right; feet on the floor.

    The right hand hangs under its shoulder, and the left one is ``hand_up_m`` above it.
    """
    n = len(TIME_S)
    shanks = [thigh - knee for thigh, knee in zip(thighs, knees, strict=True)]
    reach = [
        -(THIGH_M * _down(thigh) + SHANK_M * _down(shank))[:, 1]
        for thigh, shank in zip(thighs, shanks, strict=True)
    ]
    hip = np.zeros((n, 3))
    hip[:, 1] = np.maximum(*reach) if hip_up_m is None else hip_up_m
    shoulder = hip - TRUNK_M * _down(-np.broadcast_to(trunk_deg, n))
    points = np.repeat(shoulder[:, None], COUNT, axis=1)
    points[:, : Landmark.LEFT_SHOULDER, 1] += 0.2
    points[:, Landmark.NOSE, 0] += 0.1
    for side, thigh, shank in zip(SIDES, thighs, shanks, strict=True):
        knee = hip + THIGH_M * _down(thigh)
        ankle = knee + SHANK_M * _down(shank)
        places = {
            "hip": (hip, 0.09),
            "knee": (knee, 0.09),
            "ankle": (ankle, 0.09),
            "heel": (ankle + np.array([-0.05, -0.05, 0.0]), 0.09),
            "foot_index": (ankle + np.array([0.14, -0.06, 0.0]), 0.09),
            "shoulder": (shoulder, 0.18),
            "wrist": (shoulder + _up(hand_up_m if side == "left" else -0.5, n), 0.18),
        }
        for name, (place, out_m) in places.items():
            points[:, joint(side, name)] = place
            points[:, joint(side, name), 2] += out_m if side == "left" else -out_m
    return camera.filmed(TIME_S, points)


def squats(camera: ButtKicks = SIDE) -> PoseTrack:
    down = wave(0.4)
    return moved(
        (80.0 * down, 80.0 * down),
        (110.0 * down, 110.0 * down),
        trunk_deg=30.0 * down,
        camera=camera,
    )


def gait(
    forward: float, back: float, bend: float, hertz: float, camera: ButtKicks = SIDE
) -> PoseTrack:
    """Thighs to and fro, the knee bent most on its way forward."""
    thighs, knees = [], []
    for late in (0.0, 0.5):
        thighs.append((forward + back) * wave(hertz, late) - back)
        knees.append(5.0 + bend * wave(hertz, late - 0.2) ** 3)
    return moved((thighs[0], thighs[1]), (knees[0], knees[1]), camera=camera)


def high_knees(camera: ButtKicks = SIDE) -> PoseTrack:
    up = (wave(1.3) ** 2, wave(1.3, 0.5) ** 2)
    return moved((95.0 * up[0], 95.0 * up[1]), (110.0 * up[0], 110.0 * up[1]), camera=camera)


def lunges(camera: ButtKicks = SIDE) -> PoseTrack:
    down, still = wave(0.4), np.zeros(len(TIME_S))
    return moved(
        (80.0 * down, -15.0 * down),
        (85.0 * down, 80.0 * down + still),
        trunk_deg=5.0,
        camera=camera,
    )


def on_all_fours(
    behind_deg: FloatArray | float,
    knee_deg: FloatArray | float,
    *,
    stays_deg: FloatArray | float = -4.0,
    stays_knee_deg: FloatArray | float = 92.0,
    hand_up_m: FloatArray | float = -0.5,
) -> PoseTrack:
    """The right leg goes back from hands and knees, the left one kneels."""
    n = len(TIME_S)
    thighs, knees = (
        tuple(np.broadcast_to(angle, n) for angle in angles)
        for angles in ((stays_deg, behind_deg), (stays_knee_deg, knee_deg))
    )
    return moved(
        (thighs[0], thighs[1]), (knees[0], knees[1]),
        trunk_deg=80.0, hip_up_m=0.45, hand_up_m=hand_up_m,
    )  # fmt: skip


def push_ups() -> PoseTrack:
    behind = -80.0 + 12.0 * wave(0.5)
    knee = np.full(len(TIME_S), 3.0)
    return moved((behind, behind), (knee, knee), trunk_deg=80.0 - 12.0 * wave(0.5), hip_up_m=0.4)
