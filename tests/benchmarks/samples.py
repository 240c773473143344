"""The truth of the sample videos."""

from pathlib import Path

from benchmarks.clips.truth import Truth

PROJECT = Path(__file__).parent.parent.parent


def truth_of(name: str) -> Truth:
    """The truth of the sample video of this name."""
    return Truth.read(PROJECT / "sample_videos" / f"{name}.truth.json")
