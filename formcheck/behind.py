"""Which leg is lifted on all fours, and how far aside, from behind: from the person's silhouette.

The model loses a lifted leg that comes towards the camera. The mask shows it: the place where its
shank and foot lay is empty, and a leg that leaves its line reaches out of the silhouette at rest.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.pose import BoolArray, FloatArray, IntArray

_REST_SHARE = 0.15  # of the frames, at least, both legs are down; no foot hangs aside as long
_DOWN_SHARE = 0.3  # of the place of a leg that is down shows nobody, at most
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

    A leg that is down is at the outer edge of the legs, one that is lifted leaves it.
    """
    rest = _usual(silhouette_px, height_px, _REST_SHARE)
    if rest is None:
        return None
    down = np.maximum(*(place_empty(silhouette_px, rest, way) for way in (-1, 1))) < _DOWN_SHARE
    return _usual(silhouette_px[down], height_px, 0.5)


def _usual(silhouette_px: FloatArray, height_px: int, share: float) -> Rest | None:
    """The silhouette that no more than a share of the frames reaches out of, to either side."""
    known = np.isfinite(silhouette_px)
    found = known.any(axis=(1, 2))
    if not found.any():
        return None
    ordered = np.sort(silhouette_px[found], axis=0)  # NaN at the end
    seen = known[found].sum(axis=0)
    shares = np.array([[share], [1.0 - share]])
    places = np.rint(shares * np.maximum(seen - 1, 0)).astype(np.intp)
    edges_px = np.take_along_axis(ordered, places[None], axis=0)[0]
    edges_px[seen < _KNOWN_SHARE * found.sum()] = np.nan
    rows = np.flatnonzero(np.isfinite(edges_px[0]))
    legs = rows[len(rows) - int(_LEGS_SHARE * len(rows)) :]
    width_px = edges_px[1, legs] - edges_px[0, legs]
    if not len(legs) or width_px.max() <= 0.0:
        return None
    both = width_px >= _BOTH_SHARE * width_px.max()
    row_px = height_px / silhouette_px.shape[2]
    return Rest(edges_px, legs[both], row_px, float(width_px[both].mean()))


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
