"""The good files that hostile ones are made from: tiny clips, and their results."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

import av
import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from benchmarks.speed.samples import BUTT_KICKS
from formcheck.system.arrays import Image

Pictures = Sequence[Image]
FPS = 30
SIZE = 160, 120
FRAMES = 64  # a little more than the 2 s that a person must be seen
_RATE = 48_000  # of a sound track, in samples a second


@cache
def pictures() -> Pictures:
    """Return 2.1 s of a person who does butt kicks, as RGB pictures of 160x120."""
    with av.open(str(BUTT_KICKS)) as clip:
        return [
            cast(Image, frame.to_ndarray(format="rgb24", width=SIZE[0], height=SIZE[1]))
            for number, frame in enumerate(clip.decode(video=0))
            if 45 <= number < 45 + FRAMES
        ]


@dataclass(frozen=True, slots=True)
class Writing:
    """How a clip is written.

    Attributes:
        format: FFmpeg's name of the container.
        codec: of the pictures.
        pix_fmt: pixel format.
        fps: frames per second.
        size: width and height, in pixels.
        aspect: width of a pixel divided by its height.
        turn_deg: by how much a player turns the pictures.
        sound: codec of a sound track; none if empty.
        options: of the container.
    """

    format: str = "mp4"
    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    fps: Fraction = Fraction(FPS)
    size: tuple[int, int] = SIZE
    aspect: Fraction | None = None
    turn_deg: float = 0.0
    sound: str = ""
    options: dict[str, str] = field(default_factory=dict)


def write_clip(path: Path, how: Writing, shown: Pictures | None = None) -> Path:
    """Write a clip; return its path.

    Raises:
        Exception: PyAV cannot write such a clip.
    """
    with av.open(str(path), "w", format=how.format, options=how.options) as out:
        video = add_video(out, how)
        audio = add_sound(out, how.sound) if how.sound else None
        for packet in encoded(video, how, pictures() if shown is None else shown):
            out.mux(packet)
        if audio:
            write_silence(out, audio)
    return path


def add_video(out: OutputContainer, how: Writing) -> VideoStream:
    """Add a stream of pictures to a file that is written."""
    video = cast(VideoStream, out.add_stream(how.codec, rate=how.fps))
    video.width, video.height = how.size
    video.pix_fmt = how.pix_fmt
    video.thread_count = 1
    if how.codec == "libx264":
        video.options = {"preset": "ultrafast"}
    if how.aspect:
        video.codec_context.sample_aspect_ratio = how.aspect
    if how.turn_deg:
        video.set_display_rotation(how.turn_deg)
    return video


def encoded(video: VideoStream, how: Writing, shown: Pictures) -> "Iterator[Packet[VideoStream]]":
    """Yield the packets of pictures."""
    for number, picture in enumerate(shown):
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame = frame.reformat(*how.size, format=how.pix_fmt)
        frame.pts, frame.time_base = number, 1 / how.fps
        yield from video.encode(frame)
    yield from video.encode(None)


def add_sound(out: OutputContainer, codec: str) -> Any:  # noqa: ANN401, PyAV has no type for it
    """Add a sound track to a file that is written."""
    return out.add_stream(codec, rate=_RATE)


def write_silence(out: OutputContainer, audio: Any, seconds: float = 2.0) -> None:  # noqa: ANN401
    """Write a silent sound track."""
    samples = np.zeros((1, 2 * round(_RATE * seconds)), np.int16)
    heard = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
    heard.sample_rate, heard.time_base, heard.pts = _RATE, Fraction(1, _RATE), 0
    out.mux(audio.encode(heard))
    out.mux(audio.encode(None))


#: Containers as people film and share them, each with how it is written.
USUAL = {
    "mp4": Writing(sound="aac"),
    "mov": Writing("mov", options={"movflags": "faststart"}),
    "mkv": Writing("matroska", sound="flac"),
    "webm": Writing("webm", "libvpx"),
    "avi": Writing("avi", "mpeg4"),
    "ts": Writing("mpegts", "mpeg2video"),
    "flv": Writing("flv", "flv1"),
    "gif": Writing("gif", "gif", "rgb8"),
}


@cache
def usual(name: str) -> bytes:
    """Return a good clip in one of the `USUAL` containers."""
    path = Path(mkdtemp(prefix="formcheck-hostile-")) / f"clip.{name}"
    return write_clip(path, USUAL[name]).read_bytes()


@cache
def good_results() -> Path:
    """Return the folder of results of a good clip."""
    folder = Path(mkdtemp(prefix="formcheck-hostile-"))
    clip = folder / "good.mp4"
    clip.write_bytes(usual("mp4"))
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "formcheck",
        "analyze",
        clip,
        "--exercise",
        "butt-kicks",
    ]
    subprocess.run([*command, "--out", folder / "out"], check=True, capture_output=True)
    return folder / "out" / "good"
