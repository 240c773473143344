"""Clips judged by several processes of this machine, each with its share of the cores."""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context, parent_process, resource_tracker
from typing import Final, Self

from pebble import ProcessExpired, ProcessPool

from formcheck.batch.board import Board, Running
from formcheck.batch.job import Job, Outcome, run_job
from formcheck.batch.options import BatchOptions
from formcheck.batch.pending import PendingJobs, locked_again
from formcheck.batch.stalls import LIMITS, StallLimits, Stalls, gave_no_frame
from formcheck.system.files import drop_unfinished, remove_leftovers, unmake_folders
from formcheck.system.locks import LockedError, folder_locked
from formcheck.system.machine import free_memory_mb, usable_cores
from formcheck.system.memory import give_back, keep_few_heaps
from formcheck.system.stopping import stop_quietly
from formcheck.system.threads import share_cores, thread_count

#: What a process takes at most, in MB: one took 600 for clips of 720p and 800 for 1080p.
WORKER_MB: Final = 800.0
_KILL: Final = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has only the latter


def usual_processes(jobs: int, *, most: int | None = None) -> int:
    """Return how many processes judge so many clips, unless the user says how many.

    Args:
        jobs: how many clips there are.
        most: what the user says; by cores and free memory if None.
    """
    if most is None:
        free_mb = free_memory_mb()
        most = usable_cores()
        if free_mb is not None:
            most = min(most, int(free_mb // WORKER_MB))
    return max(1, min(most, jobs))


class Workers:
    """Processes that judge clips. One that dies costs its clip an error and is replaced.

        with Workers(jobs, options, 2) as workers:
            while workers.busy:
                outcomes = workers.finished(0.2)

    Args:
        jobs: the clips, in the order in which they are begun.
        options: how they are judged.
        processes: how many there are.
        limits: when a clip has come to a stop. Its process is ended then.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        options: BatchOptions,
        processes: int,
        limits: StallLimits = LIMITS,
    ) -> None:
        self._board = Board(len(jobs))
        self._pool = ProcessPool(
            processes,
            initializer=_begin,
            initargs=(self._board, options, processes),
            context=get_context("spawn"),
        )
        self._pending: PendingJobs[Future[Outcome]] = PendingJobs()
        self._stalls = Stalls(limits)
        self._limits = limits
        self._given_up: set[int] = set()  # the numbers of jobs that came to a stop
        with _blocked_stops():  # the processes start here, and with them what they inherit
            for job in jobs:
                self.add(job)

    def add(self, job: Job) -> None:
        """Let a clip be judged, after the others; also one whose job could not be done before."""
        self._pending.add(job, self._pool.schedule(_work, args=(job,)))

    @property
    def busy(self) -> bool:
        """Whether clips are left."""
        return bool(self._pending)

    def running(self) -> list[Running]:
        """Return how far the clips are that are being judged."""
        return self._board.running()

    def finished(self, timeout_s: float) -> list[Outcome]:
        """Return the clips that are done and were not returned before.

        Args:
            timeout_s: how long to wait for one.
        """
        self._end_stalled()
        done = self._pending.take_done(timeout_s)
        return locked_again([self._outcome(job, future) for job, future in done], self.add)

    def _end_stalled(self) -> None:
        """End the processes whose clips have come to a stop."""
        for clip in self._stalls.look(self._board.running()):
            self._given_up.add(clip.number)
            with suppress(OSError):
                os.kill(clip.pid, _KILL)

    def _outcome(self, job: Job, future: "Future[Outcome]") -> Outcome:
        self._board.erase(job.number)
        try:
            return future.result()
        except ProcessExpired as expired:
            with suppress(LockedError), folder_locked(job.folder, wait=False):
                remove_leftovers(job.folder)
            unmake_folders([job.folder])
            if job.number in self._given_up:
                return Outcome(job, "failed", gave_no_frame(job.clip, self._limits))
            return Outcome(job, "failed", _died(job, expired.exitcode))
        except BrokenProcessPool:  # no process can be started, or none lives long enough
            sentence = f"{job.clip}: no process could be started for it: take fewer with --jobs"
            return Outcome(job, "failed", sentence)

    def stop(self) -> None:
        """End all processes, with what they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._pool.close()  # type: ignore[no-untyped-call]
            self._pool.join()
        else:
            self.stop()


@contextmanager
def _blocked_stops() -> Iterator[None]:
    """Let threads and processes that start in the block leave Ctrl-C and SIGHUP to this process.

    A blocked signal stays blocked in a child. The resource tracker starts with the first child and
    would unblock it: it is started before.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()
    blocked = {signal.SIGINT, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_WORK: Final[list[tuple[Board, BatchOptions]]] = []  # of this process, if it is a worker


def _begin(board: Board, options: BatchOptions, processes: int) -> None:
    """Make this process one of several workers."""
    keep_few_heaps()
    share_cores(processes)
    for library in ("OMP_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):  # none is loaded yet
        os.environ[library] = str(thread_count())
    _WORK[:] = [(board, options)]
    signal.signal(signal.SIGTERM, stop_quietly)
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    """End this process as soon as the one that started it has gone, however it ended."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    drop_unfinished()
    os._exit(1)


def _work(job: Job) -> Outcome:
    """Do a job in a worker."""
    ((board, options),) = _WORK
    outcome = run_job(job, options, partial(board.write, job.number))
    give_back()
    return outcome


def _died(job: Job, code: int) -> str:
    """Return the sentence about a clip whose process has died."""
    how = f"exit code {code}"
    if code < 0:
        how = signal.Signals(-code).name
    advice = "convert it to MP4, or leave it out"
    if code == -9:
        advice = "if memory ran out, take fewer with --jobs"
    return f"{job.clip}: the process that judged it has died ({how}): {advice}"
