"""Legs and arms that reach a point: two-bone inverse kinematics over arrays of frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.rotations import frame_from, limb_angles_deg, unit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reach:
    """A limb that reaches a point.

    Attributes:
        sagittal_deg, frontal_deg, axial_deg: (T,) angles of its first segment, as in
            `rotations.limb`.
        hinge_deg: (T,) angle of its middle joint.
        frame: (T, 3, 3) frame of its first segment.
    """

    sagittal_deg: Floats
    frontal_deg: Floats
    axial_deg: Floats
    hinge_deg: Floats
    frame: Floats


def soft_limit(value: Floats, limit: float, width: float) -> Floats:
    """Return values kept under a limit; they bend smoothly from about ``width`` below it."""
    return np.asarray(limit - width * np.logaddexp(0, (limit - value) / width))


def reach(
    root_m: Floats,
    end_m: Floats,
    first_m: float,
    second_m: float,
    *,
    hinge_forward: Floats,
    swing_rad: Floats | float,
    hinge_sign: float,
) -> Reach:
    """Bend a limb of two bones so that it reaches a point.

    Args:
        root_m: (T, 3) where it starts.
        end_m: (T, 3) where it shall end. If that is out of reach, the limb is nearly straight.
        first_m: length of the first bone.
        second_m: length of the second bone.
        hinge_forward: (T, 3) where the middle joint points: a knee forward, an elbow backward.
        swing_rad: turns it about the line from root to end.
        hinge_sign: 1 for a knee, whose second bone folds backward; -1 for an elbow.
    """
    line = end_m - root_m
    whole = first_m + second_m
    distance = np.linalg.norm(line, axis=-1)
    # the limit is soft within two millimetres, so that a foot is planted to a fraction of one
    length = -soft_limit(
        -soft_limit(distance, whole * 0.9997, whole * 0.0015),
        -abs(first_m - second_m) * 1.02 - 1e-4,
        1e-4,
    )
    along = unit(line)
    bend = hinge_forward - np.sum(hinge_forward * along, axis=-1, keepdims=True) * along
    bend = unit(bend)
    aside = np.cross(along, bend)
    swing = np.asarray(swing_rad, dtype=np.float64)
    swing = np.broadcast_to(swing, distance.shape)[:, None]
    bend = bend * np.cos(swing) + aside * np.sin(swing)
    cos_root = (first_m**2 + length**2 - second_m**2) / (2 * first_m * length)
    beta = np.arccos(np.clip(cos_root, -1, 1))[:, None]
    direction = along * np.cos(beta) + bend * np.sin(beta)
    cos_hinge = (first_m**2 + second_m**2 - length**2) / (2 * first_m * second_m)
    hinge_deg = 180 - np.degrees(np.arccos(np.clip(cos_hinge, -1, 1)))
    frame = frame_from(-direction, hinge_sign * np.cross(bend, along))
    sagittal, frontal, axial = limb_angles_deg(frame)
    return Reach(sagittal, frontal, axial, hinge_deg, frame)


def knee_offset_m(root_m: Floats, end_m: Floats, first_m: float, second_m: float) -> Floats:
    """Return the distance (T,) of the middle joint from the line between root and end."""
    length = np.clip(
        np.linalg.norm(end_m - root_m, axis=-1), abs(first_m - second_m) + 1e-4, first_m + second_m
    )
    cos_root = (first_m**2 + length**2 - second_m**2) / (2 * first_m * length)
    return np.asarray(first_m * np.sin(np.arccos(np.clip(cos_root, -1, 1))))
