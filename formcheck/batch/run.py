"""A run over many clips: they are handed out, and what came of each is collected."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from formcheck.batch.board import Running
from formcheck.batch.folders import result_folders
from formcheck.batch.job import Job, Outcome
from formcheck.batch.options import BatchOptions


class Runner(Protocol):
    """Who judges the clips: processes of this machine, or a cluster."""

    @property
    def busy(self) -> bool:
        """Whether clips are left."""

    def add(self, job: Job) -> None:
        """Let a clip be judged."""

    def finished(self, timeout_s: float) -> list[Outcome]:
        """Return the clips that are done and were not returned before."""

    def running(self) -> list[Running]:
        """Return how far the clips are that are being judged."""

    def stop(self) -> None:
        """End all work at once; what is not finished is left out."""


def jobs_for(clips: Sequence[Path], options: BatchOptions, *, in_place: bool) -> list[Job]:
    """Return a job for each clip.

    Args:
        clips: the clips, all different.
        options: how they are judged.
        in_place: whether a live set that was broken off has its own folder.
    """
    folders = result_folders(clips, options.out, in_place=in_place, poses=options.from_poses)
    return [
        Job(number, clip, folder)
        for number, (clip, folder) in enumerate(zip(clips, folders, strict=True))
    ]


def follow(runner: Runner, out: Path, every_s: float = 0.2) -> Iterator[list[Outcome]]:
    """Yield the clips that are done, again and again, until all are.

    Args:
        runner: has all jobs.
        out: the folder for all results.
        every_s: the time between two looks.
    """
    while runner.busy:
        done = []
        for outcome in runner.finished(every_s):
            if outcome.state == "taken":  # another run has given its folder to another clip
                job = outcome.job
                (folder,) = result_folders([job.clip], out)
                runner.add(replace(job, folder=folder))
            else:
                done.append(outcome)
        yield done
