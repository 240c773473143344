"""`overview.html`: a table of many clips, worst first, that a browser opens from the disk."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from shlex import quote as quote_argument
from typing import Final
from urllib.parse import quote

from formcheck.errors import NAME_THE_EXERCISE
from formcheck.exercises.file import built_in, load_exercise
from formcheck.report.figures import count_words
from formcheck.report.overview import ClipRow, FailedRow, Overview
from formcheck.report.pages.html import PageCode, render_page
from formcheck.system.files import write_text
from formcheck.system.printable import printable

_CODE: Final = PageCode(("overview/overview.css",), "overview/js/main.js")
# How the error names what a clip looks most like.
_GUESS: Final = re.compile(r"(?:perhaps|it looks like) ([a-z-]+)")


def write_page(path: Path, overview: Overview) -> None:
    """Write `overview.html`, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    write_text(path, page_of(overview, path.parent))


def page_of(overview: Overview, folder: Path = Path()) -> str:
    """Return the text of the page that lies in a folder of results."""
    alike = Counter(PurePath(row.clip).name for row in overview.clips)
    pieces = render_page(
        "overview/overview.html.j2",
        _CODE,
        "formcheck: overview",
        {},
        overview=overview,
        name=lambda row: _name(row, alike),
        address=_address,
        shown=printable,
        count_words=count_words,
        file_name=lambda clip: PurePath(clip).name,
        unnamed=_is_unnamed,
        guessed=_guess,
        commands=lambda row: _commands(row, folder),
    )
    return "".join(pieces)


def _address(row: ClipRow, rule: str = "") -> str:
    """Return the address of a clip's page, or of a rule on it.

    How many folders down the page is leads back here.
    """
    if not row.page.endswith(".html"):
        return quote(row.page)
    chosen = f"&rule={quote(rule, safe='')}" if rule else ""
    return f"{quote(row.page)}?overview={row.page.count('/')}{chosen}"


def _is_unnamed(row: FailedRow) -> bool:
    """Return whether a clip failed because nobody said which exercise it shows."""
    return row.error.endswith(NAME_THE_EXERCISE)


def _guess(row: FailedRow) -> str:
    """Return the title of the exercise that a clip looks most like; empty if it is like none."""
    guess = _GUESS.search(row.error)
    return load_exercise(guess[1]).name if guess and guess[1] in built_in() else ""


def _commands(row: FailedRow, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of each exercise, with the command that judges a clip as this one."""
    clip, out = quote_argument(row.clip), quote_argument(str(folder.absolute()))
    for name in built_in():
        command = f"formcheck analyze {clip} --exercise {name} --out {out}"
        yield load_exercise(name).name, command


def _name(row: ClipRow, alike: Counter[str]) -> str:
    """Return what a clip is called: its file, or its folder of results if others have the name."""
    name = PurePath(row.clip).name
    return printable(row.folder if alike[name] > 1 else name)
