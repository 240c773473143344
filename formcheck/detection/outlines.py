"""Trace the outline of a person in a segmentation mask: a few short rows of numbers.

`formcheck.kinematics` reads the curve of the back from the edges of the trunk, and from the
silhouette which leg is lifted. Only NumPy is needed here.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.body.joints import middle
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.outline import EDGE_SIDES, SILHOUETTE_ROWS, STATIONS, Outline
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class TraceSettings:
    """How far and how closely the mask is searched for the edges of the trunk.

    Attributes:
        reach_tl: how far from the hip-shoulder line an edge is looked for, in trunk lengths.
        step_px: distance between two samples on the way out; the edge itself is interpolated.
        min_trunk_px: a trunk that looks shorter, in pixels, is not traced.
    """

    reach_tl: float = 0.55
    step_px: float = 0.75
    min_trunk_px: float = 12.0


SETTINGS = TraceSettings()

# Hip, knee and ankle of the left and the right leg.
_LEGS = [[joint(side, name) for name in ("hip", "knee", "ankle")] for side in SIDES]
# Where thigh and shank are sampled: places from 0 at the upper joint to 1 at the lower one.
_LEG_SAMPLES = np.linspace(0.1, 0.9, 9)[:, None]
_SIDES = np.array(EDGE_SIDES, dtype=np.float64)[:, None, None]


def trace_outline(mask: npt.NDArray[np.floating], xy_px: FloatArray) -> Outline:
    """Return everything that is traced in the mask of one person.

    Args:
        mask: (height, width) probability that a pixel is the person, 0..1.
        xy_px: (33, 2) landmarks in the mask's pixels, pixel centres at half integers.
    """
    edges_tl, silhouette_px = trace_edges(mask, xy_px), trace_silhouette(mask)
    legs_shown = trace_legs(mask, xy_px)
    return Outline(*(a.astype(np.float32) for a in (edges_tl, silhouette_px, legs_shown)))


def trace_edges(
    mask: npt.NDArray[np.floating], xy_px: FloatArray, settings: TraceSettings = SETTINGS
) -> FloatArray:
    """Return how far the trunk reaches on both sides of the line from mid-hip to mid-shoulder.

    From each station on the line a ray goes out at a right angle, to the left and to the right.
    The edge is where the mask first falls below 0.5, interpolated between pixels.

    Args:
        mask: (height, width) probability that a pixel is the person, 0..1.
        xy_px: (33, 2) landmarks in the mask's pixels, pixel centres at half integers.
        settings: how far and how closely to search.

    Returns:
        (2, `STATIONS`) distances in trunk lengths, on the sides `EDGE_SIDES`. NaN where the
        station is not on the person, or where the person reaches further than
        ``settings.reach_tl`` or out of the picture.
    """
    hip = middle(xy_px, "hip")
    trunk = middle(xy_px, "shoulder") - hip
    trunk_px = float(np.hypot(*trunk))
    if not trunk_px >= settings.min_trunk_px:  # NaN included
        return np.full((len(EDGE_SIDES), len(STATIONS)), np.nan)
    starts = hip + STATIONS[:, None] * trunk  # (stations, 2)
    count = int(np.ceil(settings.reach_tl * trunk_px / settings.step_px)) + 1
    ways_tl = np.linspace(0.0, settings.reach_tl, count)
    out = _SIDES * ways_tl  # (sides, 1, ways)
    on_person = _sample(
        mask, starts[:, 0, None] + out * trunk[1], starts[:, 1, None] + out * -trunk[0]
    )  # (sides, stations, ways)
    return _first_fall(on_person, ways_tl)


def trace_silhouette(mask: npt.NDArray[np.floating]) -> FloatArray:
    """Return where the person begins and ends in rows spread over the height of the picture.

    Args:
        mask: (height, width) probability that a pixel is the person, 0..1.

    Returns:
        (2, `SILHOUETTE_ROWS`) left and right end in pixels; NaN in rows that show nobody.
    """
    height, width = mask.shape
    rows = (np.arange(SILHOUETTE_ROWS) + 0.5) * height / SILHOUETTE_ROWS
    person = mask[rows.astype(np.intp)] > 0.5
    edges = np.stack([person.argmax(axis=1), width - person[:, ::-1].argmax(axis=1)])
    return np.where(person.any(axis=1), edges, np.nan)


def trace_legs(mask: npt.NDArray[np.floating], xy_px: FloatArray) -> FloatArray:
    """Return how much of each leg lies inside the mask; the rest is hidden by something.

    Args:
        mask: (height, width) probability that a pixel is the person, 0..1.
        xy_px: (33, 2) landmarks in the mask's pixels, pixel centres at half integers.

    Returns:
        (2, 2) share of the thigh and of the shank, of the left and the right leg, that lies inside
        the mask, 0..1. What is out of the picture is left out; NaN where nothing is left, and for
        nobody.
    """
    height, width = mask.shape
    legs = xy_px[_LEGS]  # (2, hip and knee and ankle, 2)
    if not np.isfinite(legs).all():
        return np.full((2, 2), np.nan)
    samples = (1.0 - _LEG_SAMPLES) * legs[:, :-1, None] + _LEG_SAMPLES * legs[:, 1:, None]
    x, y = np.floor(samples).astype(np.intp).transpose(3, 0, 1, 2)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    on_person = mask[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)] > 0.5
    seen = inside.sum(axis=2)
    shown = (on_person & inside).sum(axis=2) / np.maximum(seen, 1)
    return np.where(seen, shown, np.nan)


def _first_fall(values: FloatArray, ways: FloatArray) -> FloatArray:
    """Return the way at which each row of ``values`` first falls below 0.5; NaN if it does not.

    Args:
        values: (..., n), NaN outside the picture.
        ways: (n,) the way of each value.
    """
    below = values < 0.5  # false for NaN
    first = below.argmax(axis=-1)
    known = first > 0  # argmax is 0 also where no value is below
    before = np.maximum(first - 1, 0)
    high, low = (
        np.take_along_axis(values, at[..., None], axis=-1)[..., 0] for at in (before, first)
    )
    share = (high - 0.5) / np.where(known, high - low, 1.0)
    return np.where(known, ways[before] + share * (ways[first] - ways[before]), np.nan)


def _sample(mask: npt.NDArray[np.floating], x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the mask at places between its pixels (bilinear); NaN outside of it.

    Args:
        mask: (height, width).
        x: places in pixels, any shape; pixel centres are at half integers.
        y: as ``x``.
    """
    height, width = mask.shape
    column, row = x - 0.5, y - 0.5
    inside = (column >= 0) & (column <= width - 1) & (row >= 0) & (row <= height - 1)
    column, row = np.where(inside, column, 0.0), np.where(inside, row, 0.0)
    left = np.minimum(column.astype(np.intp), width - 2)
    top = np.minimum(row.astype(np.intp), height - 2)
    right_share, low_share = column - left, row - top
    left_share = 1.0 - right_share
    pixels, at = mask.ravel(), top * width + left
    upper = pixels[at] * left_share + pixels[at + 1] * right_share
    lower = pixels[at + width] * left_share + pixels[at + (width + 1)] * right_share
    values: FloatArray = upper * (1.0 - low_share) + lower * low_share
    return np.where(inside, values, np.nan)
