"""Angles of single body segments in the picture.

Each function returns one value per frame, NaN where unknown. Forward is the way the person faces.
"""

import numpy as np

from formcheck.body.geometry import signed_angle_deg
from formcheck.body.joints import lean_deg
from formcheck.body.motion import Motion
from formcheck.poses.landmarks import Side
from formcheck.system.arrays import FloatArray

UP = np.array([0.0, -1.0])
DOWN = np.array([0.0, 1.0])


def inclination_deg(motion: Motion, lower_px: FloatArray, upper_px: FloatArray) -> FloatArray:
    """Return (n,) angles of the line from ``lower_px`` up to ``upper_px`` against the vertical.

    Args:
        motion: tells which way the person faces.
        lower_px: (n, 2).
        upper_px: (n, 2).

    Returns:
        Degrees, forward positive.
    """
    line = upper_px - lower_px
    return signed_angle_deg(np.broadcast_to(UP, line.shape), line) * motion.facing


def flexion_against_trunk_deg(trunk: FloatArray, limb_px: FloatArray, facing: int) -> FloatArray:
    """Return (n,) angles of an upper arm or a thigh against the trunk, forward positive.

    Args:
        trunk: (n, 2) from the middle of the hips to the middle of the shoulders.
        limb_px: (n, 2) from the upper to the lower end of the limb.
        facing: 1 where the person faces right in the picture, -1 left.
    """
    return -signed_angle_deg(-trunk, limb_px) * facing


def trunk_inclination_deg(motion: Motion) -> FloatArray:
    """Return (n,) angles of the trunk against the vertical, forward positive."""
    read_deg: FloatArray = lean_deg(motion.trunk()) * motion.facing
    view = motion.subject.view
    if view.from_behind or not view.shows_sagittal_plane:
        return read_deg
    towards_front = float(np.sin(np.radians(view.yaw_deg or 0.0)))
    return read_deg + motion.subject.calibration.front_trunk_lean_deg * towards_front


def leg_inclination_deg(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the line from ankle to hip against the vertical, forward positive."""
    return inclination_deg(motion, motion.xy(side, "ankle"), motion.xy(side, "hip"))


def thigh_inclination_deg(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the thigh against the vertical, knee forward positive."""
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    return -signed_angle_deg(np.broadcast_to(DOWN, thigh.shape), thigh) * motion.facing


def shank_inclination_deg(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the shank against the vertical, heel backward positive.

    From the front or from behind it is what the foreshortened length tells: 0 to 180.
    """
    shank = motion.xy(side, "ankle") - motion.xy(side, "knee")
    if motion.subject.view.kind in ("front", "rear"):
        drop = np.clip(shank[:, 1] / motion.subject.shank_px, -1.0, 1.0)
        return np.degrees(np.arccos(drop))
    return signed_angle_deg(np.broadcast_to(DOWN, shank.shape), shank) * motion.facing
