"""A camera that plays a clip in real time and repeats its last part on and on."""

import time
from collections.abc import Generator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.speed.samples import LIVE, LIVE_FPS, LIVE_KICKS_S
from formcheck.video import ClipInfo, ClipReader, VideoFileWriter

#: Width and height of the pictures.
SIZE = 1280, 720

_Image = npt.NDArray[np.uint8]


class LoopingCamera:
    """Plays the part before the kicks once, then the kicks on and on, in real time.

    Each file is opened only once: decoders that come and go would take memory that a camera does
    not take.
    """

    def __init__(self, before: Path, kicks: Path) -> None:
        self._pictures = self._played(before, kicks)
        self._index = -1
        self._start_s = 0.0

    @property
    def played(self) -> bool:
        """Whether the pictures come from a file."""
        return True

    def grab(self) -> tuple[_Image, float | None]:
        """Wait for the next picture; return it and its time in seconds."""
        image = next(self._pictures)
        self._index += 1
        due_s = self._index / LIVE_FPS
        if self._index == 1:  # a file stands at its first picture until it is played
            self._start_s = time.monotonic() - due_s
        if self._index:
            time.sleep(max(0.0, self._start_s + due_s - time.monotonic()))
        return image, due_s

    def close(self) -> None:
        """Stop playing."""
        self._pictures.close()

    @staticmethod
    def _played(before: Path, kicks: Path) -> Generator[_Image, None, None]:
        import av  # only after cv2: its copy of libxcb, if loaded first, keeps Qt from its window

        with av.open(str(before)) as clip:
            for frame in clip.decode(video=0):
                yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
        while True:
            with av.open(str(kicks)) as clip:
                seen = True
                while seen:  # a decoder that does not start again after a seek is opened anew
                    seen = False
                    for frame in clip.decode(video=0):
                        seen = True
                        yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
                    clip.seek(0)


def scaled_up(folder: Path) -> tuple[Path, Path]:
    """Write the clip at 720p: the part before the kicks, and the kicks; return both files."""
    parts = folder / "before.mp4", folder / "kicks.mp4"
    spans = (0.0, LIVE_KICKS_S[0]), LIVE_KICKS_S
    for part, (from_s, to_s) in zip(parts, spans, strict=True):
        like = ClipInfo(Path("camera"), *SIZE, LIVE_FPS)
        with ClipReader(LIVE) as clip, VideoFileWriter(part, like) as writer:
            for frame in clip:
                if from_s <= frame.time_s < to_s:
                    writer.write(_widened(frame.image), frame.time_s - from_s)
    return parts


def _widened(image: _Image) -> _Image:
    """Scale a picture to the height of `SIZE` and repeat its left and right edges."""
    share = SIZE[1] / len(image)
    image = np.asarray(cv2.resize(image, None, fx=share, fy=share), np.uint8)
    aside = SIZE[0] - image.shape[1]
    wide = cv2.copyMakeBorder(image, 0, 0, aside // 2, aside - aside // 2, cv2.BORDER_REPLICATE)
    return np.asarray(wide, np.uint8)
