"""Draws one picture of a replay, cut to the person, with their skeleton."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from formcheck.live.set.replay import Panel
from formcheck.overlay import Overlay
from formcheck.overlay.colours import PALETTE
from formcheck.results import FrameResult, HeldValue
from formcheck.system.arrays import FloatArray, Image


@dataclass(frozen=True, slots=True)
class CutStyle:
    """How a picture is cut to the person.

    Attributes:
        around: room around the person, as a share of how far they reach.
        least_shown: at least this share of the height of the picture is shown: a person who is far
            away is not enlarged beyond that.
    """

    around: float = 0.1
    least_shown: float = 0.35


def cut_size(
    panel: Panel, width: int, height: int, style: CutStyle = CutStyle()
) -> tuple[float, float]:
    """Return width and height of the part of the picture that is shown.

    Both are in pixels of the camera's picture, and have the shape of the panel.

    Args:
        panel: the picture, and how far the person reaches.
        width: of the panel, in pixels.
        height: of the panel, in pixels.
        style: how pictures are cut.
    """
    camera_px = panel.picture.size_px
    if panel.reach is None:
        needed_px = float(camera_px[0]), float(camera_px[1])
    else:
        left, top, right, bottom = panel.reach
        room_px = 2.0 * style.around * max(right - left, bottom - top)
        least_px = style.least_shown * camera_px[1]
        needed_px = right - left + room_px, max(bottom - top + room_px, least_px)
    scale = max(needed_px[0] / width, needed_px[1] / height)
    return width * scale, height * scale


class PanelView:
    """Draws the pictures of one panel.

    Args:
        width: of the panel, in pixels.
        height: of the panel, in pixels.
    """

    def __init__(self, width: int, height: int) -> None:
        self.size = width, height
        self._overlay = Overlay(width, height)
        self._held: tuple[HeldValue, bytes, HeldValue] | None = None

    def draw(self, panel: Panel, cut_px: tuple[float, float], *, mirror: bool) -> Image:
        """Return the picture of a panel with the skeleton.

        Args:
            panel: what is shown.
            cut_px: size of the part that is shown, see `cut_size`.
            mirror: whether it is shown as in a mirror.
        """
        matrix = self._matrix(panel, cut_px, mirror=mirror)
        picture = panel.picture.image()
        smaller = panel.picture.size_px[1] / picture.shape[0]
        drawn = cv2.warpAffine(
            picture,
            matrix @ np.diag([smaller, smaller, 1.0]),
            self.size,
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=PALETTE.ink,
        )
        image = np.asarray(drawn, np.uint8)
        self._overlay.draw_person(image, self._placed(panel.frame, matrix))
        return image

    def _matrix(self, panel: Panel, cut_px: tuple[float, float], *, mirror: bool) -> FloatArray:
        """Return what turns places in the camera's picture into those in the panel, (2, 3)."""
        camera_px = panel.picture.size_px
        reach = panel.reach or (0.0, 0.0, *camera_px)
        corner_px = [
            _beginning((reach[axis] + reach[axis + 2]) / 2.0, cut_px[axis], camera_px[axis])
            for axis in (0, 1)
        ]
        scale = self.size[1] / cut_px[1]
        x, y = -scale * corner_px[0], -scale * corner_px[1]
        if mirror:
            return np.array([[-scale, 0.0, self.size[0] - 1.0 - x], [0.0, scale, y]])
        return np.array([[scale, 0.0, x], [0.0, scale, y]])

    def _placed(self, frame: FrameResult, matrix: FloatArray) -> FrameResult:
        """Return what is drawn, with its places in the panel."""
        back, held = frame.back, frame.held
        return replace(
            frame,
            xy_px=None if frame.xy_px is None else _moved(frame.xy_px, matrix),
            back=back and replace(back, xy_px=_moved(back.xy_px, matrix)),
            held=held and self._placed_held(held, matrix),
        )

    def _placed_held(self, held: HeldValue, matrix: FloatArray) -> HeldValue:
        """Return the number with its places; the same object as long as it stands still."""
        key = matrix.tobytes()
        if self._held is None or self._held[0] is not held or self._held[1] != key:
            self._held = held, key, replace(held, xy_px=_moved(held.xy_px, matrix))
        return self._held[2]


def _beginning(middle_px: float, shown_px: float, whole_px: float) -> float:
    """Return where the part that is shown begins along one side; it stays inside if it can."""
    if shown_px >= whole_px:
        return (whole_px - shown_px) / 2.0
    return min(max(middle_px - shown_px / 2.0, 0.0), whole_px - shown_px)


def _moved(xy_px: FloatArray, matrix: FloatArray) -> FloatArray:
    moved: FloatArray = xy_px @ matrix[:, :2].T + matrix[:, 2]
    return moved
