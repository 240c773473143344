"""A camera that is connected to this computer, opened with OpenCV."""

import sys
from pathlib import Path

import cv2

from formcheck.errors import SourceError
from formcheck.live.camera.opencv import read
from formcheck.system.arrays import Image


class DeviceGrabber:
    """A camera by its number: 720p at 30 pictures a second are asked for.

    Args:
        number: of the camera, counted from 0.

    Raises:
        SourceError: the camera is missing, used by another program, or gives no picture.
    """

    played = False

    def __init__(self, number: int) -> None:
        if sys.platform == "linux" and not any(Path("/dev").glob("video*")):
            raise SourceError(
                "no camera was found: plug one in, or play a video with --source FILE"
            )
        backend = cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY
        self._capture = cv2.VideoCapture(number, backend)
        if not self._capture.isOpened():
            self.close()
            raise SourceError(
                f"camera {number} cannot be opened: close other programs that use it,"
                " or name another one with --camera"
            )
        # Over USB most cameras give 720p at 30 pictures a second only as JPEG.
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, 1280)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, 720)
        self._capture.set(cv2.CAP_PROP_FPS, 30)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        if not self._capture.read()[0]:
            self.close()
            raise SourceError(
                f"camera {number} gives no picture: close other programs that use it,"
                " plug it in again"
            )

    def grab(self) -> tuple[Image, float | None] | None:
        """Wait for the next picture."""
        return read(self._capture)

    def close(self) -> None:
        """Release the camera."""
        self._capture.release()
