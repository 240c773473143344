"""The review page with everything inside it: one file to mail, and the page that is printed."""

import base64
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import cv2

from formcheck.errors import ResultError
from formcheck.report.folder import CLIP, PDF
from formcheck.report.notes import NOTES, Note, read_notes
from formcheck.report.pages.browser import find_browser, print_to_pdf
from formcheck.report.pages.review.data import review_data
from formcheck.report.pages.review.page import render_review, video_beside
from formcheck.report.pages.review.told import as_told
from formcheck.report.pages.review.worst import worst_moments
from formcheck.report.saved import SavedResult
from formcheck.system.arrays import Image
from formcheck.system.files import exists, write_pieces
from formcheck.video.reader import ClipReader
from formcheck.video.small import is_small, write_small_video

_JPEG_QUALITY: Final = [cv2.IMWRITE_JPEG_QUALITY, 85]
_SHORT_SIDE_PX: Final = 720


def write_single_file(folder: Path, path: Path) -> None:
    """Write the page of a clip as one file, with its video and notes inside it.

    Args:
        folder: of the results.
        path: of the file.

    Raises:
        ResultError: the results cannot be read, or there is no video beside them.
        NotesError: the notes beside them cannot be read.
        ClipError: the video cannot be read.
        OSError: the file cannot be written.
    """
    result = SavedResult.load(folder)
    video = _required_video(folder)
    with TemporaryDirectory(prefix="formcheck-") as name:
        small = folder / video
        if video != CLIP or not is_small(small):
            small = Path(name) / CLIP
            write_small_video(folder / video, small)
        inside = _data_url("video/mp4", small.read_bytes())
    write_pieces(path, render_review(review_data(result, inside, _notes(folder))))


def write_pdf(folder: Path) -> None:
    """Write `review.pdf` into a folder of results.

    Raises:
        ResultError: the results cannot be read.
        NotesError: the notes beside them cannot be read.
        ClipError: the video cannot be read.
        BrowserError: no browser can print it.
        OSError: the file cannot be written.
    """
    browser = find_browser()
    result = SavedResult.load(folder)
    notes = _notes(folder)
    video = video_beside(folder)
    stills = {} if video is None else _stills(folder / video, result, notes)
    page = render_review(review_data(result, None, notes, stills))
    print_to_pdf(page, folder / PDF, browser)


def _required_video(folder: Path) -> str:
    """Return the name of the video beside the results.

    Raises:
        ResultError: there is none.
    """
    video = video_beside(folder)
    if video is None:
        raise ResultError(f"{folder} has no video to put into the file: analyze the clip again")
    return video


def _notes(folder: Path) -> list[Note]:
    """Return the notes beside the results."""
    return read_notes(folder / NOTES).notes if exists(folder / NOTES) else []


def _stills(video: Path, result: SavedResult, notes: Sequence[Note]) -> dict[int, str]:
    """Return the pictures that are printed, as data: URLs by the number of the frame."""
    time_s = result.track.time_s
    drawn = (int(abs(time_s - note.time_s).argmin()) for note in notes if note.drawings)
    wanted = {moment.frame for moment in worst_moments(as_told(result).parts, time_s)}.union(drawn)
    slower = result.report.source.slow_motion or 1.0
    stills: dict[int, str] = {}
    with ClipReader(video) as clip:
        for frame in clip:
            if len(stills) == len(wanted):
                break
            number = int(abs(time_s * slower - frame.time_s).argmin())
            if number in wanted:
                stills[number] = _jpeg(frame.image)
    return stills


def _jpeg(image: Image) -> str:
    """Return a picture as a data: URL, with at most `_SHORT_SIDE_PX` on its shorter side."""
    scale = min(1.0, _SHORT_SIDE_PX / min(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), _JPEG_QUALITY)
    return _data_url("image/jpeg", jpeg.tobytes())


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
