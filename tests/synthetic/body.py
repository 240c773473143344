"""The stick person: lengths in metres, directions, and where landmarks lie.

Points are x forward, y up, z to the person's left. Angles follow the clinical convention.
"""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from formcheck.poses.landmarks import Landmark, Side, joint
from formcheck.system.arrays import FloatArray

THIGH_M = SHANK_M = 0.43
LEG_M = THIGH_M + SHANK_M
TRUNK_M = 0.5
NECK_M = 0.22  # from shoulder to ear
UPPER_ARM_M = 0.3
FOREARM_M = 0.26
HALF_HIPS_M, HALF_SHOULDERS_M = 0.1, 0.1725

#: Name of a paired part -> where it is, (n, 3) in metres, and how far out to its side.
Parts: TypeAlias = dict[str, tuple[FloatArray, float | FloatArray]]


def down(angle: FloatArray) -> FloatArray:
    """(n, 3) unit vectors that hang down, swung forward by an angle in radians."""
    return np.stack([np.sin(angle), -np.cos(angle), np.zeros_like(angle)], axis=-1)


def place(
    points: FloatArray, side: Side, parts: Mapping[str, tuple[FloatArray, float | FloatArray]]
) -> None:
    """Write the paired parts of one side into (n, 33, 3) points."""
    for name, (at, out_m) in parts.items():
        mouth = f"MOUTH_{side.upper()}"
        landmark = Landmark[mouth] if name == "mouth" else joint(side, name)
        points[:, landmark] = at
        points[:, landmark, 2] += out_m if side == "left" else -out_m
