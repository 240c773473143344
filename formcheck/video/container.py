"""What a clip is, and its container: opened, or told plainly what is wrong with it."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
from av.audio.stream import AudioStream
from av.codec.context import CodecContext
from av.container import InputContainer
from av.stream import Discard
from av.video.stream import VideoStream

from formcheck.errors import ClipError
from formcheck.system.arrays import Image


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """What a clip's container says, as far as it matters here.

    Attributes:
        path: the file.
        width: of the frames in pixels: upright and with square pixels.
        height: of the frames in pixels, likewise.
        fps: average frames per second. The frames' own times are what counts.
        duration_s: length in seconds as the container claims, or None.
        frames: number of frames as the container claims, or None.
        start_s: time of the first frame in seconds on the container's clock, which the sound
            is on too.
        rotation_deg: the clockwise turn that made the stored pictures upright, 0, 90, 180 or 270.
        has_audio: whether there is a sound track that can be decoded.
        variable_frame_rate: whether the frames are unevenly spaced, guessed from the container.
    """

    path: Path
    width: int
    height: int
    fps: float
    duration_s: float | None = None
    frames: int | None = None
    start_s: float = 0.0
    rotation_deg: int = 0
    has_audio: bool = False
    variable_frame_rate: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a clip.

    Attributes:
        index: place among the frames handed out, from 0, without holes.
        time_s: presentation time in seconds; the first frame is at 0.
        image: (height, width, 3) uint8, RGB, upright, C-contiguous, free to be drawn on.
    """

    index: int
    time_s: float
    image: Image


def open_clip(path: Path) -> InputContainer:
    """Open a file for reading.

    Raises:
        ClipError: what is wrong with it, said plainly.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError:
        raise ClipError(f"{path} does not exist: check the name.") from None
    except IsADirectoryError:
        raise ClipError(f"{path} is a folder: name a video file in it.") from None
    except OSError as error:
        raise ClipError(f"{path} cannot be opened: {error.strerror}.") from None
    if not head:
        raise ClipError(f"{path} is empty (0 bytes): copy or record it again.")
    try:
        # "file:" keeps FFmpeg from reading a name such as "take:2.mp4" as an address.
        return av.open(f"file:{path}", metadata_errors="replace")
    except av.FFmpegError:
        if head[4:] == b"ftyp":
            raise ClipError(
                f"{path} is incomplete: the index that MP4 and MOV files end with is missing, "
                "as after a broken-off recording or copy. Copy or export it again."
            ) from None
        raise ClipError(
            f"{path} is not a video that can be read: use an MP4, MOV, WebM, MKV or AVI file."
        ) from None


def audio_stream(container: InputContainer) -> AudioStream | None:
    """Return the first sound track that can be decoded, if any."""
    for stream in container.streams.audio:
        codec = cast(CodecContext | None, stream.codec_context)  # None is missing in PyAV's types
        if codec is not None and stream.sample_rate:
            return stream
    return None


def discard_all_but(stream: VideoStream | AudioStream, container: InputContainer) -> None:
    """Read no other stream of a file."""
    for other in container.streams:
        if other is not stream:
            other.discard = Discard.all


def seconds_of(ticks: int | None, time_base: Fraction | None) -> float | None:
    """Turn ticks of a clock into seconds; None where either is unknown."""
    return None if ticks is None or time_base is None else float(ticks * time_base)
