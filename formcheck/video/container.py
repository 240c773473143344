"""What a clip is, and its container: opened, or a plain message about what is wrong with it."""

import math
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
from formcheck.system.reading import open_regular
from formcheck.system.threads import thread_count


@dataclass(frozen=True, slots=True)
class ClipLimits:
    """What a clip may be; anything else is refused or left out before it takes memory or time.

    Attributes:
        formats: FFmpeg's names of the containers that are read. FFmpeg recognises them by what the
            file holds. None of them is a playlist or a description of other files.
        most_pixels: of a picture; one of 8K has 33 million.
        longest_side_px: of a picture that is read; larger ones are scaled down to it. The pose
            model sees a person in 256 x 256 pixels, and one picture of 8K takes 100 MB.
        longest_s: frames that come later than this after the first one are left out, in seconds.
        most_frames: what comes after so many frames is left out: 4 hours at 30 frames a second.
        slowest_fps: a lower frame rate is taken for an error of the container.
        fastest_fps: a higher frame rate is taken for an error of the container.
    """

    formats: tuple[str, ...] = (
        "mov", "matroska", "avi", "mpegts", "mpeg", "mpegvideo", "m4v", "h264", "hevc", "mjpeg",
        "flv", "asf", "ogg", "ivf", "mxf", "dv", "yuv4mpegpipe", "gif", "apng", "png_pipe",
        "jpeg_pipe", "webp_pipe", "bmp_pipe",
    )  # fmt: skip
    most_pixels: int = 36_000_000
    longest_side_px: int = 4096
    longest_s: float = 43_200.0
    most_frames: int = 432_000
    slowest_fps: float = 0.01
    fastest_fps: float = 1000.0


LIMITS = ClipLimits()
_MAX_PIXELS = {"max_pixels": str(LIMITS.most_pixels)}  # an option of FFmpeg's decoders


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
    """Open a video file for reading; `close_clip` closes it.

    FFmpeg gets neither the name of the file nor any protocol, so it can open no other file.

    Raises:
        ClipError: it cannot be opened; the message says why and what to do.
    """
    try:
        file = open_regular(path)
    except FileNotFoundError:
        raise ClipError(f"{path} does not exist: check the name") from None
    except IsADirectoryError:
        raise ClipError(
            f"{path} is a folder: name a video file in it, such as {path / 'clip.mp4'}"
        ) from None
    except OSError as error:
        raise ClipError(f"{path} cannot be opened: {error.strerror}") from None
    head = file.read(8)
    if not head:
        file.close()
        raise ClipError(f"{path} is empty (0 bytes): copy or record it again")
    file.seek(0)
    try:
        return av.open(
            file,
            "r",
            options=_MAX_PIXELS,
            container_options={
                "format_whitelist": ",".join(LIMITS.formats),
                "protocol_whitelist": "none",
            },
            metadata_errors="replace",
        )
    except Exception:  # PyAV raises nearly anything for a damaged file
        file.close()
        if head[4:] == b"ftyp":
            raise ClipError(
                f"{path} is incomplete (the index at the end of an MP4 or MOV file is missing) "
                "because the recording or a copy broke off: copy or export it again"
            ) from None
        raise ClipError(
            f"{path} is not a video that can be read: use an MP4, MOV, WebM, MKV or AVI file"
        ) from None


def close_clip(container: InputContainer) -> None:
    """Close a container that `open_clip` opened, and its file."""
    container.close()
    container.file.file.close()


def video_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the stream with the pictures, ready to be decoded on the cores of this process.

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
    require_size(stream.width, stream.height, path)
    stream.codec_context.options = _MAX_PIXELS  # the size may change later in the clip
    stream.thread_type = "AUTO"
    stream.codec_context.thread_count = thread_count()
    discard_all_but(stream, container)
    return stream


def require_size(width: int, height: int, path: Path) -> None:
    """Raise unless pictures of a size, in pixels, are small enough.

    Raises:
        ClipError: they are larger.
    """
    if width * height > LIMITS.most_pixels:
        raise ClipError(
            f"{path} has pictures of {width}x{height} pixels, which is more than 8K:"
            " export it in a smaller size"
        )


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


def known_length_s(seconds: float | None) -> float | None:
    """Return a length that a container claims; None if no clip is so long."""
    known = seconds is not None and math.isfinite(seconds) and 0.0 <= seconds <= LIMITS.longest_s
    return seconds if known else None


def frame_rate_of(stream: VideoStream) -> Fraction:
    """Return the average frames per second that a container claims; 25 if no clip is like that."""
    for rate in (stream.average_rate, stream.guessed_rate):
        if rate and LIMITS.slowest_fps <= rate <= LIMITS.fastest_fps:
            return rate
    return Fraction(25)


def seconds_of(ticks: int | None, time_base: Fraction | None) -> float | None:
    """Return ticks of a clock in seconds; None if ticks or time base are unknown."""
    return None if ticks is None or time_base is None else float(ticks * time_base)
