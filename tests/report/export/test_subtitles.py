"""SRT and WebVTT, read back with pysubs2."""

from html import unescape

import pysubs2
import pytest

from formcheck.results import Session, ShownCue, Verdict
from tests.report.export.conftest import Save, exported

FILES = {"srt": "clip.srt", "vtt": "clip.vtt"}


def cue(text: str, start_s: float, end_s: float) -> ShownCue:
    return ShownCue("heel-not-to-glutes", text, Verdict.FAULT, start_s, end_s)


@pytest.mark.parametrize("name", FILES)
def test_every_cue_is_a_subtitle_at_its_time(save: Save, kicks: Session, name: str) -> None:
    read = pysubs2.load(str(exported(save(), name) / FILES[name]), encoding="utf-8")
    assert len(kicks.cues) > 0
    for line, shown in zip(read, kicks.cues, strict=True):
        assert line.plaintext == shown.text
        assert line.start == pytest.approx(1000 * shown.start_s, abs=1)
        assert line.end == pytest.approx(1000 * shown.end_s, abs=1)


@pytest.mark.parametrize("name", FILES)
def test_times_are_those_of_the_video_that_plays_slower(save: Save, name: str) -> None:
    result = save(slow_motion=4.0, cues=(cue("Higher", 1.0, 2.5), cue("Lower", 1200.5, 1203.0)))
    first, last = pysubs2.load(str(exported(result, name) / FILES[name]), encoding="utf-8")
    assert (first.start, first.end) == (4000, 10_000)
    assert (last.start, last.end) == (4_802_000, 4_812_000)


@pytest.mark.parametrize("name", FILES)
def test_no_text_breaks_the_file(save: Save, name: str) -> None:
    texts = ["two\n\nlines --> 3", "a <b> & c", "\x1b[31mred\u202e", "x" * 10_000]
    cues = [cue(text, float(i), i + 1.0) for i, text in enumerate([*texts, " \n "])]
    read = pysubs2.load(str(exported(save(cues=tuple(cues)), name) / FILES[name]), encoding="utf-8")
    assert [line.start for line in read] == [0, 1000, 2000, 3000]  # a blank text is left out
    assert unescape(read[0].plaintext) == "two lines --> 3"
    assert read[2].plaintext == r"\x1b[31mred\u202e"
    assert read[3].plaintext == "x" * 10_000


def test_a_web_page_shows_the_text_as_it_is(save: Save) -> None:
    result = save(cues=(cue("<script>alert(1)</script> & more", 0.0, 1.0),))
    text = (exported(result, "vtt") / "clip.vtt").read_text("utf-8")
    assert text == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n"
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more\n\n"
    )


def test_a_clip_without_cues_has_an_empty_file(save: Save) -> None:
    folder = exported(save(cues=()), "srt", "vtt")
    assert (folder / "clip.srt").read_text("utf-8") == ""
    assert (folder / "clip.vtt").read_text("utf-8") == "WEBVTT\n\n"
