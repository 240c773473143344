"""What the user of `formcheck live` has chosen."""

from dataclasses import dataclass, field
from pathlib import Path

from formcheck.exercises.spec import Exercise
from formcheck.live.set.target import Target


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """The choices for one run.

    Attributes:
        exercises: the exercises to choose from, in order.
        chosen: the exercise to begin with; None to let the user pick one in the window.
        level: of the exercise; its default level when empty.
        record: folder for the recordings; None for none.
        mirror: whether the picture is shown as in a mirror.
        full_screen: whether the window fills the screen at first.
        voice: whether cues are spoken.
        sounds: whether tones are played.
        target: when a set is over.
        model: a ``.task`` bundle; the one that comes with formcheck when None.
    """

    exercises: tuple[Exercise, ...]
    chosen: Exercise | None = None
    level: str = ""
    record: Path | None = None
    mirror: bool = True
    full_screen: bool = True
    voice: bool = False
    sounds: bool = True
    target: Target = field(default_factory=Target)
    model: Path | None = None
