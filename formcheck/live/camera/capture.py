"""Where the pictures come from: a camera, a stream, or a file played at its own pace.

A thread of its own takes every picture; whoever works on them gets the newest one, so nothing
ever queues up. A source that is lost is tried again for half a minute.
"""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Protocol

import cv2
import numpy as np

from formcheck.errors import ClipError, SourceEndedError, SourceError
from formcheck.live.camera.clock import CameraClock
from formcheck.live.camera.health import SLOW_FPS, Health, Status
from formcheck.system.arrays import Image
from formcheck.video import ClipReader

RECONNECT_S = 30.0
RETRY_S = 0.5
SILENT_S = 2.0  # a camera that gives no picture for so long is lost,
PLAYED_SILENT_S = 30.0  # and a file, whose pictures come as they were filmed
FROZEN_S = 2.0  # real cameras never give the same picture for so long
BLACK = 12  # of 255: all of a picture behind a lens cover is darker
LONGEST_SIDE_PX = 1280  # larger pictures are scaled down: the model looks at 256 pixels
WANTED_SIZE = 1280, 720
STRIDE = 16  # every so many pixels of a picture are looked at
URL_TIMEOUT_MS = 5000


@dataclass(frozen=True, slots=True)
class LivePicture:
    """A picture as it came.

    Attributes:
        index: its number, counting those that nobody took.
        time_s: when it was taken, see `CameraClock`.
        available_s: when it could be had, on the clock of `time.monotonic`.
        image: (height, width, 3) uint8 RGB, C-contiguous, free to be drawn on.
        light: mean brightness, 0..255.
    """

    index: int
    time_s: float
    available_s: float
    image: Image
    light: float


class Grabber(Protocol):
    """What gives one picture after the other."""

    @property
    def played(self) -> bool:
        """Whether it waits for its viewers after the first picture, as a file does."""
        ...

    def grab(self) -> tuple[Image, float | None] | None:
        """Wait for the next picture; RGB, and when it was taken by the camera's clock.

        None when there is no next one though there should be.

        Raises:
            SourceEndedError: all has been played.
        """
        ...

    def close(self) -> None:
        """Let go of the camera."""
        ...


