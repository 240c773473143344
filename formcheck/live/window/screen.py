"""Turns a picture and a `Show` into the image for the window. Text is never mirrored."""

from dataclasses import dataclass, field, replace
from functools import lru_cache

import cv2
import numpy as np

from formcheck.exercises.spec import Exercise
from formcheck.live.person.gesture import Hand
from formcheck.live.window.actions import Action
from formcheck.live.window.button import Button
from formcheck.live.window.head_plate import head_plate
from formcheck.live.window.key_bar import BAR, key_bar
from formcheck.live.window.page import Page, page_plate
from formcheck.overlay import Overlay
from formcheck.overlay.colours import PALETTE
from formcheck.overlay.plates import Placed
from formcheck.overlay.strokes import draw_clockwise, draw_lines, draw_ring, fill
from formcheck.poses.landmarks import SIDES, Side
from formcheck.results import VERDICT_COLOURS, Count, FrameResult, Verdict
from formcheck.system.arrays import FloatArray, Image


@dataclass(frozen=True, slots=True)
class Show:
    """All that is drawn over a picture; positions are those in the picture as it came.

    Attributes:
        frame: skeleton, angle and counts.
        counters: whether the counters are shown.
        big: large text at the top in the middle; empty for none.
        small: the caption under it.
        big_size: of the large text, as a multiple of the type of a counter.
        message: the one sentence at the bottom.
        verdict: the verdict whose mark stands beside the message.
        notes: small print above it.
        arrow: -1 left, 1 right: the way to move, in the picture as it is shown.
        hand: a raised hand, and how long it must still be held.
        page: a page of text over everything.
        toast: a short line of news under the head.
        dim: brightness of the picture; 1 leaves it as it is.
        keys: whether the bar of buttons is shown.
        actions: what the user can do, for the bar.
        pointed: the key of the button under the pointer; empty for none.
        mirror: whether the picture is shown as in a mirror.
        left_counter_on: the side of the window on which the left leg is counted.
    """

    frame: FrameResult
    counters: bool = False
    big: str = ""
    small: str = ""
    big_size: float = 1.0
    message: str = ""
    verdict: Verdict = Verdict.GOOD
    notes: tuple[str, ...] = ()
    arrow: int = 0
    hand: Hand = field(default_factory=Hand)
    page: Page = ()
    toast: str = ""
    dim: float = 1.0
    keys: bool = True
    actions: tuple[Action, ...] = ()
    pointed: str = ""
    mirror: bool = True
    left_counter_on: Side = "left"


def nobody(time_s: float = 0.0) -> FrameResult:
    """Return what is drawn where nothing is known."""
    counts = {side: Count() for side in SIDES}
    unknown = Verdict.NOT_ASSESSED
    return FrameResult(0, time_s, None, None, None, unknown, None, counts, "", Verdict.GOOD, ())


def blank(width: int, height: int) -> Image:
    """Return a dark picture, for where there is none yet; width and height in pixels."""
    image: Image = np.full((height, width, 3), PALETTE.ink, np.uint8)
    return image


