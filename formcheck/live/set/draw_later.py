"""The annotated videos of finished sets, drawn while nobody is exercising."""

import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress

from formcheck.exercises.spec import Exercise
from formcheck.live.set.record import SetRecorder
from formcheck.results import Session
from formcheck.system.stopping import when_told_to_stop


class _StoppedError(Exception):
    """Nobody waits for the video any more."""


class DrawLater:
    """Draws one video after the other, and rests while a set is under way."""

    def __init__(self) -> None:
        self._idle = threading.Event()
        self._idle.set()
        self._pool = ThreadPoolExecutor(1, "draw-later")
        self._jobs: list[Future[None]] = []
        self._stopped = False

    def rest(self, rest: bool) -> None:
        """Stop drawing for a while, or go on.

        Args:
            rest: True to stop, False to go on.
        """
        if rest:
            self._idle.clear()
        else:
            self._idle.set()

    def draw(self, recorder: SetRecorder, session: Session, exercise: Exercise) -> None:
        """Draw the video of a set, after those that wait already."""
        self._jobs.append(self._pool.submit(self._work, recorder, session, exercise))

    def close(self, tell: Callable[[str], None]) -> None:
        """Finish the videos that wait; a Ctrl-C leaves them out.

        Args:
            tell: prints a line on the terminal.
        """
        self._idle.set()
        if not all(job.done() for job in self._jobs):
            tell("Drawing the annotated video (Ctrl-C leaves it out) …")
        with when_told_to_stop(self._leave_out, [signal.SIGINT]):
            # On Windows Ctrl-C needs the timeout.
            while not self._stopped and wait(self._jobs, timeout=0.2).not_done:
                pass
        self._pool.shutdown(cancel_futures=self._stopped)
        if self._stopped:
            tell("Left out. To draw it: formcheck analyze with the folder's raw.mp4")
            return
        for job in self._jobs:
            job.result()

    def _leave_out(self, *_: object) -> None:
        self._stopped = True

    def _work(self, recorder: SetRecorder, session: Session, exercise: Exercise) -> None:
        with suppress(_StoppedError):
            recorder.annotate(session, exercise, self._progress)

    def _progress(self, _: float) -> None:
        if self._stopped:
            raise _StoppedError
        self._idle.wait()
