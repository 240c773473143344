"""How a camera is doing: its health, and what single pictures say about it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from formcheck.rules.context import SAMPLING
from formcheck.system.arrays import Image


class Health(StrEnum):
    """How a camera is doing."""

    STARTING = "starting"
    GOOD = "good"
    BLACK = "black"
    FROZEN = "frozen"
    LOST = "lost"  # it is tried again
    GONE = "gone"  # it was tried for long enough
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Status:
    """What is known about a camera at this moment.

    Attributes:
        health: how it is doing.
        problem: what is wrong and what to do, one sentence; empty where all is well.
        left_s: how many more seconds a lost camera is tried again.
        fps: pictures a second that it gives; 0 before that is known.
    """

    health: Health
    problem: str = ""
    left_s: float = 0.0
    fps: float = 0.0


def too_slow(fps: float) -> bool:
    """Return whether a camera gives so few pictures a second that kicks are missed.

    Args:
        fps: pictures a second; 0 where that is not known yet.
    """
    return 0.0 < fps < SAMPLING.least_fps


@dataclass(slots=True)
class PictureCheck:
    """Finds pictures that are black, or that do not change any more.

    Args:
        frozen_s: a picture that does not change for this long is frozen: a real camera always has
            some noise.
        black: brightness, 0..255, below which a pixel is black: behind a lens cover all are.
        stride: distance between the columns, and between the rows, that are looked at, in pixels.
    """

    frozen_s: float = 2.0
    black: int = 12
    stride: int = 16
    _before: Image | None = None
    _changed_s: float = 0.0

    def check(self, image: Image, now_s: float, *, may_freeze: bool) -> tuple[Health, str, float]:
        """Look at the next picture.

        Args:
            image: (height, width, 3) uint8 RGB.
            now_s: when it came, on a clock that never goes back.
            may_freeze: whether a picture that does not change is all right, as in a file.

        Returns:
            Its health, the problem in one sentence, and its mean brightness, 0..255.
        """
        sample = image[:: self.stride, :: self.stride]
        if self._before is None or not np.array_equal(sample, self._before):
            self._changed_s = now_s
            self._before = sample.copy()
        health, problem = Health.GOOD, ""
        if sample.max() < self.black:
            health, problem = Health.BLACK, "the picture is black: is the lens covered?"
        elif now_s - self._changed_s > self.frozen_s and not may_freeze:
            health, problem = Health.FROZEN, "the picture stands still: plug the camera in again"
        return health, problem, float(sample.mean())

    def start_again(self) -> None:
        """Forget the last picture: the next one comes from a camera that was lost."""
        self._before = None
