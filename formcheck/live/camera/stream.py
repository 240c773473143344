"""A camera in the network, such as a phone, opened by its address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import av
from av.codec.context import Flags
from av.container import InputContainer
from av.video.frame import VideoFrame

from formcheck.errors import SourceError
from formcheck.system.arrays import Image
from formcheck.video.container import LIMITS
from formcheck.video.upright import UprightPictures

#: For each kind of address what FFmpeg may open for it: this one connection, and no file.
PROTOCOLS: Final = {
    "http": "http,tcp",
    "https": "https,tls,tcp",
    "rtsp": "rtsp,tcp",
    "rtsps": "rtsps,rtsp,tls,tcp",
}


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """What a stream may be, and how long to wait for it.

    Attributes:
        formats: FFmpeg's names of what is read. None of them is a playlist, which could name
            other addresses.
        untimed: those of them whose pictures come without times.
        timeout_s: how long to wait for an answer, and for each picture.
        probe_s: how much of the stream is looked at before its first picture is shown.
    """

    formats: tuple[str, ...] = (
        "mpjpeg", "mjpeg", "rtsp", "mpegts", "flv", "matroska", "webm", "mov", "h264", "hevc",
    )  # fmt: skip
    untimed: tuple[str, ...] = ("mpjpeg", "mjpeg")
    timeout_s: float = 5.0
    probe_s: float = 0.5


def require_address(address: str) -> None:
    """Raise unless an address may be that of a camera.

    Raises:
        SourceError: it begins with something else than rtsp:// or http://.
    """
    if address.partition("://")[0].lower() not in PROTOCOLS:
        raise SourceError(
            f"{public_address(address)} is not the address of a camera: it begins with rtsp:// or http://"
        )


class StreamGrabber:
    """A stream by its address. Nothing else is opened: no playlists, no redirections.

    Args:
        address: such as ``rtsp://…`` or ``http://…``.
        limits: what the stream may be.

    Raises:
        SourceError: it is no such address, does not answer, or sends no pictures.
    """

    played = False

    def __init__(self, address: str, limits: StreamLimits = StreamLimits()) -> None:
        require_address(address)
        camera = f"the camera at {public_address(address)}"
        try:
            self._container = _opened(address, limits)
        except Exception:  # PyAV raises nearly anything for what is no stream
            raise SourceError(f"{camera} does not answer with a video: check the address") from None
        if not self._container.streams.video:
            self.close()
            raise SourceError(f"{camera} sends no pictures: check the address")
        self._timed = self._container.format.name not in limits.untimed
        self._frames = _frames(self._container)
        self._pictures: UprightPictures | None = None
        self._size = (0, 0)

    def grab(self) -> tuple[Image, float | None] | None:
        """Wait for the next picture."""
        try:
            frame = next(self._frames, None)
        except Exception:  # the connection is broken, or the other side sends nonsense
            return None
        if frame is None:
            return None
        if self._pictures is None or self._size != (frame.width, frame.height):
            self._size = frame.width, frame.height
            self._pictures = UprightPictures(self._container.streams.video[0], frame)
        return self._pictures.convert(frame), frame.time if self._timed else None

    def close(self) -> None:
        """Close the connection."""
        self._container.close()


def public_address(address: str) -> str:
    """Return an address without the name and the password in it."""
    return re.sub("//[^/@]*@", "//", address)


def _opened(address: str, limits: StreamLimits) -> InputContainer:
    options = {
        "format_whitelist": ",".join(limits.formats),
        "protocol_whitelist": PROTOCOLS[address.partition("://")[0].lower()],
        "max_redirects": "0",
        "rtsp_transport": "tcp",  # over UDP pictures get lost in a wireless network
        "fflags": "nobuffer",
        "analyzeduration": str(round(1e6 * limits.probe_s)),
    }
    return av.open(address, container_options=options, timeout=limits.timeout_s)


def _frames(container: InputContainer) -> Iterator[VideoFrame]:
    """Yield each picture as soon as it can be decoded."""
    stream = container.streams.video[0]
    stream.codec_context.options = {"max_pixels": str(LIMITS.most_pixels)}
    stream.codec_context.flags |= Flags.low_delay
    stream.thread_type = "SLICE"  # threads for whole frames would hold some of them back
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:  # a piece was lost on the way
            continue
