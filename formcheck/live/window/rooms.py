"""Where picture, message and buttons stand in the window."""

from dataclasses import dataclass

import numpy as np

from formcheck.overlay.layout import Box
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class RoomStyle:
    """How the window is shared out. Heights are shares of the window's height.

    Attributes:
        button: height of a line of buttons; in a narrow window a share of ``button_wide`` times
            its width.
        button_wide: see ``button``.
        button_least_px: height of a line of buttons at least, in pixels: a finger must hit one.
        band: height of the band of the message in a wide window.
        band_most: height of that band at most, in a narrow window, where a message takes more
            lines.
        wide: width of a wide window, as a multiple of its height.
    """

    button: float = 1 / 14
    button_wide: float = 0.75
    button_least_px: int = 40
    band: float = 0.17
    band_most: float = 0.3
    wide: float = 1.5

    def bar_px(self, width: int, height: int) -> tuple[int, int]:
        """Return the height of a line of buttons, in pixels, and the number of lines."""
        line = self.button * min(height, self.button_wide * width)
        return max(self.button_least_px, round(line)), 1 if width > height else 2


ROOMS = RoomStyle()


@dataclass(frozen=True, slots=True)
class Rooms:
    """The parts of a window.

    Attributes:
        window: width and height, in pixels.
        picture: where the picture of the camera stands.
        band: where the message stands; nothing else is drawn there.
        bar: where the buttons stand.
        scale: how much the picture is enlarged.
    """

    window: tuple[int, int]
    picture: Box
    band: Box
    bar: Box
    scale: float

    def placed(self, xy_px: FloatArray, *, mirror: bool) -> FloatArray:
        """Return where points of the camera's picture are in the shown picture, in its pixels.

        Args:
            xy_px: (..., 2) in pixels of the camera's picture.
            mirror: whether the picture is shown as in a mirror.
        """
        placed: FloatArray = self.scale * (xy_px + 0.5) - 0.5
        if mirror:
            placed = placed * (-1.0, 1.0) + (self.picture[2] - self.picture[0] - 1.0, 0.0)
        return placed

    @property
    def corner(self) -> FloatArray:
        """(2,) the left and top of the picture, in pixels of the window."""
        return np.array(self.picture[:2], float)


def rooms(
    window: tuple[int, int], picture: tuple[int, int], *, bar: bool, style: RoomStyle = ROOMS
) -> Rooms:
    """Return how a window is shared out: buttons at the bottom, the message over them.

    The picture takes as much as possible of the rest, above the message, so that no message
    covers the feet.

    Args:
        window: width and height, in pixels.
        picture: width and height of the camera's pictures, in pixels.
        bar: whether the bar of buttons is shown.
        style: how much each part takes.
    """
    width, height = window
    line_px, lines = style.bar_px(width, height)
    bar_top = height - (lines * line_px if bar else 0)
    share = min(style.band_most, style.band * max(1.0, style.wide * height / width))
    band_top = bar_top - round(share * height)
    scale = min(width / picture[0], band_top / picture[1])
    across, high = max(1, round(scale * picture[0])), max(1, round(scale * picture[1]))
    left, top = (width - across) // 2, band_top - high
    return Rooms(
        window,
        (left, top, left + across, band_top),
        (0, band_top, width, bar_top),
        (0, bar_top, width, height),
        scale,
    )
