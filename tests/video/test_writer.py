"""Writing annotated videos: pictures, times, sound, and what is left after an error."""

import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.stream import VideoStream

from formcheck.errors import ClipError
from formcheck.video import ClipInfo, VideoFileWriter
from tests.video.clips import (
    BLUE,
    GREEN,
    RED,
    UNEVEN_S,
    WHITE,
    annotate,
    beep_s,
    corners,
    make_clip,
    picture,
    read,
)


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
        # The colours are BT.601 and marked as such; otherwise red looks orange.
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
    assert len(heard) - len(copied) <= 1, "only sound after the last picture is left out"


@pytest.mark.parametrize("mishap", [FileNotFoundError, KeyboardInterrupt])
def test_after_an_error_the_old_video_is_still_there(
    clip_path: Path, tmp_path: Path, mishap: type[BaseException]
) -> None:
    out = tmp_path / "out" / "a.mp4"
    out.parent.mkdir()
    out.write_text("the old video")
    with pytest.raises(mishap):
        annotate(clip_path, out, mishap)
    assert list(out.parent.iterdir()) == [out]
    assert out.read_text() == "the old video"


def test_a_frame_may_be_changed_after_it_was_written(tmp_path: Path) -> None:
    image = picture()
    with VideoFileWriter(tmp_path / "a.mp4", ClipInfo(tmp_path, 160, 120, 20.0)) as video:
        for i in range(20):
            image[:] = picture()
            video.write(image, i / 20)
            image[:] = 0
    assert all(corners(f.image)[3] == WHITE for f in read(tmp_path / "a.mp4")[0])


@pytest.mark.parametrize(
    ("name", "code"),
    [("none/a.mp4", errno.ENOENT), ("file/a.mp4", errno.ENOTDIR), ("folder", errno.EISDIR)],
)
def test_a_place_that_cannot_be_written_is_refused_at_once(
    tmp_path: Path, name: str, code: int
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError) as caught:  # noqa: PT011 - its number is checked below
        VideoFileWriter(tmp_path / name, ClipInfo(tmp_path, 160, 120, 20.0))
    assert (caught.value.errno, caught.value.filename) == (code, str(tmp_path / name))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_an_os_error_and_leaves_no_file(tmp_path: Path, small_disk: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", noise=True, frames=60)
    with pytest.raises(OSError) as caught:  # noqa: PT011 - its number is checked below
        annotate(clip, small_disk / "out.mp4")
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == str(small_disk / "out.mp4")
    assert list(small_disk.iterdir()) == []


def test_a_full_disk_keeps_the_part_of_a_video_in_pieces_that_plays(
    tmp_path: Path, small_disk: Path
) -> None:
    rng = np.random.default_rng(1)
    info = ClipInfo(tmp_path, 160, 120, 20.0)
    path = small_disk / "a.mp4"

    def fill(frames: int) -> None:
        with VideoFileWriter(path, info, in_pieces=True) as video:
            for i in range(frames):
                video.write(rng.integers(0, 255, (120, 160, 3), np.uint8), i / 20)
            raise OSError(errno.EIO, "no frame is lost to a full disk")

    with pytest.raises(OSError, match="no frame"):
        fill(0)
    assert list(small_disk.iterdir()) == []  # nothing of it can be played
    with pytest.raises(OSError) as caught:  # noqa: PT011 - its number is checked below
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
    with VideoFileWriter(tmp_path / "a.mp4", info) as video:
        video.write(picture(), 0.0)
        with pytest.raises(ValueError, match="frame"):
            video.write(picture(width), time_s)


def test_a_video_without_frames_is_refused(tmp_path: Path) -> None:
    info = ClipInfo(tmp_path, 160, 120, 20.0)
    with pytest.raises(ValueError, match="one frame"), VideoFileWriter(tmp_path / "a", info):
        pass
    assert list(tmp_path.iterdir()) == []
