"""A plain room: floor, walls, furniture made of boxes, and its light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.boxes import PLAIN, PLANKS, SPECKLE, box
from benchmarks.human.furniture import Paint, furniture
from benchmarks.human.spec import SceneSpec

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Light:
    """The lamps, in linear light. Directions (3,) point from the scene towards the lamp."""

    key_direction: Floats
    key: float
    ambient: float
    fill_direction: Floats
    fill: float
    tint: Floats  #: (3,) of the key


@dataclass(frozen=True, slots=True)
class Room:
    """A room ready to be drawn.

    Attributes:
        vertices: (V, 10) place, normal, colour, pattern; six in a row make a quad.
        light: the lamps.
    """

    vertices: NDArray[np.float32]
    light: Light


def build_room(
    spec: SceneSpec,
    seed: int,
    outwards: Floats,
    half_depth_m: float,
    support_m: Floats | None = None,
) -> Room:
    """Return a room whose back wall is seen square-on.

    Args:
        spec: what the room is like; what it leaves open is drawn from the seed.
        seed: seed of the clip.
        outwards: (3,) direction from the person to the camera.
        half_depth_m: how far behind the person nothing stands.
        support_m: (3,) where the hands rest; a rail is put under them. The person is drawn over
            the room, so a rail that would stand between camera and person is left out.
    """
    rng = np.random.default_rng([seed, 3])
    right = np.cross([0.0, 1, 0], outwards)
    basis = np.stack([right, np.array([0.0, 1, 0]), outwards], axis=1)
    paint = Paint(rng)
    wall = paint(0.3, 0.75, 0.35) if spec.wall_rgb is None else np.array(spec.wall_rgb)
    floor = paint(0.12, 0.5, 0.5) if spec.floor_rgb is None else np.array(spec.floor_rgb)
    back = -(half_depth_m + float(rng.uniform(0.7, 1.8)))
    parts = _walls(rng, back, wall, floor, basis)
    count = int(rng.integers(1, 5)) if spec.clutter is None else spec.clutter
    places = rng.permutation([-2.95, -1.8, -0.65, 0.65, 1.8, 2.95, 4.1, -4.1])  # none overlap
    for x in places[:count]:
        parts.extend(furniture(rng, float(x) + float(rng.uniform(-0.12, 0.12)), back, basis, paint))
    if support_m is not None and outwards[2] < 0.5:
        parts.extend(_rail(support_m, paint(0.1, 0.5, 0.6)))
    return Room(np.concatenate(parts).astype(np.float32), _light(spec, rng, basis))


def _walls(
    rng: np.random.Generator, back: float, wall: Floats, floor: Floats, basis: Floats
) -> list[Floats]:
    """Return floor, back wall, skirting board, and in every other room a wall at one side."""
    pattern = float(rng.choice([PLANKS, SPECKLE, PLAIN]))
    skirting = np.array([12, 0.09, back + 0.015])
    parts = [
        box(np.array([-12, -0.2, back - 0.5]), np.array([12, 0, 9.0]), floor, pattern, basis),
        box(np.array([-12, 0, back - 0.2]), np.array([12, 7.0, back]), wall, PLAIN, basis),
        box(np.array([-12, 0, back]), skirting, wall * 0.35 + 0.5, PLAIN, basis),
    ]
    if rng.uniform() < 0.5:
        x = float(rng.uniform(1.6, 3.2)) * float(rng.choice([-1, 1]))
        low, high = sorted((x, x + np.sign(x) * 0.2))
        parts.append(
            box(np.array([low, 0, back]), np.array([high, 7.0, 9.0]), wall * 0.95, PLAIN, basis)
        )
    return parts


def _rail(support_m: Floats, paint: Floats) -> list[Floats]:
    """Return a rail under the hands, on two posts."""
    x, y, z = support_m
    low, high = (np.array([x - 0.32, y - 0.09, z + 0.02]), np.array([x + 0.32, y - 0.045, z + 0.1]))
    parts = [box(low, high, paint, PLAIN, np.eye(3))]
    for side in (-1, 1):
        post = np.array([x + side * 0.29, 0, z + 0.06])
        low = post - np.array([0.025, 0, 0.025])
        high = post + np.array([0.025, y - 0.08, 0.025])
        parts.append(box(low, high, np.array([0.15, 0.15, 0.16]), PLAIN, np.eye(3)))
    return parts


def _light(spec: SceneSpec, rng: np.random.Generator, basis: Floats) -> Light:
    def given(value: float | None, low: float, high: float) -> float:
        return float(rng.uniform(low, high)) if value is None else value

    brightness = given(spec.brightness, 0.75, 1.15)
    azimuth = np.radians(given(spec.key_azimuth_deg, -60, 60))
    elevation = np.radians(given(spec.key_elevation_deg, 40, 75))
    share = given(spec.key_share, 0.3, 0.65)
    key = basis @ np.array(
        [
            np.sin(azimuth) * np.cos(elevation),
            np.sin(elevation),
            np.cos(azimuth) * np.cos(elevation),
        ]
    )
    fill = basis @ np.array([-np.sin(azimuth) * 0.7, 0.25, 0.7])
    tint = np.array([1.0, rng.uniform(0.9, 1.0), rng.uniform(0.75, 1.05)])
    return Light(
        key,
        1.1 * share * brightness,
        0.85 * (1 - share) * brightness + 0.12,
        fill / np.linalg.norm(fill),
        0.28 * brightness,
        tint,
    )
