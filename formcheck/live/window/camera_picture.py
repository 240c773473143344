"""Puts the camera's picture into the window: scaled, mirrored, dimmed, on a dark ground."""

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.live.window.rooms import Rooms
from formcheck.overlay.colours import PALETTE
from formcheck.system.arrays import Image


@dataclass(frozen=True, slots=True)
class Scaling:
    """How a picture is scaled.

    Attributes:
        area_below: a picture that is made smaller than this share of its size is averaged.
    """

    area_below: float = 0.5


def blank(width: int, height: int) -> Image:
    """Return a dark picture, for where there is none yet; width and height in pixels."""
    image: Image = np.full((height, width, 3), PALETTE.ink, np.uint8)
    return image


class CameraPicture:
    """Puts pictures of one size into windows of one size.

    Args:
        rooms: where the picture stands in the window.
        scaling: how it is scaled.
    """

    def __init__(self, rooms: Rooms, scaling: Scaling = Scaling()) -> None:
        self._box, self._scale = rooms.picture, rooms.scale
        shrinks = rooms.scale < scaling.area_below
        self._how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        self._ground = blank(*rooms.window)

    def put(self, picture: Image | None, image: Image, *, mirror: bool, dim: float) -> None:
        """Draw a picture, and the ground around it, over the whole image.

        Args:
            picture: (height, width, 3) uint8 RGB; it is not changed. None for none.
            image: of the window; drawn on in place.
            mirror: whether the picture is shown as in a mirror.
            dim: brightness of the picture; 1 leaves it as it is.
        """
        left, top, right, bottom = self._box
        if picture is None:
            image[:] = self._ground
            return
        beside = slice(top, bottom)
        for part in (np.s_[:top], np.s_[bottom:], np.s_[beside, :left], np.s_[beside, right:]):
            image[part] = self._ground[part]  # a copy is forty times as fast as a colour
        size, place = (right - left, bottom - top), image[top:bottom, left:right]
        if mirror and self._scale < 1.0:  # the smaller of both pictures is mirrored
            cv2.flip(cv2.resize(picture, size, place, interpolation=self._how), 1, place)
        else:
            turned = cv2.flip(picture, 1) if mirror else picture
            cv2.resize(turned, size, place, interpolation=self._how)
        if dim < 1.0:
            cv2.convertScaleAbs(place, place, dim)
