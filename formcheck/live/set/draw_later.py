"""The annotated videos of finished sets, drawn while nobody is exercising."""

import threading
from collections.abc import Callable
from contextlib import suppress

from formcheck.exercises.spec import Exercise
from formcheck.live.set.record import SetRecorder
from formcheck.results import Session


class _StoppedError(Exception):
    """Nobody waits for the video any more."""


class DrawLater:
    """Draws one video after the other, and rests while a set is under way."""

    def __init__(self) -> None:
        self._idle = threading.Event()
        self._idle.set()
        self._jobs: list[threading.Thread] = []
        self._stopped = False

    def rest(self, rest: bool) -> None:
        """Rest, or draw on."""
        if rest:
            self._idle.clear()
        else:
            self._idle.set()

    def draw(self, recorder: SetRecorder, session: Session, exercise: Exercise) -> None:
        """Draw a video, after those before it."""
        before = self._jobs[-1] if self._jobs else None

        def progress(_: float) -> None:
            if self._stopped:
                raise _StoppedError
            self._idle.wait()

        def work() -> None:
            if before is not None:
                before.join()
            if not self._stopped:
                with suppress(_StoppedError):
                    recorder.annotate(session, exercise, progress)

        self._jobs.append(threading.Thread(target=work, name="draw-later", daemon=True))
        self._jobs[-1].start()

    def close(self, tell: Callable[[str], None]) -> None:
        """Finish what is begun; a Ctrl-C leaves the videos undrawn."""
        self._idle.set()
        if any(job.is_alive() for job in self._jobs):
            tell("Drawing the annotated video (Ctrl-C leaves it out) …")
        try:
            for job in self._jobs:
                while job.is_alive():
                    job.join(0.2)
        except KeyboardInterrupt:
            self._stopped = True
            for job in self._jobs:
                job.join()
            tell("Left out. To draw it: formcheck analyze with the folder's raw.mp4")
