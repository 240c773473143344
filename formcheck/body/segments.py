"""Angles of single body segments in the picture, for all who need them before there are measures.

Each function takes a `Motion` and a side and returns one value per frame, NaN where unknown.
"""

import numpy as np

from formcheck.body.geometry import signed_angle_deg
from formcheck.body.motion import Motion
from formcheck.body.subject import middle
from formcheck.poses.landmarks import Side
from formcheck.system.arrays import FloatArray

UP = np.array([0.0, -1.0])
DOWN = np.array([0.0, 1.0])


def inclination_deg(motion: Motion, lower_px: FloatArray, upper_px: FloatArray) -> FloatArray:
    """Angle of the line from ``lower_px`` up to ``upper_px`` against the vertical; forward +.

    Args:
        motion: tells which way the person faces.
        lower_px: (n, 2).
        upper_px: (n, 2).
    """
    line = upper_px - lower_px
    return signed_angle_deg(np.broadcast_to(UP, line.shape), line) * motion.facing


def trunk_inclination_deg(motion: Motion) -> FloatArray:
    """(n,) trunk against the vertical; forward +."""
    track = motion.track
    return inclination_deg(motion, middle(track, "hip"), middle(track, "shoulder"))


def leg_inclination_deg(motion: Motion, side: Side) -> FloatArray:
    """(n,) ankle to hip against the vertical; hip in front +."""
    return inclination_deg(motion, motion.xy(side, "ankle"), motion.xy(side, "hip"))


def thigh_inclination_deg(motion: Motion, side: Side) -> FloatArray:
    """(n,) thigh against the vertical; knee in front +."""
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    return -signed_angle_deg(np.broadcast_to(DOWN, thigh.shape), thigh) * motion.facing


def shank_inclination_deg(motion: Motion, side: Side) -> FloatArray:
    """(n,) shank against the vertical; heel behind +.

    From the front or the rear it is the angle that the foreshortened length leaves, 0 to 180.
    """
    shank = motion.xy(side, "ankle") - motion.xy(side, "knee")
    if motion.subject.view.kind in ("front", "rear"):
        drop = np.clip(shank[:, 1] / motion.subject.shank_px, -1.0, 1.0)
        return np.degrees(np.arccos(drop))
    return signed_angle_deg(np.broadcast_to(DOWN, shank.shape), shank) * motion.facing
