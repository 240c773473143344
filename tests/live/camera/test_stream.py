"""A phone as a camera: JPEG pictures over HTTP, H.264 over RTSP, and servers that mean no good."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import pairwise

import pytest

from formcheck.errors import SourceError
from formcheck.live.camera.health import Health
from formcheck.live.camera.opener import opener
from formcheck.live.camera.source import LivePicture, LiveSource
from formcheck.live.camera.stream import StreamGrabber
from tests.live.camera.network_cameras import (
    NetworkCamera,
    answering,
    free_port,
    http_camera,
    number_in,
    rtsp_camera,
)
from tests.live.camera.test_source import taking, wait_for

CAMERAS = pytest.mark.parametrize(
    ("kind", "serve"),
    [
        pytest.param("http", http_camera, id="http"),
        pytest.param("rtsp", rtsp_camera, id="rtsp"),
    ],
)


@CAMERAS
def test_a_camera_of_the_network_is_shown_at_once_and_found_again(
    kind: str, serve: Callable[[int], AbstractContextManager[NetworkCamera]]
) -> None:
    port = free_port()
    source = LiveSource(opener(f"{kind}://127.0.0.1:{port}/video"))
    with taking(source):
        with serve(port) as camera:
            pictures = seen_at_once(source, camera)
            assert all(a.time_s < b.time_s for a, b in pairwise(pictures))
            assert pictures[-1].image.shape == (240, 320, 3)
        assert wait_for(lambda: source.status().health is Health.LOST, 15.0)
        assert 20.0 < source.status().left_s <= 30.0
        with serve(port) as camera:
            again = seen_at_once(source, camera)
    assert again[-1].time_s > pictures[-1].time_s
    assert "the camera is back" in source.notes


def seen_at_once(source: LiveSource, camera: NetworkCamera) -> list[LivePicture]:
    """Return the pictures until ten of them were seen within 0.4 s after they were sent."""
    pictures: list[LivePicture] = []
    late_s: list[float] = []
    until_s = time.monotonic() + 20.0
    while sum(s < 0.4 for s in late_s) < 10:
        assert time.monotonic() < until_s, f"too late or never: {late_s[-10:]}"
        picture = source.newest(0.1)
        sent_s = camera.sent_s.get(number_in(picture.image)) if picture else None
        if picture and sent_s is not None:  # it may be the last one of the camera before
            pictures.append(picture)
            late_s.append(picture.available_s - sent_s)
    return pictures


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "concat://a|b", "ftp://127.0.0.1/a", "rtp://127.0.0.1:5004"]
)
def test_an_address_of_no_camera_is_an_error_at_once(address: str) -> None:
    with pytest.raises(SourceError, match="begins with rtsp:// or http://"):
        opener(address)


@pytest.mark.parametrize("name", ["playlist.m3u8", "list.mpd", "list.ffconcat", "session.sdp"])
def test_a_playlist_opens_nothing_else(name: str) -> None:
    """The camera answers with a list of addresses; only the one of the user is asked."""
    with http_camera(free_port()) as other:
        there = f"http://127.0.0.1:{other.port}/video.ts"
        playlist = {
            "playlist.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{there}\n",
            "list.mpd": f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011">'
            f"<Period><BaseURL>{there}</BaseURL></Period></MPD>",
            "list.ffconcat": f"ffconcat version 1.0\nfile {there}\n",
            "session.sdp": f"v=0\r\nc=IN IP4 127.0.0.1\r\nm=video {other.port} RTP/AVP 96\r\n",
        }[name]
        with answering(200, {}, playlist.encode()) as camera:
            with pytest.raises(SourceError, match="does not answer with a video"):
                StreamGrabber(f"http://127.0.0.1:{camera.port}/{name}")
            assert camera.asked == [f"/{name}"]
        assert not other.asked


def test_a_camera_cannot_send_formcheck_elsewhere() -> None:
    with http_camera(free_port()) as other:
        there = {"Location": f"http://127.0.0.1:{other.port}/video"}
        with (
            answering(302, there, b"") as camera,
            pytest.raises(SourceError, match="does not answer"),
        ):
            StreamGrabber(f"http://127.0.0.1:{camera.port}/video")
        assert not other.asked


def test_a_password_is_not_told() -> None:
    with pytest.raises(SourceError) as caught:
        StreamGrabber(f"rtsp://me:secret@127.0.0.1:{free_port()}/video")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)
