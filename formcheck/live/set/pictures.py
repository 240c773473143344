"""The last pictures of a set, and those of its worst and best reps, small and in memory."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np

from formcheck.results import FrameResult, Rep
from formcheck.system.arrays import Image


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """How much is kept. Twelve reps and the last seconds take 60 MB at most.

    Attributes:
        last_s: how far back the last pictures reach, in seconds.
        height_px: higher pictures are scaled down.
        quality: of the JPEG pictures, 0..100.
        least_step_s: a picture that comes sooner after the last one is not kept.
        last_bytes: all last pictures together; the oldest ones go first.
        rep_bytes: the pictures of one rep together; every second one goes first.
        around_s: pictures are kept for so long before and after a rep, in seconds.
        gap_s: a rep with a longer gap between its pictures is not shown, in seconds.
        most_waiting: when so many pictures wait to be encoded, the next one waits for the first.
    """

    last_s: float = 10.0
    height_px: int = 540
    quality: int = 78
    least_step_s: float = 0.02
    last_bytes: int = 24_000_000
    rep_bytes: int = 3_000_000
    around_s: float = 0.15
    gap_s: float = 0.5
    most_waiting: int = 4


@dataclass(frozen=True, slots=True, eq=False)
class KeptPicture:
    """A picture of a set.

    Attributes:
        jpeg: the picture, scaled down, as soon as it is encoded.
        size_px: width and height of the camera's picture.
        frame: what was known of it when it came, in pixels of the camera's picture.
    """

    jpeg: "Future[bytes]"
    size_px: tuple[int, int]
    frame: FrameResult

    @property
    def time_s(self) -> float:
        """Its time on the clock of the set."""
        return self.frame.time_s

    def image(self) -> Image:
        """Return the picture, (height, width, 3) uint8 RGB."""
        coded = np.frombuffer(self.jpeg.result(), np.uint8)
        decoded = cv2.imdecode(coded, cv2.IMREAD_COLOR_RGB)
        return np.asarray(decoded, np.uint8)


Pictures: TypeAlias = tuple[KeptPicture, ...]


class SetPictures:
    """Keeps the last pictures of a set, and those of some of its reps; a thread encodes them.

    Args:
        limits: how much is kept.
    """

    def __init__(self, limits: PictureLimits = PictureLimits()) -> None:
        self._limits = limits
        self._encoder = ThreadPoolExecutor(1, "pictures")
        self._last: deque[KeptPicture] = deque()
        self._last_bytes = 0  # of those that are surely encoded
        self._kept: list[tuple[Rep, Pictures]] = []

    @property
    def reps(self) -> Sequence[Rep]:
        """The reps whose pictures are kept."""
        return tuple(rep for rep, _ in self._kept)

    def add(self, image: Image, frame: FrameResult) -> None:
        """Add the next picture.

        Args:
            image: (height, width, 3) uint8 RGB; must not be drawn on afterwards.
            frame: what is known of it, with its time on the clock of the set.
        """
        limits = self._limits
        if self._last and frame.time_s - self._last[-1].time_s < limits.least_step_s:
            return
        height, width = image.shape[:2]
        jpeg = self._encoder.submit(_jpeg, image, limits.height_px, limits.quality)
        self._last.append(KeptPicture(jpeg, (width, height), frame))
        if len(self._last) <= limits.most_waiting:
            return
        self._last_bytes += len(self._last[-1 - limits.most_waiting].jpeg.result())
        while len(self._last) > limits.most_waiting + 1 and (
            frame.time_s - self._last[0].time_s > limits.last_s
            or self._last_bytes > limits.last_bytes
        ):
            self._last_bytes -= len(self._last.popleft().jpeg.result())

    def keep(self, reps: Sequence[Rep]) -> None:
        """Keep the pictures of these reps, and of no others.

        Args:
            reps: each was kept before, or is among the last pictures.
        """
        known = {id(rep): pictures for rep, pictures in self._kept}
        self._kept = [(rep, known.get(id(rep)) or self._thinned(self.of(rep))) for rep in reps]

    def last(self) -> Pictures:
        """Return the last pictures, in order of time."""
        return tuple(self._last)

    def of(self, rep: Rep) -> Pictures:
        """Return the pictures of a rep, in order of time; none if some are missing.

        A rep may have been judged again since it was kept: its times count, not its number.
        """
        start_s, end_s = rep.start_s - self._limits.around_s, rep.end_s + self._limits.around_s
        kept = [strip for _, strip in self._kept if _overlaps(strip, start_s, end_s)]
        if _overlaps(self._last, start_s, end_s):
            kept.append(self.last())
        by_time = {
            one.time_s: one for strip in kept for one in strip if start_s <= one.time_s <= end_s
        }
        times_s = sorted(by_time)
        gaps_s = np.diff([rep.start_s, *times_s, rep.end_s])
        complete = gaps_s.max() <= self._limits.gap_s
        return tuple(by_time[time_s] for time_s in times_s) if complete else ()

    def _thinned(self, pictures: Pictures) -> Pictures:
        while sum(len(one.jpeg.result()) for one in pictures) > self._limits.rep_bytes:
            pictures = pictures[::2]
        return pictures


def _overlaps(strip: Sequence[KeptPicture], start_s: float, end_s: float) -> bool:
    return bool(strip) and strip[0].time_s <= end_s and strip[-1].time_s >= start_s


def _jpeg(image: Image, most_px: int, quality: int) -> bytes:
    """Return a picture as JPEG, scaled down if it is higher than ``most_px``."""
    height, width = image.shape[:2]
    if height > most_px:
        size = round(width * most_px / height), most_px
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    bgr = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    _, coded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return coded.tobytes()
