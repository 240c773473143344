"""When and how verdicts were made: date, version, pose model, settings."""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Self


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asked for.

    Attributes:
        exercise: id of an exercise or path of its file, as given; ``auto`` if it was recognised.
        level: as given; empty for the default level of the exercise.
        accuracy: when a second pass is made: ``auto``, ``normal`` or ``high``; None if the pose
            model did not run, or for a live set.
        slow_motion: how many times slower the clip plays than it was filmed, as given; None for
            what the file says.
    """

    exercise: str
    level: str = ""
    accuracy: str | None = None
    slow_motion: float | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """When and how the verdicts were made.

    Attributes:
        date: date and time of the judging, with the time zone (ISO 8601). If the environment
            variable ``SOURCE_DATE_EPOCH`` is set, this time is taken.
        formcheck: version of formcheck.
        model: file name and sha256 of the pose model, "NAME sha256:HEX".
        settings: what the user asked for.
    """

    date: datetime
    formcheck: str
    model: str
    settings: Settings

    @classmethod
    def now(cls, model: str, settings: Settings) -> Self:
        """Return what is true of verdicts that are made now."""
        return cls(_now(), version("formcheck"), model, settings)


def _now() -> datetime:
    """Return the time to the second; ``SOURCE_DATE_EPOCH`` makes files reproducible."""
    with suppress(KeyError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    return datetime.now().astimezone().replace(microsecond=0)
