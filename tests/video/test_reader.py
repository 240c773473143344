"""Reading clips: times, rotation, and everything that can be wrong with a file."""

import os
import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition

from formcheck.errors import ClipError
from formcheck.video import ClipInfo, ClipReader
from tests.video.clips import (
    BLUE,
    GREEN,
    RATE,
    RED,
    UNEVEN_S,
    WHITE,
    beep,
    corners,
    make_clip,
    picture,
    read,
)

not_on_windows = pytest.mark.skipif(os.name == "nt", reason="no such file names there")


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
def test_every_usual_format_is_read(tmp_path: Path, name: str, codec: str, pix_fmt: str) -> None:
    frames, clip = read(make_clip(tmp_path / name, codec=codec, pix_fmt=pix_fmt))
    assert [f.index for f in frames] == list(range(20))
    assert [f.time_s for f in frames] == pytest.approx([i / 20 for i in range(20)], abs=1e-3)
    assert all(corners(f.image) == [RED, GREEN, BLUE, WHITE] for f in frames)
    assert frames[0].image[90, 120].min() > 245, "white stays white"
    assert (clip.info.width, clip.info.height) == (160, 120)
    assert clip.info.fps == pytest.approx(20)
    assert clip.warnings == ()


def test_a_still_picture_is_read(tmp_path: Path) -> None:
    frames, _ = read(make_clip(tmp_path / "a.png", frames=1, codec="png", pix_fmt="rgb24"))
    assert [(f.time_s, corners(f.image)) for f in frames] == [(0.0, [RED, GREEN, BLUE, WHITE])]


def test_the_info_is_what_the_container_claims(tmp_path: Path) -> None:
    _, clip = read(make_clip(tmp_path / "a.mp4", sound="aac"))
    assert clip.info == ClipInfo(
        tmp_path / "a.mp4", 160, 120, 20.0, duration_s=1.0, frames=20, has_audio=True
    )


@pytest.mark.parametrize("width", [596, 330, 161])
def test_rows_are_not_padded_and_frames_may_be_drawn_on(tmp_path: Path, width: int) -> None:
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


def test_pictures_larger_than_4k_are_scaled_down(tmp_path: Path) -> None:
    frames, clip = read(make_clip(tmp_path / "a.mp4", size=(8192, 64), frames=2, turn=(90, False)))
    assert (clip.info.width, clip.info.height) == (32, 4096)
    assert corners(frames[0].image) == corners(np.rot90(picture()))


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


@pytest.mark.parametrize("name", ["a.mkv", "a.webm", "a.mp4", "a.ts"])
@pytest.mark.parametrize("tagged", [True, False])
def test_a_sound_clip_whose_pictures_start_late_is_not_damaged(
    tmp_path: Path, name: str, tagged: bool
) -> None:
    codec = "libvpx" if name == "a.webm" else "libx264"
    path = make_clip(tmp_path / name, times_s=[2 + i / 20 for i in range(20)], codec=codec)
    if not tagged:  # as files of other programs
        path.write_bytes(path.read_bytes().replace(b"DURATION", b"SOMETAGS"))
    _, clip = read(path)
    assert clip.warnings == ()
    assert clip.info.duration_s == pytest.approx(1.0, abs=0.1)


def test_the_largest_default_stream_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as out:
        streams = []
        for width, default in ((32, True), (160, True), (320, False)):
            stream = out.add_stream("ffv1", rate=20)
            stream.width, stream.height, stream.pix_fmt = width, width * 3 // 4, "bgr0"
            stream.disposition = Disposition.default if default else Disposition(0)
            streams.append(stream)
        for i in range(20):
            for stream in streams:
                image = picture(stream.width, stream.height)
                frame = av.VideoFrame.from_ndarray(image, format="rgb24")
                frame.pts, frame.time_base = i, Fraction(1, 20)
                out.mux(stream.encode(frame))
        for stream in streams:
            out.mux(stream.encode(None))
    frames, clip = read(path)
    assert (clip.info.width, clip.info.height) == (160, 120)
    assert len(frames) == 20
    assert corners(frames[0].image) == [RED, GREEN, BLUE, WHITE]
    assert clip.warnings == ()


@pytest.mark.parametrize(
    ("filmed_fps", "slower"),
    [("240.000000", 12.0), ("120", 6.0), ("20.0", None), ("1.5", None), ("fast", None)],
)
def test_a_phone_says_how_slow_a_clip_plays(
    tmp_path: Path, filmed_fps: str, slower: float | None
) -> None:
    path = make_clip(tmp_path / "plain.mp4")
    assert read(path)[1].info.slow_motion is None
    tagged = tmp_path / "slow.mp4"
    tags = {"movflags": "use_metadata_tags"}
    with av.open(str(path)) as plain, av.open(str(tagged), "w", container_options=tags) as out:
        out.metadata["com.android.capture.fps"] = filmed_fps
        pictures = plain.streams.video[0]
        copy = out.add_stream_from_template(pictures)
        for packet in plain.demux(pictures):
            if packet.dts is not None:
                packet.stream = copy
                out.mux(packet)
    _, clip = read(tagged)
    assert clip.info.slow_motion == (slower and pytest.approx(slower))
    assert clip.info.fps == pytest.approx(20)


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
    assert clip.warnings == ("a.ts has frames whose time repeats or goes back; left out: 20",)


def broken(tmp_path: Path, kind: str) -> Path:
    """Return the path of a file that cannot be read, by what the message says of it."""
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
        case "has no pictures":
            with av.open(str(path), "w") as out:
                audio = out.add_stream("aac", rate=RATE)
                frame = av.AudioFrame.from_ndarray(beep(0)[None], format="s16", layout="mono")
                frame.sample_rate = RATE
                out.mux(audio.encode(frame))
                out.mux(audio.encode(None))
        case "is incomplete":
            whole = make_clip(tmp_path / "whole.mp4", noise=True).read_bytes()
            # As after a recording that broke off: the pictures are there, the index is not.
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
        "has no pictures",
        "is incomplete",
        "not supported",
        "is damaged",
    ],
)
def test_the_message_says_what_is_wrong_with_a_file(tmp_path: Path, kind: str) -> None:
    path = broken(tmp_path, kind)
    with pytest.raises(ClipError, match=kind) as caught:
        ClipReader(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert not message.endswith(".")
    assert "\n" not in message
    assert "Errno" not in message


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
def test_a_cut_off_clip_is_read_to_its_end(tmp_path: Path, name: str) -> None:
    path = make_clip(tmp_path / name, frames=60, noise=True)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    frames, clip = read(path)
    assert 20 <= len(frames) <= 35
    (warning,) = clip.warnings
    of = " of 60" if name == "clip.mp4" else ""
    assert warning == (
        f"{name} is damaged after {frames[-1].time_s:.1f} s (frame {len(frames)}{of}): "
        "what comes before was judged"
    )


def test_a_clip_is_read_past_damaged_frames(tmp_path: Path) -> None:
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
    assert warning.endswith("what could not be read was left out")


def test_stopping_early_leaves_no_thread(clip_path: Path) -> None:
    before = threading.active_count()
    with ClipReader(clip_path) as clip:
        next(clip)
        assert threading.active_count() > before
    assert threading.active_count() == before
