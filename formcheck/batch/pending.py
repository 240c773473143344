"""Jobs that other processes or machines do, until they are done."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from formcheck.batch.job import Job, Outcome

#: A future: an object with ``add_done_callback``, as pebble, concurrent.futures and Dask have it.
F = TypeVar("F", bound=Any)


class PendingJobs(Generic[F]):
    """The jobs that are not done, each with its future."""

    def __init__(self) -> None:
        self._jobs: dict[F, Job] = {}
        self._done: SimpleQueue[F] = SimpleQueue()

    def __len__(self) -> int:
        return len(self._jobs)

    def add(self, job: Job, future: F) -> None:
        """Wait for a job."""
        self._jobs[future] = job
        future.add_done_callback(self._done.put)

    def numbers(self) -> set[int]:
        """Return the numbers of the jobs that are not done."""
        return {job.number for job in self._jobs.values()}

    def take_done(self, timeout_s: float) -> list[tuple[Job, F]]:
        """Remove and return the jobs that are done.

        Args:
            timeout_s: how long to wait for one.
        """
        futures = []
        with suppress(Empty):
            futures.append(self._done.get(timeout=timeout_s))
            while True:
                futures.append(self._done.get_nowait())
        return [(self._jobs.pop(future), future) for future in futures]


def locked_again(outcomes: Sequence[Outcome], add: Callable[[Job], None]) -> list[Outcome]:
    """Add the jobs whose folder another run has locked once more; return the other outcomes.

    Such a job comes last and waits for the lock.
    """
    for outcome in outcomes:
        if outcome.state == "locked":
            add(replace(outcome.job, wait=True))
    return [outcome for outcome in outcomes if outcome.state != "locked"]
