"""Draw plates: dark, translucent boxes with round corners that carry text and marks."""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np

from formcheck.overlay.colours import PALETTE, Colour
from formcheck.overlay.layout import Box
from formcheck.overlay.strokes import Point, draw_lines, draw_mark, draw_ring, fill_mark
from formcheck.results import Verdict
from formcheck.system.arrays import FloatArray, Image, make_read_only


class Weight(IntEnum):
    """How thick the letters are."""

    REGULAR = 400
    SEMIBOLD = 600
    BOLD = 700


@dataclass(frozen=True, slots=True)
class Sprite:
    """A finished plate that can be drawn over pictures.

    Attributes:
        colour: (height, width, 3) uint8 RGB; each pixel is already multiplied by its opacity.
        let_through: (height, width, 3) uint8; how much of the picture below shows through each
            pixel, from 0 (nothing) to 255 (all).
    """

    colour: Image
    let_through: Image

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, in pixels."""
        return self.colour.shape[1], self.colour.shape[0]

    def blend(self, image: Image, left: int, top: int) -> None:
        """Draw this plate over a picture in place; the part outside the picture is cut off.

        Args:
            image: (height, width, 3) uint8 RGB.
            left: x of the plate's left edge, in pixels.
            top: y of the plate's top edge, in pixels.
        """
        right = min(left + self.size[0], image.shape[1])
        bottom = min(top + self.size[1], image.shape[0])
        x, y = max(left, 0), max(top, 0)
        if x < right and y < bottom:
            own = slice(y - top, bottom - top), slice(x - left, right - left)
            under = image[y:bottom, x:right]
            cv2.multiply(under, self.let_through[own], under, 1 / 255)
            cv2.add(under, self.colour[own], under)


#: A plate with the x of its left edge and the y of its top edge, in pixels.
Placed: TypeAlias = tuple[Sprite, int, int]


class Plate:
    """Makes a plate: text and marks are written on it, and `sprite` returns the result.

    Args:
        font: the font of the text.
        width: the width of the plate, in pixels.
        height: the height of the plate, in pixels.
        radius: the radius of its corners, in pixels.
        opacity: how opaque the plate is, 0..1. Text and marks are fully opaque.
    """

    def __init__(
        self, font: cv2.FontFace, width: int, height: int, radius: int, *, opacity: float = 0.8
    ) -> None:
        self._font = font
        self._radius = radius
        self._colour: Image = np.full((height, width, 3), PALETTE.ink, np.uint8)
        shape = _rounded(width, height, radius)
        self._cover: Image = np.rint(255 * opacity * shape).astype(np.uint8)

    def text(
        self,
        text: str,
        at: tuple[int, int],
        size: int,
        weight: int,
        colour: Colour = PALETTE.white,
    ) -> None:
        """Write a line of text.

        Args:
            text: what to write.
            at: x and y of the left end of the baseline, in pixels.
            size: the size of the font, in pixels.
            weight: how thick the letters are, see `Weight`.
            colour: the colour of the letters, RGB.
        """
        cv2.putText(self._colour, text, at, colour, self._font, size, weight)
        cv2.putText(self._cover, text, at, (255,), self._font, size, weight)

    def mark(self, at: Point, radius: float, verdict: Verdict) -> None:
        """Draw the mark of a verdict; ``at`` is its middle, and both lengths are in pixels."""
        draw_mark(self._colour, at, radius, verdict)
        fill_mark(self._cover, at, radius, verdict, (255,))

    def border(self, width: int, colour: Colour) -> None:
        """Draw a frame along the edge of the plate; ``width`` is that of its line, in pixels."""
        height, across = self._cover.shape
        inner = _rounded(across - 2 * width, height - 2 * width, self._radius - width)
        line = _rounded(across, height, self._radius) - np.pad(inner, width)
        self._colour[:] = self._colour + (np.array(colour) - self._colour) * line[:, :, None]
        self._cover[:] = np.maximum(self._cover, 255 * line)

    def panel(self, box: Box, radius: int, colour: Colour) -> None:
        """Fill a part of the plate; ``radius`` is that of its corners, in pixels."""
        left, top, right, bottom = box
        part = slice(top, bottom), slice(left, right)
        shape = _rounded(right - left, bottom - top, radius)
        under = self._colour[part]
        under[:] = np.rint(under + (np.array(colour) - under) * shape[:, :, None])
        self._cover[part] = np.maximum(self._cover[part], np.rint(255 * shape).astype(np.uint8))

    def lines(self, lines: FloatArray, colour: Colour, width: int) -> None:
        """Draw lines through (n, points, 2) points; all lengths are in pixels."""
        draw_lines(self._colour, lines, colour, width)
        draw_lines(self._cover, lines, (255,), width)

    def disk(self, centre: Point, radius: float, colour: Colour) -> None:
        """Draw a disk; all lengths are in pixels."""
        draw_ring(self._colour, centre, radius, colour, cv2.FILLED)
        draw_ring(self._cover, centre, radius, (255,), cv2.FILLED)

    def sprite(self) -> Sprite:
        """Return the finished plate as a `Sprite`."""
        cover = np.asarray(cv2.merge([self._cover] * 3), np.uint8)
        colour = np.asarray(cv2.multiply(self._colour, cover, scale=1 / 255), np.uint8)
        return Sprite(colour, 255 - cover)


@lru_cache(maxsize=64)
def _rounded(width: int, height: int, radius: int) -> FloatArray:
    """Return which share of each pixel a rounded rectangle covers, (height, width), 0..1."""
    x = np.maximum(np.abs(np.arange(width) - (width - 1) / 2) - (width / 2 - radius), 0)
    y = np.maximum(np.abs(np.arange(height) - (height - 1) / 2) - (height / 2 - radius), 0)
    cover: FloatArray = np.clip(radius + 0.5 - np.hypot(x[None, :], y[:, None]), 0, 1)
    make_read_only(cover)
    return cover


def text_width(font: cv2.FontFace, text: str, size: int, weight: int) -> int:
    """Return how wide a line of text is, in pixels."""
    return int(cv2.getTextSize((0, 0), text, (0, 0), font, size, weight)[2])


def cap_height(size: float) -> float:
    """Return the height of a capital letter for a font size, both in pixels."""
    return 0.75 * size
