"""Lines, rings and the marks of the verdicts, drawn into a picture.

The four verdicts are told apart by their marks (check, triangle, cross, dash) as well as by colour.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.overlay.colours import PALETTE
from formcheck.results import VERDICT_COLOURS, Verdict
from formcheck.system.arrays import FloatArray, Image

Point: TypeAlias = Sequence[float] | FloatArray

# The strokes on a mark of radius 1 around (0, 0).
MARK_STROKES: Final[dict[Verdict, list[list[tuple[float, float]]]]] = {
    Verdict.GOOD: [[(-0.45, 0.05), (-0.12, 0.38), (0.46, -0.32)]],
    Verdict.BORDERLINE: [[(0, -0.4), (0, 0.0)], [(0, 0.44), (0, 0.44)]],
    Verdict.FAULT: [[(-0.38, -0.38), (0.38, 0.38)], [(-0.38, 0.38), (0.38, -0.38)]],
    Verdict.NOT_ASSESSED: [[(-0.42, 0), (0.42, 0)]],
}
# OpenCV takes positions in parts of 1 / 2^4 pixels, so that lines do not jump by whole pixels.
_SUBPIXEL_BITS: Final = 4


def draw_mark(image: Image, at: Point, radius: float, verdict: Verdict) -> None:
    """Draw a verdict's mark: check, triangle with exclamation mark, cross, or dash.

    Args:
        image: (height, width, 3) uint8 RGB, drawn on in place.
        at: (2,) the centre, in pixels.
        radius: in pixels.
        verdict: whose mark it is.
    """
    fill_mark(image, at, radius, verdict, VERDICT_COLOURS[verdict])
    on_dark = verdict in (Verdict.GOOD, Verdict.FAULT)
    stroke = PALETTE.white if on_dark else PALETTE.ink
    for path in MARK_STROKES[verdict]:
        line = np.asarray(at) + radius * np.array(path)
        draw_lines(image, line[None], stroke, max(1, round(0.28 * radius)))


def fill_mark(
    image: Image,
    at: Point,
    radius: float,
    verdict: Verdict,
    colour: Sequence[int],
    *,
    grow: float = 0,
) -> None:
    """Fill the shape of a mark: a triangle for borderline, a disk for the other verdicts.

    Args:
        image: (height, width) or (height, width, 3) uint8, drawn on in place.
        at: (2,) the centre, in pixels.
        radius: in pixels.
        verdict: whose mark it is.
        colour: one number for each channel of the image.
        grow: how far around the shape is filled, too, in pixels.
    """
    if verdict is Verdict.BORDERLINE:
        corners = np.asarray(at) + radius * np.array([(0, -1), (0.97, 0.74), (-0.97, 0.74)])
        fill(image, corners, colour)
        edges = np.stack([corners, np.roll(corners, 1, axis=0)], axis=1)
        draw_lines(image, edges, colour, max(1, round(0.3 * radius + 2 * grow)))
    else:
        draw_ring(image, at, radius + grow, colour, cv2.FILLED)


def known_lines(lines: FloatArray) -> FloatArray:
    """Return those of the lines, (n, 2, 2), of which both ends are known."""
    return lines[np.isfinite(lines).all(axis=(1, 2))]


def cut_into_dashes(lines: FloatArray, period: float) -> FloatArray:
    """Return lines, (n, 2, 2), cut into dashes that repeat every ``period`` pixels."""
    pieces = [lines[:0]]
    for start, end in lines:
        count = max(1, round(float(np.hypot(*(end - start))) / period))
        cuts = (np.arange(count)[:, None] + np.array([0.33, 0.67])) / count
        pieces.append(start + (end - start) * cuts[:, :, None])
    return np.concatenate(pieces)


def lighten(image: Image, corners: FloatArray) -> None:
    """Lighten the inside of a polygon in place, by a third towards white.

    Args:
        image: (height, width, 3) uint8 RGB.
        corners: (n, 2) of the polygon, in pixels.
    """
    height, width = image.shape[:2]
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width, height))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 1, 0, (width, height))
    under = image[top:bottom, left:right]  # only the rectangle around it is copied
    if under.size:
        light = under.copy()
        fill(light, corners - (left, top), PALETTE.white)
        cv2.addWeighted(light, 0.35, under, 0.65, 0, under)


def fixed_point(points: Point) -> npt.NDArray[np.int32]:
    """Return positions in pixels as the fixed-point numbers that OpenCV takes."""
    fixed: npt.NDArray[np.int32] = np.rint(np.asarray(points) * 2**_SUBPIXEL_BITS).astype(np.int32)
    return fixed


def fill(image: Image, corners: FloatArray, colour: Sequence[int]) -> None:
    """Fill a polygon of (n, 2) corners."""
    cv2.fillPoly(image, [fixed_point(corners)], colour, cv2.LINE_AA, _SUBPIXEL_BITS)


def draw_lines(
    image: Image, lines: FloatArray, colour: Sequence[int], width: int, *, closed: bool = False
) -> None:
    """Draw lines through (n, points, 2) points, ``width`` pixels wide.

    Args:
        image: drawn on in place.
        lines: n lines, each through as many points, in pixels.
        colour: one number for each channel of the image.
        width: of the lines, in pixels.
        closed: whether the last point of a line is joined to its first.
    """
    paths = list(fixed_point(lines))
    cv2.polylines(image, paths, closed, colour, width, cv2.LINE_AA, _SUBPIXEL_BITS)


def draw_ring(
    image: Image, centre: Point, radius: float, colour: Sequence[int], width: int
) -> None:
    """Draw a ring ``width`` pixels wide, or a disk where the width is ``cv2.FILLED``."""
    x, y, across = fixed_point([*centre, radius])
    cv2.circle(image, (int(x), int(y)), int(across), colour, width, cv2.LINE_AA, _SUBPIXEL_BITS)


def draw_clockwise(
    image: Image, centre: Point, radius: float, share: float, colour: Sequence[int], width: int
) -> None:
    """Draw a share, 0..1, of a ring, clockwise from the top."""
    x, y, across = fixed_point([*centre, radius])
    cv2.ellipse(
        image,
        (int(x), int(y)),
        (int(across), int(across)),
        -90.0,
        0.0,
        360.0 * share,
        colour,
        width,
        cv2.LINE_AA,
        _SUBPIXEL_BITS,
    )
