"""How far each clip is: numbers in memory that all processes of a run share.

There is no lock, so a process that dies holds none, and writing costs nothing.
"""

import os
from ctypes import c_double, c_int8, c_int64
from dataclasses import dataclass
from multiprocessing.sharedctypes import RawArray
from typing import Final

#: The stages of a clip, with the share of the work that is done when each begins and ends.
STAGES: Final = {
    "finding the person": (0.0, 0.6),
    "second pass": (0.6, 0.8),
    "drawing the video": (0.8, 1.0),
    "copying the video": (0.8, 1.0),
}
_NAMES: Final = tuple(STAGES)
_NOT_BEGUN: Final = -1


@dataclass(frozen=True, slots=True)
class Running:
    """How far a clip is that is being judged.

    Attributes:
        number: of its job.
        stage: what is being done.
        share: how much of the stage is done, 0..1.
        frames: how often its process has told how far it is; it does so at each frame.
        pid: number of its process; 0 if unknown.
    """

    number: int
    stage: str
    share: float
    frames: int = 0
    pid: int = 0

    @property
    def share_of_clip(self) -> float:
        """How much of all work on the clip is done, roughly, 0..1."""
        begin, end = STAGES[self.stage]
        return begin + self.share * (end - begin)


class Board:
    """Says for each job how far it is.

    Args:
        jobs: how many there are.
    """

    def __init__(self, jobs: int) -> None:
        self._stages = RawArray(c_int8, [_NOT_BEGUN] * jobs)
        self._shares = RawArray(c_double, jobs)
        self._frames = RawArray(c_int64, jobs)
        self._pids = RawArray(c_int64, jobs)

    def write(self, number: int, stage: str, share: float) -> None:
        """Say how far a job is that this process does."""
        self._pids[number] = os.getpid()
        self._frames[number] += 1
        self._shares[number] = share
        self._stages[number] = _NAMES.index(stage)

    def erase(self, number: int) -> None:
        """Say that a job is not running any more."""
        self._stages[number] = _NOT_BEGUN

    def running(self) -> list[Running]:
        """Return the jobs that are running."""
        return [
            Running(
                number,
                _NAMES[stage],
                self._shares[number],
                self._frames[number],
                self._pids[number],
            )
            for number, stage in enumerate(self._stages)
            if stage != _NOT_BEGUN
        ]
