"""Where feet touch the floor, and how they are kept from going through it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.body import BONE_INDEX, Body
from benchmarks.human.clothes import Garment
from benchmarks.human.posture import Poser
from benchmarks.human.profiles import smooth
from benchmarks.human.rotations import about_x

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sole:
    """The contact points of a sole, from the ankle, in the rest pose: metres, z forward, y up.

    Attributes:
        ankle_height_m: height of the ankle joint over the floor with the foot flat.
        heel_m: (3,).
        ball_m: (3,) the pivot about which the heel is raised.
        toe_m: (3,).
    """

    ankle_height_m: float
    heel_m: Floats
    ball_m: Floats
    toe_m: Floats


def find_sole(body: Body, garments: list[Garment], letter: str) -> Sole:
    """Return the sole of one foot, or of its shoe."""
    foot_bones = [
        i
        for name, i in BONE_INDEX.items()
        if name.endswith(f".{letter}") and name.startswith(("foot", "toe"))
    ]
    clouds = [body.base_m[np.unique(body.skin_triangles)]]
    weights = [body.weights[np.unique(body.skin_triangles)]]
    for garment in garments:
        clouds.append(garment.mesh.vertices_m)
        weights.append(garment.weights)
    cloud, weight = np.concatenate(clouds), np.concatenate(weights)
    points = cloud[weight[:, foot_bones].sum(axis=1) > 0.5]
    floor = float(points[:, 1].min())
    ankle = body.skeleton.heads_m[BONE_INDEX[f"foot.{letter}"]]
    ball_z = body.skeleton.heads_m[BONE_INDEX[f"toe2-1.{letter}"]][2]
    low = points[points[:, 1] < floor + 0.025]
    down = floor - ankle[1]
    heel_z, toe_z = float(low[:, 2].min()), float(low[:, 2].max())
    heel, ball, toe = (
        np.array([0.0, down, z - ankle[2]]) for z in (heel_z + 0.01, float(ball_z), toe_z - 0.01)
    )
    return Sole(-down, heel, ball, toe)


def ankle_from_ball(
    ball_m: Floats, sole: Sole, pitch_deg: Floats, out_deg: float, sign: float
) -> Floats:
    """Return the places (T, 3) of an ankle whose foot pivots on its planted ball (T, 3)."""
    arm = about_x(pitch_deg) @ sole.ball_m
    turn = np.radians(sign * out_deg)
    c, s = np.cos(turn), np.sin(turn)
    turned = np.stack(
        [c * arm[:, 0] + s * arm[:, 2], arm[:, 1], -s * arm[:, 0] + c * arm[:, 2]], axis=1
    )
    return np.asarray(ball_m - turned)


def ankle_height_m(
    poser: Poser, hip_m: Floats, thigh_deg: Floats, shank_deg: Floats, out_deg: Floats
) -> Floats:
    """Return the height (T,) of an ankle.

    Args:
        poser: the person.
        hip_m: (T, 3) the hip joint.
        thigh_deg: (T,) inclination of the thigh, forward positive.
        shank_deg: (T,) inclination of the shank, backward positive.
        out_deg: (T,) how far the leg points outward.
    """
    knee_y = hip_m[:, 1] - poser.thigh_m * np.cos(np.radians(thigh_deg)) * np.cos(
        np.radians(out_deg)
    )
    height = knee_y - poser.shank_m * np.cos(np.radians(shank_deg)) * np.cos(np.radians(out_deg))
    return np.asarray(height)


def lowest_point_m(ankle_y_m: Floats, sole: Sole, pitch_deg: Floats) -> Floats:
    """Return the height (T,) of the lowest point of a foot with straight toes."""
    pitch = np.radians(pitch_deg)
    heights = [
        ankle_y_m + np.cos(pitch) * p[1] - np.sin(pitch) * p[2]
        for p in (sole.heel_m, sole.ball_m, sole.toe_m)
    ]
    return np.asarray(np.min(heights, axis=0))


def clear_floor(ankle_y_m: Floats, sole: Sole, pitch_deg: Floats, active: Floats) -> Floats:
    """Return the foot pitch (T,) with the toes lifted off the floor where ``active`` > 0."""
    lift = np.zeros_like(pitch_deg)
    inside = (active > 1e-3) & (pitch_deg > 0)
    for extra in np.arange(0.0, 60.0, 0.5):
        low = lowest_point_m(ankle_y_m, sole, pitch_deg - extra) < 0.002
        lift = np.where(inside & low & (pitch_deg - extra > 0), extra + 0.5, lift)
    # the lift is widened before it is smoothed, so that it is still enough
    widened = np.max([np.roll(lift, shift) for shift in range(-14, 15, 2)], axis=0)
    share = np.clip(active * 6, 0, 1)
    return np.asarray(pitch_deg - smooth(widened, 0.018) * share**2 * (3 - 2 * share))
