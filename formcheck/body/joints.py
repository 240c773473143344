"""What is taken from both sides of the body: middle and line of a joint pair, and the trunk."""

import numpy as np

from formcheck.poses.landmarks import SIDES, joint
from formcheck.system.arrays import AnyFloatArray, FloatArray


def middle(xy: FloatArray, name: str) -> FloatArray:
    """Return the middle between the left and the right joint, (..., d).

    Args:
        xy: (..., 33, d) places of the landmarks.
        name: of the joint, such as "hip".
    """
    return (xy[..., joint("left", name), :] + xy[..., joint("right", name), :]) / 2.0


def across(xy: AnyFloatArray, name: str) -> FloatArray:
    """Return the vector from the right to the left joint, (..., d), computed as float64.

    Args:
        xy: (..., 33, d) places of the landmarks.
        name: of the joint, such as "hip".
    """
    left, right = (xy[..., joint(side, name), :].astype(np.float64, copy=False) for side in SIDES)
    return left - right


def trunk_vector(xy: FloatArray) -> FloatArray:
    """Return the vector from the middle of the hips to the middle of the shoulders, (..., d).

    Args:
        xy: (..., 33, d) places of the landmarks.
    """
    return middle(xy, "shoulder") - middle(xy, "hip")


def trunk_lean_deg(xy_px: FloatArray) -> FloatArray:
    """Return how far the trunk leans from upright to the right of the picture, (...), in degrees.

    Args:
        xy_px: (..., 33, 2) places of the landmarks.
    """
    return lean_deg(trunk_vector(xy_px))


def lean_deg(trunk: FloatArray) -> FloatArray:
    """Return how far a vector, (..., 2), leans from upright to the right, (...), in degrees."""
    leans_deg: FloatArray = np.degrees(np.arctan2(trunk[..., 0], -trunk[..., 1]))
    return leans_deg
