"""The band at the bottom of the picture: a cue, and notes above it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import cv2

from formcheck.overlay.layout import SMALLEST_TEXT_PX, Layout
from formcheck.overlay.plates import Placed, Plate, Sprite, Weight, cap_height, text_width
from formcheck.overlay.wrapping import wrapped
from formcheck.results import Verdict

Item: TypeAlias = tuple[Verdict, list[str]]  # lines of text beside one mark


@dataclass(frozen=True, slots=True)
class BandStyle:
    """How cue and notes are laid out.

    Attributes:
        line_step: from one baseline to the next, in type sizes.
        pad: around the text, in type sizes.
        mark_radius: of the verdict's mark, in type sizes.
        one_line_share: a cue takes two lines rather than be smaller than this share of full size.
        bottom_share: share of the picture's height that cue and notes may take together.
        most_note_lines: lines that notes may take.
    """

    line_step: float = 1.25
    pad: float = 0.5
    mark_radius: float = 0.52
    one_line_share: float = 0.66
    bottom_share: float = 0.28
    most_note_lines: int = 3

    @property
    def beside_text(self) -> float:
        """The width of mark and padding beside a text, in type sizes."""
        return 3 * self.pad + 2 * self.mark_radius

    def height_px(self, lines: int, size: int) -> int:
        """Return the height of a plate in pixels, by its number of lines and its type size."""
        text_px = round(cap_height(size)) + round((lines - 1) * self.line_step * size)
        return 2 * round(self.pad * size) + text_px


class Band:
    """Draws cues and notes for frames of one size; each band is drawn once and kept.

    Args:
        layout: the sizes.
        font: of all text.
        style: how cue and notes are laid out.
    """

    def __init__(
        self, layout: Layout, font: cv2.FontFace, *, style: BandStyle = BandStyle()
    ) -> None:
        self._layout, self._font, self._style = layout, font, style
        self._band = lru_cache(maxsize=8)(self._make_band)

    def placed(self, cue: str, verdict: Verdict, notes: tuple[str, ...] = ()) -> tuple[Placed, ...]:
        """Return the plates of a cue, with the mark of its verdict, and of the notes above it."""
        return self._band(cue, verdict, notes)

    def _make_band(self, cue: str, verdict: Verdict, notes: tuple[str, ...]) -> tuple[Placed, ...]:
        """Return plates of one width, from the bottom up."""
        lay, style = self._layout, self._style
        room = style.bottom_share * lay.height
        blocks: list[tuple[list[Item], int, int]] = []
        if cue:
            size, lines = self._fitted(cue)
            blocks.append(([(verdict, lines)], size, Weight.SEMIBOLD))
            room -= style.height_px(len(lines), size) + lay.gap
        items = self._fitting_notes(notes, room)
        if items:
            blocks.append((items, lay.note_size, Weight.REGULAR))
        across = max((self._block_width(*block) for block in blocks), default=0)
        placed: list[Placed] = []
        bottom = lay.safe[3]
        for block in blocks:
            sprite = self._block(*block, across)
            placed.append((sprite, (lay.width - across) // 2, bottom - sprite.size[1]))
            bottom -= sprite.size[1] + lay.gap
        return tuple(placed)

    def _block_width(self, items: list[Item], size: int, weight: int) -> int:
        widest = max(self._width(line, size, weight) for _, lines in items for line in lines)
        return round(self._style.beside_text * size) + widest

    def _block(self, items: list[Item], size: int, weight: int, across: int) -> Sprite:
        """Return a plate with lines of text, and left of them the mark of each item."""
        style = self._style
        height = style.height_px(sum(len(lines) for _, lines in items), size)
        pad, cap = round(style.pad * size), round(cap_height(size))
        plate = Plate(self._font, across, height, self._layout.gap)
        indent = round((2 * style.pad + 2 * style.mark_radius) * size)
        radius = style.mark_radius * size
        row = 0
        for verdict, lines in items:
            middle = pad + cap / 2 + (row + (len(lines) - 1) / 2) * style.line_step * size
            plate.mark((pad + radius, middle), radius, verdict)
            for line in lines:
                baseline = pad + cap + round(row * style.line_step * size)
                plate.text(line, (indent, baseline), size, weight)
                row += 1
        return plate.sprite()

    def _fitted(self, cue: str) -> tuple[int, list[str]]:
        """Return a cue's type size and lines: one line if that costs little size, else two."""
        largest, across = self._layout.cue_size, self._layout.width - 2 * self._layout.margin

        def size_for(lines: list[str]) -> float:
            widest = max(self._width(line, 100, Weight.SEMIBOLD) for line in lines) / 100
            return across / (widest + self._style.beside_text)

        lines, words = [cue], cue.split()
        if size_for(lines) < self._style.one_line_share * largest and len(words) > 1:
            halves = [[" ".join(words[:n]), " ".join(words[n:])] for n in range(1, len(words))]
            lines = max(halves, key=size_for)
        return max(SMALLEST_TEXT_PX, int(min(size_for(lines), largest))), lines

    def _fitting_notes(self, notes: tuple[str, ...], room: float) -> list[Item]:
        """Return the first notes, whole ones, that fit into ``room`` pixels of height."""
        lay, style = self._layout, self._style
        across = lay.width - 2 * lay.margin - round(style.beside_text * lay.note_size)
        items: list[Item] = []
        used = 0
        for note in notes:
            lines = self._wrapped(note, across)
            used += len(lines)
            if used > style.most_note_lines or style.height_px(used, lay.note_size) > room:
                break
            items.append((Verdict.NOT_ASSESSED, lines))
        return items

    def _wrapped(self, note: str, across: int) -> list[str]:
        words = re.findall(r"\S+(?: –)?", note)  # no line starts with a dash
        size = self._layout.note_size
        return wrapped(words, lambda line: self._width(line, size, Weight.REGULAR) <= across)

    def _width(self, text: str, size: int, weight: int) -> int:
        return text_width(self._font, text, size, weight)
