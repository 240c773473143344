"""The arc of a judged angle, and a place for its value beside it."""

from dataclasses import dataclass

import numpy as np

from formcheck.overlay.layout import Layout
from formcheck.overlay.placing import clear_of, covered, inside
from formcheck.results import JudgedAngle
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class FlexionArc:
    """An arc as it is drawn.

    Attributes:
        vertex: (2,) the joint, in pixels.
        middle: direction of its middle from the vertex, in radians.
        rim: (n, 2) the points of its rim, in pixels.
        reference: (2, 2) the line that it begins on, if that is none of the body; else None.
    """

    vertex: FloatArray
    middle: float
    rim: FloatArray
    reference: FloatArray | None = None


def arc_of(points: FloatArray, angle: JudgedAngle, layout: Layout) -> FlexionArc | None:
    """Return the arc of an angle: from the line of the first segment, carried on, to the second.

    That of a flexion, or of an angle against the horizontal or vertical, is as large as its number,
    which is corrected; the landmarks are not.
    A straight limb has none, and its value is 0. A small arc is drawn further out.

    Args:
        points: (33, 2) landmarks in pixels, NaN where unknown.
        angle: the judged angle.
        layout: the sizes.

    Returns:
        The arc; None where it is unknown, or the joint is outside the picture.
    """
    vertex = points[angle.vertex]
    arms = np.stack([vertex - points[angle.first], points[angle.second] - vertex])
    shorter = np.hypot(*arms.T).min()
    in_picture = (vertex >= 0).all() and (vertex < (layout.width, layout.height)).all()
    if not (in_picture and shorter > 1 and np.isfinite(angle.value_deg)):
        return None
    start, sweep = _directions(arms, angle)
    wider = 1 + 0.8 * max(0.0, 1 - abs(sweep) / 1.4)
    radius = wider * min(max(0.45 * shorter, 0.55 * layout.arc_radius), layout.arc_radius)
    directions = start + sweep * np.linspace(0, 1, 2 + int(abs(sweep) * 8))
    rim = vertex + radius * np.stack([np.cos(directions), np.sin(directions)], axis=1)
    reference = None
    if angle.line:
        length = np.hypot(*arms[1])
        reference = vertex + np.array(
            [(0.0, 0.0), (length * np.cos(start), length * np.sin(start))]
        )
    return FlexionArc(vertex, float(start + sweep / 2), rim, reference)


def _directions(arms: FloatArray, angle: JudgedAngle) -> tuple[float, float]:
    """Return the direction in which an arc begins, and how far it goes, clockwise, in radians.

    Args:
        arms: (2, 2) from the first landmark to the vertex, and from there to the second one.
        angle: the judged angle.
    """
    start, end = np.arctan2(arms[:, 1], arms[:, 0]).tolist()
    told = float(np.radians(angle.value_deg))
    if angle.line is None:
        seen = (end - start + np.pi) % (2 * np.pi) - np.pi
        sweep = float(np.copysign(told, seen)) if angle.is_flexion else seen
        return end - sweep, sweep
    points_left = arms[1, 0] < 0.0
    if angle.line == "horizontal":
        sweep, line = (told, np.pi) if points_left else (-told, 0.0)
    else:
        sweep, line = told * angle.facing, np.pi / 2
    return (end - sweep if angle.from_start else line), sweep


def place_beside(
    arc: FlexionArc,
    size: tuple[int, int],
    taken: FloatArray,
    lines: FloatArray,
    layout: Layout,
) -> tuple[int, int] | None:
    """Return a place for the value of an arc: inside the picture, off the arc and other plates.

    Of 25 places around the joint it is the one that covers little of the skeleton and is near to
    the outside of the bend.

    Args:
        arc: the arc.
        size: width and height of the plate with the value, in pixels.
        taken: (m, 4) boxes that must not be covered, in pixels.
        lines: (n, 2, 2) of the skeleton, in pixels.
        layout: the sizes.

    Returns:
        Left and top of the plate, in pixels; None where there is no place.
    """
    plate = np.array(size, float)
    turns = np.linspace(-np.pi, np.pi, 25)
    towards = arc.middle + np.pi + turns
    ways = np.stack([np.cos(towards), np.sin(towards)], axis=1)
    reach = np.maximum(((arc.rim - arc.vertex) @ ways.T).max(axis=0), 0.7 * layout.arc_radius)
    away = reach + layout.arc_line / 2 + layout.outline + layout.gap / 2 + np.abs(ways) @ plate / 2
    corners = np.rint(arc.vertex + ways * away[:, None] - plate / 2)
    free = inside(corners, plate, layout) & clear_of(corners, plate, taken, layout.gap / 2)
    if not free.any():
        return None
    cost = covered(corners[free], plate, lines) + 3 * np.abs(turns[free])
    left, top = corners[free][cost.argmin()]
    return int(left), int(top)
