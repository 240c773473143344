"""Cameras of the network on the loopback address: they send a sample video as a phone would.

Each picture carries its number in black and white squares at the top, so that a test can tell when
a picture was sent that it sees.
"""

import itertools
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.codeccontext import VideoCodecContext

from formcheck.system.arrays import Image
from formcheck.video import ClipReader

SAMPLE = Path(__file__).parent.parent.parent.parent / "sample_videos" / "butt-kicks.mp4"
FPS = 25
_BITS, _SQUARE_PX = 12, 16


@dataclass
class NetworkCamera:
    """A camera that sends pictures until it is unplugged.

    Attributes:
        port: on the loopback address.
        sent_s: when each picture was sent, by its number.
        asked: what was asked for, and how often.
    """

    port: int
    sent_s: dict[int, float] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unplugged: threading.Event = field(default_factory=threading.Event)

    def pictures(self) -> Iterator[tuple[int, Image]]:
        """Yield the pictures of the sample at their pace, again and again."""
        start_s = time.monotonic()
        for number, image in zip(itertools.count(len(self.sent_s)), _sample(), strict=False):
            due_s = start_s + (len(self.sent_s)) / FPS
            if self.unplugged.wait(min(1 / FPS, max(0.0, due_s - time.monotonic()))):
                return
            self.sent_s[number] = time.monotonic()
            yield number, _numbered(image, number)


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def number_in(image: Image) -> int:
    """Return the number that a picture carries."""
    middle, step = _SQUARE_PX // 2, _SQUARE_PX
    bits = [image[middle, middle + step * i].mean() > 128 for i in range(_BITS)]
    return sum(bit << i for i, bit in enumerate(bits))


def _numbered(image: Image, number: int) -> Image:
    marked = image.copy()
    for i in range(_BITS):
        left = _SQUARE_PX * i
        marked[:_SQUARE_PX, left : left + _SQUARE_PX] = 255 * (number >> i & 1)
    return marked


def _sample() -> Iterator[Image]:
    with ClipReader(SAMPLE) as clip:
        small = [
            np.asarray(cv2.resize(f.image, (320, 240)), np.uint8) for f in clip if f.index < 50
        ]
    return itertools.cycle(small)


@contextmanager
def http_camera(port: int) -> Iterator[NetworkCamera]:
    """A camera that sends JPEG pictures one after the other, as phones do."""
    camera = NetworkCamera(port)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            camera.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            for _, image in camera.pictures():
                data = cv2.imencode(".jpg", image[..., ::-1])[1].tobytes()
                head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
                with suppress(OSError):
                    self.wfile.write(head.encode() + data + b"\r\n")
                    continue
                return

        def log_message(self, *_: object) -> None:
            pass

    with _serving(ThreadingHTTPServer(("127.0.0.1", port), Handler), camera):
        yield camera


@contextmanager
def answering(status: int, headers: dict[str, str], body: bytes) -> Iterator[NetworkCamera]:
    """A server that gives one answer to whoever asks."""
    camera = NetworkCamera(free_port())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            camera.asked.append(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with _serving(ThreadingHTTPServer(("127.0.0.1", camera.port), Handler), camera):
        yield camera


class _RtspHandler(socketserver.StreamRequestHandler):
    """Answers one client, and sends it the pictures."""

    server: "_RtspServer"

    def handle(self) -> None:
        with suppress(OSError):
            self._answer()

    def _answer(self) -> None:
        camera = self.server.camera
        while not camera.unplugged.is_set():
            lines = list(iter(lambda: self.rfile.readline().decode().strip(), ""))
            if not lines:
                return
            verb = lines[0].split()[0]
            camera.asked.append(verb)
            number = next(line for line in lines if line.lower().startswith("cseq"))
            self._reply(verb, number)
            if verb == "PLAY":
                return self._play(camera)

    def _reply(self, verb: str, number: str) -> None:
        more, body = "", ""
        if verb == "OPTIONS":
            more = "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n"
        elif verb == "DESCRIBE":
            body = (
                "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=camera\r\nt=0 0\r\n"
                "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
                "a=fmtp:96 packetization-mode=1\r\na=control:track\r\n"
            )
            more = f"Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n"
        elif verb == "SETUP":
            more = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n"
        elif verb == "PLAY":
            more = "Session: 1\r\nRange: npt=0.000-\r\n"
        self.wfile.write(f"RTSP/1.0 200 OK\r\n{number}\r\n{more}\r\n{body}".encode())

    def _play(self, camera: NetworkCamera) -> None:
        encoder, counter = _encoder(), itertools.count()
        for number, image in camera.pictures():
            frame = av.VideoFrame.from_ndarray(image, "rgb24")
            frame.pts = number
            for packet in encoder.encode(frame):
                ticks = 90_000 * number // FPS
                for payload, last in _payloads(bytes(packet)):
                    count = next(counter) & 0xFFFF
                    head = struct.pack(">BBHII", 0x80, 96 | last << 7, count, ticks, 1)
                    size = struct.pack(">cBH", b"$", 0, len(head) + len(payload))
                    self.wfile.write(size + head + payload)


class _RtspServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, camera: NetworkCamera) -> None:
        self.camera = camera
        super().__init__(("127.0.0.1", camera.port), _RtspHandler)


@contextmanager
def rtsp_camera(port: int) -> Iterator[NetworkCamera]:
    """A camera that speaks RTSP and sends H.264 over the same connection."""
    camera = NetworkCamera(port)
    with _serving(_RtspServer(camera), camera):
        yield camera


def _encoder() -> VideoCodecContext:
    encoder = av.CodecContext.create("libx264", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = 320, 240, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, FPS), Fraction(FPS)
    encoder.gop_size = FPS // 2
    encoder.thread_count = 1  # more threads would hold pictures back
    encoder.options = {"preset": "ultrafast", "tune": "zerolatency"}
    return encoder


def _payloads(coded: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield what RTP packets carry of a picture (RFC 6184), and whether it is its last packet."""
    units = [
        unit.rstrip(b"\x00") for unit in coded.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
    ]
    units = [unit for unit in units if unit]
    for unit in units:
        last = unit is units[-1]
        if len(unit) <= 1400:
            yield unit, last
            continue
        pieces = [unit[i : i + 1398] for i in range(1, len(unit), 1398)]
        for i, piece in enumerate(pieces):
            first, final = i == 0, i == len(pieces) - 1
            head = bytes([unit[0] & 0xE0 | 28, first << 7 | final << 6 | unit[0] & 0x1F])
            yield head + piece, last and final


@contextmanager
def _serving(server: socketserver.TCPServer, camera: NetworkCamera) -> Iterator[None]:
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield
    finally:
        camera.unplugged.set()
        server.shutdown()
        server.server_close()
