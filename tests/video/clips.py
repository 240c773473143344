"""Clips for the tests, made with PyAV, and what to look for in them."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from formcheck.video import ClipReader, Frame, VideoFileWriter

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
TICKS = 90_000
RATE = 48_000
UNEVEN_S = [0.0, 0.03, 0.1, 0.12, 0.3, 0.31, 0.32, 0.6, 0.61, 0.9]


def picture(width: int = 160, height: int = 120) -> npt.NDArray[np.uint8]:
    """Return four coloured quarters; every way to turn or mirror them looks different."""
    image = np.zeros((height, width, 3), np.uint8)
    image[: height // 2, : width // 2] = RED
    image[: height // 2, width // 2 :] = GREEN
    image[height // 2 :, : width // 2] = BLUE
    image[height // 2 :, width // 2 :] = WHITE
    return image


def corners(image: npt.NDArray[np.uint8]) -> list[tuple[int, ...]]:
    """Return the colours in the middle of the quarters, row by row, rounded to pure colours."""
    height, width, _ = image.shape
    return [
        tuple(int(v) for v in np.where(image[y, x] > 127, 255, 0))
        for y in (height // 4, height * 3 // 4)
        for x in (width // 4, width * 3 // 4)
    ]


def beep(start_s: float, length_s: float = 1.0) -> npt.NDArray[np.int16]:
    """Return silence and then, from a time on, a loud tone."""
    t = np.arange(int(length_s * RATE)) / RATE
    return np.where(t >= start_s, 20_000 * np.sin(2 * np.pi * 1000 * t), 0).astype(np.int16)


def make_clip(
    path: Path,
    *,
    size: tuple[int, int] = (160, 120),
    frames: int = 20,
    fps: int = 20,
    times_s: Sequence[float] | None = None,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    turn: tuple[float, bool] = (0, False),
    aspect: Fraction | None = None,
    sound: str | None = None,
    sound_delay_s: float = 0.0,
    noise: bool = False,
    format: str | None = None,
) -> Path:
    """Write a clip of `picture`s, with a beep half a second after the first picture."""
    rng = np.random.default_rng(1)
    image = picture(*size)
    with av.open(str(path), "w", format=format, container_options={"movflags": "faststart"}) as out:
        video = cast(VideoStream, out.add_stream(codec, rate=fps))
        video.width, video.height, video.pix_fmt = *size, pix_fmt
        video.gop_size = 5
        if codec == "libx264":
            video.options = {"preset": "ultrafast"}
            video.codec_context.time_base = Fraction(1, TICKS)
        if aspect:
            video.codec_context.sample_aspect_ratio = aspect
        if turn != (0, False):
            video.set_display_rotation(turn[0], hflip=turn[1])
        audio = cast(AudioStream, out.add_stream(sound, rate=RATE)) if sound else None
        if audio:
            audio.layout = "stereo"
        for i in range(frames):
            if noise:  # so that every frame takes up some of the file
                image = rng.integers(0, 255, image.shape, np.uint8)
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            base = video.codec_context.time_base or Fraction(1, fps)
            frame.pts = round((times_s[i] if times_s else i / fps) / base)
            frame.time_base = base
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        if audio:
            samples = np.repeat(beep(0.5 - sound_delay_s, 1.0 - sound_delay_s), 2)[None]
            heard = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
            heard.sample_rate, heard.time_base = RATE, Fraction(1, RATE)
            heard.pts = round(sound_delay_s * RATE)
            out.mux(audio.encode(heard))
            out.mux(audio.encode(None))
    return path


def read(path: Path) -> tuple[list[Frame], ClipReader]:
    """Return all frames of a clip, and its reader."""
    with ClipReader(path) as clip:
        return list(clip), clip


def annotate(clip_path: Path, path: Path, mishap: type[BaseException] | None = None) -> None:
    """Copy a clip with reader and writer; with a mishap, raise it after half of the frames."""
    with ClipReader(clip_path) as clip, VideoFileWriter(path, clip.info) as video:
        for frame in clip:
            video.write(frame.image, frame.time_s)
            if mishap and frame.index == 10:
                raise mishap


def beep_s(path: Path) -> float:
    """Return when the beep begins, in seconds after the first picture, as a player plays it."""
    with av.open(str(path)) as clip:
        start_s = next(clip.decode(video=0)).time
    with av.open(str(path)) as clip:
        for frame in clip.decode(audio=0):
            samples = frame.to_ndarray().astype(float)
            loud = np.flatnonzero(np.abs(samples[0]) > 0.2 * (32768 if samples.max() > 2 else 1))
            if loud.size:
                step = 1 if frame.format.is_planar else 2
                seconds = cast(float, frame.time) - start_s
                return seconds + float(loud[0]) / step / frame.sample_rate
    raise AssertionError("no beep")
