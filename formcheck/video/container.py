"""What a clip is, and its container: opened, or a plain message about what is wrong with it."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
from av.audio.stream import AudioStream
from av.codec.context import CodecContext
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from formcheck.errors import ClipError
from formcheck.system.arrays import Image

# FFmpeg "plays" text files as terminal art; here they are not videos.
_TEXT_CODECS = frozenset({"ansi", "bintext", "idf", "xbin"})


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """What a clip's container says about it.

    Attributes:
        path: of the file.
        width: of the upright frames with square pixels, in pixels.
        height: of the upright frames with square pixels, in pixels.
        fps: average frames per second. The timestamps of the frames are more exact.
        duration_s: length in seconds as the container claims, or None.
        frames: number of frames as the container claims, or None.
        start_s: time of the first frame in seconds on the container's clock, which is also the
            clock of the sound.
        rotation_deg: the clockwise turn that made the stored pictures upright: 0, 90, 180 or 270.
        has_audio: whether there is a sound track that can be decoded.
        variable_frame_rate: whether the frames seem to be unevenly spaced, by the container.
        slow_motion: how many times slower it plays than it was filmed; None if it does not say.
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
    slow_motion: float | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a clip.

    Attributes:
        index: number of the frame among those that can be read, from 0, without gaps.
        time_s: presentation time in seconds; the first frame is at 0.
        image: (height, width, 3) uint8, RGB, upright, C-contiguous. It may be drawn on.
    """

    index: int
    time_s: float
    image: Image


def open_clip(path: Path) -> InputContainer:
    """Open a video file for reading.

    Raises:
        ClipError: it cannot be opened; the message says why and what to do.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError:
        raise ClipError(f"{path} does not exist: check the name") from None
    except IsADirectoryError:
        raise ClipError(
            f"{path} is a folder: name a video file in it, such as {path / 'clip.mp4'}"
        ) from None
    except OSError as error:
        raise ClipError(f"{path} cannot be opened: {error.strerror}") from None
    if not head:
        raise ClipError(f"{path} is empty (0 bytes): copy or record it again")
    try:
        # "file:" keeps FFmpeg from reading a name such as "take:2.mp4" as an address.
        return av.open(f"file:{path}", metadata_errors="replace")
    except av.FFmpegError:
        if head[4:] == b"ftyp":
            raise ClipError(
                f"{path} is incomplete (the index at the end of an MP4 or MOV file is missing) "
                "because the recording or a copy broke off: copy or export it again"
            ) from None
        raise ClipError(
            f"{path} is not a video that can be read: use an MP4, MOV, WebM, MKV or AVI file"
        ) from None


def video_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the stream with the pictures, ready to be decoded on all cores.

    Args:
        container: the opened file.
        path: of the file, for the message.

    Raises:
        ClipError: there are no pictures, or they cannot be decoded.
    """
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not moving:
        raise ClipError(f"{path} has no pictures, only sound or data: use a video file")
    stream = max(moving, key=_importance)
    if stream.codec_context is None:
        raise ClipError(
            f"{path} uses a video codec that is not supported: convert it to H.264 (MP4)"
        )
    if stream.codec_context.name in _TEXT_CODECS:
        raise ClipError(f"{path} is a text file: use a video file")
    stream.thread_type = "AUTO"
    discard_all_but(stream, container)
    return stream


def _importance(stream: VideoStream) -> tuple[bool, bool, int]:
    """Return a key by which a preview, a thumbnail or a foreign codec comes after the film."""
    known = stream.codec_context is not None
    area_px = stream.width * stream.height if known else 0
    return known, bool(stream.disposition & Disposition.default), area_px


def audio_stream(container: InputContainer) -> AudioStream | None:
    """Return the first sound track that can be decoded, if there is one."""
    for stream in container.streams.audio:
        codec = cast(CodecContext | None, stream.codec_context)  # PyAV's types do not allow None
        if codec is not None and stream.sample_rate:
            return stream
    return None


def discard_all_but(stream: VideoStream | AudioStream, container: InputContainer) -> None:
    """Skip the packets of all other streams of a file."""
    for other in container.streams:
        if other is not stream:
            other.discard = Discard.all


def slow_motion_of(container: InputContainer, fps: float) -> float | None:
    """Return how many times slower a clip plays than it was filmed; None if it does not say.

    Android phones write the frame rate of the camera into the file of a slow-motion clip.

    Args:
        container: the opened file.
        fps: average frames per second as it plays.
    """
    try:
        filmed_fps = float(container.metadata.get("com.android.capture.fps", ""))
    except ValueError:
        return None
    slower = filmed_fps / fps
    return slower if 1.5 < slower < 64.0 else None  # other values are of time lapses, or nonsense


def seconds_of(ticks: int | None, time_base: Fraction | None) -> float | None:
    """Return ticks of a clock in seconds; None if ticks or time base are unknown."""
    return None if ticks is None or time_base is None else float(ticks * time_base)
