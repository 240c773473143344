"""The pose model at work: loaded in the background, one person found, bystanders counted."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from formcheck.detection.backend import PoseBackend
from formcheck.errors import BackendError
from formcheck.poses.pose import Pose
from formcheck.system.arrays import Image

if TYPE_CHECKING:
    from formcheck.detection.mediapipe import PeopleCounter


class PoseFinder:
    """Finds the person in every picture.

    The model takes a second to load, so it loads on a thread while the window opens.

    Args:
        model: a ``.task`` bundle; the one that comes with formcheck when None.
    """

    def __init__(self, model: Path | None) -> None:
        self._model = model
        self._pool = ThreadPoolExecutor(1, "pose-model")
        self._loading: Future[PoseBackend] | None = None
        self._backend: PoseBackend | None = None
        self._outline: bool | None = None

    @property
    def ready(self) -> bool:
        """Whether the model is loaded.

        Raises:
            BackendError: the model is missing or MediaPipe cannot load it.
        """
        if self._loading is not None and self._loading.done():
            loading, self._loading = self._loading, None
            self._backend = loading.result()
        return self._backend is not None

    @property
    def name(self) -> str:
        """The name of the model, to be saved with its poses; empty before it is loaded."""
        return self._backend.name if self._backend else ""

    def load(self, *, outline: bool) -> None:
        """Load the model, unless it is loaded with the same choice already.

        Args:
            outline: whether the outline of the person is wanted, too.
        """
        if outline == self._outline:
            return
        self._outline = outline
        before, self._backend = self._backend, None
        self._loading = self._pool.submit(self._load, outline, before, self._loading)

    def detect(self, image: Image, time_s: float) -> Pose:
        """Return the person in the next picture, or nobody.

        Args:
            image: (height, width, 3) uint8 RGB.
            time_s: later than that of the picture before.

        Raises:
            BackendError: as `ready`.
        """
        if not self.ready or self._backend is None:
            return Pose.nobody(time_s)
        people = self._backend.detect(image, time_s)
        return people[0] if people else Pose.nobody(time_s)

    def forget(self, image: Image, time_s: float) -> None:
        """Stop following anybody: a black picture makes the model search the next one anew."""
        if self.ready and self._backend is not None:
            self._backend.detect(np.zeros_like(image), time_s)

    def close(self) -> None:
        """Release the model."""
        with suppress(BackendError):
            if self._loading is not None:
                self._backend = self._loading.result()
        if self._backend is not None:
            self._backend.__exit__()
        self._pool.shutdown()

    def _load(
        self,
        outline: bool,
        before: PoseBackend | None,
        waiting: Future[PoseBackend] | None,
    ) -> PoseBackend:
        from formcheck.detection.mediapipe import MediaPipeBackend

        if waiting is not None:
            before = waiting.result()
        if before is not None:
            before.__exit__()
        return MediaPipeBackend(self._model, outline=outline, scout=False)


class BystanderCounter:
    """Counts the people now and then, on a thread of its own, while somebody gets ready.

    Args:
        model: as for `PoseFinder`.
        every_s: time between two looks.

    Attributes:
        people: how many were seen in the last picture that was looked at.
    """

    def __init__(self, model: Path | None, *, every_s: float = 0.7) -> None:
        self._model, self._every_s = model, every_s
        self._pool = ThreadPoolExecutor(1, "bystanders")
        self._counter: PeopleCounter | None = None
        self._look: Future[int] | None = None
        self._looked_s = float("-inf")
        self.people = 1

    def look(self, image: Image, now_s: float) -> None:
        """Count the people in a picture in the background, unless the last count is too recent."""
        if self._look is not None:
            if not self._look.done():
                return
            with suppress(BackendError):  # the `PoseFinder` reports that
                self.people = self._look.result()
            self._look = None
        if now_s - self._looked_s >= self._every_s:
            self._looked_s = now_s
            self._look = self._pool.submit(self._count, image.copy())

    def close(self) -> None:
        """Release the model."""
        self._pool.shutdown()
        if self._counter is not None:
            self._counter.close()

    def _count(self, image: Image) -> int:
        from formcheck.detection.mediapipe import PeopleCounter

        self._counter = self._counter or PeopleCounter(self._model)
        return self._counter.count(image)
