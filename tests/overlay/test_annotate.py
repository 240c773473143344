"""The videos of a judged clip: annotated, and clean for the review page."""

from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.exercises.spec import Exercise
from formcheck.overlay.annotate import write_videos
from formcheck.report.folder import CLIP, VIDEO, ResultsFolder
from formcheck.results import Session
from tests.conftest import Judge
from tests.synthetic import ButtKicks
from tests.video.clips import beep_s, make_clip, read


@pytest.fixture
def kicks(judged: Judge) -> Session:
    return judged(ButtKicks(kicks=4).track())


@pytest.fixture
def clip(kicks: Session, tmp_path: Path) -> Path:
    """Return a clip of uneven frame rate with sound, two frames longer than what is judged."""
    times_s = np.cumsum(np.tile([0.03, 0.05, 0.02], kicks.frames))[: kicks.frames + 2]
    return make_clip(
        tmp_path / "a.mp4",
        frames=len(times_s),
        times_s=(times_s - times_s[0]).tolist(),
        sound="aac",
    )


def test_both_videos_have_each_judged_frame_at_its_time(
    clip: Path, kicks: Session, butt_kicks: Exercise, tmp_path: Path
) -> None:
    annotated, clean = tmp_path / "annotated.mp4", tmp_path / "clean.mp4"
    shares: list[float] = []
    write_videos(clip, [(kicks, butt_kicks)], shares.append, annotated=annotated, clean=clean)
    source, _ = read(clip)
    for video in (annotated, clean):
        frames, _ = read(video)
        assert len(frames) == kicks.frames
        times_s = [frame.time_s for frame in source[: kicks.frames]]
        assert [frame.time_s for frame in frames] == pytest.approx(times_s, abs=1e-4)
        assert beep_s(video) == pytest.approx(0.5, abs=0.05)
    assert shares[-1] == 1.0
    changed = np.abs(read(clean)[0][40].image.astype(int) - source[40].image).mean()
    height = source[40].image.shape[0]  # the annotated video may have a strip below
    drawn = np.abs(read(annotated)[0][40].image[:height].astype(int) - source[40].image).mean()
    assert changed < 3 < drawn


def test_a_player_can_jump_to_each_half_second_of_the_clean_copy(
    clip: Path, kicks: Session, butt_kicks: Exercise, tmp_path: Path
) -> None:
    write_videos(clip, [(kicks, butt_kicks)], lambda _: None, clean=tmp_path / "clean.mp4")
    with av.open(str(tmp_path / "clean.mp4")) as video:
        packets = [packet for packet in video.demux(video=0) if packet.pts is not None]
        jumps_s = [float(p.pts * p.time_base) for p in packets if p.is_keyframe]  # type: ignore[operator]
    assert jumps_s[0] == 0.0
    assert np.diff(jumps_s).max() < 0.6
    assert {path.name for path in tmp_path.iterdir()} == {"a.mp4", "clean.mp4"}


def test_a_copy_that_cannot_be_written_does_not_stop_the_annotated_video(
    clip: Path, kicks: Session, butt_kicks: Exercise, tmp_path: Path
) -> None:
    files = ResultsFolder.make(tmp_path / "out", "--out")
    (files.path / CLIP).mkdir()
    files.write_videos(clip, [(kicks, butt_kicks)], lambda _: None)
    assert (files.written, list(files.missing)) == ([VIDEO], [CLIP])
    assert len(read(files.path / VIDEO)[0]) == kicks.frames
    (files.path / VIDEO).unlink()
    (files.path / VIDEO).mkdir()
    files.write_videos(clip, [(kicks, butt_kicks)], lambda _: None)
    assert set(files.missing) == {VIDEO, CLIP}
