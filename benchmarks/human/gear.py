"""The gear: a chair, a cable, a band, a machine.

Unlike the room, it is drawn together with the person, so it hides what is behind it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.boxes import PLAIN, box
from benchmarks.human.spec import Gear

Floats = NDArray[np.float64]
METAL, PAD = np.array([0.12, 0.12, 0.13]), np.array([0.05, 0.05, 0.06])
PULLEY_AHEAD_M, PULLEY_HEIGHT_M = 1.15, 0.12
CABLE_M, BAND_M = 0.006, 0.025  # half of the thickness of the cable, of the width of the band
CUFF_LOW_M, CUFF_HIGH_M = (-0.05, -0.02, -0.06), (0.05, 0.03, 0.05)  # beside the ankle
NEAR_M = 0.34  # from the middle of the person to the machine in front of them


class GearInTheWay:
    """The gear of one clip, in the world of the person (x to their left, y up, z forwards).

    Args:
        kind: which gear.
        seed: seed of its colours.
        outwards: (3,) unit vector from the person to the camera, on the floor.
        support_m: (3,) where the hands rest, or None.
        works: the leg that a cable is tied to: 0 left, 1 right.
    """

    def __init__(
        self, kind: Gear, seed: int, outwards: Floats, support_m: Floats | None, works: int
    ) -> None:
        rng = np.random.default_rng([seed, 5])
        self._kind, self._works = kind, works
        self._paint = rng.uniform(0.05, 0.6) * (1.0 - 0.8 * rng.uniform(0, 1, 3))
        self._still = np.empty((0, 10))
        if kind == "chair" and support_m is not None:
            self._still = self._chair(support_m)
        elif kind == "machine":
            self._still = self._machine(outwards)
        elif kind == "cable":
            self._still = self._tower()

    def vertices(self, ankles_m: Floats) -> NDArray[np.float32]:
        """Return the gear (V, 10) at one moment, as in `Room`; ``ankles_m`` (2, 3) left, right."""
        parts = [self._still]
        if self._kind == "cable":
            pulley = np.array([0.0, PULLEY_HEIGHT_M, PULLEY_AHEAD_M])
            parts.append(_strip(ankles_m[self._works], pulley, CABLE_M, CABLE_M, METAL))
        if self._kind == "band":
            parts.append(_strip(ankles_m[0], ankles_m[1], BAND_M, 0.006, self._paint))
            parts += [
                _block(np.add(at, CUFF_LOW_M), np.add(at, CUFF_HIGH_M), self._paint)
                for at in ankles_m
            ]
        return np.concatenate(parts).astype(np.float32)

    def _chair(self, hands_m: Floats) -> Floats:
        """Return a chair: its back under the hands, its seat beyond."""
        x, y, z = np.add(hands_m, (0.0, -0.05, 0.03))
        parts = [
            _block([x - 0.23, y - 0.1, z], [x + 0.23, y, z + 0.03], self._paint),
            _block([x - 0.23, y - 0.28, z], [x + 0.23, y - 0.18, z + 0.03], self._paint),
            _block([x - 0.23, 0.42, z], [x + 0.23, 0.47, z + 0.45], self._paint),
        ]
        for side in (-0.21, 0.21):
            parts.append(_block([x + side - 0.02, 0, z], [x + side + 0.02, y, z + 0.035], METAL))
            parts.append(
                _block([x + side - 0.02, 0, z + 0.4], [x + side + 0.02, 0.42, z + 0.44], METAL)
            )
        return np.concatenate(parts)

    def _tower(self) -> Floats:
        """Return the tower that the cable comes from."""
        z = PULLEY_AHEAD_M
        return np.concatenate(
            [
                _block([-0.25, 0, z], [0.25, 1.9, z + 0.3], self._paint),
                _block([-0.06, 0.04, z - 0.06], [0.06, 0.2, z], METAL),
            ]
        )

    def _machine(self, outwards: Floats) -> Floats:
        """Return a rail, a post and a pad between the stance leg and the camera."""
        right = np.cross([0.0, 1.0, 0.0], outwards)
        basis = np.stack([right, np.array([0.0, 1.0, 0.0]), outwards], axis=1)
        ahead = float(np.sign(right[2])) or 1.0  # the way the person faces in the picture

        def part(low: tuple[float, float], high: tuple[float, float], paint: Floats) -> Floats:
            xs = sorted((ahead * low[0], ahead * high[0]))
            start = np.array([xs[0], low[1], NEAR_M])
            return box(start, np.array([xs[1], high[1], NEAR_M + 0.08]), paint, PLAIN, basis)

        return np.concatenate(
            [
                part((-0.35, 0.0), (0.6, 0.16), self._paint),
                part((0.02, 0.1), (0.12, 1.05), self._paint),
                part((-0.06, 0.5), (0.16, 0.68), PAD),
            ]
        )


def _block(low: object, high: object, paint: Floats) -> Floats:
    return box(np.asarray(low, float), np.asarray(high, float), paint, PLAIN, np.eye(3))


def _strip(
    start: Floats, end: Floats, half_high_m: float, half_deep_m: float, paint: Floats
) -> Floats:
    """Return a straight strip between two points; ``half_high_m`` is across it, upwards."""
    along = end - start
    along = along / max(float(np.linalg.norm(along)), 1e-9)
    across = np.cross(along, [0.0, 1.0, 0.0])
    across = across / max(float(np.linalg.norm(across)), 1e-9)
    basis = np.stack([along, np.cross(across, along), across], axis=1)
    low, high = basis.T @ start, basis.T @ end
    half = np.array([0.0, half_high_m, half_deep_m])
    return box(low - half, high + half, paint, PLAIN, basis)
