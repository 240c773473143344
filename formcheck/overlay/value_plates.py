"""Small plates for measured numbers beside the person."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

import cv2

from formcheck.overlay.layout import SMALLEST_TEXT_PX, Layout
from formcheck.overlay.plates import Plate, Sprite, Weight, cap_height, text_width
from formcheck.results import VERDICT_COLOURS, HeldValue, Verdict

Lines: TypeAlias = tuple[tuple[str, float], ...]  # each with its share of the size of the type
#: A plate that would cover the person is made smaller, by these scales in turn.
SCALES: Final = (1.0, 0.8, 0.65)
_SMALL: Final = 0.8  # type of names and limits beside that of numbers


class ValuePlates:
    """Draws plates with a number; each is drawn once and kept.

    Args:
        layout: the sizes.
        font: of the text.
    """

    def __init__(self, layout: Layout, font: cv2.FontFace) -> None:
        self._layout, self._font = layout, font
        self._plate = lru_cache(maxsize=200)(self._make_plate)

    def plain(self, text: str, note: str = "") -> Sprite:
        """Return a plate with a number, and a note under it."""
        return self._plate(((text, 1.0), *_small(note)), None, self._layout.angle_size)

    def held(self, held: HeldValue) -> Iterator[Sprite]:
        """Yield plates with a number, its limit and a note: wide, high, then smaller ones."""
        below = (*_small(held.limit), *_small(held.note))
        wide = ((f"{held.name} {held.number}", 1.0), *below)
        high = ((held.name, _SMALL), (held.number, 1.0), *below)
        for scale in SCALES:
            for lines in (wide, high):
                yield self._plate(lines, held.verdict, self._size(scale))

    def judged(self, text: str, verdict: Verdict) -> Iterator[Sprite]:
        """Yield plates with a number, framed in its verdict's colour, each smaller than before."""
        for scale in SCALES:
            yield self._plate(((text, 1.0),), verdict, self._size(scale))

    def _size(self, scale: float) -> int:
        return max(SMALLEST_TEXT_PX, round(scale * self._layout.held_size))

    def _make_plate(self, lines: Lines, verdict: Verdict | None, size: int) -> Sprite:
        """Return a plate with lines of text, each with its share of the size of the type."""
        lay = self._layout
        pad, gap = round(0.35 * size), round(0.45 * size)
        mark = round(cap_height(size))
        indent = pad + (mark + pad if verdict else 0)
        sizes = [max(SMALLEST_TEXT_PX, round(share * size)) for _, share in lines]
        weights = [Weight.BOLD if share == 1.0 else Weight.SEMIBOLD for _, share in lines]
        texts = [text for text, _ in lines]
        caps = [round(cap_height(each)) for each in sizes]
        styled = list(zip(texts, sizes, weights, caps, strict=True))
        wide = max(text_width(self._font, text, each, weight) for text, each, weight, _ in styled)
        height = sum(caps) + gap * (len(lines) - 1) + 2 * pad
        plate = Plate(self._font, indent + wide + pad, height, lay.gap)
        baseline = pad
        for text, each, weight, cap in styled:
            baseline += cap
            plate.text(text, (indent, baseline), each, weight)
            if verdict and weight is Weight.BOLD:
                plate.mark((pad + mark / 2, baseline - cap / 2), 0.55 * mark, verdict)
            baseline += gap
        if verdict:
            plate.border(lay.arc_line, VERDICT_COLOURS[verdict])
        return plate.sprite()


def _small(text: str) -> Lines:
    """Return a line in small type; none for an empty text."""
    return ((text, _SMALL),) if text else ()
