"""One picture from an open OpenCV capture."""

import cv2
import numpy as np

from formcheck.system.arrays import Image


def read(capture: cv2.VideoCapture) -> tuple[Image, float | None] | None:
    """Wait for the next picture; return it as `Grabber.grab` does."""
    there, image = capture.read()
    if not there or image is None:
        return None
    taken_ms = capture.get(cv2.CAP_PROP_POS_MSEC)
    rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
    return np.asarray(rgb, dtype=np.uint8), taken_ms / 1000.0 if taken_ms > 0 else None