class FileGrabber:
    """Plays a video file as if it were a camera.

    Raises:
        SourceError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._clip = ClipReader(path)
        except ClipError as error:
            raise SourceError(str(error)) from None
        self._start_s: float | None = None

    @property
    def played(self) -> bool:
        """A file is."""
        return True

    def grab(self) -> tuple[Image, float | None] | None:
        """Wait until the next frame is due."""
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


class CameraGrabber:
    """A camera by its number, or a stream by its address, as OpenCV opens them.

    Raises:
        SourceError: it is missing, or busy.
    """

    def __init__(self, camera: int | str) -> None:
        if isinstance(camera, str):
            self._capture = cv2.VideoCapture(
                camera,
                cv2.CAP_FFMPEG,
                [
                    cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
                    URL_TIMEOUT_MS,
                    cv2.CAP_PROP_READ_TIMEOUT_MSEC,
                    URL_TIMEOUT_MS,
                ],
            )
            if not self._capture.isOpened():
                raise SourceError(f"the camera at {camera} does not answer: check the address")
            return
        self._capture = _opened(camera)

    @property
    def played(self) -> bool:
        """A camera is not."""
        return False

    def grab(self) -> tuple[Image, float | None] | None:
        """Wait for the next picture."""
        there, image = self._capture.read()
        if not there or image is None:
            return None
        taken_ms = self._capture.get(cv2.CAP_PROP_POS_MSEC)
        rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        return np.asarray(rgb, dtype=np.uint8), taken_ms / 1000.0 if taken_ms > 0 else None

    def close(self) -> None:
        """Release the camera."""
        self._capture.release()


def _opened(camera: int) -> cv2.VideoCapture:
    """A camera that gives pictures, asked for 720p at 30 frames a second."""
    there = sys.platform != "linux" or any(Path("/dev").glob("video*"))
    if not there:
        raise SourceError("no camera was found: plug one in, or play a video with --source FILE")
    backend = cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY
    capture = cv2.VideoCapture(camera, backend)
    if not capture.isOpened():
        capture.release()
        raise SourceError(
            f"camera {camera} cannot be opened: close other programs that use it,"
            " or name another one with --camera"
        )
    # Over USB most cameras give 720p at 30 frames a second only as JPEG.
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, WANTED_SIZE[0])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, WANTED_SIZE[1])
    capture.set(cv2.CAP_PROP_FPS, 30)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    if not capture.read()[0]:
        capture.release()
        raise SourceError(
            f"camera {camera} gives no picture: close other programs that use it, plug it in again"
        )
    return capture


def opener(source: str | None, camera: int) -> Callable[[], Grabber]:
    """Return what opens a source: a file's path, a stream's address, or the camera when None.

    Raises:
        SourceError: the file is not there, or is no video.
    """
    if source is None:
        return lambda: CameraGrabber(camera)
    if "://" in source:
        return lambda: CameraGrabber(source)
    path = Path(source)
    FileGrabber(path).close()  # a wrong name is told before a window opens
    return lambda: FileGrabber(path)


class Source:
    """Takes pictures on a thread of its own and keeps the newest.

    Args:
        open_grabber: opens the camera, at the start and whenever it was lost.
        reconnect_s: for how long a lost camera is looked for.

    Attributes:
        delivered: pictures that came so far.
        notes: what happened, for the terminal; one sentence each.
    """

    def __init__(
        self, open_grabber: Callable[[], Grabber], *, reconnect_s: float = RECONNECT_S
    ) -> None:
        self._open = open_grabber
        self._reconnect_s = reconnect_s
        self._changed = threading.Condition()
        self._newest: LivePicture | None = None
        self._stopping = threading.Event()
        self._playing = threading.Event()
        self._played = self._slow = False
        self._clock = CameraClock()
        self._size: tuple[int, int] | None = None
        self._given_size: tuple[int, int] | None = None
        self._health, self._problem = Health.STARTING, ""
        self._lost_since_s = self._good_since_s = time.monotonic()
        self._times_s: deque[float] = deque(maxlen=30)
        self._sample: Image | None = None
        self._moved_s = self._arrived_s = time.monotonic()
        self.delivered = 0
        self.notes: list[str] = []
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    def start(self) -> None:
        """Begin to take pictures."""
        self._lost_since_s = time.monotonic()
        self._thread.start()

    def play(self) -> None:
        """Let a file play on: it stands at its first picture until somebody looks."""
        self._playing.set()

    def stop(self) -> None:
        """Let go of the camera; one that hangs is left behind."""
        self._stopping.set()
        self._playing.set()
        self._thread.join(timeout=2.0)

    def newest(self, timeout_s: float) -> LivePicture | None:
        """Return the newest picture, once; wait for one that long, and return None then."""
        with self._changed:
            if self._newest is None:
                self._changed.wait(timeout_s)
            picture, self._newest = self._newest, None
            return picture

    def status(self) -> Status:
        """How the source is doing now."""
        now_s = time.monotonic()
        with self._changed:
            health, problem, since_s = self._health, self._problem, self._lost_since_s
            standing = self._played and not self._playing.is_set()
            longest_s = PLAYED_SILENT_S if self._played else SILENT_S
            silent = now_s - self._arrived_s > longest_s and not standing
            # A camera that hangs, and its thread in it:
            if silent and health in (Health.GOOD, Health.BLACK, Health.FROZEN):
                health, problem = Health.LOST, "the camera gives no more pictures"
                since_s = self._arrived_s
            fps = self._fps()
        left_s = self._reconnect_s - (now_s - since_s) if health is Health.LOST else 0.0
        if health is Health.LOST and left_s <= 0.0:
            health = Health.GONE
        return Status(health, problem, max(0.0, left_s), fps)

    def _fps(self) -> float:
        steps = [later_s - time_s for time_s, later_s in pairwise(self._times_s)]
        return 1.0 / max(median(steps), 1e-3) if len(steps) >= 5 else 0.0

    # --- the thread ---

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                grabber = self._open()
            except SourceError as error:
                self._lose(str(error))
            else:
                try:
                    if not self._take_all(grabber):
                        return
                finally:
                    grabber.close()
                self._lose("the camera gives no more pictures: is it still plugged in?")
            if time.monotonic() - self._lost_since_s > self._reconnect_s:
                with self._changed:
                    self._health = Health.GONE
                    self._changed.notify_all()
                return
            self._stopping.wait(RETRY_S)

    def _take_all(self, grabber: Grabber) -> bool:
        """Publish what comes; tell whether the source was lost, and did not end."""
        self._played = grabber.played  # its pictures come and change as they were filmed
        while not self._stopping.is_set():
            try:
                got = grabber.grab()
            except SourceEndedError:
                with self._changed:
                    self._health = Health.ENDED
                    self._changed.notify_all()
                return False
            if got is None:
                return True
            self._publish(*got)
            if grabber.played and not self._playing.is_set():
                self._playing.wait()
                self._arrived_s = time.monotonic()
        return False

    def _lose(self, problem: str) -> None:
        with self._changed:
            if self._health is not Health.LOST:
                if self._health is not Health.STARTING:
                    self._lost_since_s = time.monotonic()
                self.notes.append(problem)
            self._health, self._problem = Health.LOST, problem
            self._sample = None
            self._changed.notify_all()

    def _publish(self, image: Image, camera_s: float | None) -> None:
        now_s = time.monotonic()
        image = self._fitted(image)
        sample = image[::STRIDE, ::STRIDE]
        light = float(sample.mean())
        if self._sample is None or not np.array_equal(sample, self._sample):
            self._moved_s = now_s
            self._sample = sample.copy()
        health, problem = Health.GOOD, ""
        if sample.max() < BLACK:
            health, problem = Health.BLACK, "the picture is black: is the lens covered?"
        elif now_s - self._moved_s > FROZEN_S and not self._played:
            health, problem = Health.FROZEN, "the picture stands still: plug the camera in again"
        picture = LivePicture(
            self.delivered,
            self._clock.time_s(now_s, camera_s),
            time.monotonic(),
            image,
            light,
        )
        with self._changed:
            if problem and health is not self._health:
                self.notes.append(problem)
            if self._health is Health.LOST:
                self.notes.append("the camera is back")
                self._times_s.clear()
            self._health, self._problem = health, problem
            self._arrived_s = now_s
            self._times_s.append(picture.time_s)
            if not self._slow and len(self._times_s) == 20 and self._fps() < SLOW_FPS:
                self._slow = True
                self.notes.append(
                    f"the camera gives only {self._fps():.0f} pictures a second, too few to judge"
                    " kicks by: more light may help, or another camera"
                )
            self.delivered += 1
            self._newest = picture
            self._changed.notify_all()

    def _fitted(self, image: Image) -> Image:
        """A picture of the size of the first one, which is at most `LONGEST_SIDE_PX` long.

        A camera that changes its size in the middle must not change the person's.
        """
        height, width = image.shape[:2]
        if self._given_size not in (None, (width, height)):
            self.notes.append(
                f"the camera changed its picture to {width}x{height}: it is shown as before"
            )
        self._given_size = width, height
        if self._size is None:
            shrink = min(1.0, LONGEST_SIDE_PX / max(width, height))
            self._size = round(width * shrink), round(height * shrink)
        if (width, height) == self._size:
            return image
        share = min(self._size[0] / width, self._size[1] / height)
        inner = round(width * share), round(height * share)
        smaller = np.asarray(cv2.resize(image, inner, interpolation=cv2.INTER_AREA), np.uint8)
        if inner == self._size:
            return smaller
        left, top = (self._size[0] - inner[0]) // 2, (self._size[1] - inner[1]) // 2
        whole: Image = np.zeros((self._size[1], self._size[0], 3), np.uint8)
        whole[top : top + inner[1], left : left + inner[0]] = smaller
        return whole
