"""Plates to write on, and the sizes of all that is drawn, from the picture's size."""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np

from formcheck.overlay.strokes import INK, WHITE, Colour, Point, draw_mark, fill_mark
from formcheck.results import Verdict
from formcheck.system.arrays import FloatArray, Image

Box: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom

REGULAR, SEMIBOLD, BOLD = 400, 600, 700
CAP_HEIGHT = 0.75  # in type sizes
PLATE_OPACITY = 0.8
SMALLEST_TEXT_PX = 11


class Layout:
    """Sizes in pixels, all from the picture's size: for 640x480, a narrow picture by its width."""

    def __init__(self, width: int, height: int) -> None:
        unit = min(height / 480, width / 420)
        self.width = width
        self.height = height
        self.margin = max(6, round(14 * unit))
        self.safe: Box = (self.margin, self.margin, width - self.margin, height - self.margin)
        self.gap = max(4, round(8 * unit))
        self.count_size = max(20, round(36 * unit))
        self.label_size = max(SMALLEST_TEXT_PX, round(15 * unit))
        self.note_size = max(SMALLEST_TEXT_PX, round(15 * unit))
        self.angle_size = max(14, round(22 * unit))
        self.cue_size = min(0.066 * height, 0.085 * width)
        self.far_line = max(1, round(2 * unit))
        self.arc_line = max(2, round(3 * unit))
        self.near_line = max(2, round(4 * unit))
        self.working_line = max(3, round(6 * unit))
        self.outline = max(1, round(1.5 * unit))
        self.mark_radius = max(4.0, 7.5 * unit)
        self.arc_radius = max(16.0, 34 * unit)


@dataclass(frozen=True, slots=True)
class Sprite:
    """A finished plate: its colour times its opacity, and how much of a picture it lets through."""

    colour: Image
    let_through: Image

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.colour.shape[1], self.colour.shape[0]

    def blend(self, image: Image, left: int, top: int) -> None:
        """Lay it on, cut to the picture."""
        right = min(left + self.size[0], image.shape[1])
        bottom = min(top + self.size[1], image.shape[0])
        x, y = max(left, 0), max(top, 0)
        if x < right and y < bottom:
            own = slice(y - top, bottom - top), slice(x - left, right - left)
            under = image[y:bottom, x:right]
            cv2.multiply(under, self.let_through[own], under, 1 / 255)
            cv2.add(under, self.colour[own], under)


Placed: TypeAlias = tuple[Sprite, int, int]  # with its left and top


class Plate:
    """A dark translucent plate with round corners, to write on."""

    def __init__(self, font: cv2.FontFace, width: int, height: int, radius: int) -> None:
        self._font = font
        self._radius = radius
        self._colour: Image = np.full((height, width, 3), INK, np.uint8)
        shape = _rounded(width, height, radius)
        self._cover: Image = np.rint(255 * PLATE_OPACITY * shape).astype(np.uint8)

    def text(
        self, text: str, at: tuple[int, int], size: int, weight: int, colour: Colour = WHITE
    ) -> None:
        """Write a line; ``at`` is the left end of its baseline."""
        cv2.putText(self._colour, text, at, colour, self._font, size, weight)
        cv2.putText(self._cover, text, at, (255,), self._font, size, weight)

    def mark(self, at: Point, radius: float, verdict: Verdict) -> None:
        """Draw a verdict's mark."""
        draw_mark(self._colour, at, radius, verdict)
        fill_mark(self._cover, at, radius, verdict, (255,))

    def border(self, width: int, colour: Colour) -> None:
        """Draw a line along the edge."""
        height, across = self._cover.shape
        inner = _rounded(across - 2 * width, height - 2 * width, self._radius - width)
        line = _rounded(across, height, self._radius) - np.pad(inner, width)
        self._colour[:] = self._colour + (np.array(colour) - self._colour) * line[:, :, None]
        self._cover[:] = np.maximum(self._cover, 255 * line)

    def sprite(self) -> Sprite:
        """Finish it."""
        cover = np.repeat(self._cover[:, :, None], 3, axis=2)
        colour = np.rint(self._colour * (cover / 255)).astype(np.uint8)
        return Sprite(colour, 255 - cover)


def _rounded(width: int, height: int, radius: int) -> FloatArray:
    """How much of each pixel a rectangle with round corners covers, 0 to 1."""
    x = np.maximum(np.abs(np.arange(width) - (width - 1) / 2) - (width / 2 - radius), 0)
    y = np.maximum(np.abs(np.arange(height) - (height - 1) / 2) - (height / 2 - radius), 0)
    cover: FloatArray = np.clip(radius + 0.5 - np.hypot(x[None, :], y[:, None]), 0, 1)
    return cover


def text_width(font: cv2.FontFace, text: str, size: int, weight: int) -> int:
    """How far a line of text runs, in pixels."""
    return int(cv2.getTextSize((0, 0), text, (0, 0), font, size, weight)[2])
