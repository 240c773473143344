"""What the user of `formcheck live` has chosen."""

from dataclasses import dataclass
from pathlib import Path

from formcheck.exercises.spec import Exercise


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """The choices for one run.

    Attributes:
        exercises: the exercises to choose from, in order.
        chosen: the exercise to begin with; None to let the user pick one in the window.
        level: of the exercises that have it; each one's default level when empty.
        camera: number, name or a part of the name; the first one when empty.
        source: what is played instead of a camera, as it is shown; empty for a camera.
        record: the folder that was named for the recordings; None for none.
        keep: whether sets are kept where none was named; None if the user must be asked.
        sets_folder: where they are kept; None for the user's folder of videos.
        mirror: whether the picture is shown as in a mirror.
        full_screen: whether the window fills the screen at first.
        voice: whether cues are spoken.
        sounds: whether tones are played.
        target: when a set is over, as after ``--target``; empty for no such end.
        model: a ``.task`` bundle; the one that comes with formcheck when None.
    """

    exercises: tuple[Exercise, ...]
    chosen: Exercise | None = None
    level: str = ""
    camera: str = ""
    source: str = ""
    record: Path | None = None
    keep: bool | None = False
    sets_folder: Path | None = None
    mirror: bool = True
    full_screen: bool = True
    voice: bool = False
    sounds: bool = True
    target: str = ""
    model: Path | None = None
