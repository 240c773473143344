"""A video file, played as if it were a camera."""

import time
from pathlib import Path

from formcheck.errors import ClipError, SourceEndedError, SourceError
from formcheck.system.arrays import Image
from formcheck.video import ClipReader


class FileGrabber:
    """Plays a video file at its own pace.

    Args:
        path: of the file.

    Raises:
        SourceError: the file cannot be read.
    """

    played = True

    def __init__(self, path: Path) -> None:
        try:
            self._clip = ClipReader(path)
        except ClipError as error:
            raise SourceError(str(error)) from None
        self._start_s: float | None = None

    def grab(self) -> tuple[Image, float | None] | None:
        """Wait until the next frame is due, and return it.

        Raises:
            SourceEndedError: the whole file has been played.
        """
        frame = next(self._clip, None)
        if frame is None:
            raise SourceEndedError
        if frame.index == 0:
            return frame.image, frame.time_s
        if self._start_s is None:
            self._start_s = time.monotonic() - frame.time_s
        time.sleep(max(0.0, self._start_s + frame.time_s - time.monotonic()))
        return frame.image, frame.time_s

    def close(self) -> None:
        """Close the file."""
        self._clip.close()
