"""Turns a picture and a `Show` into the image for the window. Text is never mirrored."""

from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

import numpy as np

from formcheck.exercises.spec import Exercise
from formcheck.live.person.gesture import Hand
from formcheck.live.window.actions import Action
from formcheck.live.window.button import Button
from formcheck.live.window.camera_picture import CameraPicture, blank
from formcheck.live.window.head_plate import head_plate
from formcheck.live.window.key_bar import key_bar
from formcheck.live.window.message_band import message_band
from formcheck.live.window.page import Page, page_plate
from formcheck.live.window.picker import Picker, picker_plate
from formcheck.live.window.rooms import ROOMS, rooms
from formcheck.overlay import Overlay
from formcheck.overlay.colours import PALETTE
from formcheck.overlay.plates import Placed, Sprite
from formcheck.overlay.strokes import draw_clockwise, draw_lines, draw_ring, fill
from formcheck.poses.landmarks import SIDES, Side
from formcheck.results import VERDICT_COLOURS, Count, FrameResult, Verdict
from formcheck.system.arrays import Image


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
    page: Page | Picker = ()
    toast: str = ""
    dim: float = 1.0
    actions: tuple[Action, ...] = ()
    pointed: str = ""
    mirror: bool = True
    left_counter_on: Side = "left"


def nobody(time_s: float = 0.0) -> FrameResult:
    """Return what is drawn where nothing is known."""
    counts = {side: Count() for side in SIDES}
    unknown = Verdict.NOT_ASSESSED
    return FrameResult(0, time_s, None, None, None, unknown, None, counts, "", Verdict.GOOD, ())


@dataclass(frozen=True, slots=True)
class ScreenStyle:
    """Brightness and sizes.

    Attributes:
        page_dim: brightness of the picture behind a page, as a share of its own.
        readable: type size that is read two metres away, as a share of the window's height.
        readable_narrow: that size at most, as a share of the window's width.
        head: width of timer and caption, at most, beside the person, as a share of the window's.
        head_alone: the same where no counters are shown, and in an upright window.
    """

    page_dim: float = 0.4
    readable: float = 1 / 18
    readable_narrow: float = 1 / 10
    head: float = 0.27
    head_alone: float = 0.4


