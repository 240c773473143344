"""What is written over a picture: the counters of both legs, a cue, the notes above it."""

import re
from functools import lru_cache
from typing import TypeAlias

import cv2

from formcheck.overlay.plates import (
    BOLD,
    CAP_HEIGHT,
    REGULAR,
    SEMIBOLD,
    SMALLEST_TEXT_PX,
    Layout,
    Placed,
    Plate,
    Sprite,
    text_width,
)
from formcheck.overlay.strokes import MUTED, VERDICT_COLOURS, WHITE
from formcheck.overlay.wrapping import wrapped
from formcheck.poses.landmarks import SIDES, Side
from formcheck.results import Count, FrameResult, Verdict

Item: TypeAlias = tuple[Verdict, list[str]]  # lines of text beside one mark

LINE_STEP = 1.25
PAD = 0.5
MARK_RADIUS = 0.52
BESIDE_TEXT = 3 * PAD + 2 * MARK_RADIUS
ONE_LINE_SHARE = 0.66  # of the full size: smaller than that, a cue takes two lines
BOTTOM_SHARE = 0.28  # of the height that cue and notes may take together
MOST_NOTE_LINES = 3


class Captions:
    """Writes on plates for frames of one size.

    Args:
        layout: the sizes.
        font: of all text.
        rep_word: what is counted, as the caption of a number.
        together: whether both legs move at once and have one counter.
    """

    def __init__(
        self, layout: Layout, font: cv2.FontFace, *, rep_word: str, together: bool
    ) -> None:
        self._layout, self._font = layout, font
        self._rep_word, self._together = rep_word, together
        self._counter = lru_cache(maxsize=16)(self._make_counter)
        self._bottom = lru_cache(maxsize=8)(self._make_bottom)

    def _width(self, text: str, size: int, weight: int) -> int:
        return text_width(self._font, text, size, weight)

    # --- the counters ---

    def counters(self, frame: FrameResult, left_counter_on: Side) -> list[Placed]:
        """Return the plates of both legs, in the top corners."""
        left, top, right, _ = self._layout.safe
        placed = []
        if self._together:
            verdict = frame.working_verdict if frame.working else None
            sprite = self._counter("both legs", frame.counts.get("left", Count()), verdict)
            return [(sprite, left, top)]
        for side in SIDES:
            verdict = frame.working_verdict if side == frame.working else None
            sprite = self._counter(side, frame.counts.get(side, Count()), verdict)
            on_left = (side == "left") == (left_counter_on == "left")
            placed.append((sprite, left if on_left else right - sprite.size[0], top))
        return placed

    def _make_counter(self, legs: str, count: Count, verdict: Verdict | None) -> Sprite:
        """A leg's name, then attempts and good ones, each over its caption; framed if it works."""
        lay = self._layout
        big, small, pad = lay.count_size, lay.label_size, round(0.3 * lay.count_size)
        small_cap = round(CAP_HEIGHT * small)
        tick = small_cap / 2
        indent = round(2 * tick + 0.3 * small)
        digits = self._width("0" * max(2, len(str(count.attempts))), big, BOLD)
        second = pad + max(digits, self._width(self._rep_word, small, REGULAR)) + round(1.6 * pad)
        across = second + max(digits, indent + self._width("good", small, REGULAR)) + pad
        label = pad + small_cap
        number = label + round(0.6 * small) + round(CAP_HEIGHT * big)
        caption = number + round(0.6 * small) + small_cap
        plate = Plate(self._font, across, caption + pad, lay.gap)
        plate.text(legs.upper(), (pad, label), small, BOLD, WHITE if verdict else MUTED)
        plate.text(str(count.attempts), (pad, number), big, BOLD)
        # Nothing judged is not nothing good.
        good = "–" if 0 < count.attempts == count.not_judged else str(count.good)
        plate.text(good, (second, number), big, BOLD)
        plate.text(self._rep_word, (pad, caption), small, REGULAR, MUTED)
        plate.text("good", (second + indent, caption), small, REGULAR, MUTED)
        plate.mark((second + tick, caption - tick), tick, Verdict.GOOD)
        if verdict:
            plate.border(lay.arc_line, VERDICT_COLOURS[verdict])
            plate.mark((across - pad - tick, label - tick), 1.3 * tick, verdict)
        return plate.sprite()

    # --- the cue and the notes above it ---

    def band(self, cue: str, verdict: Verdict, notes: tuple[str, ...] = ()) -> tuple[Placed, ...]:
        """Return the plates of a cue and of the notes above it, at the bottom."""
        return self._bottom(cue, verdict, notes)

    def _make_bottom(
        self, cue: str, verdict: Verdict, notes: tuple[str, ...]
    ) -> tuple[Placed, ...]:
        """Plates of one width, from the bottom up."""
        lay = self._layout
        room = BOTTOM_SHARE * lay.height
        blocks: list[tuple[list[Item], int, int]] = []
        if cue:
            size, lines = self._fitted(cue)
            blocks.append(([(verdict, lines)], size, SEMIBOLD))
            room -= _block_height(len(lines), size) + lay.gap
        items = self._fitting_notes(notes, room)
        if items:
            blocks.append((items, lay.note_size, REGULAR))
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
        return round(BESIDE_TEXT * size) + widest

    def _block(self, items: list[Item], size: int, weight: int, across: int) -> Sprite:
        """Lines of text, each item with its mark to the left of them."""
        height = _block_height(sum(len(lines) for _, lines in items), size)
        pad, cap = round(PAD * size), round(CAP_HEIGHT * size)
        plate = Plate(self._font, across, height, self._layout.gap)
        indent = round((2 * PAD + 2 * MARK_RADIUS) * size)
        row = 0
        for verdict, lines in items:
            middle = pad + cap / 2 + (row + (len(lines) - 1) / 2) * LINE_STEP * size
            plate.mark((pad + MARK_RADIUS * size, middle), MARK_RADIUS * size, verdict)
            for line in lines:
                plate.text(line, (indent, pad + cap + round(row * LINE_STEP * size)), size, weight)
                row += 1
        return plate.sprite()

    def _fitted(self, cue: str) -> tuple[int, list[str]]:
        """The cue's size and lines: one line if that costs little size, else two even ones."""
        largest, across = self._layout.cue_size, self._layout.width - 2 * self._layout.margin

        def size_for(lines: list[str]) -> float:
            widest = max(self._width(line, 100, SEMIBOLD) for line in lines) / 100
            return across / (widest + BESIDE_TEXT)

        lines, words = [cue], cue.split()
        if size_for(lines) < ONE_LINE_SHARE * largest and len(words) > 1:
            halves = [[" ".join(words[:n]), " ".join(words[n:])] for n in range(1, len(words))]
            lines = max(halves, key=size_for)
        return max(SMALLEST_TEXT_PX, int(min(size_for(lines), largest))), lines

    def _fitting_notes(self, notes: tuple[str, ...], room: float) -> list[Item]:
        """As many whole notes as fit into ``room`` pixels of height, the first ones first."""
        lay = self._layout
        across = lay.width - 2 * lay.margin - round(BESIDE_TEXT * lay.note_size)
        items: list[Item] = []
        used = 0
        for note in notes:
            lines = self._wrapped(note, across)
            used += len(lines)
            if used > MOST_NOTE_LINES or _block_height(used, lay.note_size) > room:
                break
            items.append((Verdict.NOT_ASSESSED, lines))
        return items

    def _wrapped(self, note: str, across: int) -> list[str]:
        words = re.findall(r"\S+(?: –)?", note)  # no line starts with a dash
        size = self._layout.note_size
        return wrapped(words, lambda line: self._width(line, size, REGULAR) <= across)


def _block_height(lines: int, size: int) -> int:
    return 2 * round(PAD * size) + round(CAP_HEIGHT * size) + round((lines - 1) * LINE_STEP * size)
