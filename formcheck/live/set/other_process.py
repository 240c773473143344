"""Second opinions from a process of their own, so that no frame of the window waits for them."""

import os
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Queue

from formcheck.exercises.spec import Exercise
from formcheck.live.set.second_opinion import Opinion, Question, SetSoFar


class OtherProcess:
    """`SecondOpinions` from a process of its own, of low priority where the system has priorities.

    The process starts with the first question, and only a thread waits for it. When it dies, or
    cannot be started, the set goes on without second opinions.

    Args:
        exercise: what is done.
        level: one of its levels; its default one when empty.
        width: of the picture, in pixels.
        height: of the picture, in pixels.
        model: the pose model, as in `PoseRecording.model`.
        leaves_s: how long `close` waits for the process to end, and for the thread.

    Attributes:
        gone: whether no more opinions will come.
    """

    def __init__(
        self,
        exercise: Exercise,
        level: str,
        width: int,
        height: int,
        model: str,
        *,
        leaves_s: float = 3.0,
    ) -> None:
        self._about = exercise, level, width, height, model
        self._leaves_s = leaves_s
        self._questions: Queue[Question | None] = Queue()
        self._answers: Queue[Opinion] = Queue()
        self._thread: threading.Thread | None = None
        self._process: BaseProcess | None = None
        self._closed = False
        self.gone = False

    def ask(self, question: Question) -> None:
        """Ask; the last question must have been answered."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="second-opinion", daemon=True)
            self._thread.start()
        self._questions.put(question)

    def answer(self) -> Opinion | None:
        """Return the opinion that was asked for, once, when it has come; None before."""
        return None if self._answers.empty() else self._answers.get()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._closed = self.gone = True
        self._questions.put(None)
        self._kill()
        if self._thread is not None:
            self._thread.join(self._leaves_s)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join(self._leaves_s)

    def _run(self) -> None:
        # Whatever goes wrong in the other process, the set goes on without it.
        with suppress(Exception):
            self._converse(self._start())
        self.gone = True
        self._kill()

    def _start(self) -> Connection:
        """Start the process and return the connection to it."""
        # Ctrl-C is for the main process. A blocked signal stays blocked in a child. The resource
        # tracker starts with the first child and would unblock it: it is started before.
        if sys.platform != "win32":
            resource_tracker.ensure_running()
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, *self._about), daemon=True)
        process.start()
        self._process = process
        theirs.close()
        return ours

    def _converse(self, ours: Connection) -> None:
        with ours:
            while not self._closed and (question := self._questions.get()):
                ours.send(question)
                self._answers.put(ours.recv())


def _work(
    theirs: Connection, exercise: Exercise, level: str, width: int, height: int, model: str
) -> None:
    """Answer questions until the main process closes the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the terminal belongs to the main process
    if sys.platform != "win32":
        os.nice(10)
    so_far = SetSoFar(exercise, level, width, height, model)
    with suppress(EOFError, OSError):
        while True:
            theirs.send(so_far.judge(theirs.recv()))
