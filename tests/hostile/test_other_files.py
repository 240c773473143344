"""Clips that name other files: only the file that was named is ever opened."""

import shutil
from pathlib import Path

import pytest

from benchmarks.hostile.opened import files_opened
from formcheck.errors import ClipError
from formcheck.video import ClipReader
from tests.cli.running import linux
from tests.video.clips import corners, make_clip, picture, read

pytestmark = linux

HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n"
CONCAT = "ffconcat version 1.0\nfile {}\n"
SDP = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
DASH = (
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"'
    ' mediaPresentationDuration="PT1S"><Period><AdaptationSet><Representation id="1"'
    ' bandwidth="1"><BaseURL>{}</BaseURL></Representation></AdaptationSet></Period></MPD>'
)


def opened_by(path: Path) -> set[str]:
    """Return the files of its folder that are opened when a clip is read, which must fail."""
    with files_opened(path.parent) as opened, pytest.raises(ClipError, match="not a video"):
        ClipReader(path)
    return opened


def test_the_kernel_tells_what_is_opened(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "other.ts")
    with files_opened(tmp_path) as opened:
        read(path)
    assert opened == {"other.ts"}


@pytest.mark.parametrize("name", ["clip.mp4", "clip.m3u8", "clip.ffconcat", "clip.mpd", "clip.ts"])
@pytest.mark.parametrize("text", [HLS, CONCAT, DASH, SDP], ids=["hls", "concat", "dash", "sdp"])
def test_playlists_are_not_followed(tmp_path: Path, name: str, text: str) -> None:
    other = make_clip(tmp_path / "other.ts")
    path = tmp_path / name
    if path == other:
        return
    for place in ("other.ts", str(other), f"file:{other}", f"subfile,,start,0,end,0,,:{other}"):
        path.write_text(text.format(place))
        assert opened_by(path) == {name}


def test_a_list_of_a_million_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "clip.ffconcat"
    path.write_text("ffconcat version 1.0\n" + "file other.ts\n" * 1_000_000)
    assert opened_by(path) == {path.name}


def test_names_are_no_patterns(tmp_path: Path) -> None:
    for number in (0, 1, 2):
        make_clip(tmp_path / f"pat{number:03d}.png", frames=1, codec="png", pix_fmt="rgb24")
        make_clip(tmp_path / f"clip{number}.mp4")
    for name in ("pat%03d.png", "pat*.png", "pat00?.png", "clip%d.mp4"):
        with files_opened(tmp_path) as opened, pytest.raises(ClipError, match="does not exist"):
            ClipReader(tmp_path / name)
        assert opened == set()
        size = (64, 48)
        own = make_clip(tmp_path / "own.png", size=size, frames=1, codec="png", pix_fmt="rgb24")
        shutil.move(own, tmp_path / name)
        with files_opened(tmp_path) as opened:
            frames, _ = read(tmp_path / name)
        assert opened == {name}
        assert frames[0].image.shape == (48, 64, 3)
        (tmp_path / name).unlink()


def test_the_data_of_an_mp4_are_in_the_file_itself(tmp_path: Path) -> None:
    other = make_clip(tmp_path / "other.mp4")
    path = tmp_path / "clip.mp4"
    data = other.read_bytes()
    (tmp_path / "data.bin").write_bytes(data)
    itself = b"\0\0\0\x0curl \0\0\0\x01"
    assert itself in data
    place = b"file://data.bin\0"
    elsewhere = (12 + len(place)).to_bytes(4, "big") + b"url \0\0\0\0" + place
    grown = len(elsewhere) - len(itself)
    at = data.index(itself)
    changed = bytearray(data.replace(itself, elsewhere))
    for box in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        start = data.rindex(box, 0, at) - 4
        size = int.from_bytes(data[start : start + 4], "big") + grown
        changed[start : start + 4] = size.to_bytes(4, "big")
    path.write_bytes(changed)
    with files_opened(tmp_path) as opened:
        try:
            frames, _ = read(path)
        except ClipError:
            frames = []
    assert opened == {"clip.mp4"}
    assert all(corners(frame.image) == corners(picture()) for frame in frames)
