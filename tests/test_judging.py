"""Recorded poses become a session."""

from pathlib import Path

import pytest

from formcheck.judging import judge_clip, judge_saved
from formcheck.poses.recording import PoseRecording
from tests.synthetic import ButtKicks, recording


@pytest.mark.parametrize("slow_motion", [None, 1.0])
def test_saved_poses_are_judged_as_others_are_and_leave_the_memory(
    tmp_path: Path, slow_motion: float | None
) -> None:
    recording(ButtKicks(kicks=16).track()).save(tmp_path / "poses.npz")
    poses = PoseRecording.load(tmp_path / "poses.npz")
    known, session = judge_saved(tmp_path / "poses.npz", None, slow_motion=slow_motion)
    like = poses if slow_motion is None else poses.filmed(slow_motion)
    expected = judge_clip(like, None)
    assert session.reps == expected.reps
    assert session.summary == expected.summary
    assert session.warnings == expected.warnings
    assert (known.source, known.passes) == (like.source, 1)
    assert len(known.track) == 0
    assert known.track.xy_px.base is None  # no view that keeps all frames
