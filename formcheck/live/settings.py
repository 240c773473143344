"""What formcheck remembers of its user: which safety notes were read."""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from formcheck.files import write_text

FILE = "live.json"


def config_folder() -> Path:
    """Return the folder for settings, where this system keeps them."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "formcheck"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "formcheck"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "formcheck"


def notes_read() -> set[str]:
    """Return the safety notes that were read; none where nothing is remembered."""
    try:
        read = json.loads((config_folder() / FILE).read_text(encoding="utf-8"))["notes_read"]
        return {str(note) for note in read}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def remember_notes(notes: Iterable[str]) -> None:
    """Remember that safety notes were read; where that cannot be written they come again."""
    folder = config_folder()
    text = json.dumps({"notes_read": sorted(notes_read() | set(notes))}, indent=1)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / FILE, text + "\n")
