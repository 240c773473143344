"""Which leg is lifted on all fours, and how far aside, from behind: from the person's silhouette.

The model loses a lifted leg that comes towards the camera. The mask shows it: the place where its
shank and foot lay is empty, and a leg that leaves its line reaches out of the silhouette at rest.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.system.arrays import BoolArray, FloatArray, IntArray

_TWO_LEGS = 1.3  # times as wide as one leg, at least
_LEAST_SHARE = 0.05  # of the frames, in which one leg is lifted, and both are down
_KNOWN_SHARE = 0.75  # of the frames in which a row must show somebody
_LEGS_SHARE = 0.3  # of the height, from below, that shanks and feet take up
_BOTH_SHARE = 0.6  # of the widest of these rows; a narrower one is of one foot alone
_TOWARDS = 1.2  # as much larger a lifted knee looks that is nearer to the camera by a thigh
_BEYOND_LW = 0.05  # of the legs' width, by which the edge has to leave that at rest
_TALL_LW = 0.25  # and over this height: a hand or a foot alone is less
_FOOT_UP_LW = 0.25  # a foot that is higher than the body at rest by this is over a bent knee


@dataclass(frozen=True, slots=True)
class Rest:
    """The silhouette with both knees down.

    Attributes:
        edges_px: (2, rows) left and right edge; NaN in rows that show nobody.
        legs: rows of the shanks and feet, both of them.
        row_px: height of a row.
        width_px: of both legs, side by side: as much as a thigh is long, give or take a tenth.
    """

    edges_px: FloatArray
    legs: IntArray
    row_px: float
    width_px: float


def at_rest(silhouette_px: FloatArray, height_px: int) -> Rest | None:
    """Find the silhouette at rest in (n, 2, rows); None where too little is seen of it.

    With one leg lifted the legs are about half as wide; with one aside they are as wide as it
    happens, and at rest always the same.
    """
    seen = silhouette_px[np.isfinite(silhouette_px).any(axis=(1, 2))]
    legs = _legs(seen)
    if not len(legs):
        return None
    seen = seen[np.isfinite(seen[:, 0, legs]).any(axis=1)]
    width_px = np.nanmean(seen[:, 1, legs] - seen[:, 0, legs], axis=1)
    two = width_px > _TWO_LEGS * np.quantile(width_px, _LEAST_SHARE)
    if two.mean() < _LEAST_SHARE:  # no leg was lifted
        two[:] = True
    down = seen[two & _in_shortest_half(width_px, np.sort(width_px[two]))]
    rows, legs = _rows_of(down), _legs(down)
    edges_px = np.full(silhouette_px.shape[1:], np.nan)
    edges_px[:, rows] = np.nanmedian(down[:, :, rows], axis=0)
    width_px = edges_px[1, legs] - edges_px[0, legs]
    both = width_px >= _BOTH_SHARE * width_px.max(initial=0.0)
    row_px = height_px / silhouette_px.shape[2]
    return Rest(edges_px, legs[both], row_px, float(width_px[both].mean())) if both.any() else None


def _rows_of(silhouette_px: FloatArray) -> IntArray:
    """The rows that show somebody in most frames."""
    return np.flatnonzero(np.isfinite(silhouette_px[:, 0]).mean(axis=0) >= _KNOWN_SHARE)


def _legs(silhouette_px: FloatArray) -> IntArray:
    """The rows of shanks and feet; none of nobody."""
    rows = _rows_of(silhouette_px) if len(silhouette_px) else np.array([], dtype=np.int64)
    return rows[len(rows) - int(_LEGS_SHARE * len(rows)) :]


def _in_shortest_half(values: FloatArray, ordered: FloatArray) -> BoolArray:
    """(n,) which values lie where the others, in order, lie closest together."""
    half = len(ordered) // 2
    spans = ordered[half:] - ordered[: len(ordered) - half]
    first = int(np.argmin(spans))
    return np.asarray((values >= ordered[first]) & (values <= ordered[first + half]))


def place_empty(silhouette_px: FloatArray, rest: Rest, outward: int) -> FloatArray:
    """(n,) how much of the place of a leg at rest shows nobody, 0..1; NaN where nobody is seen.

    Args:
        silhouette_px: (n, 2, rows).
        rest: the same at rest.
        outward: 1 for the leg at the right of the picture, -1 left.
    """
    gone_px, width_px = -_beyond_px(silhouette_px, rest, outward), np.diff(rest.edges_px, axis=0)[0]
    share = np.clip(gone_px[:, rest.legs] / (width_px[rest.legs] / 2.0), 0.0, 1.0)
    known = np.isfinite(share)
    empty: FloatArray = np.where(known, share, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.where(known.any(axis=1), empty, np.nan)


def aside_deg(silhouette_px: FloatArray, rest: Rest, outward: int) -> FloatArray:
    """(n,) how far a lifted leg points aside; 0 where it does not leave the silhouette at rest.

    The knee of a bent leg reaches furthest, the foot of a straight one. Where no foot is seen over
    the body it is taken for straight, which makes less of it.

    Args:
        silhouette_px: (n, 2, rows).
        rest: the same at rest.
        outward: 1 for the leg at the right of the picture, -1 left.
    """
    edge = 1 if outward > 0 else 0
    upper = slice(0, rest.legs[0])
    beyond_px = _beyond_px(silhouette_px, rest, outward)[:, upper]
    out = ~(beyond_px <= _BEYOND_LW * rest.width_px)  # where nobody was at rest, too
    beside_px = (silhouette_px[:, edge, upper] - rest.edges_px[edge, rest.legs].mean()) * outward
    reach_px = np.where(out & np.isfinite(beside_px), np.maximum(beside_px, 0.0), 0.0)
    tall = min(_rows(_TALL_LW, rest), reach_px.shape[1])
    reach_px = np.sort(reach_px, axis=1)[:, -tall]
    length_px = _TOWARDS * rest.width_px * np.where(_foot_up(silhouette_px, rest), 1.0, 2.0)
    aside: FloatArray = np.degrees(np.arcsin(np.minimum(reach_px / length_px, 1.0)))
    return np.where(np.isfinite(silhouette_px).any(axis=(1, 2)), aside, np.nan)


def _beyond_px(silhouette_px: FloatArray, rest: Rest, outward: int) -> FloatArray:
    """(n, rows) how far the edge on one side is outside of where it is at rest."""
    edge = 1 if outward > 0 else 0
    beyond_px: FloatArray = (silhouette_px[:, edge] - rest.edges_px[edge]) * outward
    return beyond_px


def _foot_up(silhouette_px: FloatArray, rest: Rest) -> BoolArray:
    """(n,) whether something is over the body at rest."""
    top = int(np.flatnonzero(np.isfinite(rest.edges_px[0]))[0])
    over = slice(0, max(top - _rows(_FOOT_UP_LW, rest), 0))
    return np.asarray(np.isfinite(silhouette_px[:, 0, over]).any(axis=1))


def _rows(widths: float, rest: Rest) -> int:
    """How many rows are as high as so many widths of the legs."""
    return max(1, round(widths * rest.width_px / rest.row_px))
