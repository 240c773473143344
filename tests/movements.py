"""Synthetic movements that are none of the exercises: squats, lunges, high knees, push-ups."""

import numpy as np

from formcheck.poses.landmarks import COUNT, SIDES, Landmark
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray
from tests.synthetic.body import SHANK_M, THIGH_M, TRUNK_M, down, place
from tests.synthetic.camera import Camera

SECONDS, FPS = 8.0, 30.0
SIDE, FRONT = Camera(), Camera(yaw_deg=90.0)
TIME_S = np.arange(int(SECONDS * FPS)) / FPS


def wave(hertz: float, late: float = 0.0) -> FloatArray:
    """Return (n,) 0 to 1 and back, so many times per second, ``late`` by a share of the period."""
    return np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * (hertz * TIME_S - late)))


def _down(angle_deg: FloatArray) -> FloatArray:
    """(n, 3) unit vectors that hang down, swung forward by an angle in degrees."""
    return down(np.radians(angle_deg))


def _up(height_m: FloatArray | float, n: int) -> FloatArray:
    return np.stack([np.zeros(n), np.broadcast_to(height_m, n), np.zeros(n)], axis=1)


def moved(
    thighs: tuple[FloatArray, FloatArray],
    knees: tuple[FloatArray, FloatArray],
    *,
    trunk_deg: FloatArray | float = 3.0,
    hip_up_m: FloatArray | float | None = None,
    hand_up_m: FloatArray | float = -0.5,
    camera: Camera = SIDE,
) -> PoseTrack:
    """Return the track of a person whose lower foot is on the floor.

    Args:
        thighs: (n,) degrees of the left and the right thigh, forward positive.
        knees: (n,) degrees of flexion of the left and the right knee.
        trunk_deg: inclination of the trunk.
        hip_up_m: height of the hips; None to keep the lower foot on the floor.
        hand_up_m: height of the left hand above its shoulder; the right hand hangs.
        camera: the camera that sees it.
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
        parts = {
            "hip": (hip, 0.09),
            "knee": (knee, 0.09),
            "ankle": (ankle, 0.09),
            "heel": (ankle + np.array([-0.05, -0.05, 0.0]), 0.09),
            "foot_index": (ankle + np.array([0.14, -0.06, 0.0]), 0.09),
            "shoulder": (shoulder, 0.18),
            "wrist": (shoulder + _up(hand_up_m if side == "left" else -0.5, n), 0.18),
        }
        place(points, side, parts)
    return camera.filmed(TIME_S, points)


def squats(camera: Camera = SIDE) -> PoseTrack:
    down = wave(0.4)
    return moved(
        (80.0 * down, 80.0 * down),
        (110.0 * down, 110.0 * down),
        trunk_deg=30.0 * down,
        camera=camera,
    )


def gait(
    forward: float, back: float, bend: float, hertz: float, camera: Camera = SIDE
) -> PoseTrack:
    """Swing the thighs to and fro; the knee bends most while the thigh swings forward."""
    thighs, knees = [], []
    for late in (0.0, 0.5):
        thighs.append((forward + back) * wave(hertz, late) - back)
        knees.append(5.0 + bend * wave(hertz, late - 0.2) ** 3)
    return moved((thighs[0], thighs[1]), (knees[0], knees[1]), camera=camera)


def high_knees(camera: Camera = SIDE) -> PoseTrack:
    up = (wave(1.3) ** 2, wave(1.3, 0.5) ** 2)
    return moved((95.0 * up[0], 95.0 * up[1]), (110.0 * up[0], 110.0 * up[1]), camera=camera)


def lunges(camera: Camera = SIDE) -> PoseTrack:
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
    """Move the right leg back on hands and knees; the left one kneels."""
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
