"""A camera in the network, opened by its address with OpenCV."""

import cv2

from formcheck.errors import SourceError
from formcheck.live.camera.opencv import read
from formcheck.system.arrays import Image


class StreamGrabber:
    """A stream by its address.

    Args:
        address: such as ``rtsp://…`` or ``http://…``.
        timeout_s: how long to wait for an answer, and for each picture.

    Raises:
        SourceError: the address does not answer.
    """

    played = False

    def __init__(self, address: str, *, timeout_s: float = 5.0) -> None:
        timeout_ms = round(1000 * timeout_s)
        options = [
            *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, timeout_ms),
            *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, timeout_ms),
        ]
        self._capture = cv2.VideoCapture(address, cv2.CAP_FFMPEG, options)
        if not self._capture.isOpened():
            raise SourceError(f"the camera at {address} does not answer: check the address")

    def grab(self) -> tuple[Image, float | None] | None:
        """Wait for the next picture."""
        return read(self._capture)

    def close(self) -> None:
        """Close the connection."""
        self._capture.release()
