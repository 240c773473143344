"""What formcheck remembers of its user: the safety notes that they have seen."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, TypeAlias

from platformdirs import user_config_path

from formcheck.system.files import write_text
from formcheck.system.reading import read_regular

# "read": confirmed in the live window. "shown": printed below a table.
Seen: TypeAlias = Literal["read", "shown"]

FILE = "notes.json"
_MOST_BYTES: Final = 1_000_000  # of the notes; a usual file has some hundred bytes


def config_folder() -> Path:
    """Return the folder for settings, where this system keeps those of a user.

    Raises:
        RuntimeError: the user has no home folder.
    """
    return user_config_path("formcheck", appauthor=False, roaming=True)


def notes_seen(how: Seen) -> set[str]:
    """Return the safety notes that the user has seen; none if nothing can be remembered."""
    return set(_remembered().get(how, ()))


def remember_notes(how: Seen, notes: Iterable[str]) -> None:
    """Remember that safety notes were seen; if that fails, they are shown again next time."""
    known = _remembered()
    known[how] = sorted({*known.get(how, ()), *notes})
    with suppress(OSError, RuntimeError):
        folder = config_folder()
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / FILE, json.dumps(known, indent=1) + "\n")


def _remembered() -> dict[str, list[str]]:
    """Return the notes by how they were seen; empty if the file is missing or damaged."""
    try:
        known = json.loads(read_regular(config_folder() / FILE, _MOST_BYTES))
        return {str(how): [str(note) for note in notes] for how, notes in known.items()}
    except (OSError, RuntimeError, ValueError, AttributeError, TypeError):
        return {}
