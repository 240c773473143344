"""What a pose model misreads on people whose angles are known, and how to put it right."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.system.arrays import FloatArray

STRAIGHT_DEG = 10.0  # below this the offset fades: a straight knee is read as straight


@dataclass(frozen=True, slots=True)
class Calibration:
    """Corrections of one pose model, seen from the side.

    Attributes:
        knee_gain: true degrees of knee flexion per degree read.
        knee_offset_deg: what is missing besides, of a knee that is bent at all.
        far_knee_offset_deg: the same of the leg that is further from the camera.
        far_foot_pitch_deg: how much too far down the toes of that leg are read.
        far_thigh_elevation_deg: how much too high its thigh is read where it is level.
        lag_s: how late the landmarks are, by the model's own smoothing over time.
    """

    knee_gain: float = 1.0
    knee_offset_deg: float = 0.0
    far_knee_offset_deg: float = 0.0
    far_foot_pitch_deg: float = 0.0
    far_thigh_elevation_deg: float = 0.0
    lag_s: float = 0.0

    def knee_flexion_deg(self, read_deg: FloatArray, *, far: bool = False) -> FloatArray:
        """Return corrected angles for the angles as read."""
        bent_deg = np.maximum(read_deg, 0.0)
        offset_deg = self.far_knee_offset_deg if far else self.knee_offset_deg
        fading = np.minimum(bent_deg / STRAIGHT_DEG, 1.0)
        return read_deg + (self.knee_gain - 1.0) * bent_deg + offset_deg * fading

    def far_thigh_deg(self, read_deg: FloatArray) -> FloatArray:
        """Return the elevation of the far thigh for that as read; one that hangs is read well."""
        return read_deg - self.far_thigh_elevation_deg * np.cos(np.radians(read_deg))

    def without_knee(self) -> "Calibration":
        """Return the calibration for movements on which the knee is read better as it is."""
        return replace(self, knee_gain=1.0, knee_offset_deg=0.0, far_knee_offset_deg=0.0)


NONE = Calibration()
