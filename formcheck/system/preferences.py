"""What the user has chosen in the live window, remembered for the next time."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from formcheck.system.files import write_text
from formcheck.system.reading import read_regular
from formcheck.system.settings import config_folder

FILE: Final = "live.json"
_MOST_BYTES: Final = 100_000  # a usual file has some hundred bytes
_Name: TypeAlias = Annotated[str, Field(max_length=200)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Preferences:
    """The choices of the user. `dataclasses.replace` makes changed ones.

    Attributes:
        voice: whether cues are spoken.
        sounds: whether tones are played.
        camera: name of the camera, as `formcheck doctor` lists it; empty for the first one.
        level: of the exercises that have it; empty for each exercise's own.
        target: the end of a set, as after ``--target``: "20" reps, "30s"; empty for none.
        keep_sets: whether sets are kept; None as long as the user was not asked.
        sets_folder: where they are kept; None for the user's folder of videos.
        format: of the file. A file in a later format is not read.
    """

    voice: bool = False
    sounds: bool = True
    camera: _Name = ""
    level: _Name = ""
    target: Annotated[str, Field(pattern=r"^([1-9]\d{0,4}s?)?$")] = ""
    keep_sets: bool | None = None
    sets_folder: Path | None = None
    format: Literal[1] = 1


_ADAPTER: Final = TypeAdapter(Preferences)


def load_preferences() -> Preferences:
    """Return what is remembered; the defaults if the file is missing, damaged or of the future."""
    try:
        return _ADAPTER.validate_json(read_regular(config_folder() / FILE, _MOST_BYTES))
    except (OSError, RuntimeError, ValueError):
        return Preferences()


def save_preferences(preferences: Preferences) -> None:
    """Remember choices for the next time; if they cannot be written, they hold for this run."""
    with suppress(OSError, RuntimeError):
        folder = config_folder()
        folder.mkdir(parents=True, exist_ok=True)
        values = _ADAPTER.dump_python(preferences, mode="json")
        write_text(folder / FILE, json.dumps(values, indent=1) + "\n")
