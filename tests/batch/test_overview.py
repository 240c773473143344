"""The overview of a folder of results."""

from pathlib import Path

from formcheck.batch.clip import analyze_clip
from formcheck.batch.options import BatchOptions
from formcheck.batch.overview import write_overview
from formcheck.exercises.file import load_exercise
from formcheck.poses.recording import PoseRecording
from tests.sample import results


def judge(clip: Path, out: Path) -> None:
    options = BatchOptions(load_exercise("butt-kicks"), out, from_poses=True, review=False)
    analyze_clip(clip, out / clip.stem, options, lambda *_: None)


def test_a_clip_that_was_renamed_counts_once(tmp_path: Path) -> None:
    out, first = tmp_path / "out", tmp_path / "first.npz"
    PoseRecording.load(results() / "poses.npz").save(first)
    judge(first, out)
    second = first.rename(tmp_path / "second.npz")
    judge(second, out)
    assert [row.folder for row in write_overview(out, {}).clips] == ["second"]
    first.write_bytes(second.read_bytes())
    assert {row.folder for row in write_overview(out, {}).clips} == {"first", "second"}
