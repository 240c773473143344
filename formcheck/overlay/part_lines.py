"""The lines and marks of each part of the body, and where its number belongs."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from formcheck.body.parts import BodyPart
from formcheck.poses.landmarks import SIDES, Landmark, Side, joint
from formcheck.system.arrays import FloatArray, IntArray

#: The landmarks at the two ends of each of some lines.
Ends: TypeAlias = tuple[tuple[Landmark, Landmark], ...]

_THIGH, _SHANK = ("hip", "knee"), ("knee", "ankle")
_FOOT = (("ankle", "heel"), ("heel", "foot_index"))
# The ends of the lines of one side.
_OF_A_SIDE: Final[dict[BodyPart, Sequence[tuple[str, str]]]] = {
    "arm": (("shoulder", "elbow"), ("elbow", "wrist")),
    "trunk": (("shoulder", "hip"),),
    "thigh": (_THIGH,),
    "shank": (_SHANK,),
    "foot": _FOOT,
    "knee": (_THIGH, _SHANK),
    "leg": (_THIGH, _SHANK, *_FOOT),
}
_ACROSS: Final[dict[BodyPart, str]] = {"pelvis": "hip", "shoulders": "shoulder"}
# The joints between which the mark of a verdict stands; the number of the part stands beside it.
_MARKED: Final[dict[BodyPart, tuple[str, ...]]] = {
    "arm": ("elbow",),
    "trunk": ("shoulder", "hip"),
    "thigh": ("hip", "knee"),
    "shank": ("knee", "ankle"),
    "foot": ("foot_index",),
    "knee": ("knee",),
    "leg": ("knee",),
    "pelvis": ("hip",),
    "shoulders": ("shoulder",),
    "head": ("ear", "shoulder"),
    "upper back": ("shoulder",),
    "lower back": ("hip",),
    "body": ("hip",),
}


def sides_of(part: BodyPart, side: Side | None, near_side: Side | None) -> tuple[Side, ...]:
    """Return the sides on which a part is drawn.

    Args:
        part: the part.
        side: its side; None where both are meant, or it has none.
        near_side: the side nearer to the camera, which hides the other one; None if neither is.
    """
    if part == "trunk" and near_side:
        return (near_side,)
    return (side,) if side else SIDES


def ends_of(part: BodyPart, sides: Sequence[Side]) -> Ends:
    """Return the ends of the lines of a part on some sides; nothing for a part without lines."""
    if part in _ACROSS:
        left, right = (joint(side, _ACROSS[part]) for side in SIDES)
        return ((left, right),)
    pairs = _OF_A_SIDE.get(part, ())
    return tuple((joint(side, start), joint(side, end)) for side in sides for start, end in pairs)


def lines_of(points: FloatArray, ends: Ends) -> FloatArray:
    """Return the lines between some landmarks, (n, 2, 2), in pixels; NaN where unknown."""
    lines: FloatArray = points[_indices(ends)]
    return lines


@lru_cache(maxsize=200)
def _indices(ends: Ends) -> IntArray:
    """Return the numbers of the landmarks, (n, 2)."""
    return np.array(ends, np.int64).reshape(-1, 2)


def marks_of(points: FloatArray, part: BodyPart, sides: Sequence[Side]) -> FloatArray:
    """Return where the marks of a part stand, (k, 2), in pixels: one on each of some sides."""
    at = [[points[joint(side, name)] for name in _MARKED[part]] for side in sides]
    marks: FloatArray = np.array(at).mean(axis=1)
    return marks


def reference_line(points: FloatArray, part: BodyPart) -> FloatArray | None:
    """Return where a part would be if it were upright, or level: a line, (2, 2), in pixels.

    None for parts that are measured against another part.
    """
    hips = points[[joint(side, "hip") for side in SIDES]]
    if part == "trunk":
        shoulders = points[[joint(side, "shoulder") for side in SIDES]]
        foot, length = hips.mean(axis=0), np.hypot(*(shoulders - hips).mean(axis=0))
        return np.array([foot, foot - (0.0, length)])
    if part == "pelvis":
        (x, y), half = hips.mean(axis=0), 0.7 * abs(hips[1, 0] - hips[0, 0])
        return np.array([(x - half, y), (x + half, y)])
    return None
