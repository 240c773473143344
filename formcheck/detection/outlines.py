"""Outlines in a segmentation mask: a few short rows of numbers in place of a picture.

NumPy only. `formcheck.kinematics.slow_back` reads the curve of the back from that of the trunk, and
`formcheck.kinematics.silhouette` from that of the whole person which leg is lifted.
"""

import numpy as np
import numpy.typing as npt

from formcheck.body.joints import middle
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.outline import EDGE_SIDES, SILHOUETTE_ROWS, STATIONS
from formcheck.system.arrays import FloatArray

REACH = 0.55  # trunk lengths from the hip-shoulder line within which the outline is looked for
STEP_PX = 0.75  # between looks along a ray; the crossing itself is found between them
MIN_TRUNK_PX = 12.0  # of a smaller trunk the outline says nothing
LEG_PARTS = [[joint(side, name) for name in ("hip", "knee", "ankle")] for side in SIDES]
LEG_PLACES = np.linspace(0.1, 0.9, 9)[:, None]  # of each part of a leg
_SIDES = np.array(EDGE_SIDES, dtype=np.float64)[:, None, None]


def trace_edges(mask: npt.NDArray[np.floating], xy_px: FloatArray) -> FloatArray:
    """Find where the person ends, on both sides of the line from mid-hip to mid-shoulder.

    From every station of the line a ray goes out at a right angle; the outline is where the mask
    first falls through 0.5, to a fraction of a pixel.

    Args:
        mask: (height, width) how likely each pixel is person, 0..1.
        xy_px: (33, 2) landmarks in the mask's pixels, pixel centres at half integers.

    Returns:
        (2, `STATIONS`) offsets in trunk lengths, of the sides `EDGE_SIDES`; NaN where the line is
        not on the person, or the person reaches further than `REACH` or out of the picture.
    """
    hip = middle(xy_px, "hip")
    trunk = middle(xy_px, "shoulder") - hip
    trunk_px = float(np.hypot(*trunk))
    if not trunk_px >= MIN_TRUNK_PX:  # NaN included
        return np.full((len(EDGE_SIDES), len(STATIONS)), np.nan)
    starts = hip + STATIONS[:, None] * trunk  # (stations, 2)
    count = int(np.ceil(REACH * trunk_px / STEP_PX)) + 1
    ways = np.linspace(0.0, REACH, count)  # in trunk lengths
    out = _SIDES * ways  # (sides, 1, ways)
    inside = _sample(
        mask, starts[:, 0, None] + out * trunk[1], starts[:, 1, None] + out * -trunk[0]
    )  # (sides, stations, ways)
    return _first_fall(inside, ways)


def trace_silhouette(mask: npt.NDArray[np.floating]) -> FloatArray:
    """Find where the person begins and ends in rows spread over the height of the picture.

    Args:
        mask: (height, width) how likely each pixel is person, 0..1.

    Returns:
        (2, `SILHOUETTE_ROWS`) left and right edge in pixels; NaN in rows that show nobody.
    """
    height, width = mask.shape
    rows = (np.arange(SILHOUETTE_ROWS) + 0.5) * height / SILHOUETTE_ROWS
    person = mask[rows.astype(np.intp)] > 0.5
    edges = np.stack([person.argmax(axis=1), width - person[:, ::-1].argmax(axis=1)])
    return np.where(person.any(axis=1), edges, np.nan)


def trace_legs(mask: npt.NDArray[np.floating], xy_px: FloatArray) -> FloatArray:
    """Find how much of each leg lies on the person: where it does not, something hides it.

    Args:
        mask: as of `trace_edges`.
        xy_px: likewise.

    Returns:
        (2, 2) share of the thigh and of the shank, of the left and the right leg, as far as they
        are in the picture; NaN where none of it is, and for nobody.
    """
    height, width = mask.shape
    legs = xy_px[LEG_PARTS]  # (2, hip and knee and ankle, 2)
    if not np.isfinite(legs).all():
        return np.full((2, 2), np.nan)
    along = (1.0 - LEG_PLACES) * legs[:, :-1, None] + LEG_PLACES * legs[:, 1:, None]
    x, y = np.floor(along).astype(np.intp).transpose(3, 0, 1, 2)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    on_person = mask[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)] > 0.5
    seen = inside.sum(axis=2)
    shown = (on_person & inside).sum(axis=2) / np.maximum(seen, 1)
    return np.where(seen, shown, np.nan)


def _first_fall(values: FloatArray, ways: FloatArray) -> FloatArray:
    """The way at which each row of ``values`` first falls through 0.5; NaN for never."""
    below = values < 0.5  # NaN, outside the picture, is not below
    first = below.argmax(axis=-1)
    known = first > 0  # 0 as well where none is below
    before = np.maximum(first - 1, 0)
    high, low = (
        np.take_along_axis(values, at[..., None], axis=-1)[..., 0] for at in (before, first)
    )
    share = (high - 0.5) / np.where(known, high - low, 1.0)
    return np.where(known, ways[before] + share * (ways[first] - ways[before]), np.nan)


def _sample(mask: npt.NDArray[np.floating], x: FloatArray, y: FloatArray) -> FloatArray:
    """Read the mask between its pixels, bilinearly; NaN outside of it."""
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
