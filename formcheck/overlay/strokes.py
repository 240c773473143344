"""Lines, rings and the marks of the verdicts, drawn into a picture. Colours are RGB.

The four verdicts are told apart by their marks (check, triangle, cross, dash) as well as by colour.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.results import Verdict
from formcheck.system.arrays import FloatArray, Image

Point: TypeAlias = Sequence[float] | FloatArray
Colour: TypeAlias = tuple[int, int, int]

INK: Final[Colour] = (14, 17, 22)
WHITE: Final[Colour] = (255, 255, 255)
MUTED: Final[Colour] = (200, 205, 212)
FAR: Final[Colour] = (150, 158, 168)
VERDICT_COLOURS: Final[dict[Verdict, Colour]] = {
    Verdict.GOOD: (0x00, 0x9E, 0x73),
    Verdict.BORDERLINE: (0xE6, 0x9F, 0x00),
    Verdict.FAULT: (0xD5, 0x5E, 0x00),
    Verdict.NOT_ASSESSED: (0x99, 0x99, 0x99),
}
# Strokes on a mark of radius 1.
MARK_STROKES: Final[dict[Verdict, list[list[tuple[float, float]]]]] = {
    Verdict.GOOD: [[(-0.45, 0.05), (-0.12, 0.38), (0.46, -0.32)]],
    Verdict.BORDERLINE: [[(0, -0.4), (0, 0.0)], [(0, 0.44), (0, 0.44)]],
    Verdict.FAULT: [[(-0.38, -0.38), (0.38, 0.38)], [(-0.38, 0.38), (0.38, -0.38)]],
    Verdict.NOT_ASSESSED: [[(-0.42, 0), (0.42, 0)]],
}
SUBPIXEL_BITS = 4


def draw_mark(image: Image, at: Point, radius: float, verdict: Verdict) -> None:
    """Draw a verdict's mark: check, triangle with exclamation mark, cross, dash."""
    fill_mark(image, at, radius, verdict, VERDICT_COLOURS[verdict])
    stroke = WHITE if verdict in (Verdict.GOOD, Verdict.FAULT) else INK
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
    """Fill the shape of a mark and ``grow`` pixels around it."""
    if verdict is Verdict.BORDERLINE:
        corners = np.asarray(at) + radius * np.array([(0, -1), (0.97, 0.74), (-0.97, 0.74)])
        cv2.fillPoly(image, [fixed_point(corners)], colour, cv2.LINE_AA, SUBPIXEL_BITS)
        edges = np.stack([corners, np.roll(corners, 1, axis=0)], axis=1)
        draw_lines(image, edges, colour, max(1, round(0.3 * radius + 2 * grow)))
    else:
        draw_ring(image, at, radius + grow, colour, cv2.FILLED)


def known_lines(lines: FloatArray) -> FloatArray:
    """(n, 2, 2) those of the lines whose ends are known."""
    return lines[np.isfinite(lines).all(axis=(1, 2))]


def cut_into_dashes(lines: FloatArray, period: float) -> FloatArray:
    """Cut lines (n, 2, 2) into dashes."""
    pieces = [lines[:0]]
    for start, end in lines:
        count = max(1, round(float(np.hypot(*(end - start))) / period))
        cuts = (np.arange(count)[:, None] + np.array([0.33, 0.67])) / count
        pieces.append(start + (end - start) * cuts[:, :, None])
    return np.concatenate(pieces)


def lighten(image: Image, corners: FloatArray) -> None:
    """Lighten the inside of a polygon, touching its own rectangle alone."""
    height, width = image.shape[:2]
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width, height))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 1, 0, (width, height))
    under = image[top:bottom, left:right]
    if under.size:
        light = under.copy()
        own = fixed_point(corners - (left, top))
        cv2.fillPoly(light, [own], WHITE, cv2.LINE_AA, SUBPIXEL_BITS)
        cv2.addWeighted(light, 0.35, under, 0.65, 0, under)


def fixed_point(points: Point) -> npt.NDArray[np.int32]:
    """Positions as OpenCV's fixed-point numbers, so that lines do not jump by whole pixels."""
    fixed: npt.NDArray[np.int32] = np.rint(np.asarray(points) * 2**SUBPIXEL_BITS).astype(np.int32)
    return fixed


def draw_lines(image: Image, lines: FloatArray, colour: Sequence[int], width: int) -> None:
    """Draw (n, points, 2) lines."""
    cv2.polylines(image, list(fixed_point(lines)), False, colour, width, cv2.LINE_AA, SUBPIXEL_BITS)


def draw_ring(
    image: Image, centre: Point, radius: float, colour: Sequence[int], width: int
) -> None:
    """Draw a ring, or with ``cv2.FILLED`` for a width a disk."""
    x, y, across = fixed_point([*centre, radius])
    cv2.circle(image, (int(x), int(y)), int(across), colour, width, cv2.LINE_AA, SUBPIXEL_BITS)
