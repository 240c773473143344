"""Clips in, annotated videos out. The clips are made here, with PyAV."""

import errno
import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import numpy.typing as npt
import pytest
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from formcheck.errors import ClipError
from formcheck.video import AnnotatedVideoWriter, ClipInfo, ClipReader, Frame

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
TICKS = 90_000
RATE = 48_000

not_on_windows = pytest.mark.skipif(os.name == "nt", reason="no such file names there")


def picture(width: int = 160, height: int = 120) -> npt.NDArray[np.uint8]:
    """Four quarters that tell every orientation from every other."""
    image = np.zeros((height, width, 3), np.uint8)
    image[: height // 2, : width // 2] = RED
    image[: height // 2, width // 2 :] = GREEN
    image[height // 2 :, : width // 2] = BLUE
    image[height // 2 :, width // 2 :] = WHITE
    return image


def corners(image: npt.NDArray[np.uint8]) -> list[tuple[int, ...]]:
    """Colours in the middle of the quarters, rounded to pure ones, row by row."""
    height, width, _ = image.shape
    return [
        tuple(int(v) for v in np.where(image[y, x] > 127, 255, 0))
        for y in (height // 4, height * 3 // 4)
        for x in (width // 4, width * 3 // 4)
    ]


def beep(start_s: float, length_s: float = 1.0) -> npt.NDArray[np.int16]:
    """Silence, then a loud tone."""
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
    """Write a clip of `picture`s, and a beep half a second after its first picture."""
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
    with ClipReader(path) as clip:
        return list(clip), clip


def annotate(clip_path: Path, path: Path, mishap: type[BaseException] | None = None) -> None:
    """Copy a clip through the reader and the writer, or half of it and then the mishap."""
    with ClipReader(clip_path) as clip, AnnotatedVideoWriter(path, clip.info) as video:
        for frame in clip:
            video.write(frame.image, frame.time_s)
            if mishap and frame.index == 10:
                raise mishap


def beep_s(path: Path) -> float:
    """When the beep begins, after the first picture, as a player would have it."""
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


@pytest.fixture
def clip_path(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.mp4")


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("a.mp4", "libx264", "yuv420p"),
        ("a.mov", "libx264", "yuv444p"),
        ("full range.mp4", "libx264", "yuvj420p"),
        ("10 bit.mp4", "libx264", "yuv420p10le"),
        ("a.mkv", "ffv1", "bgr0"),
        ("a.webm", "libvpx", "yuv420p"),
        ("a.avi", "mpeg4", "yuv420p"),
        ("a.ts", "libx264", "yuv420p"),
        ("a.gif", "gif", "rgb8"),
        ("take 1 é %03d.mp4", "libx264", "yuv420p"),
        pytest.param("take:1.mp4", "libx264", "yuv420p", marks=not_on_windows),
    ],
)
def test_reads_the_usual_files(tmp_path: Path, name: str, codec: str, pix_fmt: str) -> None:
    frames, clip = read(make_clip(tmp_path / name, codec=codec, pix_fmt=pix_fmt))
    assert [f.index for f in frames] == list(range(20))
    assert [f.time_s for f in frames] == pytest.approx([i / 20 for i in range(20)], abs=1e-3)
    assert all(corners(f.image) == [RED, GREEN, BLUE, WHITE] for f in frames)
    assert frames[0].image[90, 120].min() > 245, "white stays white"
    assert (clip.info.width, clip.info.height) == (160, 120)
    assert clip.info.fps == pytest.approx(20)
    assert clip.warnings == ()


def test_reads_a_still_picture(tmp_path: Path) -> None:
    frames, _ = read(make_clip(tmp_path / "a.png", frames=1, codec="png", pix_fmt="rgb24"))
    assert [(f.time_s, corners(f.image)) for f in frames] == [(0.0, [RED, GREEN, BLUE, WHITE])]


def test_says_what_the_container_claims(tmp_path: Path) -> None:
    _, clip = read(make_clip(tmp_path / "a.mp4", sound="aac"))
    assert clip.info == ClipInfo(
        tmp_path / "a.mp4", 160, 120, 20.0, duration_s=1.0, frames=20, has_audio=True
    )


@pytest.mark.parametrize("width", [596, 330, 161])
def test_rows_are_not_padded_and_frames_are_the_callers_own(tmp_path: Path, width: int) -> None:
    path = make_clip(tmp_path / "a.mkv", size=(width, 120), codec="ffv1", pix_fmt="bgr0")
    with ClipReader(path) as clip:
        for frame in clip:
            assert frame.image.shape == (120, width, 3)
            assert frame.image.flags.c_contiguous
            assert corners(frame.image) == [RED, GREEN, BLUE, WHITE]
            frame.image[:] = 0


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_phone_clip_is_turned_upright(tmp_path: Path, quarters: int, mirrored: bool) -> None:
    path = make_clip(tmp_path / "a.mp4", turn=(90 * quarters, mirrored))
    upright = np.rot90(picture(), quarters)
    frames, clip = read(path)
    assert frames[0].image.shape == upright.shape
    assert (clip.info.height, clip.info.width) == upright.shape[:2]
    assert corners(frames[0].image) == corners(upright[:, ::-1] if mirrored else upright)
    if not mirrored:
        assert clip.info.rotation_deg == -90 * quarters % 360


@pytest.mark.parametrize(
    ("aspect", "quarters", "size"),
    [
        (Fraction(4, 3), 0, (213, 120)),
        (Fraction(1, 2), 0, (160, 240)),
        (Fraction(2), 1, (120, 320)),
    ],
)
def test_pixels_become_square(
    tmp_path: Path, aspect: Fraction, quarters: int, size: tuple[int, int]
) -> None:
    path = make_clip(tmp_path / "a.mp4", aspect=aspect, turn=(90 * quarters, False))
    frames, clip = read(path)
    assert (clip.info.width, clip.info.height) == size
    assert frames[0].image.shape == (size[1], size[0], 3)


UNEVEN_S = [0.0, 0.03, 0.1, 0.12, 0.3, 0.31, 0.32, 0.6, 0.61, 0.9]


def test_uneven_times_are_kept(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", frames=10, times_s=UNEVEN_S)
    frames, clip = read(path)
    assert [f.time_s for f in frames] == pytest.approx(UNEVEN_S, abs=1e-4)
    assert clip.info.variable_frame_rate
    assert not read(make_clip(tmp_path / "even.mp4"))[1].info.variable_frame_rate


def test_times_start_at_zero_wherever_the_container_starts(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.mp4", frames=3, times_s=[5.0, 5.05, 5.1])
    frames, clip = read(path)
    assert [f.time_s for f in frames] == pytest.approx([0, 0.05, 0.1], abs=1e-4)
    assert clip.info.start_s in (pytest.approx(5.0), 0.0)  # an edit list may hide the wait


def test_missing_times_follow_the_frame_rate(tmp_path: Path) -> None:
    frames, clip = read(make_clip(tmp_path / "a.h264", format="h264"))
    steps = np.diff([f.time_s for f in frames])
    assert len(frames) == 20
    assert steps == pytest.approx([1 / clip.info.fps] * 19)


def test_frames_that_go_back_in_time_are_left_out(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a.ts")
    path.write_bytes(path.read_bytes() * 2)
    frames, clip = read(path)
    assert len(frames) == 20
    assert all(np.diff([f.time_s for f in frames]) > 0)
    assert clip.warnings == ("a.ts has frames whose time repeats or goes back; left out: 20.",)


def broken(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / "clip.mp4"
    match kind:
        case "does not exist":
            pass
        case "is a folder":
            path.mkdir()
        case "is empty":
            path.touch()
        case "is not a video":
            path.write_text("How I train\n" * 100)
        case "is a text file":
            path = tmp_path / "clip.txt"
            path.write_text("How I train\n" * 100)
        case "has no pictures":
            with av.open(str(path), "w") as out:
                audio = out.add_stream("aac", rate=RATE)
                frame = av.AudioFrame.from_ndarray(beep(0)[None], format="s16", layout="mono")
                frame.sample_rate = RATE
                out.mux(audio.encode(frame))
                out.mux(audio.encode(None))
        case "is incomplete":
            whole = make_clip(tmp_path / "whole.mp4", noise=True).read_bytes()
            # A recording that broke off: the pictures are there, the index is not.
            path.write_bytes(whole[: whole.index(b"moov") - 4] + whole[whole.index(b"mdat") - 4 :])
        case "not supported":
            path.write_bytes(make_clip(path).read_bytes().replace(b"avc1", b"zzz1"))
        case "is damaged":
            data = bytearray(make_clip(path).read_bytes())
            start = data.index(b"mdat") + 4
            data[start:] = bytes(len(data) - start)
            path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "kind",
    [
        "does not exist",
        "is a folder",
        "is empty",
        "is not a video",
        "is a text file",
        "has no pictures",
        "is incomplete",
        "not supported",
        "is damaged",
    ],
)
def test_says_plainly_what_is_wrong_with_a_file(tmp_path: Path, kind: str) -> None:
    path = broken(tmp_path, kind)
    with pytest.raises(ClipError, match=kind) as caught:
        ClipReader(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert message.endswith(".")
    assert "\n" not in message
    assert "Errno" not in message


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
def test_a_cut_off_clip_is_read_as_far_as_it_goes(tmp_path: Path, name: str) -> None:
    path = make_clip(tmp_path / name, frames=60, noise=True)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    frames, clip = read(path)
    assert 20 <= len(frames) <= 35
    (warning,) = clip.warnings
    of = " of 60" if name == "clip.mp4" else ""
    assert warning == (
        f"{name} is damaged after {frames[-1].time_s:.1f} s (frame {len(frames)}{of}): "
        "what comes before was judged."
    )


def test_a_clip_with_a_hole_is_read_past_it(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "clip.mp4", frames=60, noise=True)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + len(data) // 20] = bytes(len(data) // 20)
    path.write_bytes(data)
    frames, clip = read(path)
    assert 50 <= len(frames) < 60
    assert frames[-1].time_s == pytest.approx(59 / 20)
    (warning,) = clip.warnings
    assert warning.startswith("clip.mp4 is damaged at 1.")
    assert warning.endswith("what could not be read was left out.")


def test_stopping_early_leaves_no_thread(clip_path: Path) -> None:
    before = threading.active_count()
    with ClipReader(clip_path) as clip:
        next(clip)
        assert threading.active_count() > before
    assert threading.active_count() == before


def test_an_annotated_video_plays_in_a_browser(clip_path: Path, tmp_path: Path) -> None:
    annotate(clip_path, tmp_path / "out.mp4")
    data = (tmp_path / "out.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "the index comes first"
    with av.open(str(tmp_path / "out.mp4")) as out:
        (stream,) = out.streams
        assert isinstance(stream, VideoStream)
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height, stream.frames) == (160, 120, 20)
        assert stream.average_rate == 20
        # BT.601 colours, and marked so, or reds turn orange
        assert (stream.colorspace, stream.color_range) == (6, 1)
        frame = next(out.decode(stream))
        assert corners(frame.to_ndarray(format="rgb24")) == [RED, GREEN, BLUE, WHITE]  # type: ignore[arg-type]
    assert {p.name for p in tmp_path.iterdir()} == {"clip.mp4", "out.mp4"}


def test_an_annotated_video_keeps_uneven_times(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", frames=10, times_s=UNEVEN_S)
    annotate(clip, tmp_path / "out.mp4")
    frames, _ = read(tmp_path / "out.mp4")
    assert [f.time_s for f in frames] == pytest.approx(UNEVEN_S, abs=1e-4)


def test_odd_sizes_get_their_last_row_and_column_twice(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mkv", size=(161, 121), codec="ffv1", pix_fmt="bgr0")
    annotate(clip, tmp_path / "out.mp4")
    frames, _ = read(tmp_path / "out.mp4")
    assert frames[0].image.shape == (122, 162, 3)
    assert frames[0].image[-1, -1].min() > 245, "white to the edge"


def test_a_turned_clip_is_written_upright(tmp_path: Path) -> None:
    annotate(make_clip(tmp_path / "a.mp4", turn=(90, False)), tmp_path / "out.mp4")
    frames, out = read(tmp_path / "out.mp4")
    assert (out.info.width, out.info.height, out.info.rotation_deg) == (120, 160, 0)
    assert corners(frames[0].image) == corners(np.rot90(picture()))


@pytest.mark.parametrize("delay_s", [0.0, 0.3])
@pytest.mark.parametrize(
    ("name", "sound", "written"),
    [
        ("a.mp4", "aac", "aac"),
        ("a.mp4", "libmp3lame", "mp3float"),
        ("a.mp4", "ac3", "ac3"),
        ("a.webm", "libopus", "opus"),
        ("a.ts", "aac", "aac"),
        ("a.mov", "pcm_s16le", "aac"),
        ("a.mkv", "flac", "aac"),
    ],
)
def test_sound_stays_with_the_pictures(
    tmp_path: Path, name: str, sound: str, written: str, delay_s: float
) -> None:
    codec = "libvpx" if name.endswith("webm") else "libx264"
    clip = make_clip(tmp_path / name, codec=codec, sound=sound, sound_delay_s=delay_s)
    annotate(clip, tmp_path / "out.mp4")
    with av.open(str(tmp_path / "out.mp4")) as out:
        assert out.streams.audio[0].codec_context.name == written
    assert beep_s(clip) == pytest.approx(0.5, abs=0.03)
    assert beep_s(tmp_path / "out.mp4") == pytest.approx(beep_s(clip), abs=0.005)


def test_sound_that_fits_is_copied_as_it_is(tmp_path: Path) -> None:
    def packets(path: Path) -> list[bytes]:
        with av.open(str(path)) as clip:
            return [bytes(p) for p in clip.demux(audio=0) if p.size]

    clip = make_clip(tmp_path / "a.mp4", sound="aac")
    annotate(clip, tmp_path / "out.mp4")
    heard, copied = packets(clip), packets(tmp_path / "out.mp4")
    assert copied == heard[: len(copied)]
    assert len(heard) - len(copied) <= 1, "all but what comes after the last picture"


@pytest.mark.parametrize("mishap", [FileNotFoundError, KeyboardInterrupt])
def test_after_a_mishap_nothing_is_left_and_the_old_video_stands(
    clip_path: Path, tmp_path: Path, mishap: type[BaseException]
) -> None:
    out = tmp_path / "out" / "a.mp4"
    out.parent.mkdir()
    out.write_text("the one from yesterday")
    with pytest.raises(mishap):
        annotate(clip_path, out, mishap)
    assert list(out.parent.iterdir()) == [out]
    assert out.read_text() == "the one from yesterday"


def test_a_frame_may_be_used_again_after_it_was_written(tmp_path: Path) -> None:
    image = picture()
    with AnnotatedVideoWriter(tmp_path / "a.mp4", ClipInfo(tmp_path, 160, 120, 20.0)) as video:
        for i in range(20):
            image[:] = picture()
            video.write(image, i / 20)
            image[:] = 0
    assert all(corners(f.image)[3] == WHITE for f in read(tmp_path / "a.mp4")[0])


@pytest.mark.parametrize(
    ("name", "code"),
    [("none/a.mp4", errno.ENOENT), ("file/a.mp4", errno.ENOTDIR), ("folder", errno.EISDIR)],
)
def test_says_at_once_where_no_video_can_be_written(tmp_path: Path, name: str, code: int) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError) as caught:  # noqa: PT011 - the number is looked at below
        AnnotatedVideoWriter(tmp_path / name, ClipInfo(tmp_path, 160, 120, 20.0))
    assert (caught.value.errno, caught.value.filename) == (code, str(tmp_path / name))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("may not mount a small disk here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_an_os_error_and_leaves_nothing(tmp_path: Path, small_disk: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", noise=True, frames=60)
    with pytest.raises(OSError) as caught:  # noqa: PT011 - the number is looked at below
        annotate(clip, small_disk / "out.mp4")
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == str(small_disk / "out.mp4")
    assert list(small_disk.iterdir()) == []


def test_a_full_disk_keeps_what_plays_of_a_video_in_pieces(
    tmp_path: Path, small_disk: Path
) -> None:
    rng = np.random.default_rng(1)
    info = ClipInfo(tmp_path, 160, 120, 20.0)
    path = small_disk / "a.mp4"

    def fill(frames: int) -> None:
        with AnnotatedVideoWriter(path, info, in_pieces=True) as video:
            for i in range(frames):
                video.write(rng.integers(0, 255, (120, 160, 3), np.uint8), i / 20)
            raise OSError(errno.EIO, "no frame is lost to a full disk")

    with pytest.raises(OSError, match="no frame"):
        fill(0)
    assert list(small_disk.iterdir()) == []  # there is nothing that plays
    with pytest.raises(OSError) as caught:  # noqa: PT011 - the number is looked at below
        fill(1000)
    assert caught.value.errno == errno.ENOSPC
    assert list(small_disk.iterdir()) == [path]
    assert read(path)[0]


def test_the_clip_itself_is_not_overwritten(clip_path: Path) -> None:
    before = clip_path.read_bytes()
    with pytest.raises(ClipError, match="another name"):
        annotate(clip_path, clip_path)
    assert clip_path.read_bytes() == before


@pytest.mark.parametrize(("width", "time_s"), [(162, 1.0), (160, 0.0)])
def test_frames_of_another_size_or_time_are_refused(
    tmp_path: Path, width: int, time_s: float
) -> None:
    info = ClipInfo(tmp_path, 160, 120, 20.0)
    with AnnotatedVideoWriter(tmp_path / "a.mp4", info) as video:
        video.write(picture(), 0.0)
        with pytest.raises(ValueError, match="frame"):
            video.write(picture(width), time_s)


def test_a_video_without_frames_is_refused(tmp_path: Path) -> None:
    info = ClipInfo(tmp_path, 160, 120, 20.0)
    with pytest.raises(ValueError, match="one frame"), AnnotatedVideoWriter(tmp_path / "a", info):
        pass
    assert list(tmp_path.iterdir()) == []
