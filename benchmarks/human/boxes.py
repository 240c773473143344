"""Boxes, of which the room and the gear are made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Patterns that the shader of the room draws.
PLAIN, PLANKS, SPECKLE = 0.0, 1.0, 2.0


def box(low: Floats, high: Floats, colour: Floats, pattern: float, basis: Floats) -> Floats:
    """Return the vertices (36, 10) of a box: place, normal, colour, pattern.

    Args:
        low: (3,) corner with the least coordinates, along the axes of the room.
        high: (3,) the opposite corner.
        colour: (3,) linear light.
        pattern: `PLAIN`, `PLANKS` or `SPECKLE`.
        basis: (3, 3) columns are the axes of the room in the world.
    """
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
