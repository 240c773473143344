"""What formcheck remembers of its user: which safety notes were read, and which were shown."""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias

from formcheck.system.files import write_text

Seen: TypeAlias = Literal["read", "shown"]  # confirmed in the live window; printed under a table

FILE = "notes.json"


def config_folder() -> Path:
    """Return the folder for settings, where this system keeps them.

    Raises:
        RuntimeError: the user has no home.
    """
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "formcheck"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "formcheck"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "formcheck"


def notes_seen(how: Seen) -> set[str]:
    """Return the safety notes that were seen so; none where nothing is remembered."""
    return set(_remembered().get(how, ()))


def remember_notes(how: Seen, notes: Iterable[str]) -> None:
    """Remember that safety notes were seen; where that cannot be written they come again."""
    known = _remembered()
    known[how] = sorted({*known.get(how, ()), *notes})
    with suppress(OSError, RuntimeError):
        folder = config_folder()
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / FILE, json.dumps(known, indent=1) + "\n")


def _remembered() -> dict[str, list[str]]:
    try:
        known = json.loads((config_folder() / FILE).read_text(encoding="utf-8"))
        return {str(how): [str(note) for note in notes] for how, notes in known.items()}
    except (OSError, RuntimeError, ValueError, AttributeError, TypeError):
        return {}
