"""Rotations of arrays of frames, with time as their first axis.

Axes of a person: x to the left, y up, z forwards. About x, a positive angle tips +y towards +z (a
trunk leaning forwards) and carries a hanging leg backwards.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def about_x(angle_deg: Floats | float) -> Floats:
    """Return matrices (T, 3, 3) about the left axis."""
    c, s, one, nil = _terms(angle_deg)
    return _stack(one, nil, nil, nil, c, -s, nil, s, c)


def about_y(angle_deg: Floats | float) -> Floats:
    """Return matrices (T, 3, 3) about the upward axis."""
    c, s, one, nil = _terms(angle_deg)
    return _stack(c, nil, s, nil, one, nil, -s, nil, c)


def about_z(angle_deg: Floats | float) -> Floats:
    """Return matrices (T, 3, 3) about the forward axis."""
    c, s, one, nil = _terms(angle_deg)
    return _stack(c, -s, nil, s, c, nil, nil, nil, one)


def _terms(angle_deg: Floats | float) -> tuple[Floats, Floats, Floats, Floats]:
    angle = np.atleast_1d(np.radians(angle_deg))
    return np.cos(angle), np.sin(angle), np.ones_like(angle), np.zeros_like(angle)


def _stack(*entries: Floats) -> Floats:
    return np.stack(entries, axis=-1).reshape(*entries[0].shape, 3, 3)


def limb(sagittal_deg: Floats, frontal_deg: Floats, axial_deg: Floats) -> Floats:
    """Return the frame of a limb from its angles: about x, then the turned z, then the turned y."""
    return np.asarray(about_x(sagittal_deg) @ about_z(frontal_deg) @ about_y(axial_deg))


def limb_angles_deg(frame: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the three angles of `limb` for frames (T, 3, 3); the first is unwrapped over time."""
    frontal = np.degrees(np.arcsin(np.clip(-frame[:, 0, 1], -1, 1)))
    sagittal = np.degrees(np.unwrap(np.arctan2(frame[:, 2, 1], frame[:, 1, 1])))
    axial = np.degrees(np.unwrap(np.arctan2(frame[:, 0, 2], frame[:, 0, 0])))
    return sagittal, frontal, axial


def unit(vectors: Floats) -> Floats:
    """Return vectors (..., 3) of length 1."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def frame_from(y_axis: Floats, x_hint: Floats) -> Floats:
    """Return frames (..., 3, 3): columns x, y, z; y as given, x as near to the hint as can be."""
    y = unit(y_axis)
    x = unit(x_hint - np.sum(x_hint * y, axis=-1, keepdims=True) * y)
    return np.stack([x, y, np.cross(x, y)], axis=-1)


def about_axis(axis: Floats, angle_rad: Floats) -> Floats:
    """Return matrices (T, 3, 3) about one fixed unit axis (3,)."""
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    s, c = np.sin(angle_rad)[:, None, None], np.cos(angle_rad)[:, None, None]
    return np.asarray(np.eye(3) + s * cross + (1 - c) * (cross @ cross))


def twist_rad(rotation: Floats, axis: Floats) -> Floats:
    """Return the twist (T,) of rotations (T, 3, 3) about a unit axis (3,), unwrapped over time."""
    trace = np.trace(rotation, axis1=1, axis2=2)
    along = (
        np.stack(
            [
                rotation[:, 2, 1] - rotation[:, 1, 2],
                rotation[:, 0, 2] - rotation[:, 2, 0],
                rotation[:, 1, 0] - rotation[:, 0, 1],
            ],
            axis=-1,
        )
        @ axis
    )
    # The scalar part of the quaternion is (1+trace)/4w, its vector part along/4w; w cancels out.
    return np.asarray(np.unwrap(2 * np.arctan2(along, 1 + trace)))
