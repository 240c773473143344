"""The cues of a clip as subtitles: when each is shown in the video, and its text."""

from collections.abc import Iterator
from typing import NamedTuple

from formcheck.report.saved import SavedResult
from formcheck.system.printable import printable


class Subtitle(NamedTuple):
    """A text and when it is shown, in whole milliseconds of the video."""

    start_ms: int
    end_ms: int
    text: str


def subtitles(result: SavedResult) -> list[Subtitle]:
    """Return the cues in order of time, each in one line.

    The times of results are those of the filming; a clip in slow motion plays longer.
    """
    return sorted(_subtitles(result))


def _subtitles(result: SavedResult) -> Iterator[Subtitle]:
    times_slower = result.report.source.slow_motion or 1.0
    for part in result.parts:
        for cue in part.report.cues:
            text = " ".join(printable(cue.text).split())
            start, end = (round(1000 * times_slower * at_s) for at_s in (cue.start_s, cue.end_s))
            if text and end > start:
                yield Subtitle(start, end, text)


def clock(milliseconds: int, point: str) -> str:
    """Return a time as "01:02:03" and thousandths after ``point``."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{point}{thousandths:03}"
