"""The pose model at work: loaded in the background, one person followed, others counted."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np

from formcheck.detection.backend import PoseBackend
from formcheck.errors import BackendError
from formcheck.poses.pose import Pose
from formcheck.system.arrays import Image

COUNT_EVERY_S = 0.7


class Watcher:
    """Finds the person in every picture.

    The model takes a second to load, and the window is open before.

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
        """Whether poses can be had.

        Raises:
            BackendError: the model is missing or MediaPipe cannot load it.
        """
        if self._loading is not None and self._loading.done():
            loading, self._loading = self._loading, None
            self._backend = loading.result()
        return self._backend is not None

    @property
    def name(self) -> str:
        """The model, so that saved poses say what made them; empty before it is loaded."""
        return self._backend.name if self._backend else ""

    def load(self, *, outline: bool) -> None:
        """Load the model; again, when the outline is wanted now and was not, or the reverse."""
        if outline == self._outline:
            return
        self._outline = outline
        before, self._backend = self._backend, None
        waiting = self._loading
        self._loading = self._pool.submit(self._load, outline, before, waiting)

    def detect(self, image: Image, time_s: float) -> Pose:
        """Return who is seen in the next picture, or nobody.

        Raises:
            BackendError: as `ready`.
        """
        if not self.ready or self._backend is None:
            return Pose.nobody(time_s)
        people = self._backend.detect(image, time_s)
        return people[0] if people else Pose.nobody(time_s)

    def forget(self, image: Image, time_s: float) -> None:
        """Stop following whoever is followed: the next picture is searched from the start."""
        if self.ready and self._backend is not None:
            self._backend.detect(np.zeros_like(image), time_s)

    def close(self) -> None:
        """Let go of the model."""
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


class Bystanders:
    """Counts the people now and then, on a thread of its own, while somebody gets ready.

    Args:
        model: as for `Watcher`.

    Attributes:
        people: seen in the last picture that was looked at.
    """

    def __init__(self, model: Path | None) -> None:
        self._model = model
        self._wanted = threading.Condition()
        self._image: Image | None = None
        self._asked_s = float("-inf")
        self._stopping = False
        self.people = 1
        self._thread = threading.Thread(target=self._run, name="bystanders", daemon=True)
        self._thread.start()

    def look(self, image: Image, now_s: float) -> None:
        """Have a picture looked at, unless the last look is not long ago."""
        if now_s - self._asked_s < COUNT_EVERY_S:
            return
        with self._wanted:
            if self._image is None:
                self._asked_s = now_s
                self._image = image.copy()
                self._wanted.notify()

    def close(self) -> None:
        """Stop."""
        with self._wanted:
            self._stopping = True
            self._wanted.notify()
        self._thread.join(timeout=2.0)

    def _run(self) -> None:
        from formcheck.detection.mediapipe import PeopleCounter

        counter: PeopleCounter | None = None
        while True:
            with self._wanted:
                while self._image is None and not self._stopping:
                    self._wanted.wait()
                if self._stopping:
                    break
                image = self._image
            assert image is not None
            try:
                counter = counter or PeopleCounter(self._model)
            except BackendError:  # the `Watcher` says it
                return
            self.people = counter.count(image)
            with self._wanted:
                self._image = None
        if counter is not None:
            counter.close()
