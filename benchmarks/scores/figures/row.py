"""What the figures have in common: rows, and statistics of what may be empty."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from benchmarks.scores.clip_score import ClipScore
from formcheck.poses.landmarks import Side
from formcheck.system.arrays import BoolArray, FloatArray

Row = dict[str, Any]
#: Draws the rows of a table from the scores of clips.
Rows = Callable[[Sequence[ClipScore]], list[Row]]


def kinds_of(scores: Iterable[ClipScore]) -> list[str]:
    """Return the kinds of the clips, each once, in their order."""
    return list(dict.fromkeys(score.clip.kind for score in scores))


def of_kind(scores: Iterable[ClipScore], kind: str) -> list[ClipScore]:
    """Return the scores of one kind of clip."""
    return [score for score in scores if score.clip.kind == kind]


def mean(values: Sequence[float] | FloatArray | BoolArray) -> float:
    """Return the mean; NaN if there are no values."""
    return float(np.mean(values)) if len(values) else np.nan


def quantile(values: FloatArray, share: float) -> float:
    """Return a quantile; NaN if there are no values."""
    return float(np.quantile(values, share)) if len(values) else np.nan


def spread(errors: Sequence[FloatArray]) -> dict[str, float]:
    """Return mean absolute error, bias and 95th percentile; NaN if there are no errors."""
    joined = np.concatenate(errors) if errors else np.array([])
    joined = joined[np.isfinite(joined)]
    return {
        "mae": mean(np.abs(joined)),
        "bias": mean(joined),
        "p95": quantile(np.abs(joined), 0.95),
        "n": len(joined),
    }


def plain(value: object) -> object:
    """Return figures as JSON holds them: floats with four digits, NaN as null."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 4) if np.isfinite(value) else None
    return value


def miscount(score: ClipScore, side: Side | None, source: str = "offline") -> int:
    """Return by how many reps the count of a leg is wrong; 0 for no leg."""
    counts = score.counts
    return abs(counts[source][side] - counts["true"][side]) if side else 0


def peak_late_frames(scores: Iterable[ClipScore]) -> FloatArray:
    """Return (reps,) by how many frames the peak of each rep is found too early or too late."""
    return np.abs([rep.late_s / score.frame_s for score in scores for rep in score.reps])
