"""How far the hips rise and fall in a rep, in the picture."""

from typing import Final

import numpy as np

from formcheck.body.joints import middle, trunk_vector
from formcheck.results import HipTravel, Rep, Session
from formcheck.system.arrays import FloatArray

_HEIGHT: Final = "mid_hip_height_ll"


def hip_travel(session: Session, rep: Rep) -> HipTravel | None:
    """Return how far the hips rise and fall in a rep; None if that is not wrong, or unknown."""
    checks = [one for one in rep.checks if one.measure == _HEIGHT and one.verdict.is_wrong]
    if not checks:
        return None
    first = int(np.searchsorted(session.time_s, rep.start_s))
    stop = int(np.searchsorted(session.time_s, rep.end_s, side="right"))
    down_px = middle(session.track.xy_px[first:stop], "hip")[:, 1]
    if not np.isfinite(down_px).any():
        return None
    top_px, bottom_px = float(np.nanmin(down_px)), float(np.nanmax(down_px))
    return HipTravel(top_px, bottom_px, checks[0].verdict)


def travel_lines(travel: HipTravel, points: FloatArray) -> FloatArray:
    """Return a line at the highest and one at the lowest place of the hips, (2, 2, 2), in pixels.

    Args:
        travel: how far the hips rise and fall.
        points: (33, 2) landmarks in pixels; the lines are as long as the trunk.
    """
    across, reach = middle(points, "hip")[0], 0.5 * np.hypot(*trunk_vector(points))
    levels = np.array([travel.top_px, travel.bottom_px])
    ends = [np.column_stack([np.full(2, across + way * reach), levels]) for way in (-1.0, 1.0)]
    return np.stack(ends, axis=1)
