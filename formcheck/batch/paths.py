"""What the user names on the command line becomes clips: files, folders, patterns and lists."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from formcheck.batch.state import place_of
from formcheck.report.folder import POSES, REPORT, is_unjudged
from formcheck.system.files import exists, is_folder
from formcheck.system.reading import read_regular

#: Files in a folder with one of these endings are taken for clips. A file that is named by itself
#: may have any ending.
VIDEO_ENDINGS: Final = frozenset(
    {"3g2", "3gp", "asf", "avi", "flv", "gif", "ivf", "m2ts", "m2v", "m4v", "mkv", "mov", "mp4"}
    | {"mpeg", "mpg", "mts", "mxf", "ogv", "qt", "ts", "vob", "webm", "wmv", "y4m"}
)
_MOST_LIST_BYTES: Final = 50_000_000  # of a list: some hundred thousand paths


@dataclass(slots=True)
class Found:
    """What was found where the user said to look.

    Attributes:
        clips: each once, in the order in which they were named; those of a folder by name.
        skipped: how many files of folders are no video.
        problems: what was named and gives no clip, one sentence each.
    """

    clips: list[Path] = field(default_factory=list)
    skipped: int = 0
    problems: list[str] = field(default_factory=list)


def find_clips(places: Sequence[str], *, poses: bool = False) -> Found:
    """Find the clips, or the folders with saved poses, that the user has named.

    Args:
        places: files; folders, which are searched with all folders in them; patterns such as
            ``"*.mp4"``; and lists, ``@list.txt``, with one of these in each line.
        poses: look for folders with saved poses, not for clips.
    """
    found = Found()
    for place in _named(places, found):
        if not is_folder(place):
            found.clips.append(place)
        elif poses:
            found.clips += _saved_in(place)
        else:
            _search(place, found)
    once: dict[str, Path] = {}
    for clip in found.clips:
        once.setdefault(place_of(clip), clip)
    found.clips = list(once.values())
    return found


def is_video(name: str) -> bool:
    """Return whether a file in a folder is taken for a clip, by its name."""
    return not name.startswith(".") and name.rpartition(".")[2].lower() in VIDEO_ENDINGS


def _named(places: Iterable[str], found: Found, folder: Path | None = None) -> Iterator[Path]:
    """Yield the files and folders that some places stand for; note those that stand for none.

    Args:
        places: see `find_clips`.
        found: gets the problems.
        folder: where relative paths start; the current folder if None.
    """
    for place in places:
        path = Path(place) if folder is None else folder / place
        if exists(path):
            yield path
        elif place.startswith("@") and folder is None:
            file = Path(place[1:])
            yield from _named(_lines_of(file, found), found, file.parent)
        elif glob.has_magic(place):
            # Path.glob takes no absolute patterns.
            matching = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207
            if not matching and not {"*", "?"} & set(place):
                yield path  # a name with brackets
            elif not matching:
                found.problems.append(f"{path}: no file has a name like that: check the pattern")
            yield from map(Path, matching)
        else:
            yield path  # the error that names it comes with the other clips


def _lines_of(file: Path, found: Found) -> list[str]:
    """Return the lines of a list of paths without the empty ones and comments."""
    try:
        text = read_regular(file, _MOST_LIST_BYTES).decode("utf-8-sig")
        if "\0" in text:  # no name has it
            raise ValueError
    except FileNotFoundError:
        found.problems.append(f"{file}: no such list: check the name after @")
    except ValueError:
        found.problems.append(f"{file}: not a text file: write one path in each line, in UTF-8")
    except OSError as error:
        found.problems.append(f"{file}: the list cannot be read ({error.strerror})")
    else:
        lines = [line.strip() for line in text.splitlines()]
        named = [line for line in lines if line and not line.startswith("#")]
        if not named:
            found.problems.append(f"{file} names no clip: write one path in each line")
        return named
    return []


def _search(folder: Path, found: Found) -> None:
    """Add the clips in a folder and in all folders below it.

    A folder with results is left out: what lies in it is formcheck's own. A live set that was
    broken off is a clip.
    """
    before, skipped = len(found.clips), found.skipped
    for place, folders, files in os.walk(folder):
        here = Path(place)
        if is_unjudged(here):
            found.clips.append(here)
            folders.clear()
        elif exists(here / POSES) or exists(here / REPORT):
            folders.clear()
        else:
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            seen = sorted(name for name in files if not name.startswith("."))
            clips = [name for name in seen if is_video(name)]
            found.clips += [here / name for name in clips]
            found.skipped += len(seen) - len(clips)
    if len(found.clips) == before:
        others = found.skipped - skipped
        said = f" ({others} other file{'s' * (others != 1)})" if others else ""
        found.problems.append(f"{folder} is a folder without a video{said}: name another one")


def _saved_in(place: Path) -> list[Path]:
    """Replace a folder that contains folders of results by those folders."""
    has_several = not (place / POSES).is_file()
    inside = sorted(place.glob(f"*/{POSES}")) if has_several else []
    return [poses.parent for poses in inside] or [place]
