"""Clips whose headers, times or colours are not what any camera writes."""

import os
import struct
import time
from fractions import Fraction
from pathlib import Path

import av
import pytest

from formcheck.errors import ClipError
from formcheck.video import ClipReader
from formcheck.video.container import LIMITS
from tests.video.clips import make_clip, picture, read

YCGCO, BT2020_CONSTANT, SMPTE_2085, DERIVED_CONSTANT, ICTCP = 8, 10, 11, 13, 14


def gif(width: int, height: int) -> bytes:
    """Return a GIF that claims a size and holds two pixels."""
    screen = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\0\0\0\xff\xff\xff"
    image = b"\x2c\0\0\0\0" + struct.pack("<HH", width, height) + b"\0\x02\x02\x4c\x01\0"
    return screen + image + b";"


def coloured(path: Path, matrix: int) -> Path:
    """Write a clip that names a colour matrix, by its number in H.273."""
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=20, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt = 160, 120, "yuv420p"
        video.colorspace = matrix
        frame = av.VideoFrame.from_ndarray(picture(), format="rgb24").reformat(format="yuv420p")
        frame.colorspace = matrix
        frame.pts, frame.time_base = 0, Fraction(1, 20)
        out.mux(video.encode(frame))
        out.mux(video.encode(None))
    return path


def with_exif(jpeg: bytes) -> bytes:
    """Return a JPEG with an Exif block, as cameras write it."""
    tags = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"  # lies on its side
    block = b"Exif\0\0" + tags
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


@pytest.mark.parametrize("side", [8_000, 16_000, 65_535])
def test_pictures_of_more_than_8k_are_refused_at_once(tmp_path: Path, side: int) -> None:
    path = tmp_path / "clip.gif"
    path.write_bytes(gif(side, side))
    started_s = time.perf_counter()
    with pytest.raises(ClipError, match="more than 8K"):
        ClipReader(path)
    assert time.perf_counter() - started_s < 1.0


def test_pixels_are_not_stretched_beyond_8k(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "clip.mp4", size=(4096, 2304), frames=1, aspect=Fraction(39, 10))
    with pytest.raises(ClipError, match="15974x2304 pixels, which is more than 8K"):
        ClipReader(path)


@pytest.mark.parametrize("matrix", [YCGCO, BT2020_CONSTANT, SMPTE_2085, DERIVED_CONSTANT, ICTCP])
def test_colours_that_cannot_be_converted(tmp_path: Path, matrix: int) -> None:
    with pytest.raises(ClipError, match="colours in a way that is not supported"):
        ClipReader(coloured(tmp_path / "clip.mkv", matrix))


def test_side_data_of_a_kind_that_is_not_known(tmp_path: Path) -> None:
    path = make_clip(
        tmp_path / "a.jpg", frames=1, codec="mjpeg", pix_fmt="yuvj420p", format="mjpeg"
    )
    path.write_bytes(with_exif(path.read_bytes()))
    frames, clip = read(path)
    assert len(frames) == 1
    assert frames[0].image.shape == (160, 120, 3)
    assert clip.info.rotation_deg == 90


@pytest.mark.parametrize("length", ["nan", "inf", "1e308", "-9"])
def test_lengths_that_no_clip_has(tmp_path: Path, length: str) -> None:
    path = make_clip(tmp_path / "clip.mkv")
    data = path.read_bytes()
    tag = data.index(b"00:00:01.000000000")
    text = f"{length}:00:01.".encode().ljust(18, b"0")
    data = data[:tag] + text + data[tag + 18 :]
    header = data.index(b"\x44\x89\x88") + 3
    path.write_bytes(data[:header] + struct.pack(">d", float(length)) + data[header + 8 :])
    frames, clip = read(path)
    assert len(frames) == 20
    assert clip.info.duration_s is None or 0.0 <= clip.info.duration_s <= LIMITS.longest_s
    assert clip.warnings == ()


def test_frames_after_12_hours_are_left_out(tmp_path: Path) -> None:
    times_s = [0.0, 0.1, 0.2, 1e8, 1e8 + 0.1]
    frames, clip = read(make_clip(tmp_path / "clip.mkv", frames=5, times_s=times_s))
    assert [frame.time_s for frame in frames] == pytest.approx([0.0, 0.1, 0.2], abs=1e-3)
    assert any("goes on for more than 12 hours" in warning for warning in clip.warnings)


@pytest.mark.parametrize("order", ["ab", "ba", "aca"])
def test_a_stream_whose_pictures_change(tmp_path: Path, order: str) -> None:
    clips = {
        "a": make_clip(tmp_path / "a.ts"),
        "b": make_clip(tmp_path / "b.ts", size=(320, 240), codec="mpeg2video"),
        "c": make_clip(tmp_path / "c.ts", pix_fmt="yuv444p"),
    }
    path = tmp_path / "clip.ts"
    path.write_bytes(b"".join(clips[name].read_bytes() for name in order))
    frames, clip = read(path)
    assert len(frames) >= 10
    assert len({frame.image.shape for frame in frames}) == 1
    assert clip.info.width > 0


def test_containers_that_are_not_read(tmp_path: Path) -> None:
    for format, codec, pix_fmt in (("nut", "rawvideo", "rgb4"), ("image2pipe", "tiff", "rgb24")):
        path = make_clip(tmp_path / "a", format=format, codec=codec, pix_fmt=pix_fmt, frames=2)
        with pytest.raises(ClipError, match="not a video that can be read"):
            ClipReader(path)


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "clip.mp4")
    for path in (tmp_path / "clip.mp4", Path("/dev/zero")):
        with pytest.raises(ClipError, match="a pipe or a device"):
            ClipReader(path)
