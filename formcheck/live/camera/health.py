"""How a source of pictures is doing."""

from dataclasses import dataclass
from enum import StrEnum

SLOW_FPS = 14.0  # of a camera: fewer pictures a second than this and kicks are missed


class Health(StrEnum):
    """How a source is doing."""

    STARTING = "starting"
    GOOD = "good"
    BLACK = "black"
    FROZEN = "frozen"
    LOST = "lost"  # and being looked for
    GONE = "gone"  # given up
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Status:
    """What is to be said of a source.

    Attributes:
        health: how it is doing.
        problem: one sentence, empty where all is well.
        left_s: how long it is still looked for, where it is lost.
        fps: pictures a second that it gives; 0 before that is known.
    """

    health: Health
    problem: str = ""
    left_s: float = 0.0
    fps: float = 0.0
