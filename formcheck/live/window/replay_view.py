"""Draws what is seen again: the worst rep beside the best one, or the last seconds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from formcheck.live.set.replay import Panel, ReplayMoment
from formcheck.live.window.replay_panel import PanelView, cut_size
from formcheck.live.window.replay_words import advice_of, heading_of, speed_of
from formcheck.overlay.colours import PALETTE, Colour
from formcheck.overlay.layout import SMALLEST_TEXT_PX, Layout
from formcheck.overlay.plates import Weight, cap_height, text_width
from formcheck.overlay.strokes import draw_mark
from formcheck.overlay.wrapping import wrapped
from formcheck.results import Verdict
from formcheck.system.arrays import Image


@dataclass(frozen=True, slots=True)
class ReplayStyle:
    """How a replay is laid out.

    Attributes:
        read_share: size of the type that is read from two metres, as a share of the height.
        narrow_share: the same as a share of the width; the smaller one of both holds.
        small_share: size of the small print, as a share of the other type.
        line_step: height of a line, in type sizes.
        pad: on either side of a line, in type sizes.
    """

    read_share: float = 0.062
    narrow_share: float = 0.07
    small_share: float = 0.55
    line_step: float = 1.25
    pad: float = 0.4


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of text of some size in pixels, with the mark of a verdict before it or none."""

    text: str
    size: int
    weight: Weight = Weight.BOLD
    colour: Colour = PALETTE.white
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class _Grid:
    """How panels are laid out.

    Attributes:
        columns: how many stand beside each other.
        heads: the lines over each.
        head_px: height of these lines, in pixels.
        room: width and height of each picture, in pixels.
        cut_px: size of the part of the camera's picture that is shown in it.
    """

    columns: int
    heads: Sequence[Sequence[_Text]]
    head_px: int
    room: tuple[int, int]
    cut_px: tuple[float, float]

    @property
    def scale(self) -> float:
        """Pixels of the camera's picture in one of the window."""
        return self.cut_px[1] / self.room[1]


class ReplayView:
    """Draws replays for one size of the window.

    Args:
        width: of the image, in pixels.
        height: of the image, in pixels.
        one_rep: what a rep is called.
        style: how a replay is laid out.

    Attributes:
        drawn_for: width, height and ``one_rep``.
    """

    def __init__(
        self, width: int, height: int, one_rep: str, style: ReplayStyle = ReplayStyle()
    ) -> None:
        self.drawn_for = width, height, one_rep
        self._size, self._one_rep = (width, height), one_rep
        self._style, self._layout = style, Layout(width, height)
        self._font = cv2.FontFace("sans")
        self._large = round(min(style.read_share * height, style.narrow_share * width))
        self._small = max(SMALLEST_TEXT_PX, round(style.small_share * self._large))
        self._views: dict[tuple[int, int, int], PanelView] = {}

    def draw(self, moment: ReplayMoment, *, mirror: bool) -> Image:
        """Return the image.

        Args:
            moment: of the replay.
            mirror: whether pictures are shown as in a mirror.
        """
        width, height = self._size
        image: Image = np.full((height, width, 3), PALETTE.ink, np.uint8)
        foot = self._foot(moment)
        bar_px, bottom = self._layout.arc_line, height - self._height(foot) - self._layout.arc_line
        self._write(image[bottom : height - bar_px], foot)
        image[height - bar_px :, : round(moment.share * width)] = PALETTE.muted
        self._draw_panels(image[:bottom], moment.panels, mirror=mirror)
        return image

    def _draw_panels(self, image: Image, panels: Sequence[Panel], *, mirror: bool) -> None:
        """Draw panels beside or above each other, whichever shows the person larger."""
        columns = {1, len(panels)}
        grid = min(
            (self._grid(image, panels, n) for n in sorted(columns)), key=lambda one: one.scale
        )
        for n, (panel, lines) in enumerate(zip(panels, grid.heads, strict=True)):
            (across, down), gap = grid.room, self._layout.gap
            left = (n % grid.columns) * (across + gap)
            top = (n // grid.columns) * (grid.head_px + down + gap)
            self._write(image[top : top + grid.head_px, left : left + across], lines)
            top += grid.head_px
            view = self._views.setdefault((n, across, down), PanelView(across, down))
            picture = view.draw(panel, grid.cut_px, mirror=mirror)
            image[top : top + down, left : left + across] = picture

    def _grid(self, image: Image, panels: Sequence[Panel], columns: int) -> _Grid:
        """Return how panels are laid out in so many columns."""
        height, width = image.shape[:2]
        gap, rows = self._layout.gap, len(panels) // columns
        across = (width - gap * (columns - 1)) // columns
        heads = [self._head(panel, across) for panel in panels]
        head_px = max(self._height(lines) for lines in heads)
        room = across, max(1, (height - gap * (rows - 1)) // rows - head_px)
        cut_px = max(cut_size(panel, *room) for panel in panels)  # one scale for both
        return _Grid(columns, heads, head_px, room, cut_px)

    def _head(self, panel: Panel, across: int) -> list[_Text]:
        """Return the lines over a panel, whose width is given in pixels."""
        heading = heading_of(panel.caption, self._one_rep)
        title = _Text(heading.title, self._large, verdict=heading.verdict)
        parts = [heading.number, heading.limit]
        whole = ", ".join(filter(None, parts))
        if self._width(whole, self._large, Weight.BOLD) <= self._room(across):
            parts = [whole]
        lines = [title, *(_Text(part, self._large) for part in parts if part)]
        return [self._fitted(line, across) for line in lines]

    def _foot(self, moment: ReplayMoment) -> list[_Text]:
        """Return the lines at the bottom: what to do, and how this is played."""
        fits = self._room(self._size[0])
        words = advice_of(moment).split()
        weight = Weight.SEMIBOLD
        lines = wrapped(words, lambda line: self._width(line, self._large, weight) <= fits)
        small = _Text(speed_of(moment), self._small, Weight.REGULAR, PALETTE.muted)
        return [
            *(_Text(line, self._large, weight) for line in lines),
            self._fitted(small, self._size[0]),
        ]

    def _fitted(self, line: _Text, across: int) -> _Text:
        """Return a line in a type that is small enough for a width, in pixels."""
        needed = self._width(line.text, line.size, line.weight) + 1.6 * cap_height(line.size)
        size = round(line.size * min(1.0, self._room(across) / needed))
        return replace(line, size=max(SMALLEST_TEXT_PX, size))

    def _room(self, across: int) -> float:
        return across - 2 * self._style.pad * self._large

    def _height(self, lines: Sequence[_Text]) -> int:
        between = self._style.pad * self._small
        return round(sum(self._style.line_step * line.size for line in lines) + between)

    def _width(self, text: str, size: int, weight: Weight) -> int:
        return text_width(self._font, text, size, weight)

    def _write(self, image: Image, lines: Sequence[_Text]) -> None:
        """Write lines into the middle of a part of the image."""
        top = 0.0
        for line in lines:
            across = self._width(line.text, line.size, line.weight)
            cap = cap_height(line.size)
            indent = round(1.6 * cap) if line.verdict else 0
            left = (image.shape[1] - across - indent) // 2
            middle = top + self._style.line_step * line.size / 2 + self._style.pad * self._small / 2
            baseline = round(middle + cap / 2)
            if line.verdict:
                draw_mark(image, (left + cap / 2, middle), 0.6 * cap, line.verdict)
            at = left + indent, baseline
            cv2.putText(image, line.text, at, line.colour, self._font, line.size, line.weight)
            top += self._style.line_step * line.size
