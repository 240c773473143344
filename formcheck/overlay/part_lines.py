"""The lines and marks of each part of the body, and where its number belongs."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from formcheck.body.parts import BodyPart
from formcheck.poses.landmarks import SIDES, Landmark, Side, joint
from formcheck.results import FaultyPart
from formcheck.system.arrays import BoolArray, FloatArray, IntArray

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
_BAR_REACH: Final = 1.3  # of a bar through the hips to both sides, in widths of the hips
_MOST_TILT_DEG: Final = 15.0  # of the bar
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


def marks_seen(
    points: FloatArray, part: BodyPart, sides: Sequence[Side], unsure: BoolArray | None
) -> FloatArray:
    """Return the marks of a part without those of landmarks that are all hidden or lost, (k, 2)."""
    if unsure is not None:
        sides = [s for s in sides if not all(unsure[joint(s, name)] for name in _MARKED[part])]
    return marks_of(points, part, sides) if sides else np.empty((0, 2))


def reference_line(points: FloatArray, part: FaultyPart) -> FloatArray | None:
    """Return where a part would be if it were upright, or level: a line, (2, 2), in pixels.

    It is where a trunk was when the rep began if it is judged by how it leans further. None for
    parts that are measured against another part.
    """
    hips = points[[joint(side, "hip") for side in SIDES]]
    if part.part == "trunk":
        shoulders = points[[joint(side, "shoulder") for side in SIDES]]
        foot, upwards = hips.mean(axis=0), (shoulders - hips).mean(axis=0)
        if part.tilt_deg is None:
            return np.array([foot, foot - (0.0, np.hypot(*upwards))])
        back = np.radians(-part.tilt_deg)
        turn = np.array([[np.cos(back), -np.sin(back)], [np.sin(back), np.cos(back)]])
        return np.array([foot, foot + turn @ upwards])
    if part.part == "pelvis":
        return pelvis_bar(points, 0.0)
    return None


def pelvis_bar(points: FloatArray, tilt_deg: float) -> FloatArray:
    """Return a line through the hips, (2, 2), in pixels; it reaches beyond both of them.

    Args:
        points: (33, 2) landmarks in pixels.
        tilt_deg: against the level, the left side lower positive.
    """
    left, right = points[[joint(side, "hip") for side in SIDES]]
    tilt = np.radians(tilt_deg)
    across = left[0] - right[0]
    half = _BAR_REACH * np.array([across * np.cos(tilt), abs(across) * np.sin(tilt)])
    middle: FloatArray = (left + right) / 2
    return np.array([middle + half, middle - half])


def thigh_box(points: FloatArray) -> FloatArray:
    """Return the box of a bar through the hips and of the thighs, (n, 4), in pixels.

    A number of the pelvis stands beside it. There is none where a hip or knee is unknown.
    """
    bars = [pelvis_bar(points, tilt_deg) for tilt_deg in (-_MOST_TILT_DEG, _MOST_TILT_DEG)]
    knees = [points[[joint(side, "knee")]] for side in SIDES]
    shown = np.concatenate([*bars, *knees])
    box = np.concatenate([shown.min(axis=0), shown.max(axis=0)])
    return box[None] if np.isfinite(box).all() else np.empty((0, 4))
