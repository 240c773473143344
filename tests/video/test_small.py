"""Videos that are small enough to be mailed."""

from itertools import pairwise
from pathlib import Path

import av
import pytest

from formcheck.video.small import SMALL, SmallVideo, is_small, write_small_video
from tests.video.clips import BLUE, GREEN, RED, UNEVEN_S, WHITE, corners, make_clip, read


@pytest.mark.parametrize(
    ("size", "small"),
    [((1920, 1080), (1280, 720)), ((1080, 1920), (720, 1280)), ((161, 121), None)],
)
def test_a_small_video_has_at_most_720_lines(
    tmp_path: Path, size: tuple[int, int], small: tuple[int, int] | None
) -> None:
    clip = make_clip(tmp_path / "a.mkv", size=size, frames=3, codec="ffv1", pix_fmt="bgr0")
    write_small_video(clip, tmp_path / "small.mp4")
    frames, reader = read(tmp_path / "small.mp4")
    assert (reader.info.width, reader.info.height) == (small or (160, 120))
    assert corners(frames[0].image) == [RED, GREEN, BLUE, WHITE]


def test_a_small_video_keeps_uneven_times_and_leaves_out_the_sound(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", frames=10, times_s=UNEVEN_S, sound="aac")
    write_small_video(clip, tmp_path / "small.mp4")
    frames, reader = read(tmp_path / "small.mp4")
    assert [frame.time_s for frame in frames] == pytest.approx(UNEVEN_S, abs=1e-4)
    assert not reader.info.has_audio


def test_noise_fits_into_its_bits(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", size=(640, 480), frames=60, noise=True)
    limit = SmallVideo(most_bits_per_s=800_000, least_bits_per_s=100_000)
    write_small_video(clip, tmp_path / "small.mp4", limit)
    duration_s, buffer_s = 3.0, 1.0
    assert (tmp_path / "small.mp4").stat().st_size < 800_000 / 8 * (duration_s + buffer_s)


def test_half_a_minute_may_have_ten_megabytes_and_ten_minutes_get_more() -> None:
    assert SMALL.bits_per_s(30.0) * 30.0 / 8 <= SMALL.most_bytes
    assert SMALL.bits_per_s(120.0) * 120.0 / 8 <= SMALL.most_bytes
    assert SMALL.bits_per_s(600.0) == SMALL.least_bits_per_s
    assert [SMALL.short_side_px(SMALL.bits_per_s(s)) for s in (30, 80, 600)] == [720, 540, 360]


def test_a_small_clip_is_small_enough_as_it_is(tmp_path: Path) -> None:
    assert is_small(make_clip(tmp_path / "a.mp4"))
    assert not is_small(make_clip(tmp_path / "b.mp4", size=(1080, 1080), frames=2))
    assert not is_small(tmp_path / "a.mp4", SmallVideo(most_bytes=100))


def test_key_frames_are_close_enough_for_scrubbing(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", frames=60)
    write_small_video(clip, tmp_path / "small.mp4")
    with av.open(str(tmp_path / "small.mp4")) as video:
        keys_s = [frame.time for frame in video.decode(video=0) if frame.key_frame]
    assert max(later - earlier for earlier, later in pairwise(keys_s)) <= 0.5
