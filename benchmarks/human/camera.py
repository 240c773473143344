"""A camera with a lens: where it stands, what it projects where.

Pixels run right and down from the picture's top left corner; a point at the centre of the first
pixel is at (0.5, 0.5). Distortion is radial: a direction at the distance r from the axis (in focal
lengths) is seen at r (1 + k1 r²).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.human.errors import RenderError
from benchmarks.human.spec import CameraSpec

Floats = NDArray[np.float64]
NEAR_M, FAR_M = 0.1, 30.0
_ROOM_AXIS = {"right": (-1.0, 0.0), "left": (1.0, 0.0), "camera": (0.0, 1.0), "away": (0.0, -1.0)}


@dataclass(frozen=True, slots=True)
class Camera:
    """A placed camera. ``rotation`` rows are right, up and backwards in the world."""

    position_m: Floats
    rotation: Floats
    focal_px: float
    width: int
    height: int
    k1: float

    def project(self, points_m: Floats) -> Floats:
        """Return the pixels (..., 2) of world points (..., 3), distorted as in the picture."""
        local = (points_m - self.position_m) @ self.rotation.T
        plane = local[..., :2] / np.maximum(-local[..., 2:], NEAR_M)
        plane = plane * (1 + self.k1 * np.sum(plane**2, axis=-1, keepdims=True))
        centre = np.array([self.width / 2, self.height / 2])
        return np.asarray(centre + plane * np.array([1, -1]) * self.focal_px)

    def overscan(self) -> float:
        """Return how much wider the undistorted image must be to fill the picture's corners."""
        if self.k1 == 0:
            return 1.0
        corner = float(np.hypot(self.width, self.height)) / 2 / self.focal_px
        undistorted = undistort_radius(np.array([corner]), self.k1)[0]
        return max(1.0, float(undistorted / corner)) * 1.01

    def view_projection(self, scale: float, jitter: tuple[float, float] = (0.0, 0.0)) -> Floats:
        """Return the OpenGL matrix (4, 4) of an image ``scale`` times as wide; jitter in pixels."""
        view = np.eye(4)
        view[:3, :3] = self.rotation
        view[:3, 3] = -self.rotation @ self.position_m
        half_w, half_h = self.width * scale / 2, self.height * scale / 2
        proj = np.zeros((4, 4))
        proj[0, 0], proj[1, 1] = self.focal_px / half_w, self.focal_px / half_h
        proj[0, 2], proj[1, 2] = -jitter[0] / half_w, -jitter[1] / half_h
        proj[2, 2] = -(FAR_M + NEAR_M) / (FAR_M - NEAR_M)
        proj[2, 3] = -2 * FAR_M * NEAR_M / (FAR_M - NEAR_M)
        proj[3, 2] = -1
        return np.asarray(proj @ view)


def undistort_radius(radius: Floats, k1: float) -> Floats:
    """Return the radius before the lens for a radius in the picture, in focal lengths."""
    out = radius.copy()
    for _ in range(12):
        out = radius / np.maximum(1 + k1 * out**2, 0.2)
    return out


def room_axis(spec: CameraSpec) -> Floats:
    """Return the unit vector (3,) from the person to the camera at yaw 0."""
    x, z = _ROOM_AXIS[spec.facing]
    return np.array([x, 0.0, z])


def place_camera(spec: CameraSpec, low_m: Floats, high_m: Floats) -> Camera:
    """Place a camera; ``low_m`` and ``high_m`` (3,) bound everything that the person occupies."""
    axis = room_axis(spec)
    # towards the person's front in side views, towards the person's left otherwise
    aside = np.array([0.0, 0, 1]) if spec.facing in ("right", "left") else np.array([1.0, 0, 0])
    yaw = np.radians(spec.yaw_deg)
    outwards = np.cos(yaw) * axis + np.sin(yaw) * aside
    focal = spec.height / 2 / np.tan(np.radians(spec.vertical_fov_deg) / 2)
    corner = float(np.hypot(spec.width, spec.height)) / 2 / focal
    if spec.radial_k1 < 0 and corner > 0.95 * 2 / 3 / np.sqrt(-3 * spec.radial_k1):
        raise RenderError(
            f"radial_k1 {spec.radial_k1:g} is too strong for so wide a view: the lens cannot see "
            "the picture's corners; use a k1 nearer to 0 or a smaller vertical_fov_deg."
        )
    centre = (low_m + high_m) / 2
    right = np.cross([0.0, 1, 0], outwards)
    size = high_m - low_m
    wide = float(np.abs(right) @ size)
    deep = float(np.abs(outwards) @ size)
    distance = spec.distance_m
    if distance is None:
        distance = 1.12 * max(float(size[1]) * focal / spec.height, wide * focal / spec.width)
        distance = float(np.clip(distance + deep / 2, 1.2, 8.0))
    position = centre + outwards * distance
    position[1] = spec.height_m
    pitch = spec.pitch_deg
    if pitch is None:
        pitch = float(np.degrees(np.arctan2(centre[1] - spec.height_m, distance)))
    p, r = np.radians(pitch), np.radians(spec.roll_deg)
    back = outwards * np.cos(p) - np.array([0.0, np.sin(p), 0])
    up = np.cross(back, right)
    rolled_right = right * np.cos(r) + up * np.sin(r)
    rolled_up = np.cross(back, rolled_right)
    rotation = np.stack([rolled_right, rolled_up, back])
    return Camera(position, rotation, float(focal), spec.width, spec.height, spec.radial_k1)
