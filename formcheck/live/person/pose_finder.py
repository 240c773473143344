"""The pose model at work, on threads of its own: one person found, bystanders counted."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING

import numpy as np

from formcheck.detection.backend import PoseBackend
from formcheck.errors import BackendError
from formcheck.live.camera.source import LivePicture
from formcheck.poses.pose import Pose
from formcheck.system.arrays import Image

if TYPE_CHECKING:
    from formcheck.detection.mediapipe import PeopleCounter

#: Opens a pose model: called with True if the outline of the person is wanted, too.
OpenModel = Callable[[bool], PoseBackend]


@dataclass(frozen=True, slots=True)
class Look:
    """What the pose model saw in one picture.

    Attributes:
        picture: the picture.
        pose: the person in it, or nobody.
        took_s: how long the model took, in seconds; 0 where it was not asked.
    """

    picture: LivePicture
    pose: Pose
    took_s: float = 0.0


class PoseFinder:
    """Finds the person in the newest picture, again and again, on a thread of its own.

    So the window shows every picture of the camera, however slow the model is. The thread alone
    touches the model: it loads it, too.

    Args:
        open_model: opens the model.
        newest: waits so many seconds at most for the next picture and returns the newest one.
        tick_s: how often the thread looks whether it shall end, in seconds.

    Attributes:
        watching: whether the model is asked; if not, each picture shows nobody.
    """

    def __init__(
        self,
        open_model: OpenModel,
        newest: Callable[[float], LivePicture | None],
        *,
        tick_s: float = 0.1,
    ) -> None:
        self._open, self._newest, self._tick_s = open_model, newest, tick_s
        self.watching = False
        self._outline: bool | None = None  # as it is wanted
        self._loaded: bool | None = None  # as it is
        self._name = ""
        self._search_anew = False
        self._stopping = threading.Event()
        self._looks: Queue[Look | Exception] = Queue(maxsize=1)
        self._thread = threading.Thread(target=self._run, name="pose-model", daemon=True)

    @property
    def ready(self) -> bool:
        """Whether the model is loaded as it is wanted."""
        return self._loaded is not None and self._loaded == self._outline

    @property
    def name(self) -> str:
        """The name of the model, to be saved with its poses; empty before it is loaded."""
        return self._name

    def load(self, *, outline: bool) -> None:
        """Load the model on the thread, unless it is loaded with the same choice already.

        Args:
            outline: whether the outline of the person is wanted, too.
        """
        self._outline = outline
        if not self._thread.is_alive() and not self._stopping.is_set():
            self._thread.start()

    def looks(self, timeout_s: float) -> list[Look]:
        """Return what the model saw since the last call, oldest first.

        Args:
            timeout_s: how long to wait where there is nothing new.

        Raises:
            BackendError: the model is missing or MediaPipe cannot load it.
        """
        looks: list[Look] = []
        with suppress(Empty):
            look = self._looks.get(timeout=timeout_s)
            while True:
                if isinstance(look, Exception):
                    raise look
                looks.append(look)
                look = self._looks.get_nowait()
        return looks

    def search_anew(self) -> None:
        """Stop following anybody: the next picture is searched for a person anew."""
        self._search_anew = True

    def close(self) -> None:
        """Release the model."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    # --- on the thread ---

    def _run(self) -> None:
        backend: PoseBackend | None = None
        try:
            while not self._stopping.is_set():
                wanted = self._outline
                if wanted is not None and wanted != self._loaded:
                    if backend is not None:
                        backend.__exit__()
                    backend = self._open(wanted)
                    self._name, self._loaded = backend.name, wanted
                picture = self._newest(self._tick_s)
                if picture is not None:
                    self._hand_over(self._look(backend, picture))
        except Exception as error:
            self._hand_over(error)  # the loop raises it
        finally:
            if backend is not None:
                backend.__exit__()

    def _look(self, backend: PoseBackend | None, picture: LivePicture) -> Look:
        if backend is None or not self.watching:
            return Look(picture, Pose.nobody(picture.time_s))
        begin_s = time.perf_counter()
        if self._search_anew:
            self._search_anew = False
            # A black picture makes the model lose whom it follows.
            backend.detect(np.zeros_like(picture.image), picture.time_s)
        people = backend.detect(picture.image, picture.time_s)
        pose = people[0] if people else Pose.nobody(picture.time_s)
        return Look(picture, pose, time.perf_counter() - begin_s)

    def _hand_over(self, look: Look | Exception) -> None:
        """Wait until the loop has room for the next result, so that no queue can form."""
        while not self._stopping.is_set():
            with suppress(Full):
                self._looks.put(look, timeout=self._tick_s)
                return


def mediapipe_opener(model: Path | None) -> OpenModel:
    """Return a function that opens a model with MediaPipe.

    Args:
        model: a ``.task`` bundle; the one that comes with formcheck when None.
    """

    def open_model(outline: bool) -> PoseBackend:
        # Imported here, because MediaPipe takes a second to load.
        from formcheck.detection.mediapipe import MediaPipeBackend

        return MediaPipeBackend(model, outline=outline, scout=False)

    return open_model


class BystanderCounter:
    """Counts the people now and then, on a thread of its own, while somebody gets ready.

    Where nobody is seen, it looks for somebody who is far away.

    Args:
        model: as for `PoseFinder`.
        every_s: time between two looks.

    Attributes:
        people: how many were seen in the last picture that was looked at.
        far: whether only somebody far away was seen in it.
    """

    def __init__(self, model: Path | None, *, every_s: float = 0.7) -> None:
        self._model, self._every_s = model, every_s
        self._pool = ThreadPoolExecutor(1, "bystanders")
        self._counter: PeopleCounter | None = None
        self._look: Future[tuple[int, bool]] | None = None
        self._looked_s = float("-inf")
        self.people, self.far = 1, False

    def look(self, image: Image, now_s: float) -> None:
        """Count the people in a picture in the background, unless the last count is too recent."""
        if self._look is not None:
            if not self._look.done():
                return
            with suppress(BackendError):  # the `PoseFinder` reports that
                self.people, self.far = self._look.result()
            self._look = None
        if now_s - self._looked_s >= self._every_s:
            self._looked_s = now_s
            self._look = self._pool.submit(self._count, image.copy())

    def close(self) -> None:
        """Release the model."""
        self._pool.shutdown()
        if self._counter is not None:
            self._counter.close()

    def _count(self, image: Image) -> tuple[int, bool]:
        from formcheck.detection.mediapipe import PeopleCounter

        self._counter = self._counter or PeopleCounter(self._model)
        people = self._counter.count(image)
        return people, not people and self._counter.sees_someone_far(image)
