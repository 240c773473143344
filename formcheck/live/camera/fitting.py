"""Pictures of one size, whatever the camera gives."""

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.system.arrays import Image


@dataclass(slots=True)
class Fitter:
    """Fits pictures to the size of the first one: a camera may change its size in the middle.

    Args:
        longest_side_px: larger pictures are scaled down, as the pose model looks at 256 pixels.
    """

    longest_side_px: int = 1280
    _size: tuple[int, int] | None = None
    _given: tuple[int, int] | None = None

    def fit(self, image: Image) -> tuple[Image, str]:
        """Return a picture in the size of the first one, with black bars where the shapes differ.

        Args:
            image: (height, width, 3) uint8 RGB.

        Returns:
            The picture, and a sentence for the user where the camera has changed its size.
        """
        height, width = image.shape[:2]
        note = ""
        if self._given not in (None, (width, height)):
            note = f"the camera changed its picture to {width}x{height}: it is shown as before"
        self._given = width, height
        if self._size is None:
            shrink = min(1.0, self.longest_side_px / max(width, height))
            self._size = round(width * shrink), round(height * shrink)
        return _fitted(image, self._size), note


def _fitted(image: Image, size: tuple[int, int]) -> Image:
    height, width = image.shape[:2]
    if (width, height) == size:
        return image
    scale = min(size[0] / width, size[1] / height)
    inner = round(width * scale), round(height * scale)
    smaller = np.asarray(cv2.resize(image, inner, interpolation=cv2.INTER_AREA), np.uint8)
    if inner == size:
        return smaller
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    whole: Image = np.zeros((size[1], size[0], 3), np.uint8)
    whole[top : top + inner[1], left : left + inner[0]] = smaller
    return whole
