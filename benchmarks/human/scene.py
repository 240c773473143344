"""A plain room: floor, walls, boxes that stand for furniture, and its light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.spec import SceneSpec

Floats = NDArray[np.float64]
#: fragment patterns of the room shader
PLAIN, PLANKS, SPECKLE = 0.0, 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Light:
    """Linear light. Directions point from the scene towards the lamp."""

    key_direction: Floats
    key: float
    ambient: float
    fill_direction: Floats
    fill: float
    tint: Floats  #: (3,) of the key


@dataclass(frozen=True, slots=True)
class Room:
    """Vertices (V, 10): place, normal, colour, pattern — six to a quad, not indexed — and light."""

    vertices: NDArray[np.float32]
    light: Light


def box(low: Floats, high: Floats, colour: Floats, pattern: float, basis: Floats) -> Floats:
    """Give a box's 36 vertices (36, 10); ``basis`` columns are the room's axes in the world."""
    rows = []
    for axis in range(3):
        for side in (0, 1):
            normal = np.zeros(3)
            normal[axis] = 2 * side - 1
            u, v = [a for a in range(3) if a != axis]
            corner = np.where(np.arange(3) == axis, (low, high)[side], low)
            quad = []
            for du, dv in ((0, 0), (1, 0), (1, 1), (0, 0), (1, 1), (0, 1)):
                point = corner.copy()
                point[u] += du * (high - low)[u]
                point[v] += dv * (high - low)[v]
                quad.append(point)
            for point in quad:
                rows.append(np.concatenate([basis @ point, basis @ normal, colour, [pattern]]))
    return np.array(rows)


def build_room(
    spec: SceneSpec,
    seed: int,
    outwards: Floats,
    half_depth_m: float,
    support_m: Floats | None = None,
) -> Room:
    """A room whose back wall is seen square-on from the direction ``outwards`` (3,).

    ``support_m`` (3,) is where hands rest; a rail to hold on to is put under them. The person is
    drawn over the room, so a rail that would stand between the camera and the person is left out.
    """
    rng = np.random.default_rng([seed, 3])
    right = np.cross([0.0, 1, 0], outwards)
    basis = np.stack([right, np.array([0.0, 1, 0]), outwards], axis=1)

    def colour(low: float, high: float, strength: float) -> Floats:
        return np.asarray(rng.uniform(low, high) * (1 - strength * rng.uniform(0, 1, 3)))

    wall = colour(0.3, 0.75, 0.35) if spec.wall_rgb is None else np.array(spec.wall_rgb)
    floor = colour(0.12, 0.5, 0.5) if spec.floor_rgb is None else np.array(spec.floor_rgb)
    back = -(half_depth_m + float(rng.uniform(0.7, 1.8)))
    pattern = float(rng.choice([PLANKS, SPECKLE, PLAIN]))
    parts = [
        box(np.array([-12, -0.2, back - 0.5]), np.array([12, 0, 9.0]), floor, pattern, basis),
        box(np.array([-12, 0, back - 0.2]), np.array([12, 7.0, back]), wall, PLAIN, basis),
        box(
            np.array([-12, 0, back]),
            np.array([12, 0.09, back + 0.015]),
            wall * 0.35 + 0.5,
            PLAIN,
            basis,
        ),
    ]
    if rng.uniform() < 0.5:
        x = float(rng.uniform(1.6, 3.2)) * float(rng.choice([-1, 1]))
        low, high = sorted((x, x + np.sign(x) * 0.2))
        parts.append(
            box(np.array([low, 0, back]), np.array([high, 7.0, 9.0]), wall * 0.95, PLAIN, basis)
        )
    count = int(rng.integers(1, 5)) if spec.clutter is None else spec.clutter
    places = rng.permutation([-2.95, -1.8, -0.65, 0.65, 1.8, 2.95, 4.1, -4.1])  # none overlap
    for x in places[:count]:
        parts.extend(
            _furniture(rng, float(x) + float(rng.uniform(-0.12, 0.12)), back, basis, colour)
        )
    if support_m is not None and outwards[2] < 0.5:
        x, y, z = support_m
        parts.append(
            box(
                np.array([x - 0.32, y - 0.09, z + 0.02]),
                np.array([x + 0.32, y - 0.045, z + 0.10]),
                colour(0.1, 0.5, 0.6),
                PLAIN,
                np.eye(3),
            )
        )
        for side in (-1, 1):
            post = np.array([x + side * 0.29, 0, z + 0.06])
            parts.append(
                box(
                    post - np.array([0.025, 0, 0.025]),
                    post + np.array([0.025, y - 0.08, 0.025]),
                    np.array([0.15, 0.15, 0.16]),
                    PLAIN,
                    np.eye(3),
                )
            )
    brightness = float(rng.uniform(0.75, 1.15)) if spec.brightness is None else spec.brightness
    azimuth = float(rng.uniform(-60, 60)) if spec.key_azimuth_deg is None else spec.key_azimuth_deg
    elevation = (
        float(rng.uniform(40, 75)) if spec.key_elevation_deg is None else spec.key_elevation_deg
    )
    share = float(rng.uniform(0.3, 0.65)) if spec.key_share is None else spec.key_share
    a, e = np.radians(azimuth), np.radians(elevation)
    key = basis @ np.array([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)])
    fill = basis @ np.array([-np.sin(a) * 0.7, 0.25, 0.7])
    tint = np.array([1.0, rng.uniform(0.9, 1.0), rng.uniform(0.75, 1.05)])
    light = Light(
        key,
        1.1 * share * brightness,
        0.85 * (1 - share) * brightness + 0.12,
        fill / np.linalg.norm(fill),
        0.28 * brightness,
        tint,
    )
    return Room(np.concatenate(parts).astype(np.float32), light)


def _furniture(
    rng: np.random.Generator, x: float, back: float, basis: Floats, colour: object
) -> list[Floats]:
    """One piece of furniture along the back wall at ``x`` (metres from the middle)."""
    assert callable(colour)
    kind = str(rng.choice(["shelf", "sofa", "door", "picture", "lamp"]))
    tone = colour(0.05, 0.6, 0.8)

    def part(
        low: tuple[float, float, float], high: tuple[float, float, float], paint: Floats
    ) -> Floats:
        start = np.array([x + low[0], low[1], back + low[2]])
        end = np.array([x + high[0], high[1], back + high[2]])
        return box(start, end, paint, PLAIN, basis)

    if kind == "shelf":
        out = [part((-0.42, 0, 0), (0.42, 1.7, 0.3), tone)]
        for level in range(4):
            base = 0.1 + level * 0.4
            out.append(part((-0.38, base, 0.05), (0.38, base + 0.33, 0.305), tone * 0.35))
            for book in range(int(rng.integers(2, 7))):
                left = -0.36 + book * 0.1
                out.append(
                    part(
                        (left, base, 0.1),
                        (
                            left + float(rng.uniform(0.03, 0.09)),
                            base + float(rng.uniform(0.15, 0.3)),
                            0.31,
                        ),
                        colour(0.05, 0.6, 0.9),
                    )
                )
        return out
    if kind == "sofa":
        return [
            part((-0.8, 0.08, 0), (0.8, 0.42, 0.8), tone),
            part((-0.8, 0.08, 0), (0.8, 0.82, 0.22), tone * 0.9),
            part((-0.95, 0.08, 0), (-0.78, 0.6, 0.8), tone * 0.85),
            part((0.78, 0.08, 0), (0.95, 0.6, 0.8), tone * 0.85),
        ]
    if kind == "door":
        return [
            part((-0.48, 0, 0), (0.48, 2.06, 0.03), tone * 0.6 + 0.3),
            part((-0.42, 0, 0.02), (0.42, 2.0, 0.045), tone),
            part((0.3, 1.0, 0.04), (0.38, 1.03, 0.09), np.array([0.4, 0.4, 0.38])),
        ]
    if kind == "picture":
        y = float(rng.uniform(1.2, 1.6))
        return [
            part((-0.35, y, 0), (0.35, y + 0.5, 0.03), np.array([0.05, 0.04, 0.04])),
            part((-0.31, y + 0.04, 0.02), (0.31, y + 0.46, 0.035), tone),
            part((-0.2, y + 0.1, 0.03), (0.05, y + 0.3, 0.04), colour(0.1, 0.7, 0.9)),
        ]
    return [
        part((-0.03, 0, 0.2), (0.03, 1.4, 0.26), tone * 0.5),
        part((-0.18, 1.35, 0.05), (0.18, 1.7, 0.41), np.array([0.8, 0.76, 0.66])),
    ]
