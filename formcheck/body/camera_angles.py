"""Where the camera stands around a person: how far off their side, and how high.

Neither is told by one thing alone. The pose model's own depth turns a person too far to the side
when seen from behind; the widths in the picture depend on the person, and hardly change near the
front and the rear. So they are averaged near the side, and the depth alone counts elsewhere.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.body.geometry import length, quantile
from formcheck.body.joints import across, trunk_vector
from formcheck.poses.landmarks import Side, joint, other
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class CameraReading:
    """How the camera's angles are read from landmarks.

    Measured on the rendered people of the split "tune", 45 clips filmed 18 to 60 degrees off the
    side and 29 from the side. The yaw was read with an error of 3.3 degrees (mean), the elevation
    with 3.0.

    Attributes:
        shoulders_tl: width of the shoulders, in trunk lengths.
        hips_tl: width of the hips, in trunk lengths.
        weights: of the depth of the shoulders, the width of the shoulders and that of the hips, in
            the mean of the three.
        level_gain: true degrees per degree read, for a trunk that lies level. An upright one needs
            none.
        widths_to_deg: further off the side than this, widths hardly change.
        elevation_deg: of a camera that sees both feet at the same height in the picture.
        elevation_deg_per_ll: added for each leg length that the near foot is lower in the picture.
        elevations_deg: the lowest and the highest elevation that is believed.
        floor_quantile: quantile of the heights of a foot that is taken as the floor.
    """

    shoulders_tl: float = 0.69
    hips_tl: float = 0.40
    weights: tuple[float, float, float] = (0.25, 0.25, 0.5)
    level_gain: float = 1.13
    widths_to_deg: float = 60.0
    elevation_deg: float = 0.7
    elevation_deg_per_ll: float = 154.0
    elevations_deg: tuple[float, float] = (-10.0, 35.0)
    floor_quantile: float = 0.85


READING = CameraReading()


def yaw_deg(track: PoseTrack) -> float:
    """Return how far the camera is off the person's left-right axis, -90..90; NaN if unknown.

    It is positive where the camera sees more of the front, negative where it sees more of the back.
    """
    trunk = np.abs(trunk_vector(track.xy_px))
    level_px, upright_px = quantile(trunk[:, 0], 0.5), quantile(trunk[:, 1], 0.5)
    shoulders_m, hips_m = (across(track.world_m, name) for name in ("shoulder", "hip"))
    readings = [_yaw_by_depth(shoulders_m)] + [
        _yaw_by_width(_width_px(track, name), usual_tl, level_px, upright_px)
        for name, usual_tl in (("shoulder", READING.shoulders_tl), ("hip", READING.hips_tl))
    ]
    read_deg = float(np.dot(READING.weights, readings))
    level_share = level_px**2 / (level_px**2 + upright_px**2)
    near_side_deg = read_deg * (1.0 + (READING.level_gain - 1.0) * level_share)
    if not abs(near_side_deg) > READING.widths_to_deg:
        return near_side_deg
    # Shoulders and hips turn against each other at every step, their sum much less.
    further_deg = max(abs(_yaw_by_depth(shoulders_m + hips_m)), READING.widths_to_deg)
    return float(np.copysign(further_deg, near_side_deg))


def _yaw_by_depth(across_m: FloatArray) -> float:
    """Return the yaw of a line across the body, as a median over time, in degrees."""
    angles = np.degrees(np.arctan2(across_m[:, 0], np.abs(across_m[:, 2])))
    return quantile(angles, 0.5)


def _width_px(track: PoseTrack, name: str) -> float:
    """Return how far the left joint is to the right of the right one, as a median over time."""
    return quantile(across(track.xy_px, name)[:, 0], 0.5)


def _yaw_by_width(width_px: float, usual_tl: float, level_px: float, upright_px: float) -> float:
    """Return the yaw at which a width looks as it does beside the trunk, in degrees.

    With s the sine of the yaw, the width is s times the usual one, and the level part of the trunk
    is foreshortened by the cosine: width² = usual² s² (upright² + level² / (1 - s²)).

    Args:
        width_px: the width of shoulders or hips in the picture; negative from behind.
        usual_tl: the true width, in trunk lengths.
        level_px: the level part of the trunk in the picture.
        upright_px: the upright part of it.
    """
    width, upright = width_px**2, (usual_tl * upright_px) ** 2
    total = width + upright + (usual_tl * level_px) ** 2
    # The root of upright * x² - total * x + width in 0..1, in a form that upright = 0 leaves whole.
    sine = np.sqrt(2.0 * width / (total + np.sqrt(max(total**2 - 4.0 * upright * width, 0.0))))
    return float(np.copysign(np.degrees(np.arcsin(np.clip(sine, 0.0, 1.0))), width_px))


def elevation_deg(track: PoseTrack, near: Side) -> float:
    """Return how far the camera looks down on the legs, in degrees; 0 if a foot is never seen.

    The floor rises towards the horizon: the higher the camera, the higher in the picture is the
    foot that is further away.

    Args:
        track: n frames.
        near: the side of the body that is nearer to the camera.
    """
    hip, ankle = (track.xy_px[:, joint(near, name)] for name in ("hip", "ankle"))
    leg_px = quantile(length(hip - ankle), READING.floor_quantile)
    lower_px = _floor_y(track, near) - _floor_y(track, other(near))
    read_deg = READING.elevation_deg + READING.elevation_deg_per_ll * lower_px / leg_px
    return float(np.clip(read_deg, *READING.elevations_deg)) if np.isfinite(read_deg) else 0.0


def _floor_y(track: PoseTrack, side: Side) -> float:
    ankle_y: FloatArray = track.xy_px[:, joint(side, "ankle"), 1]
    return quantile(ankle_y, READING.floor_quantile)
