"""Clips as no camera writes them: formats, pixel formats, sizes, frame rates, times, tracks."""

import random
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
from av.codec import Codec
from av.stream import Disposition

from benchmarks.hostile.case import Case, read_or_judged
from benchmarks.hostile.samples import (
    FRAMES,
    SIZE,
    Writing,
    add_sound,
    add_video,
    encoded,
    pictures,
    write_clip,
    write_silence,
)

#: Containers that hold pictures, by FFmpeg's names; many of them formcheck refuses.
CONTAINERS = (
    "mp4", "mov", "3gp", "3g2", "ipod", "ismv", "f4v", "psp", "matroska", "webm", "avi", "mpegts",
    "mpeg", "vob", "dvd", "svcd", "vcd", "mpeg1video", "mpeg2video", "m4v", "h261", "h263", "h264",
    "hevc", "mjpeg", "flv", "asf", "asf_stream", "ogg", "ogv", "ivf", "mxf", "mxf_d10",
    "mxf_opatom", "dv", "yuv4mpegpipe", "gif", "apng", "avif", "webp", "nut", "rawvideo", "obu",
    "gxf", "wtv", "swf", "rm", "roq", "smjpeg", "mpjpeg", "fits", "filmstrip", "dirac", "dnxhd",
    "image2pipe", "amv", "film_cpk", "avm2", "cavsvideo", "vc1", "null",
)  # fmt: skip
_OF_HARDWARE = ("_amf", "_nvenc", "_qsv", "_v4l2m2m", "_vaapi", "vnull", "wrapped_avframe")
_HOLD_ALL = ("matroska", "mov", "avi", "nut", "mpegts", "image2pipe")


class NotWrittenError(Exception):
    """PyAV cannot write such a clip."""


@cache
def encoders() -> dict[str, tuple[str, ...]]:
    """Return the pixel formats that each encoder of pictures takes."""
    found = {}
    for name in sorted(av.codecs_available):
        with suppress(ValueError):
            codec = Codec(name, "w")
            if codec.type == "video" and not name.endswith(_OF_HARDWARE):
                taken = [each.name for each in codec.video_formats or ()]
                found[name] = tuple(taken) or ("rgb24",)
    return found


@cache
def pixel_formats() -> tuple[str, ...]:
    """Return all pixel formats that some encoder takes."""
    return tuple(sorted({each for taken in encoders().values() for each in taken}))


def _first_written(folder: Path, hows: Sequence[Writing]) -> tuple[Path, Writing]:
    """Write the first clip that can be written."""
    for how in hows:
        for shown in (pictures()[:1], pictures()):  # most that fail do so at the first picture
            try:
                clip = write_clip(folder / "clip", how, shown)
            except Exception:
                break
        else:
            return clip, how
    raise NotWrittenError


