"""What a format is: its name, and the files that it makes of saved results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from formcheck.report.saved import SavedResult

#: Writes a file at a path, whole or not at all.
Writer: TypeAlias = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Export:
    """A format.

    Attributes:
        name: as on the command line.
        what: what is in it, for the help page.
        files: returns a writer for each file, by the name of the file. Takes the results and the
            height of the person in metres, None if it is not known. Raises `ResultError` if the
            format cannot hold the results, or a package for it is missing.
    """

    name: str
    what: str
    files: Callable[[SavedResult, float | None], Mapping[str, Writer]]
