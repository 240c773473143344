"""The review page of a clip, made from the files in its folder."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from formcheck.report.folder import CLIP, RAW, REVIEW
from formcheck.report.notes import keep_notes
from formcheck.report.pages.html import PageCode, render_page
from formcheck.report.pages.review.data import review_data
from formcheck.report.saved import SavedResult
from formcheck.system.files import exists, write_pieces

_VIDEOS: Final = (CLIP, RAW)  # of those that lie beside the page it plays the first
_STYLES: Final = (
    "review", "controls", "timeline", "marks", "verdicts", "sides", "plots", "reps", "notes",
    "phone", "print",
)  # fmt: skip
_CODE: Final = PageCode(
    styles=("vendor/uPlot.min.css", *(f"review/{name}.css" for name in _STYLES)),
    module="review/js/main.js",
    libraries=("vendor/uPlot.iife.min.js",),
)


def video_beside(folder: Path) -> str | None:
    """Return the name of the video that the page of a folder plays; None if there is none."""
    return next((name for name in _VIDEOS if exists(folder / name)), None)


def render_review(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the pieces of the page that shows some data."""
    title = f"{data['clip']['name']} – formcheck"
    return render_page("review/review.html.j2", _CODE, title, data, clip=data["clip"])


def write_review(folder: Path) -> None:
    """Write `review.html` into a folder of results, and `notes.css` if it is not there yet.

    The page plays the video beside it and shows the notes there.

    Raises:
        ResultError: the results cannot be read.
        OSError: the page cannot be written.
    """
    data = review_data(SavedResult.load(folder), video_beside(folder))
    write_pieces(folder / REVIEW, render_review(data))
    keep_notes(folder)
