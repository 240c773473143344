"""Clips judged by the machines of a Dask cluster that is there already."""

import os
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Self

from formcheck.batch.board import Running
from formcheck.batch.clip import file_of
from formcheck.batch.job import Job, Outcome, run_job
from formcheck.batch.options import BatchOptions
from formcheck.batch.pending import PendingJobs, locked_again
from formcheck.batch.resume import Resume
from formcheck.batch.stalls import ended_if_stalled
from formcheck.errors import ClusterError
from formcheck.report.notes import NOTES
from formcheck.system.files import drop_unfinished, dropped_at_stop, exists, make_folder, replacing
from formcheck.system.locks import folder_locked

if TYPE_CHECKING:
    from distributed import Future

_CONNECTS_S: Final = 15.0
_TELLS_EVERY_S: Final = 1.0  # how often a clip tells how far it is


@dataclass(frozen=True, slots=True)
class Done:
    """What a machine of the cluster sends back.

    Attributes:
        outcome: what came of the clip.
        files: the files of results by their names, if the machine does not see the folder.
    """

    outcome: Outcome
    files: dict[str, bytes]


class Cluster:
    """Machines that judge clips. If one goes away, its clips run on another one.

    Args:
        jobs: the clips.
        options: how they are judged.
        address: of the scheduler, such as ``tcp://host:8786``.

    Attributes:
        options: the same options, with paths that all machines understand.

    Raises:
        ClusterError: Dask is not installed, or there is no scheduler.
        FolderError: nothing can be written into the folder for all results.
    """

    def __init__(self, jobs: Sequence[Job], options: BatchOptions, address: str) -> None:
        self.options = _with_whole_paths(options)
        make_folder(self.options.out, "--out")
        self._topic = f"formcheck-{token_hex(4)}"
        # A machine that sees this file writes its results beside it.
        self._mark = self.options.out / f".{self._topic}"
        self._client = _connected(address)
        self._running: dict[int, Running] = {}
        self._client.subscribe_topic(self._topic, self._hear)
        self._pending: PendingJobs[Future[Done]] = PendingJobs()
        self._known: list[Outcome] = []
        self._dropped = dropped_at_stop(self._mark)
        self._dropped.__enter__()
        self._mark.touch()
        for job in jobs:
            self.add(job)

    def add(self, job: Job) -> None:
        """Let a clip be judged, unless that is done."""
        job = replace(job, clip=_whole(job.clip), folder=_whole(job.folder))
        source = file_of(job.clip, job.folder, self.options)
        if not self.options.again and Resume(source, job.folder, self.options).is_finished:
            self._known.append(Outcome(job, "unchanged"))
            return
        work = partial(_work, mark=self._mark, topic=self._topic)
        future = self._client.submit(work, job, self.options, pure=False, key=_key(job))
        self._pending.add(job, future)

    @property
    def busy(self) -> bool:
        """Whether clips are left."""
        return bool(self._pending or self._known)

    def running(self) -> list[Running]:
        """Return how far the clips are that are being judged."""
        left = self._pending.numbers()
        return [some for number, some in self._running.copy().items() if number in left]

    def finished(self, timeout_s: float) -> list[Outcome]:
        """Return the clips that are done and were not returned before.

        Args:
            timeout_s: how long to wait for one.
        """
        outcomes, self._known = self._known, []
        for job, future in self._pending.take_done(timeout_s):
            outcomes.append(self._outcome(job, future))
        return locked_again(outcomes, self.add)

    def _outcome(self, job: Job, future: "Future[Done]") -> Outcome:
        try:
            done: Done = future.result()
            self._gather(done)
        except Exception as error:  # of the cluster: any, from any machine
            reason = str(error).partition("\n")[0] or type(error).__name__
            done = Done(Outcome(job, "failed", f"{job.clip}: the cluster gave up: {reason}"), {})
        return done.outcome

    def _gather(self, done: Done) -> None:
        """Write the files that a machine has sent."""
        if not done.files:
            return
        folder = done.outcome.job.folder
        make_folder(folder, "--out")
        with folder_locked(folder, wait=True):
            for name, data in done.files.items():
                if name == NOTES and (folder / NOTES).is_file():
                    continue  # those of the coach are here, the machine had none
                with replacing(folder / name) as temporary:
                    temporary.write_bytes(data)

    def _hear(self, event: tuple[float, Any]) -> None:
        """Note how far a clip is."""
        number, stage, share = event[1]
        self._running[number] = Running(number, stage, share)

    def stop(self) -> None:
        """Let the cluster forget the clips; what it has begun goes on for a moment."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._mark.unlink(missing_ok=True)
        self._dropped.__exit__(None, None, None)
        self._client.close()


def _connected(address: str) -> Any:  # noqa: ANN401, which is a distributed.Client without types
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            '--dask needs the package distributed: install it with pip install "formcheck[cluster]"'
        ) from None
    try:
        return Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECTS_S, set_as_default=False
        )
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"{address}: no Dask scheduler answers there ({error}): check the address, such as"
            " tcp://host:8786"
        ) from None


def _whole(path: Path) -> Path:
    """Return a path that other machines understand."""
    return Path(os.path.abspath(path))  # noqa: PTH100, as links may lead elsewhere on another one


def _with_whole_paths(options: BatchOptions) -> BatchOptions:
    model = options.model and (_whole(options.model) if exists(options.model) else options.model)
    return replace(options, out=_whole(options.out), model=model)


def _key(job: Job) -> str:
    """Return the name by which the dashboard of the cluster shows a job."""
    return f"formcheck {job.folder.name}-{token_hex(4)}"


def _work(job: Job, options: BatchOptions, *, mark: Path, topic: str) -> Done:
    """Do a job on a machine of the cluster."""
    with ended_if_stalled(_Teller(topic, job.number), _end_this_process) as stage:
        return _done(job, options, stage, mark)


def _end_this_process() -> None:
    """End a process of the cluster. Dask gives its clip to others, and gives it up after four."""
    drop_unfinished()
    os._exit(1)


def _done(job: Job, options: BatchOptions, stage: Callable[[str, float], None], mark: Path) -> Done:
    """Do a job, and return what is sent back."""
    if not exists(job.clip):
        sentence = f"{job.clip}: {socket.gethostname()} does not see it: name clips on a disk"
        return Done(Outcome(job, "failed", f"{sentence} that all machines share"), {})
    if exists(mark):
        return Done(run_job(job, options, stage), {})
    with TemporaryDirectory(prefix="formcheck-") as temporary:
        folder = Path(temporary) / job.folder.name
        outcome = run_job(replace(job, folder=folder), options, stage)
        files = {path.name: path.read_bytes() for path in folder.glob("[!.]*")}
    return Done(replace(outcome, job=job), files)


class _Teller:
    """Tells everybody who listens how far a clip is, not too often."""

    def __init__(self, topic: str, number: int) -> None:
        self._topic, self._number = topic, number
        self._next_s = 0.0

    def __call__(self, stage: str, share: float) -> None:
        from distributed import get_worker

        if time.monotonic() >= self._next_s:
            self._next_s = time.monotonic() + _TELLS_EVERY_S
            get_worker().log_event(self._topic, (self._number, stage, share))
