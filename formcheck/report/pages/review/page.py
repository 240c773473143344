"""The review page of a clip, made from the files in its folder."""

from pathlib import Path
from typing import Final

from formcheck.report.folder import CLIP, RAW, REVIEW, VIDEO
from formcheck.report.pages.html import PageCode, render_page
from formcheck.report.pages.review.data import review_data
from formcheck.report.saved import SavedResult
from formcheck.system.files import exists, write_text

_VIDEOS: Final = (CLIP, RAW, VIDEO)  # of those that lie beside the page it plays the first
_STYLES: Final = ("review", "controls", "timeline", "verdicts", "plots", "reps")
_CODE: Final = PageCode(
    styles=("vendor/uPlot.min.css", *(f"review/{name}.css" for name in _STYLES)),
    module="review/js/main.js",
    libraries=("vendor/uPlot.iife.min.js",),
)


def review_page(result: SavedResult) -> str:
    """Return the page of a result, which plays the video beside it."""
    video = next((name for name in _VIDEOS if exists(result.folder / name)), None)
    data = review_data(result, video)
    title = f"{data['clip']['name']} – formcheck"
    return render_page("review/review.html.j2", _CODE, title, data, clip=data["clip"])


def write_review(folder: Path) -> None:
    """Write `review.html` into a folder of results, whole or not at all.

    Raises:
        ResultError: the results cannot be read.
        OSError: the page cannot be written.
    """
    write_text(folder / REVIEW, review_page(SavedResult.load(folder)))
