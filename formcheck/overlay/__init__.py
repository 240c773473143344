"""Draws what was found over a frame: image + `FrameResult` -> image.

The four verdicts are told apart by their marks as well as by colour, and a leg that is not assessed
by a dashed line, too. The same input gives the same pixels. This room knows results, and neither
how they are found nor where the pictures come from.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.overlay.band import Band
from formcheck.overlay.counter_plates import CounterPlates
from formcheck.overlay.layout import Layout
from formcheck.overlay.person import PersonDrawer
from formcheck.overlay.plates import Placed, text_width
from formcheck.poses.landmarks import Side
from formcheck.results import FrameResult, Verdict
from formcheck.system.arrays import Image


class Overlay:
    """Draws results over frames of one size.

    Args:
        width: of every frame, in pixels.
        height: of every frame, in pixels.
        below: height of an empty strip under it, for cues and notes, in pixels.
        rep_word: what is counted, as the caption of a number.
        left_counter_on: the side of the picture on which the left leg is counted.
        together: whether both legs move at once and have one counter.
        readable_px: least type size of counters, as their user reads them from afar, in pixels.

    Attributes:
        layout: the sizes of all that is drawn.
        left_counter_on: as above; may be changed between frames.
        font: of all text.
    """

    def __init__(
        self,
        width: int,
        height: int,
        *,
        below: int = 0,
        rep_word: str = "reps",
        left_counter_on: Side = "left",
        together: bool = False,
        readable_px: float = 0.0,
    ) -> None:
        self.layout = Layout(width, height, below, readable_px=readable_px)
        self.left_counter_on = left_counter_on
        self.font = cv2.FontFace("sans")
        self._person = PersonDrawer(self.layout, self.font)
        self._band = Band(self.layout, self.font)
        self._counters = CounterPlates(self.layout, self.font, rep_word=rep_word, together=together)

    def draw(self, image: Image, frame: FrameResult) -> Image:
        """Draw over ``image`` in place and return it.

        Args:
            image: (height + below, width, 3) uint8, RGB, contiguous and writeable.
            frame: what to draw.

        Raises:
            ValueError: the image has another size or type than this overlay draws on.
        """
        lay = self.layout
        if image.shape != (lay.height + lay.below, lay.width, 3) or image.dtype != np.uint8:
            raise ValueError(
                f"the overlay draws on uint8 RGB pictures of {lay.width}x{lay.height + lay.below}, "
                f"not on {image.dtype} of shape {image.shape}"
            )
        plates = [*self.counters(frame), *self.band(frame.cue, frame.cue_verdict, frame.notes)]
        self.draw_person(image, frame, plates)
        for sprite, left, top in plates:
            sprite.blend(image, left, top)
        return image

    def draw_person(self, image: Image, frame: FrameResult, plates: Sequence[Placed] = ()) -> None:
        """Draw skeleton, judged angle and edge of the back alone.

        Args:
            image: as for `draw`.
            frame: what to draw.
            plates: the values of angle and back are drawn beside these.
        """
        self._person.draw(image, frame, plates)

    def counters(self, frame: FrameResult) -> list[Placed]:
        """Return the counters of both legs, for the top corners."""
        return self._counters.placed(frame, self.left_counter_on)

    def band(self, cue: str, verdict: Verdict, notes: tuple[str, ...] = ()) -> tuple[Placed, ...]:
        """Return the plates at the bottom: a cue with the mark of its verdict, notes above it."""
        return self._band.placed(cue, verdict, notes)

    def text_width(self, text: str, size: int, weight: int) -> int:
        """Return how wide a line of text is, in pixels."""
        return text_width(self.font, text, size, weight)
