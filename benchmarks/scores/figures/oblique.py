"""What is measured where the camera stands far off the side."""

from collections.abc import Sequence

import numpy as np

from benchmarks.clips.clip import OBLIQUE_KINDS
from benchmarks.scores.clip_score import ClipScore
from benchmarks.scores.figures.angles import knee_errors
from benchmarks.scores.figures.row import Row, mean, miscount, spread
from benchmarks.scores.figures.rules import untrue_faults
from formcheck.poses.landmarks import SIDES

#: How far the camera stands off the side, in degrees: from, up to (excluded).
BANDS_DEG = ((0.0, 35.0), (35.0, 48.0), (48.0, 61.0))


def oblique_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return one row for each exercise, side of the body seen and band of angles off the side."""
    rows: list[Row] = []
    some = [score for score in scores if score.clip.kind in OBLIQUE_KINDS]
    for exercise in dict.fromkeys(score.clip.spec.exercise for score in some):
        for seen in ("front", "rear"):
            for low, high in BANDS_DEG:
                band = [
                    score
                    for score in some
                    if score.clip.spec.exercise == exercise
                    and (score.clip.spec.camera.yaw_deg < 0.0) == (seen == "rear")
                    and low <= score.truth.off_side_deg < high
                ]
                if band:
                    place = {"exercise": exercise, "from": seen, "yaw": f"{low:.0f}-{high:.0f}"}
                    rows.append(place | oblique_figures(band))
    return rows


def oblique_figures(some: Sequence[ClipScore]) -> Row:
    """Return the figures of clips that are filmed from much the same place."""
    figures: Row = {"clips": len(some)}
    figures["yaw_error"] = spread([np.array([score.yaw_error_deg for score in some])])
    for leg in ("near", "far"):
        figures[f"{leg}_raw"] = spread(knee_errors(some, leg, "raw"))
        figures[leg] = spread(knee_errors(some, leg, "offline"))
        peaks = [rep.peak_error_deg for score in some for rep in score.reps if rep.leg == leg]
        figures[f"{leg}_peak"] = spread([np.array(peaks)])
    figures["counts"] = {"exact": mean([_counted_exactly(score) for score in some])}
    figures["untrue_clips"] = sum(bool(untrue_faults(score)) for score in some)
    return figures


def _counted_exactly(score: ClipScore) -> bool:
    return all(miscount(score, side) == 0 for side in SIDES)
