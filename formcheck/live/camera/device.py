"""A camera that is connected to this computer, opened with OpenCV."""

import sys

import cv2

from formcheck.errors import SourceError
from formcheck.live.camera.connected import connected_cameras, number_of, why_no_picture
from formcheck.live.camera.opencv import read
from formcheck.system.arrays import Image


class DeviceGrabber:
    """A camera by number or name: 720p at 30 pictures a second are asked for.

    Args:
        wanted: its number, counted from 0, or its name; empty for the first camera.

    Raises:
        SourceError: the camera is missing, used by another program, not allowed to this user, or
            gives no picture.
    """

    played = False

    def __init__(self, wanted: str) -> None:
        cameras = connected_cameras()
        number = number_of(wanted, cameras)
        if sys.platform == "linux" and number not in [camera.number for camera in cameras]:
            raise SourceError(why_no_picture(number, cameras))
        backend = cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY
        self._capture = cv2.VideoCapture(number, backend)
        if self._capture.isOpened():
            # Over USB most cameras give 720p at 30 pictures a second only as JPEG.
            self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, 1280)
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, 720)
            self._capture.set(cv2.CAP_PROP_FPS, 30)
            self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
            if self._capture.read()[0]:
                return
        self.close()
        raise SourceError(why_no_picture(number, cameras))

    def grab(self) -> tuple[Image, float | None] | None:
        """Wait for the next picture."""
        return read(self._capture)

    def close(self) -> None:
        """Release the camera."""
        self._capture.release()
