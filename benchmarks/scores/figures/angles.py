"""Errors of angles, in degrees, and frames in which left and right are exchanged."""

from collections.abc import Iterable, Sequence

import numpy as np

from benchmarks.scores.clip_score import AngleErrors, ClipScore, RepMatch
from benchmarks.scores.figures.row import Row, kinds_of, mean, of_kind, spread
from formcheck.system.arrays import FloatArray

SOURCES = ("raw", "offline", "live")
ANGLE_SOURCES = ("raw", "raw_seen", "offline", "offline_all", "live", "live_now")
#: How far the camera stands off the side, in degrees: from, up to (excluded).
YAW_BANDS_DEG = ((0.0, 5.0), (5.0, 12.0), (12.0, 25.0))


def angle_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return one row for each kind of clip, measure and leg: the errors, by source."""
    rows: list[Row] = []
    for kind in kinds_of(score for score in scores if score.angles):
        angles = [a for score in of_kind(scores, kind) for a in score.angles]
        for measure, leg in dict.fromkeys((a.measure, a.leg) for a in angles):
            row: Row = {"kind": kind, "measure": measure, "leg": leg}
            for source in ANGLE_SOURCES:
                wanted = (measure, leg, source)
                some = [a for a in angles if (a.measure, a.leg, a.source) == wanted]
                row[source] = spread([a.errors_deg for a in some]) | {"judged": _judged(some)}
            rows.append(row)
    return rows


def yaw_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return the errors of the knee flexion by how far the camera stands off the side."""
    rows: list[Row] = []
    for low, high in YAW_BANDS_DEG:
        band = [s for s in of_kind(scores, "side") if low <= s.truth.yaw_deg < high]
        for leg in ("near", "far"):
            row: Row = {"yaw_deg": f"{low:.0f}-{high:.0f}", "leg": leg, "clips": len(band)}
            for source in SOURCES:
                row[source] = spread(knee_errors(band, leg, source))
            row["peak"] = spread([np.array([rep.peak_error_deg for rep in _reps(band, leg)])])
            rows.append(row)
    return rows


def peak_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return peak knee flexion errors: raw over all kicks, formcheck over those it judges."""
    rows: list[Row] = []
    for kind in ("side", "hard"):
        for leg in ("near", "far"):
            reps = _reps(of_kind(scores, kind), leg)
            if not reps:
                continue
            errors = np.array([rep.peak_error_deg for rep in reps])
            rows.append(
                {
                    "kind": kind,
                    "leg": leg,
                    "kicks": len(reps),
                    "judged": float(np.isfinite(errors).mean()),
                    "raw": spread([np.array([rep.raw_peak_error_deg for rep in reps])]),
                    "formcheck": spread([errors]),
                }
            )
    return rows


def swap_rows(scores: Sequence[ClipScore]) -> list[Row]:
    """Return the share of frames with left and right exchanged: the mean, and the worst clip."""
    rows: list[Row] = []
    for kind in kinds_of(scores):
        swapped = [score.swapped for score in of_kind(scores, kind)]
        shares = {source: mean([share[source] for share in swapped]) for source in SOURCES}
        rows.append({"kind": kind, **shares, "worst": max(share["offline"] for share in swapped)})
    return rows


def _judged(angles: Iterable[AngleErrors]) -> float:
    """Return the share of the frames that have a value."""
    some = list(angles)
    frames = sum(a.frames for a in some)
    return sum(len(a.errors_deg) for a in some) / frames if frames else np.nan


def knee_errors(scores: Sequence[ClipScore], leg: str, source: str) -> list[FloatArray]:
    """Return the errors of the knee flexion of one leg, an array of each clip."""
    wanted = ("knee_flexion_deg", leg, source)
    return [
        a.errors_deg for s in scores for a in s.angles if (a.measure, a.leg, a.source) == wanted
    ]


def _reps(scores: Sequence[ClipScore], leg: str) -> list[RepMatch]:
    return [rep for score in scores for rep in score.reps if rep.leg == leg]
