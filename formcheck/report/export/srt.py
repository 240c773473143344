"""SRT: the cues as subtitles, for video players and Kinovea."""

from collections.abc import Mapping

from formcheck.report.export.export import Export, Writer
from formcheck.report.export.subtitles import clock, subtitles
from formcheck.report.saved import SavedResult
from formcheck.system.files import write_text


def _text(result: SavedResult) -> str:
    """Return the text of the file."""
    return "".join(
        f"{number}\n{clock(each.start_ms, ',')} --> {clock(each.end_ms, ',')}\n{each.text}\n\n"
        for number, each in enumerate(subtitles(result), start=1)
    )


def _files(result: SavedResult, height_m: float | None) -> Mapping[str, Writer]:
    return {"clip.srt": lambda path: write_text(path, _text(result))}


SRT = Export("srt", "the cues as subtitles", _files)
