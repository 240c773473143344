"""Places for plates beside the person: off other plates, and off head and feet."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.overlay.layout import Layout
from formcheck.overlay.plates import Placed
from formcheck.poses.landmarks import SIDES, Landmark, joint
from formcheck.system.arrays import BoolArray, FloatArray

_FEET: Final = np.array(
    [[joint(side, name) for name in ("ankle", "heel", "foot_index")] for side in SIDES]
)
_ALONG: Final = np.linspace(0, 1, 9)[:, None, None]  # places on a line that may be covered
_TURNS: Final = np.linspace(0, 2 * np.pi, 24, endpoint=False)
_WAYS: Final = np.stack([np.cos(_TURNS), np.sin(_TURNS)], axis=1)  # directions from a point
_REACHES: Final = np.array([0.8, 1.6, 2.6, 3.8])  # distances from it, in radii of an arc


def boxes_of(plates: Sequence[Placed]) -> FloatArray:
    """Return the boxes of plates, (n, 4): left, top, right, bottom, in pixels."""
    boxes = [(left, top, left + s.size[0], top + s.size[1]) for s, left, top in plates]
    return np.array(boxes, float).reshape(-1, 4)


def head_ring(points: FloatArray) -> tuple[FloatArray, float] | None:
    """Return centre and radius of a ring around the face, in pixels; None where it is unknown."""
    face = points[: Landmark.MOUTH_RIGHT + 1]
    if not np.isfinite(face).all():
        return None
    ears = (face[Landmark.LEFT_EAR] + face[Landmark.RIGHT_EAR]) / 2
    centre = (ears + face[Landmark.NOSE]) / 2
    return centre, 1.5 * float(np.hypot(*(face - centre).T).max())


def bare_boxes(points: FloatArray) -> FloatArray:
    """Return the boxes of head and feet, (n, 4), in pixels, which no plate may cover."""
    boxes = []
    ring = head_ring(points)
    if ring:
        centre, radius = ring
        ears = points[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR]].mean(axis=0)
        back = ears + 1.1 * (ears - points[Landmark.NOSE])  # of the head, where it is seen
        low, high = np.minimum(centre - radius, back), np.maximum(centre + radius, back)
        boxes.append([*low, *high])
    for foot in points[_FEET]:
        if np.isfinite(foot).all():
            boxes.append([*foot.min(axis=0), *foot.max(axis=0)])
    return np.array(boxes, float).reshape(-1, 4)


def clear_of(corners: FloatArray, size: FloatArray, boxes: FloatArray, gap_px: float) -> BoolArray:
    """Return which of several places for a plate are clear of some boxes.

    Args:
        corners: (n, 2) left and top of each place, in pixels.
        size: (2,) width and height of the plate, in pixels.
        boxes: (m, 4) left, top, right, bottom of each box, in pixels.
        gap_px: least distance to them.

    Returns:
        (n,) True where the place is clear.
    """
    before = corners[:, None] + size + gap_px <= boxes[None, :, :2]
    after = corners[:, None] - gap_px >= boxes[None, :, 2:]
    clear: BoolArray = np.all((before | after).any(axis=2), axis=1)
    return clear


def inside(corners: FloatArray, size: FloatArray, layout: Layout) -> BoolArray:
    """Return which of several places, (n, 2), are inside the safe margin of the picture."""
    low, high = np.array(layout.safe[:2]), np.array(layout.safe[2:])
    within: BoolArray = np.all((corners >= low) & (corners + size <= high), axis=1)
    return within


def covered(corners: FloatArray, size: FloatArray, lines: FloatArray) -> FloatArray:
    """Return how much of a skeleton a plate would cover in each of several places.

    Args:
        corners: (n, 2) left and top of each place, in pixels.
        size: (2,) width and height of the plate, in pixels.
        lines: (k, 2, 2) of the skeleton, in pixels.

    Returns:
        (n,) a number that grows with the length that is covered; 0 for nothing.
    """
    body = (lines[:, 0] + (lines[:, 1] - lines[:, 0]) * _ALONG).reshape(-1, 2)
    hidden = np.all(np.abs(body - (corners + size / 2)[:, None]) < size / 2, axis=2)
    points: FloatArray = hidden.sum(axis=1).astype(float)
    return points


def place_near(
    anchor: FloatArray,
    size: tuple[int, int],
    taken: FloatArray,
    lines: FloatArray,
    layout: Layout,
) -> tuple[tuple[int, int] | None, float]:
    """Return a place for a plate near a point of the body, and how bad the place is.

    Args:
        anchor: (2,) the point, in pixels.
        size: width and height of the plate, in pixels.
        taken: (m, 4) boxes that must not be covered, in pixels.
        lines: (k, 2, 2) of the skeleton, in pixels.
        layout: the sizes.

    Returns:
        Left and top of the plate, in pixels, None where there is no place; and the sum of what
        `covered` says and of its distance, in radii of an arc.
    """
    plate = np.array(size, float)
    reaches = layout.arc_radius * _REACHES
    middles = anchor + (reaches[:, None, None] * _WAYS + _WAYS * plate / 2).reshape(-1, 2)
    corners = np.rint(middles - plate / 2)
    free = inside(corners, plate, layout) & clear_of(corners, plate, taken, layout.gap / 2)
    if not free.any():
        return None, np.inf
    corners = corners[free]
    hides = covered(corners, plate, lines)
    away = np.hypot(*(corners + plate / 2 - anchor).T) / layout.arc_radius
    cost = hides + away
    best = cost.argmin()
    return (int(corners[best, 0]), int(corners[best, 1])), float(cost[best])