class Screen:
    """Draws over pictures of one size.

    Args:
        width: of the pictures, in pixels.
        height: of the pictures, in pixels.
        exercise: whose reps are counted; None before one is chosen.
        page_dim: brightness of the picture behind a page, as a share of its own.

    Attributes:
        size: width and height of the pictures.
        overlay: draws skeleton, counters and messages.
        buttons: those in the image that was drawn last.
    """

    def __init__(
        self, width: int, height: int, exercise: Exercise | None, *, page_dim: float = 0.4
    ) -> None:
        word = exercise.rep_word if exercise else "reps"
        self.size = width, height
        together = exercise.reps.legs == "together" if exercise else False
        self.overlay = Overlay(width, height, rep_word=word, together=together)
        self._page_dim = page_dim
        self.buttons: tuple[Button, ...] = ()
        self._bar = lru_cache(maxsize=32)(
            lambda actions, pointed: key_bar(self.overlay, actions, pointed)
        )
        self._head = lru_cache(maxsize=32)(
            lambda big, small, big_size: head_plate(self.overlay, big, small, big_size)
        )
        self._page = lru_cache(maxsize=16)(
            lambda page, pointed: page_plate(self.overlay, page, pointed)
        )

    def whole_size(self, *, keys_shown: bool) -> tuple[int, int]:
        """Return width and height of what `draw` returns, with or without the bar of buttons."""
        return self.size[0], self.size[1] + (BAR.height_px(self.size[1]) if keys_shown else 0)

    def draw(self, image: Image, show: Show) -> Image:
        """Return the picture with everything over it, and the bar of buttons under it.

        Args:
            image: (height, width, 3) uint8 RGB, C-contiguous; it is not changed.
            show: what to draw.
        """
        width, height = self.size
        whole: Image = np.empty((self.whole_size(keys_shown=show.keys)[1], width, 3), np.uint8)
        self.buttons = ()
        if show.keys:
            bar, buttons = self._bar(show.actions, show.pointed)
            whole[height:] = bar.colour
            self.buttons = tuple(button.moved(0, height) for button in buttons)
        self._draw(image, whole[:height], show)
        return whole

    def _draw(self, picture: Image, image: Image, show: Show) -> None:
        if show.mirror:
            cv2.flip(picture, 1, image)
        else:
            image[:] = picture
        dim = self._page_dim if show.page else show.dim
        if dim < 1.0:
            cv2.convertScaleAbs(image, image, dim)
        if show.page:
            plate, buttons = self._page(show.page, show.pointed)
            _blend(image, [plate])
            self.buttons += buttons
            return
        frame = self._shown(show)
        plates = self._plates(show, frame)
        # A rep is judged when its leg is down and the other one moves: only the counter shows it.
        self.overlay.draw_person(image, replace(frame, working=None), plates)
        if show.arrow:
            self._draw_arrow(image, show.arrow)
        _blend(image, plates)
        if show.hand.xy_px is not None:
            self._draw_hand(image, show.hand, mirror=show.mirror)

    def _shown(self, show: Show) -> FrameResult:
        """Return the frame with its landmarks where they are shown."""
        if not show.mirror or show.frame.xy_px is None:
            return show.frame
        return replace(show.frame, xy_px=self._mirrored(show.frame.xy_px))

    def _mirrored(self, xy_px: FloatArray) -> FloatArray:
        flipped: FloatArray = xy_px * (-1.0, 1.0) + (self.size[0] - 1.0, 0.0)
        return flipped

    def _plates(self, show: Show, frame: FrameResult) -> list[Placed]:
        """Return counters, head, toast and message."""
        lay = self.overlay.layout
        top = lay.safe[1]
        plates: list[Placed] = []
        corner_px = 0
        if show.counters:
            self.overlay.left_counter_on = show.left_counter_on
            plates += self.overlay.counters(frame)
            corner_px = max(sprite.size[0] for sprite, _, _ in plates)
        if show.big or show.small:
            sprite, left, top = self._head(show.big, show.small, show.big_size)
            # The head stands between the counters if there is room, else under them.
            free = lay.width - 2 * (lay.margin + corner_px + lay.gap)
            if show.counters and sprite.size[0] > free:
                top += plates[0][0].size[1] + lay.gap
            plates.append((sprite, left, top))
            top += sprite.size[1] + lay.gap
        if show.toast:
            sprite, left, _ = self._head("", show.toast, 1.0)
            plates.append((sprite, left, top))
        plates += self.overlay.band(show.message, show.verdict, show.notes)
        return plates

    def _draw_hand(self, image: Image, hand: Hand, *, mirror: bool) -> None:
        """Draw a ring around the hand, which closes while it is held."""
        assert hand.xy_px is not None
        lay = self.overlay.layout
        centre = self._mirrored(hand.xy_px) if mirror else hand.xy_px
        radius, width = 1.1 * lay.arc_radius, lay.working_line
        at = np.clip(centre, 0, self.size)
        draw_ring(image, at, radius, PALETTE.ink, width + 2 * lay.outline)
        draw_ring(image, at, radius, PALETTE.white, max(1, width // 2))
        draw_clockwise(image, at, radius, hand.share, VERDICT_COLOURS[Verdict.GOOD], width)

    def _draw_arrow(self, image: Image, way: int) -> None:
        """Draw a large arrow at the side to go to: -1 left, 1 right."""
        lay = self.overlay.layout
        half = 0.09 * lay.height
        x = lay.safe[2] - 1.4 * half if way > 0 else lay.safe[0] + 1.4 * half
        y = lay.height / 2
        shape = np.array(
            [(1.3, 0), (0, -1), (0, -0.42), (-1.2, -0.42), (-1.2, 0.42), (0, 0.42), (0, 1)]
        )
        corners = np.array([x, y]) + half * shape * (way, 1)
        edge = 2 * lay.outline + lay.arc_line
        draw_lines(image, corners[None], PALETTE.ink, edge, closed=True)
        fill(image, corners, VERDICT_COLOURS[Verdict.BORDERLINE])


def _blend(image: Image, plates: list[Placed]) -> None:
    for sprite, left, top in plates:
        sprite.blend(image, left, top)
