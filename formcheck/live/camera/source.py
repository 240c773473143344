"""The newest picture of a camera.

A thread takes every picture. Whoever works on them gets the newest one, so that no queue can form.
A camera that is lost is tried again for a while.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from formcheck.errors import SourceEndedError, SourceError
from formcheck.live.camera.clock import CameraClock
from formcheck.live.camera.fitting import Fitter
from formcheck.live.camera.grabber import Grabber
from formcheck.live.camera.health import Health, PictureCheck, Status, too_slow
from formcheck.system.arrays import Image


@dataclass(frozen=True, slots=True)
class LivePicture:
    """A picture as it came from the camera.

    Attributes:
        index: its number; skipped pictures are counted, too.
        time_s: when it was taken, see `CameraClock`.
        available_s: when it was ready to be taken, on the clock of `time.monotonic`.
        image: (height, width, 3) uint8 RGB, C-contiguous; may be drawn on.
        light: mean brightness, 0..255.
    """

    index: int
    time_s: float
    available_s: float
    image: Image
    light: float


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a camera, in seconds.

    Attributes:
        reconnect_s: how long a lost camera is tried again before it is given up.
        retry_s: between two attempts to open it.
        silent_s: a camera that gives no picture for this long is lost.
        played_silent_s: the same for a file, whose pictures come at the pace they were filmed.
        stop_s: how long `LiveSource.stop` waits for a camera that hangs.
    """

    reconnect_s: float = 30.0
    retry_s: float = 0.5
    silent_s: float = 2.0
    played_silent_s: float = 30.0
    stop_s: float = 2.0


