"""Small plates for measured numbers beside the person."""

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np

from formcheck.overlay.layout import Layout
from formcheck.overlay.plates import Placed, Plate, Sprite, Weight, cap_height, text_width
from formcheck.results import VERDICT_COLOURS, Verdict
from formcheck.system.arrays import BoolArray, FloatArray


class ValuePlates:
    """Draws plates with a number; each is drawn once and kept.

    Args:
        layout: the sizes.
        font: of the text.
    """

    def __init__(self, layout: Layout, font: cv2.FontFace) -> None:
        self._layout, self._font = layout, font
        self._plate = lru_cache(maxsize=200)(self._make_plate)

    def plain(self, text: str) -> Sprite:
        """Return a plate with a number."""
        return self._plate(text, "", None)

    def judged(self, text: str, caption: str, verdict: Verdict) -> Sprite:
        """Return a plate with a number under its caption, framed in the verdict's colour."""
        return self._plate(text, caption, verdict)

    def _make_plate(self, text: str, caption: str, verdict: Verdict | None) -> Sprite:
        lay, size, small = self._layout, self._layout.angle_size, self._layout.label_size
        pad, cap = round(0.35 * size), round(cap_height(size))
        indent = pad + (cap + pad if verdict else 0)
        wide = text_width(self._font, text, size, Weight.BOLD)
        above = 0  # the height of the caption
        if caption:
            wide = max(wide, text_width(self._font, caption, small, Weight.SEMIBOLD))
            above = round(cap_height(small)) + round(0.6 * small)
        height = above + cap + 2 * pad
        plate = Plate(self._font, indent + wide + pad, height, lay.gap)
        if caption:
            at = indent, pad + round(cap_height(small))
            plate.text(caption, at, small, Weight.SEMIBOLD)
        plate.text(text, (indent, pad + above + cap), size, Weight.BOLD)
        if verdict:
            plate.mark((pad + cap / 2, pad + above + cap / 2), 0.55 * cap, verdict)
            plate.border(lay.arc_line, VERDICT_COLOURS[verdict])
        return plate.sprite()


def clear_of(
    corners: FloatArray, size: FloatArray, plates: Sequence[Placed], gap_px: float
) -> BoolArray:
    """Return which of several places for a plate are clear of other plates.

    Args:
        corners: (n, 2) left and top of each place, in pixels.
        size: (2,) width and height of the plate, in pixels.
        plates: the other plates.
        gap_px: least distance to them.

    Returns:
        (n,) True where the place is clear.
    """
    free: BoolArray = np.ones(len(corners), np.bool_)
    for sprite, *corner in plates:
        other = np.array(sprite.size)
        apart = np.abs(corners + size / 2 - (np.array(corner) + other / 2))
        free &= (apart >= size / 2 + other / 2 + gap_px).any(axis=1)
    return free