def pixels(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip in one of all pixel formats."""
    pix_fmt = pixel_formats()[number % len(pixel_formats())]
    codecs = [name for name, taken in encoders().items() if pix_fmt in taken]
    codecs = [*rng.sample(codecs, len(codecs)), "rawvideo"]
    hows = [Writing(form, codec, pix_fmt) for codec in codecs for form in _HOLD_ALL]
    clip, how = _first_written(folder, hows)
    return read_or_judged(clip, f"{pix_fmt}, {how.codec} in {how.format}", number)


def containers(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip in one of all containers."""
    form = CONTAINERS[number % len(CONTAINERS)]
    names = list(encoders())
    hows = [
        Writing(form, codec, rng.choice(encoders()[codec]), size=size)
        for codec in rng.sample(names, len(names))
        for size in (SIZE, (720, 576))
    ]
    clip, how = _first_written(folder, hows)
    return read_or_judged(clip, f"{how.format} with {how.codec}, {how.pix_fmt}", number)


_LARGE = ((3840, 2160), (4096, 2304), (7680, 4320), (4320, 7680), (8192, 4320), (8192, 8192))


def sizes(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip of an odd size, from 1x1 to more than 8K, or with pixels that are not square."""
    frames, codec, pix_fmt = FRAMES, rng.choice(("libx264", "ffv1", "mjpeg", "png")), "yuv444p"
    pix_fmt = {"mjpeg": "yuvj444p", "png": "rgb24"}.get(codec, pix_fmt)
    aspect = rng.choice((None, None, Fraction(4, 3), Fraction(1, 9), Fraction(100, 1)))
    if number < 2 * len(_LARGE):
        size, codec, pix_fmt, aspect = _LARGE[number // 2], "libx264", "yuv420p", None
        frames = FRAMES if number % 2 else 3
    else:
        size = (rng.choice((1, 2, 3, 17, 161, 1001)), rng.choice((1, 2, 5, 33, 239, 1999)))
    how = Writing("matroska", codec, pix_fmt, size=size, aspect=aspect)
    clip = write_clip(folder / "clip.mkv", how, pictures()[:frames])
    return read_or_judged(
        clip, f"{size[0]}x{size[1]}, {frames} frames, {codec}, pixels {aspect}", number
    )


_RATES = (0.1, 0.5, 1, 2, 5, 7.77, 10, 12, 14, 15, 23.976, 25, 50, 60, 120, 240, 480, 999, 1000)


def rates(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip of 0.1 to 1000 frames a second."""
    fps = Fraction(_RATES[number % len(_RATES)]).limit_denominator(1001)
    how = Writing(rng.choice(("mp4", "matroska", "mov")), fps=fps)
    count = max(2, min(2200, round(float(fps) * 2.2)))
    shown = pictures()
    clip = write_clip(folder / "clip", how, [shown[i % len(shown)] for i in range(count)])
    return read_or_judged(clip, f"{float(fps):g} frames a second in {how.format}", number)


def _times(rng: random.Random) -> dict[str, list[int]]:
    """Return times of frames, in thousandths of a second, by what is strange about them."""
    even = [33 * i for i in range(FRAMES)]
    gap = rng.choice((10**4, 10**6, 10**8, 10**11))
    at = rng.randrange(1, FRAMES)
    return {
        "uneven": [t + rng.randrange(33) for t in even],
        "very uneven": sorted(rng.randrange(3000) for _ in even),
        "doubled": [t - t % 66 for t in even],
        "all the same": [0 for _ in even],
        "backwards": even[::-1],
        "shuffled": rng.sample(even, len(even)),
        "negative": [t - 5000 for t in even],
        "from 10 days on": [t + 864_000_000 for t in even],
        f"a gap of {gap} ms": [t + gap * (i >= at) for i, t in enumerate(even)],
        f"a step back of {gap} ms": [t - gap * (i >= at) for i, t in enumerate(even)],
        "a frame each ms": list(range(FRAMES)),
        "two rates": [t if i < at else t * 4 for i, t in enumerate(even)],
        "one frame at the end": [*range(FRAMES - 1), 3_600_000],
    }


def times(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip whose frames have strange times."""
    choices = _times(rng)
    name = list(choices)[number % len(choices)]
    for form in rng.sample(("matroska", "mpegts", "mov", "mp4", "avi", "nut", "flv"), 7):
        codec = {"flv": "flv1", "mpegts": "mpeg2video", "mp4": "mpeg4"}.get(form, "mjpeg")
        how = Writing(form, codec, "yuvj420p" if codec == "mjpeg" else "yuv420p")
        with suppress(Exception):
            _write_times(folder / "clip", how, choices[name])
            return read_or_judged(folder / "clip", f"times {name} in {form}", number)
    raise NotWrittenError


def _write_times(path: Path, how: Writing, times_ms: Sequence[int]) -> None:
    keep = {"avoid_negative_ts": "disabled"}
    with av.open(str(path), "w", format=how.format, options=keep) as out:
        video = add_video(out, how)
        for packet, time_ms in zip(encoded(video, how, pictures()), times_ms, strict=True):
            packet.time_base = Fraction(1, 1000)
            packet.pts = packet.dts = time_ms
            out.mux(packet)


def tracks(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip that is turned, or has other tracks than one of pictures."""
    make = _TRACKS[number % len(_TRACKS)]
    clip = folder / "clip"
    return read_or_judged(clip, make(clip, rng), number)


def _turned(clip: Path, rng: random.Random) -> str:
    turn = rng.choice((90.0, 180.0, 270.0, 45.0, 1.0, -90.0, 359.9))
    write_clip(clip, Writing(rng.choice(("mp4", "mov")), turn_deg=turn))
    return f"turned by {turn}"


def _several(clip: Path, rng: random.Random) -> str:
    form, count = rng.choice(("mp4", "matroska", "mpegts")), rng.choice((2, 3, 12))
    how = Writing(form, "mpeg4")
    with av.open(str(clip), "w", format=form) as out:
        for video in [add_video(out, how) for _ in range(count)]:
            for packet in encoded(video, how, pictures()):
                out.mux(packet)
    return f"{count} tracks of pictures in {form}"


def _with_cover(clip: Path, rng: random.Random) -> str:
    only = rng.random() < 0.4
    with av.open(str(clip), "w", format="mp4") as out:
        cover_how = Writing(codec="mjpeg", pix_fmt="yuvj420p", size=(640, 480))
        cover = add_video(out, cover_how)
        cover.disposition = Disposition.attached_pic
        video = None if only else add_video(out, Writing())
        audio = add_sound(out, "aac")
        out.mux(list(encoded(cover, cover_how, pictures()[:1])))
        if video:
            out.mux(list(encoded(video, Writing(), pictures())))
        write_silence(out, audio)
    return "a cover and sound only" if only else "a cover, pictures and sound"


def _only_sound(clip: Path, rng: random.Random) -> str:
    form, codec = rng.choice((("mp4", "aac"), ("matroska", "flac"), ("ogg", "flac"), ("wav", "")))
    with av.open(str(clip), "w", format=form) as out:
        write_silence(out, add_sound(out, codec or "pcm_s16le"))
    return f"only sound in {form}"


def _short_sound(clip: Path, rng: random.Random) -> str:
    how = Writing("matroska")
    seconds = rng.choice((0.01, 60.0))
    with av.open(str(clip), "w", format="matroska") as out:
        video, audio = add_video(out, how), add_sound(out, "pcm_s16le")
        out.mux(list(encoded(video, how, pictures())))
        write_silence(out, audio, seconds)
    return f"{seconds} s of sound"


def _broken_sound(clip: Path, rng: random.Random) -> str:
    write_clip(clip, Writing("matroska", sound="pcm_s16le"))
    data = bytearray(clip.read_bytes())
    place = len(data) - rng.randrange(2_000, 200_000)
    noise = rng.randbytes(1_000)
    data[place : place + 1_000] = noise
    clip.write_bytes(data)
    return "noise in the sound"


def _no_picture(clip: Path, rng: random.Random) -> str:
    form = rng.choice(("mp4", "matroska", "mov"))
    write_clip(clip, Writing(form, "ffv1" if form == "matroska" else "mpeg4"), ())
    return f"no picture in {form}"


def _nobody(clip: Path, rng: random.Random) -> str:
    noise = np.random.default_rng(rng.getrandbits(32))
    shown = [noise.integers(0, 256, (120, 160, 3), np.uint8) for _ in range(FRAMES)]
    write_clip(clip, Writing("matroska", "ffv1"), shown)
    return "noise as pictures"


_TRACKS = (
    _turned,
    _several,
    _with_cover,
    _only_sound,
    _short_sound,
    _broken_sound,
    _no_picture,
    _nobody,
)
