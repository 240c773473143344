"""Pages of text over the picture: choice of the exercise, safety, summary, help."""

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.overlay import Overlay
from formcheck.overlay.plates import BOLD, CAP_HEIGHT, REGULAR, SEMIBOLD, Placed, Plate
from formcheck.overlay.strokes import INK, MUTED, VERDICT_COLOURS, WHITE
from formcheck.overlay.wrapping import wrapped
from formcheck.results import Verdict
from formcheck.system.arrays import Image

LINE_STEP = 1.3
SMALLEST_PX = 11


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a page.

    Attributes:
        text: broken into lines where it must be.
        size: of the type, in parts of a page's usual one.
        weight: of the type.
        muted: whether it is less important.
        mark: the verdict whose mark stands before it.
        chosen: whether it is the one chosen, in a list.
        indent: whether it stands under a text that has a mark.
    """

    text: str
    size: float = 1.0
    weight: int = REGULAR
    muted: bool = False
    mark: Verdict | None = None
    chosen: bool = False
    indent: bool = False


Page = tuple[Line, ...]


def title(text: str) -> Line:
    """The head of a page."""
    return Line(text, size=1.5, weight=BOLD)


def page_plate(overlay: Overlay, page: Page) -> Placed:
    """Lay a page out in the middle of the picture, as large as it fits."""
    lay = overlay.layout
    across = min(lay.width - 2 * lay.margin, round(1.25 * lay.height))
    size = min(0.052 * lay.height, 0.056 * lay.width)
    while True:
        rows, height = _rows(overlay, page, size, across)
        if height <= lay.height - 2 * lay.margin or size <= SMALLEST_PX:
            break
        size *= 0.94
    pad = round(0.8 * size)
    plate = Plate(overlay.font, across, height, lay.gap)
    for line, text, first, top, px in rows:
        baseline = top + round(CAP_HEIGHT * px)
        left = pad + (round(1.5 * px) if line.mark or line.indent or line.chosen else 0)
        if line.mark and first:
            plate.mark((pad + 0.5 * px, baseline - CAP_HEIGHT * px / 2), 0.5 * px, line.mark)
        if line.chosen and first:
            plate.mark((pad + 0.5 * px, baseline - CAP_HEIGHT * px / 2), 0.42 * px, Verdict.GOOD)
        colour = MUTED if line.muted else WHITE
        if line.chosen:
            colour = WHITE
        plate.text(text, (left, baseline), round(px), line.weight, colour)
    plate.border(max(1, lay.outline), VERDICT_COLOURS[Verdict.NOT_ASSESSED])
    return plate.sprite(), (lay.width - across) // 2, max(lay.margin, (lay.height - height) // 2)


def _rows(
    overlay: Overlay, page: Page, size: float, across: int
) -> tuple[list[tuple[Line, str, bool, int, float]], int]:
    """Every printed line with its paragraph, whether it is its first, its top and its size."""
    pad = round(0.8 * size)
    rows = []
    top = float(pad)
    for line in page:
        px = max(SMALLEST_PX, line.size * size)
        room = across - 2 * pad - (1.5 * px if line.mark or line.indent or line.chosen else 0)
        for n, text in enumerate(_wrapped(overlay, line, round(px), room)):
            rows.append((line, text, n == 0, round(top), px))
            top += LINE_STEP * px
        top += 0.35 * size
    return rows, round(top - 0.35 * size - (LINE_STEP - 1.0) * size + pad)


def _wrapped(overlay: Overlay, line: Line, px: int, room: float) -> list[str]:
    words = line.text.split()
    return wrapped(words, lambda text: overlay.text_width(text, px, line.weight) <= room) or [""]


def key_strip(overlay: Overlay, keys: tuple[tuple[str, str], ...]) -> Image:
    """The line of keys that stands under the picture; as many lines as it needs."""
    lay = overlay.layout
    size = max(SMALLEST_PX, round(0.85 * lay.label_size))
    gap, pad = round(0.75 * size), round(0.45 * size)
    between = round(0.3 * size)
    room = lay.width - 2 * pad
    lines: list[list[tuple[str, str, int]]] = [[]]
    used = 0
    for key, meaning in keys:
        key_px = overlay.text_width(key, size, BOLD)
        wide = key_px + between + overlay.text_width(meaning, size, REGULAR)
        if lines[-1] and used + gap + wide > room:
            lines.append([])
            used = 0
        used += wide + (gap if lines[-1] else 0)
        lines[-1].append((key, meaning, key_px))
    widths = [
        sum(
            key_px + between + overlay.text_width(meaning, size, REGULAR)
            for _, meaning, key_px in line
        )
        + gap * (len(line) - 1)
        for line in lines
    ]
    step = round(1.5 * size)
    height = 2 * pad + round(CAP_HEIGHT * size) + step * (len(lines) - 1)
    strip: Image = np.full((height, lay.width, 3), INK, np.uint8)
    for n, line in enumerate(lines):
        x = (lay.width - widths[n]) // 2
        y = pad + round(CAP_HEIGHT * size) + n * step
        for key, meaning, key_px in line:
            cv2.putText(strip, key, (x, y), WHITE, overlay.font, size, BOLD)
            at = x + key_px + between, y
            cv2.putText(strip, meaning, at, MUTED, overlay.font, size, REGULAR)
            x += key_px + between + overlay.text_width(meaning, size, REGULAR) + gap
    return strip


def head_plate(overlay: Overlay, big: str, small: str, share: float) -> Placed:
    """A plate at the top in the middle: something large, and a caption under it.

    Args:
        overlay: whose type is used.
        big: the large text; may be empty.
        small: the caption; may be empty.
        share: size of the large type, in parts of a counter's.
    """
    lay = overlay.layout
    size, small_size = round(share * lay.count_size), round(lay.label_size)
    pad = round(0.3 * lay.count_size)
    big_cap = round(CAP_HEIGHT * size) if big else 0
    small_cap = round(CAP_HEIGHT * small_size) if small else 0
    gap = round(0.6 * small_size) if big and small else 0
    big_px = overlay.text_width(big, size, BOLD) if big else 0
    small_px = overlay.text_width(small, small_size, SEMIBOLD) if small else 0
    across = max(big_px, small_px) + 2 * pad
    plate = Plate(overlay.font, across, 2 * pad + big_cap + gap + small_cap, lay.gap)
    if big:
        plate.text(big, ((across - big_px) // 2, pad + big_cap), size, BOLD)
    if small:
        at = (across - small_px) // 2, pad + big_cap + gap + small_cap
        plate.text(small, at, small_size, SEMIBOLD, MUTED if big else WHITE)
    return plate.sprite(), (lay.width - across) // 2, lay.safe[1]
