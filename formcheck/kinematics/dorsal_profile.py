"""The edge of the back in the outline of the trunk, without what an arm hides.

`formcheck.detection.outlines` traces both edges of the trunk. The way the person faces tells which
of them is the back.
"""

import numpy as np

from formcheck.kinematics.arm_overlap import ARMS, arm_gaps_tl, is_arm, profile_px
from formcheck.kinematics.back_shape import SHAPE_FIT
from formcheck.poses.outline import EDGE_SIDES
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import AnyFloatArray, FloatArray


def dorsal_edge(edges: AnyFloatArray, facing: int) -> FloatArray:
    """Return (n, stations) the edge of the trunk that is the back.

    Args:
        edges: (n, 2, stations) offsets in trunk lengths, of `EDGE_SIDES`; NaN where unknown.
        facing: 1 where the person faces right in the picture, -1 left.
    """
    return edges[:, EDGE_SIDES.index(1 if facing >= 0 else -1)].astype(np.float64)


def dorsal_profile(edges: AnyFloatArray, xy_px: FloatArray, facing: int) -> FloatArray:
    """Return the edge of the back, NaN where an arm hides it.

    Args:
        edges: (n, 2, stations) offsets in trunk lengths, of `EDGE_SIDES`; NaN where unknown.
        xy_px: (n, 33, 2) landmarks.
        facing: 1 where the person faces right in the picture, -1 left.

    Returns:
        (n, stations) offsets in trunk lengths.
    """
    profile = dorsal_edge(edges, facing)
    return np.where(is_arm(profile, xy_px, facing), np.nan, profile)


def back_edge_px(track: PoseTrack, facing: int, *, running: bool = False) -> FloatArray:
    """Return (n, k, 2) the edge of the back as far as it is read, from the sacrum up.

    Args:
        track: n frames with a traced outline.
        facing: 1 where the person faces right in the picture, -1 left.
        running: whether arms swing past the back. Everything near an arm is then left out.

    Returns:
        Places in the picture, NaN where hidden.
    """
    assert track.outline.edges_tl is not None
    profile = dorsal_profile(track.outline.edges_tl, track.xy_px, facing)
    if running:
        gap_tl = np.fmin(*arm_gaps_tl(profile, track.xy_px, facing))
        profile = np.where(gap_tl < ARMS.hanging_tl, np.nan, profile)
    return profile_px(profile, track.xy_px, facing)[:, SHAPE_FIT.used]