class LiveSource:
    """Takes pictures on a thread of its own and keeps the newest.

    Args:
        open_grabber: opens the camera, at the start and whenever it was lost.
        patience: how long to wait for a camera.
        check: finds black and frozen pictures.

    Attributes:
        latest: the newest picture; None before the first.
        delivered: how many pictures have come.
        notes: what happened, for the terminal, one sentence each; the reader removes them.
    """

    def __init__(
        self,
        open_grabber: Callable[[], Grabber],
        *,
        patience: Patience = Patience(),
        check: PictureCheck | None = None,
    ) -> None:
        self._open = open_grabber
        self._patience = patience
        self._check = check or PictureCheck()
        self._clock, self._fitter = CameraClock(), Fitter()
        self._changed = threading.Condition()
        self._newest: LivePicture | None = None
        self._stopping = threading.Event()
        self._playing = threading.Event()
        self._played = self._slow = False
        self._health, self._problem = Health.STARTING, ""
        self._lost_since_s = self._arrived_s = time.monotonic()
        self._times_s: deque[float] = deque(maxlen=30)
        self.latest: LivePicture | None = None
        self.delivered = 0
        self.notes: list[str] = []
        self._thread = self._new_thread()

    def _new_thread(self) -> threading.Thread:
        return threading.Thread(
            target=self._run, args=(self._stopping,), name="camera", daemon=True
        )

    def start(self) -> None:
        """Begin to take pictures."""
        self._lost_since_s = time.monotonic()
        self._thread.start()

    def reopen(self, open_grabber: Callable[[], Grabber] | None = None) -> None:
        """Take the pictures of another camera from now on, without waiting for it.

        The thread of the camera before ends by itself, even if that camera hangs.

        Args:
            open_grabber: opens the camera; None to try the same one again, or to play a file
                again.
        """
        self._stopping.set()
        self._playing.clear()
        with self._changed:
            self._stopping = threading.Event()
            self._lost_since_s = self._arrived_s = time.monotonic()
            self._newest = self.latest = None
            self._times_s.clear()
            self._check.start_again()
            if open_grabber:
                self._open, self._fitter, self._slow = open_grabber, Fitter(), False
                self._health, self._problem = Health.STARTING, ""
            else:
                ended = self._health is Health.ENDED
                self._health = Health.STARTING if ended else Health.LOST
            self._thread = self._new_thread()
        self._thread.start()

    def play(self) -> None:
        """Let a file play on: it waits after its first picture until it can be watched."""
        self._playing.set()

    def stop(self) -> None:
        """Release the camera, without waiting long for one that hangs."""
        self._stopping.set()
        self._playing.set()
        self._thread.join(timeout=self._patience.stop_s)

    def newest(self, timeout_s: float) -> LivePicture | None:
        """Return the newest picture, each picture once.

        Args:
            timeout_s: how long to wait where there is no new one.

        Returns:
            The picture; None where none came in time.
        """
        with self._changed:
            if self._newest is None:
                self._changed.wait(timeout_s)
            picture, self._newest = self._newest, None
            return picture

    def status(self) -> Status:
        """Return how the camera is doing now."""
        now_s, patience = time.monotonic(), self._patience
        with self._changed:
            health, problem, since_s = self._health, self._problem, self._lost_since_s
            waits_for_viewer = self._played and not self._playing.is_set()
            longest_s = patience.played_silent_s if self._played else patience.silent_s
            silent = now_s - self._arrived_s > longest_s and not waits_for_viewer
            # The camera hangs, and the thread with it.
            if silent and health in (Health.GOOD, Health.BLACK, Health.FROZEN):
                health, problem = Health.LOST, "the camera gives no more pictures"
                since_s = self._arrived_s
            fps = self._fps()
        left_s = patience.reconnect_s - (now_s - since_s) if health is Health.LOST else 0.0
        if health is Health.LOST and left_s <= 0.0:
            health = Health.GONE
        return Status(health, problem, max(0.0, left_s), fps)

    def _fps(self) -> float:
        """Return the pictures a second, from the last ones; 0 before there are enough."""
        steps_s = [later_s - time_s for time_s, later_s in pairwise(self._times_s)]
        return 1.0 / max(median(steps_s), 1e-3) if len(steps_s) >= 5 else 0.0

    # --- on the thread ---

    def _run(self, stopping: threading.Event) -> None:
        """Take pictures until ``stopping`` is set: another thread may have begun by then."""
        while not stopping.is_set():
            try:
                grabber = self._open()
            except SourceError as error:
                self._lose(str(error), stopping)
            else:
                try:
                    if not self._take_all(grabber, stopping):
                        return
                finally:
                    grabber.close()
                self._lose("the camera gives no more pictures: is it still plugged in?", stopping)
            if time.monotonic() - self._lost_since_s > self._patience.reconnect_s:
                self._end(Health.GONE, stopping)
                return
            stopping.wait(self._patience.retry_s)

    def _take_all(self, grabber: Grabber, stopping: threading.Event) -> bool:
        """Publish every picture; return True if the camera was lost, False if it is to end."""
        if not stopping.is_set():
            self._played = grabber.played
        while not stopping.is_set():
            try:
                got = grabber.grab()
            except SourceEndedError:
                self._end(Health.ENDED, stopping)
                return False
            if got is None:
                return True
            self._publish(*got, stopping)
            if grabber.played and not self._playing.is_set():
                self._playing.wait()
                self._arrived_s = time.monotonic()
        return False

    def _end(self, health: Health, stopping: threading.Event) -> None:
        with self._changed:
            if not stopping.is_set():
                self._health = health
                self._changed.notify_all()

    def _lose(self, problem: str, stopping: threading.Event) -> None:
        with self._changed:
            if stopping.is_set():
                return
            if self._health is not Health.LOST:
                if self._health is not Health.STARTING:
                    self._lost_since_s = time.monotonic()
                self.notes.append(problem)
            self._health, self._problem = Health.LOST, problem
            self._check.start_again()
            self._changed.notify_all()

    def _publish(self, image: Image, camera_s: float | None, stopping: threading.Event) -> None:
        now_s = time.monotonic()
        with self._changed:
            if stopping.is_set():
                return
            image, resized = self._fitter.fit(image)
        health, problem, light = self._check.check(image, now_s, may_freeze=self._played)
        time_s = self._clock.time_s(now_s, camera_s)
        picture = LivePicture(self.delivered, time_s, time.monotonic(), image, light)
        with self._changed:
            if stopping.is_set():
                return
            if resized:
                self.notes.append(resized)
            if problem and health is not self._health:
                self.notes.append(problem)
            if self._health is Health.LOST:
                self.notes.append("the camera is back")
                self._times_s.clear()
            self._health, self._problem = health, problem
            self._arrived_s = now_s
            self._times_s.append(time_s)
            self._note_if_slow()
            self.delivered += 1
            self._newest = self.latest = picture
            self._changed.notify_all()

    def _note_if_slow(self) -> None:
        """Note once that the camera is too slow, when its pace is known."""
        if self._slow or len(self._times_s) != 20 or not too_slow(self._fps()):
            return
        self._slow = True
        self.notes.append(
            f"the camera gives only {self._fps():.0f} pictures a second, too few to judge fast"
            " reps: more light may help, or another camera"
        )
