"""`notes.css`: the notes and drawings of a coach, as the page of the review saves and reads them.

The file is a style sheet with one custom property, whose value is JSON. A page that lies on disk
may read a style sheet beside it, and a style sheet runs nothing: see `docs/decisions.md`.
"""

import math
import re
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from formcheck.errors import NotesError
from formcheck.poses.recording import Source
from formcheck.system.files import write_text
from formcheck.system.reading import read_regular

NOTES: Final = "notes.css"
MOST_BYTES: Final = 2_000_000
_HEAD: Final = "/* Notes of a formcheck review. Put this file beside its review.html. */\n"
_FORM: Final = re.compile(
    r"\s*(?:/\*[^*]*\*/)?\s*:host\s*\{\s*--formcheck-notes:(.*)\}\s*", re.DOTALL
)
_SAME_LENGTH_S: Final = 0.05  # two lengths of one clip differ by rounding only

Coordinate = Annotated[float, Field(ge=-100_000, le=100_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Drawing(_Strict):
    """What is drawn on a frame; ``points`` are in pixels of the clip, from its top left corner.

    A line and an arrow have two points, and an arrow points at the second one. An angle has three;
    the second one is its vertex.
    """

    kind: Literal["line", "arrow", "angle", "freehand"]
    points: list[tuple[Coordinate, Coordinate]] = Field(min_length=2, max_length=1000)

    @model_validator(mode="after")
    def _has_its_points(self) -> Self:
        wanted = {"line": 2, "arrow": 2, "angle": 3}.get(self.kind, len(self.points))
        if len(self.points) != wanted:
            raise ValueError(f"a drawing of the kind {self.kind} has {wanted} points")
        return self


class Note(_Strict):
    """What a coach wrote and drew at one moment of the clip.

    Attributes:
        id: of the note; the page makes it up.
        time_s: the moment, in seconds after the first frame.
        changed_ms: when it was last changed, in milliseconds since 1970.
        text: what was written; may be empty.
        drawings: what was drawn on the frame.
    """

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    time_s: float = Field(ge=0, le=1_000_000)
    changed_ms: int = Field(ge=0, le=10**15)
    text: str = Field(max_length=4000)
    drawings: list[Drawing] = Field(max_length=50)


class NotedClip(_Strict):
    """The clip that the notes are about; size in pixels."""

    name: str = Field(max_length=1000)
    width: int = Field(ge=1, le=100_000)
    height: int = Field(ge=1, le=100_000)
    duration_s: float = Field(ge=0, le=1_000_000)


class Notes(_Strict):
    """The content of `notes.css`. ``clip`` is None in the file without notes."""

    version: Literal[1] = 1
    clip: NotedClip | None = None
    notes: list[Note] = Field(default=[], max_length=500)

    def to_css(self) -> str:
        """Return the text of the file. It is ASCII, so that it reads the same everywhere."""
        json = self.model_dump_json(ensure_ascii=True)
        return f"{_HEAD}:host {{ --formcheck-notes: {json} }}\n"


def read_notes(path: Path) -> Notes:
    """Read a file of notes.

    Raises:
        NotesError: it cannot be read, or it has no notes in it.
    """
    try:
        text = read_regular(path, MOST_BYTES).decode("utf-8")
    except OSError as error:
        raise NotesError(f"{path} cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise NotesError(_no_notes(path)) from None
    form = _FORM.fullmatch(text)
    if form is None:
        raise NotesError(_no_notes(path))
    try:
        return Notes.model_validate_json(form[1])
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(map(str, problem["loc"])) or "notes"
        raise NotesError(
            f"{path} has notes that cannot be read ({place}: {problem['msg']}):"
            " save them once more with the button of the page"
        ) from None


def put_in_notes(file: Path, folder: Path, source: Source) -> None:
    """Put a file of notes beside the page of a clip.

    Args:
        file: saved by the page.
        folder: of the results.
        source: the clip that was judged.

    Raises:
        NotesError: the file cannot be read, or it is about another clip.
        OSError: nothing can be written to the folder.
    """
    notes = read_notes(file)
    clip = notes.clip
    if clip and not _is_same(clip, source):
        raise NotesError(
            f"{file} has notes about another clip ({clip.name},"
            f" {clip.width}x{clip.height}, {clip.duration_s:.1f} s): name the notes of {folder}"
        )
    write_text(folder / NOTES, notes.to_css())


def keep_notes(folder: Path) -> None:
    """Write `notes.css` without a note if there is none: the page asks for it.

    Raises:
        OSError: nothing can be written to the folder.
    """
    path = folder / NOTES
    if not path.exists():
        write_text(path, Notes().to_css())


def set_notes_aside(folder: Path) -> str:
    """Rename `notes.css`, because another clip is judged into the folder; return its new name.

    The name is empty if there was no note.

    Raises:
        NotesError: it cannot be renamed.
    """
    path = folder / NOTES
    with suppress(NotesError):
        if not read_notes(path).notes:
            return ""
    if not path.exists():
        return ""
    names = (f"notes-before{number}.css" for number in chain([""], count(2)))
    name = next(name for name in names if not (folder / name).exists())
    try:
        path.rename(folder / name)
    except OSError as error:
        raise NotesError(
            f"{path} has notes about another clip and cannot be renamed"
            f" ({error.strerror or error}): move it away"
        ) from None
    return name


def _is_same(clip: NotedClip, source: Source) -> bool:
    """Return whether the notes are about a clip: its size and length tell, its name may change."""
    same_size = (clip.width, clip.height) == (source.width, source.height)
    return same_size and math.isclose(clip.duration_s, source.duration_s, abs_tol=_SAME_LENGTH_S)


def _no_notes(path: Path) -> str:
    return f"{path} is no file of notes: name the {NOTES} that the page of the review saved"