class Screen:
    """Draws windows of one size, over pictures of one size.

    Args:
        window: width and height of the window, in pixels.
        picture: width and height of the pictures, in pixels.
        exercise: whose reps are counted; None before one is chosen.
        bar: whether the bar of buttons is shown.
        style: brightness and sizes.

    Attributes:
        rooms: where all stands.
        overlay: draws counters and text, for the window above the bar.
        buttons: those in the image that was drawn last.
    """

    def __init__(
        self,
        window: tuple[int, int],
        picture: tuple[int, int],
        exercise: Exercise | None,
        *,
        bar: bool = True,
        style: ScreenStyle = ScreenStyle(),
    ) -> None:
        word = exercise.rep_word if exercise else "reps"
        together = exercise.reps.legs == "together" if exercise else False
        self.rooms = rooms(window, picture, bar=bar)
        self.buttons: tuple[Button, ...] = ()
        self._style = style
        readable_px = min(style.readable * window[1], style.readable_narrow * window[0])
        self.overlay = Overlay(
            window[0],
            self.rooms.bar[1],
            rep_word=word,
            together=together,
            readable_px=readable_px,
        )
        left, top, right, bottom = self.rooms.picture
        self._on_picture = Overlay(right - left, bottom - top)
        self._picture = CameraPicture(self.rooms)
        self._image = blank(*window)
        self._bar = lru_cache(maxsize=32)(self._make_bar)
        self._head = lru_cache(maxsize=32)(
            lambda big, small, big_size, widest: head_plate(
                self.overlay, big, small, big_size, widest
            )
        )
        self._message = lru_cache(maxsize=16)(
            lambda *said: message_band(self.overlay, self.rooms.band, window[1], *said)
        )
        self._page = lru_cache(maxsize=16)(
            lambda page, pointed: (
                picker_plate(self.overlay, page, pointed)
                if isinstance(page, Picker)
                else page_plate(self.overlay, page, pointed)
            )
        )

    def draw(self, picture: Image | None, show: Show) -> Image:
        """Return the image for the window. The next call draws into the same image.

        Args:
            picture: (height, width, 3) uint8 RGB, C-contiguous; it is not changed. None for none.
            show: what to draw.
        """
        image, self.buttons = self._image, ()
        if isinstance(show.page, Picker):  # it fills the window: edges of a picture would disturb
            picture = None
        dim = self._style.page_dim if show.page else show.dim
        self._picture.put(picture, image, mirror=show.mirror, dim=dim)
        top = self.rooms.bar[1]
        if top < len(image):
            bar, self.buttons = self._bar(show.actions, show.pointed)
            image[top:] = bar.colour
        if show.page:
            plate, buttons = self._page(show.page, show.pointed)
            _blend(image, [plate])
            self.buttons += buttons
            if show.hand.xy_px is not None:
                self._draw_hand(image, show.hand, mirror=show.mirror)
            return image
        plates = self._plates(show)
        self._draw_person(image, show, plates)
        if show.arrow:
            self._draw_arrow(image, show.arrow)
        if show.hand.xy_px is not None:
            self._draw_hand(image, show.hand, mirror=show.mirror)
        _blend(image, plates)
        return image

    def _make_bar(
        self, actions: tuple[Action, ...], pointed: str
    ) -> tuple[Sprite, tuple[Button, ...]]:
        """Return the bar, and its buttons as they stand in the window."""
        line_px, lines = ROOMS.bar_px(*self.rooms.window)
        bar, buttons = key_bar(self.overlay, actions, line_px, lines, pointed)
        return bar, tuple(button.moved(0, self.rooms.bar[1]) for button in buttons)

    def _draw_person(self, image: Image, show: Show, plates: list[Placed]) -> None:
        """Draw the skeleton over the picture, with its numbers beside the plates."""
        left, top, right, bottom = self.rooms.picture
        frame = self._placed(show)
        moved = [(sprite, x - left, y - top) for sprite, x, y in plates]
        self._on_picture.draw_person(image[top:bottom, left:right], frame, moved)

    def _placed(self, show: Show) -> FrameResult:
        """Return the frame with its landmarks where they are shown, and no working leg.

        A rep is judged when its leg is down and the other one moves: only the counter shows it.
        """
        frame, where = show.frame, partial(self.rooms.placed, mirror=show.mirror)
        back = frame.back
        return replace(
            frame,
            working=None,
            xy_px=None if frame.xy_px is None else where(frame.xy_px),
            back=None if back is None else replace(back, xy_px=where(back.xy_px)),
        )

    def _plates(self, show: Show) -> list[Placed]:
        """Return counters, head, toast and message."""
        lay = self.overlay.layout
        left, top = lay.safe[:2]
        plates: list[Placed] = []
        room = lay.width - 2 * lay.margin
        if show.counters:
            self.overlay.left_counter_on = show.left_counter_on
            plates += self.overlay.counters(show.frame)
            corner_px = max(sprite.size[0] for sprite, _, _ in plates)
            room -= 2 * (corner_px + lay.gap)
        if show.big or show.small:
            head, left, top = self._placed_head(show, room, plates)
            plates.append((head, left, top))
            top += head.size[1] + lay.gap
        if show.toast:
            sprite = self._head("", show.toast, 1.0, lay.width - 2 * lay.margin)
            plates.append((sprite, min(left, lay.safe[2] - sprite.size[0]), top))
        plates += self._message(show.message, show.verdict, show.notes)
        return plates

    def _placed_head(self, show: Show, room: int, counters: list[Placed]) -> Placed:
        """Return the head over the picture, or where there is no room at its left, off the person.

        Args:
            show: what is drawn.
            room: between the counters, in pixels.
            counters: those that are shown.
        """
        lay, style = self.overlay.layout, self._style
        said = show.big, show.small, show.big_size
        top = lay.safe[1]
        below = top + max((s.size[1] + lay.gap for s, _, _ in counters), default=0)
        # A timer has its place before its caption comes.
        timer_px = self._head("0", "0", 1.0, room).size[1] if counters else 0
        for y, widest in ((top, room), (below, lay.width - 2 * lay.margin)):
            head = self._head(*said, widest)
            high = max(head.size[1], timer_px)
            if head.size[0] <= widest and y + high <= self.rooms.picture[1]:
                return head, (lay.width - head.size[0]) // 2, y
        narrow = lay.width < lay.height
        share = style.head if counters and not narrow else style.head_alone
        return self._head(*said, round(share * lay.width)), lay.safe[0], below

    def _draw_hand(self, image: Image, hand: Hand, *, mirror: bool) -> None:
        """Draw a ring around the hand, which closes while it is held."""
        assert hand.xy_px is not None
        lay = self._on_picture.layout
        centre = self.rooms.placed(hand.xy_px, mirror=mirror) + self.rooms.corner
        radius, width = 1.1 * lay.arc_radius, lay.working_line
        edge = radius + width
        at = np.clip(centre, edge, (self.rooms.window[0] - edge, self.rooms.band[1] - edge))
        draw_ring(image, at, radius, PALETTE.ink, width + 2 * lay.outline)
        draw_ring(image, at, radius, PALETTE.white, max(1, width // 2))
        draw_clockwise(image, at, radius, hand.share, VERDICT_COLOURS[Verdict.GOOD], width)

    def _draw_arrow(self, image: Image, way: int) -> None:
        """Draw a large arrow at the side to go to: -1 left, 1 right."""
        lay = self.overlay.layout
        half = 0.09 * min(lay.height, lay.width)
        x = lay.safe[2] - 1.4 * half if way > 0 else lay.safe[0] + 1.4 * half
        y = (self.rooms.picture[1] + self.rooms.picture[3]) / 2
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
