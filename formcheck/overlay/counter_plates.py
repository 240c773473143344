"""The counters of both legs, in the top corners of the picture."""

from functools import lru_cache

import cv2

from formcheck.overlay.colours import PALETTE
from formcheck.overlay.layout import SMALLEST_TEXT_PX, Layout
from formcheck.overlay.plates import Placed, Plate, Sprite, Weight, cap_height, text_width
from formcheck.poses.landmarks import SIDES, Side
from formcheck.results import VERDICT_COLOURS, Count, FrameResult, Verdict


class CounterPlates:
    """Draws the counters for frames of one size; each is drawn once and kept.

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

    def placed(self, frame: FrameResult, left_counter_on: Side) -> list[Placed]:
        """Return the counters of a frame.

        Args:
            frame: whose counts and working leg are shown.
            left_counter_on: the side of the picture on which the left leg is counted.
        """
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

    @property
    def _room(self) -> float:
        """How wide a counter may be, in pixels."""
        lay = self._layout
        half = lay.width / 2 - lay.margin
        return 2 * half if self._together else half - lay.gap

    def _digits_px(self, count: Count) -> int:
        """Return how wide a number of a counter is, in pixels.

        Two digits have room from the start, so that the plate does not grow with the tenth rep.
        """
        digits = "0" * max(2, len(str(count.attempts)))
        return text_width(self._font, digits, self._layout.count_size, Weight.BOLD)

    def _columns(self, count: Count, pad: int) -> tuple[int, int, int]:
        """Return type size of the captions, left of the second column, and width of the counter.

        The captions are small enough for two counters beside each other.

        Args:
            count: what is counted.
            pad: around the text, in pixels.
        """
        lay, font = self._layout, self._font
        digits_px, room = self._digits_px(count), self._room
        small = lay.label_size
        while True:
            word = text_width(font, self._rep_word, small, Weight.REGULAR)
            good_word = text_width(font, "good", small, Weight.REGULAR)
            second = pad + max(digits_px, word) + round(1.6 * pad)
            across = second + max(digits_px, round(_indent(small)) + good_word) + pad
            if across <= room or small <= SMALLEST_TEXT_PX:
                return small, second, across
            small -= 1

    def _make_counter(self, legs: str, count: Count, verdict: Verdict | None) -> Sprite:
        """Return the counter of a leg: its name, all attempts, and the good ones.

        Args:
            legs: its name.
            count: its attempts.
            verdict: of the rep under way if this is the working leg; the counter gets a border in
                its colour. None otherwise.
        """
        lay, font = self._layout, self._font
        big, pad = lay.count_size, round(0.3 * lay.count_size)
        small, second, across = self._columns(count, pad)
        if small < lay.readable:
            return self._stacked(legs, count, verdict)
        small_cap = round(cap_height(small))
        tick = small_cap / 2
        indent = round(_indent(small))
        label = pad + small_cap
        number = label + round(0.6 * small) + round(cap_height(big))
        caption = number + round(0.6 * small) + small_cap
        plate = Plate(font, across, caption + pad, lay.gap)
        name_colour = PALETTE.white if verdict else PALETTE.muted
        plate.text(legs.upper(), (pad, label), small, Weight.BOLD, name_colour)
        plate.text(str(count.attempts), (pad, number), big, Weight.BOLD)
        plate.text(_good(count), (second, number), big, Weight.BOLD)
        plate.text(self._rep_word, (pad, caption), small, Weight.REGULAR, PALETTE.muted)
        plate.text("good", (second + indent, caption), small, Weight.REGULAR, PALETTE.muted)
        plate.mark((second + tick, caption - tick), tick, Verdict.GOOD)
        if verdict:
            plate.border(lay.arc_line, VERDICT_COLOURS[verdict])
            plate.mark((across - pad - tick, label - tick), 1.3 * tick, verdict)
        return plate.sprite()

    def _stacked(self, legs: str, count: Count, verdict: Verdict | None) -> Sprite:
        """Return the counter of a leg for a narrow window: each number before its word.

        Args:
            legs: as for `_make_counter`, and likewise the others.
            count: its attempts.
            verdict: of the rep under way.
        """
        lay, font = self._layout, self._font
        big, pad = lay.count_size, round(0.16 * lay.count_size)
        second = pad + self._digits_px(count) + pad
        small, word = self._caption(self._room - second - pad)
        name_size = round(0.9 * small)
        cap, big_cap = round(cap_height(name_size)), round(cap_height(big))
        across, step = int(self._room), big_cap + round(0.13 * big)
        below = round(0.28 * small)  # room for the g of "good"
        plate = Plate(font, across, pad + cap + 2 * step + below, lay.gap)
        name_colour = PALETTE.white if verdict else PALETTE.muted
        plate.text(legs.upper(), (pad, pad + cap), name_size, Weight.BOLD, name_colour)
        all_line, good_line = pad + cap + step, pad + cap + 2 * step
        plate.text(str(count.attempts), (pad, all_line), big, Weight.BOLD)
        plate.text(word, (second, all_line), small, Weight.REGULAR, PALETTE.muted)
        plate.text(_good(count), (pad, good_line), big, Weight.BOLD)
        plate.text("good", (second, good_line), small, Weight.REGULAR, PALETTE.muted)
        if verdict:
            plate.border(lay.arc_line, VERDICT_COLOURS[verdict])
            plate.mark((across - pad - cap / 2, pad + cap / 2), 0.65 * cap, verdict)
        return plate.sprite()

    def _caption(self, room: float) -> tuple[int, str]:
        """Return type size and word of a caption: a long word becomes "reps" where it is small."""
        lay, font = self._layout, self._font

        def largest(word: str) -> int:
            small = lay.label_size
            while small > SMALLEST_TEXT_PX and any(
                text_width(font, one, small, Weight.REGULAR) > room for one in ("good", word)
            ):
                small -= 1
            return small

        word = self._rep_word if largest(self._rep_word) >= 0.9 * largest("reps") else "reps"
        return largest(word), word


def _indent(small: int) -> float:
    """Return how far a caption stands from the left of its mark, for its type size."""
    return float(round(cap_height(small)) + 0.3 * small)


def _good(count: Count) -> str:
    """Return the number of good attempts; a dash, not 0, where none could be judged."""
    return "–" if 0 < count.attempts == count.not_judged else str(count.good)
