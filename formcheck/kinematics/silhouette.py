"""Measures of a lifted leg on all fours, from behind, by the person's silhouette.

The pose model loses a lifted leg that comes towards the camera. The mask shows it: the place where
its shank and foot lay is empty, and a leg that leaves its line reaches out of the silhouette at
rest.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.body.motion import Motion
from formcheck.body.silhouette import Rest
from formcheck.body.view import VIEW_LIMITS
from formcheck.kinematics.measure import measure_as
from formcheck.poses.landmarks import Side
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class LiftedLeg:
    """How a lifted leg is read. Widths are in widths of both legs at rest (``_lw``).

    Attributes:
        towards: how many times larger a lifted knee looks, which is a thigh nearer to the camera.
        min_beyond_lw: a leg is beyond the edge at rest if it goes at least this far past it.
        min_height_lw: it does so over at least this height; a hand or a foot alone is smaller.
        foot_up_lw: a foot that is higher than the body at rest by this is above a bent knee.
    """

    towards: float = 1.2
    min_beyond_lw: float = 0.05
    min_height_lw: float = 0.25
    foot_up_lw: float = 0.25


LIFTED_LEG = LiftedLeg()


@measure_as(
    "place_empty_share",
    "share",
    "rear",
    part="leg",
    label="how empty the place of the leg is",
    meaning="share of this leg's place at rest that is empty",
    outline="silhouette",
)
def place_empty_share(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how much of the place of a leg at rest shows nobody."""
    return _of_silhouette(motion, side, place_empty)


@measure_as(
    "leg_aside_deg",
    "deg",
    "rear",
    part="leg",
    label="leg out of line",
    word="leg aside",
    meaning="lifted leg beside its place, by the silhouette",
    outline="silhouette",
)
def leg_aside(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how far a lifted leg points to its side.

    Unknown from 15 degrees off the rear: from there a leg straight back looks lifted to the side.
    """
    yaw_deg = motion.subject.view.yaw_deg
    if yaw_deg is None or 90.0 - yaw_deg > VIEW_LIMITS.caution_off_deg:
        return np.full(len(motion.track), np.nan)
    return _of_silhouette(motion, side, aside_deg)


def _of_silhouette(
    motion: Motion, side: Side, read: Callable[[FloatArray, Rest, int], FloatArray]
) -> FloatArray:
    """Return (n,) what the silhouette shows of a leg, NaN where it was not traced."""
    silhouette_px, rest = motion.track.outline.silhouette_px, motion.subject.rest
    if silhouette_px is None or rest is None:
        return np.full(len(motion.track), np.nan)
    return read(silhouette_px.astype(np.float64), rest, motion.outward(side))


def place_empty(silhouette_px: FloatArray, rest: Rest, outward: int) -> FloatArray:
    """Return (n,) how much of the place of a leg at rest shows nobody, 0..1.

    Args:
        silhouette_px: (n, 2, rows) left and right edge of the person.
        rest: the silhouette at rest.
        outward: 1 for the leg at the right of the picture, -1 left.

    Returns:
        NaN in frames that show nobody.
    """
    gone_px, width_px = -_beyond_px(silhouette_px, rest, outward), np.diff(rest.edges_px, axis=0)[0]
    share = np.clip(gone_px[:, rest.legs] / (width_px[rest.legs] / 2.0), 0.0, 1.0)
    known = np.isfinite(share)
    empty: FloatArray = np.where(known, share, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.where(known.any(axis=1), empty, np.nan)


def aside_deg(silhouette_px: FloatArray, rest: Rest, outward: int) -> FloatArray:
    """Return (n,) how far a lifted leg points to its side.

    The knee of a bent leg reaches furthest, the foot of a straight one. Where no foot is seen above
    the body the leg is taken as straight, which gives the smaller angle.

    Args:
        silhouette_px: (n, 2, rows) left and right edge of the person.
        rest: the silhouette at rest.
        outward: 1 for the leg at the right of the picture, -1 left.

    Returns:
        Degrees; 0 where the leg does not leave the silhouette at rest, NaN where nobody is seen.
    """
    edge = 1 if outward > 0 else 0
    upper = slice(0, rest.legs[0])
    beyond_px = _beyond_px(silhouette_px, rest, outward)[:, upper]
    # True also where nobody was at rest.
    out = ~(beyond_px <= LIFTED_LEG.min_beyond_lw * rest.width_px)
    beside_px = (silhouette_px[:, edge, upper] - rest.edges_px[edge, rest.legs].mean()) * outward
    reach_px = np.where(out & np.isfinite(beside_px), np.maximum(beside_px, 0.0), 0.0)
    tall = min(_rows(LIFTED_LEG.min_height_lw, rest), reach_px.shape[1])
    reach_px = np.sort(reach_px, axis=1)[:, -tall]
    thighs = np.where(_is_foot_up(silhouette_px, rest), 1.0, 2.0)
    length_px = LIFTED_LEG.towards * rest.width_px * thighs
    aside: FloatArray = np.degrees(np.arcsin(np.minimum(reach_px / length_px, 1.0)))
    return np.where(np.isfinite(silhouette_px).any(axis=(1, 2)), aside, np.nan)


def _beyond_px(silhouette_px: FloatArray, rest: Rest, outward: int) -> FloatArray:
    """Return (n, rows) how far the edge on one side is outside of where it is at rest."""
    edge = 1 if outward > 0 else 0
    beyond_px: FloatArray = (silhouette_px[:, edge] - rest.edges_px[edge]) * outward
    return beyond_px


def _is_foot_up(silhouette_px: FloatArray, rest: Rest) -> BoolArray:
    """Return (n,) whether something is above the body at rest."""
    top = int(np.flatnonzero(np.isfinite(rest.edges_px[0]))[0])
    above = slice(0, max(top - _rows(LIFTED_LEG.foot_up_lw, rest), 0))
    return np.asarray(np.isfinite(silhouette_px[:, 0, above]).any(axis=1))


def _rows(widths: float, rest: Rest) -> int:
    """Return how many rows are as high as so many widths of the legs."""
    return max(1, round(widths * rest.width_px / rest.row_px))
