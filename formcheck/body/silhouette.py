"""The person's silhouette at rest, on all fours from behind.

What a lifted leg shows against it is measured in `formcheck.kinematics.silhouette`.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.system.arrays import AnyFloatArray, BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class RestSettings:
    """How the silhouette at rest is found.

    Attributes:
        both_legs_width: both legs side by side are at least this many times as wide as one leg.
        min_share: one leg is lifted in at least this share of the frames, and both legs are down in
            at least this share.
        min_known_share: a row is known if it shows the person in at least this share of the frames.
        legs_height_share: shanks and feet are the lowest part of the person, this share of the
            height.
        both_feet_share: a row of legs that is narrower than this share of the widest one shows one
            foot alone.
    """

    both_legs_width: float = 1.3
    min_share: float = 0.05
    min_known_share: float = 0.75
    legs_height_share: float = 0.3
    both_feet_share: float = 0.6


REST = RestSettings()


@dataclass(frozen=True, slots=True)
class Rest:
    """The silhouette with both knees down.

    Attributes:
        edges_px: (2, rows) left and right edge; NaN in rows that show nobody.
        legs: (k,) indices of the rows that show the shanks and feet of both legs.
        row_px: height of a row.
        width_px: width of both legs side by side: the length of a thigh, to within a tenth.
    """

    edges_px: FloatArray
    legs: IntArray
    row_px: float
    width_px: float


def at_rest(silhouette_px: AnyFloatArray, height_px: int) -> Rest | None:
    """Return the silhouette at rest, or None where too little is seen of it.

    The legs look about half as wide if one is lifted. If one is aside, their width varies; at rest
    it is always the same.

    Args:
        silhouette_px: (n, 2, rows) left and right edge of the person in each frame.
        height_px: of the picture.
    """
    seen = silhouette_px[np.isfinite(silhouette_px).any(axis=(1, 2))].astype(np.float64)
    legs = _leg_rows(seen)
    if not len(legs):
        return None
    seen = seen[np.isfinite(seen[:, 0, legs]).any(axis=1)]
    width_px = np.nanmean(seen[:, 1, legs] - seen[:, 0, legs], axis=1)
    two = width_px > REST.both_legs_width * np.quantile(width_px, REST.min_share)
    if two.mean() < REST.min_share:  # no leg was lifted
        two[:] = True
    down = seen[two & _in_shortest_half(width_px, np.sort(width_px[two]))]
    rows, legs = _known_rows(down), _leg_rows(down)
    edges_px = np.full(silhouette_px.shape[1:], np.nan)
    edges_px[:, rows] = np.nanmedian(down[:, :, rows], axis=0)
    width_px = edges_px[1, legs] - edges_px[0, legs]
    both = width_px >= REST.both_feet_share * width_px.max(initial=0.0)
    row_px = height_px / silhouette_px.shape[2]
    return Rest(edges_px, legs[both], row_px, float(width_px[both].mean())) if both.any() else None


def _known_rows(silhouette_px: FloatArray) -> IntArray:
    """Return the rows that show somebody in most frames."""
    known = np.isfinite(silhouette_px[:, 0]).mean(axis=0)
    return np.flatnonzero(known >= REST.min_known_share)


def _leg_rows(silhouette_px: FloatArray) -> IntArray:
    """Return the rows that show shanks and feet; none where nobody is seen."""
    rows = _known_rows(silhouette_px) if len(silhouette_px) else np.array([], dtype=np.int64)
    return rows[len(rows) - int(REST.legs_height_share * len(rows)) :]


def _in_shortest_half(values: FloatArray, ordered: FloatArray) -> BoolArray:
    """Return (n,) which values lie in the shortest interval that holds half of the ordered ones."""
    half = len(ordered) // 2
    spans = ordered[half:] - ordered[: len(ordered) - half]
    first = int(np.argmin(spans))
    return np.asarray((values >= ordered[first]) & (values <= ordered[first + half]))
