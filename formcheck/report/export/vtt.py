"""WebVTT: the cues as subtitles, for web pages."""

from collections.abc import Mapping
from html import escape

from formcheck.report.export.export import Export, Writer
from formcheck.report.export.subtitles import clock, subtitles
from formcheck.report.saved import SavedResult
from formcheck.system.files import write_text


def _text(result: SavedResult) -> str:
    """Return the text of the file."""
    cues = (
        f"{clock(each.start_ms, '.')} --> {clock(each.end_ms, '.')}\n"
        f"{escape(each.text, quote=False)}\n\n"
        for each in subtitles(result)
    )
    return "WEBVTT\n\n" + "".join(cues)


def _files(result: SavedResult, height_m: float | None) -> Mapping[str, Writer]:
    return {"clip.vtt": lambda path: write_text(path, _text(result))}


VTT = Export("vtt", "the cues as subtitles for web pages", _files)
