"""The strip under the picture that names the keys."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.overlay import Overlay
from formcheck.overlay.colours import PALETTE
from formcheck.overlay.layout import SMALLEST_TEXT_PX
from formcheck.overlay.plates import Weight, cap_height
from formcheck.system.arrays import Image

KEYS = (
    ("space", "pause"),
    ("r", "restart"),
    ("m", "mirror"),
    ("n", "next exercise"),
    ("s", "screenshot"),
    ("f", "full screen"),
    ("h", "hide keys"),
    ("q", "quit"),
)


@dataclass(frozen=True, slots=True)
class _Key:
    """A key with its meaning; how wide the key is, and both together, in pixels."""

    key: str
    meaning: str
    key_px: int
    both_px: int


def key_strip(overlay: Overlay, keys: Sequence[tuple[str, str]] = KEYS) -> Image:
    """Return the strip, as wide as the picture, with as many lines as it needs.

    Args:
        overlay: for the picture.
        keys: each key with its meaning.
    """
    lay, font = overlay.layout, overlay.font
    size = max(SMALLEST_TEXT_PX, round(0.85 * lay.label_size))
    gap, pad, between = round(0.75 * size), round(0.45 * size), round(0.3 * size)
    measured = [_measured(overlay, key, meaning, size, between) for key, meaning in keys]
    lines = _lines(measured, lay.width - 2 * pad, gap)
    step = round(1.5 * size)
    height = 2 * pad + round(cap_height(size)) + step * (len(lines) - 1)
    strip: Image = np.full((height, lay.width, 3), PALETTE.ink, np.uint8)
    for n, line in enumerate(lines):
        x = (lay.width - _width(line, gap)) // 2
        y = pad + round(cap_height(size)) + n * step
        for one in line:
            cv2.putText(strip, one.key, (x, y), PALETTE.white, font, size, Weight.BOLD)
            at = x + one.key_px + between, y
            cv2.putText(strip, one.meaning, at, PALETTE.muted, font, size, Weight.REGULAR)
            x += one.both_px + gap
    return strip


def _measured(overlay: Overlay, key: str, meaning: str, size: int, between: int) -> _Key:
    key_px = overlay.text_width(key, size, Weight.BOLD)
    both_px = key_px + between + overlay.text_width(meaning, size, Weight.REGULAR)
    return _Key(key, meaning, key_px, both_px)


def _lines(keys: Sequence[_Key], room: int, gap: int) -> list[list[_Key]]:
    """Return keys in lines that are at most ``room`` pixels wide."""
    lines: list[list[_Key]] = [[]]
    for key in keys:
        if lines[-1] and _width([*lines[-1], key], gap) > room:
            lines.append([])
        lines[-1].append(key)
    return lines


def _width(line: Sequence[_Key], gap: int) -> int:
    return sum(key.both_px for key in line) + gap * (len(line) - 1)
