"""What a pose model misreads on people whose true angles are known, and the correction of it."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Calibration:
    """The corrections for one pose model, for people seen from the side.

    The default corrects nothing. `formcheck.detection.calibrations` has the measured ones.

    Attributes:
        knee_gain: true degrees of knee flexion per degree read.
        knee_offset_deg: added to the flexion of a bent knee, besides the gain.
        far_knee_offset_deg: as ``knee_offset_deg``, for the leg further from the camera.
        far_foot_pitch_deg: how many degrees too far down the toes of the far foot are read.
        far_thigh_elevation_deg: how many degrees too high the far thigh is read when level.
        front_trunk_lean_deg: how many degrees too upright the trunk is read from the front, times
            the sine of the camera's angle off the side.
        lag_s: how late the landmarks are, in seconds, because the model smooths over time.
        straight_knee_deg: below this flexion the knee offset fades to 0, because a straight knee
            is read correctly.
    """

    knee_gain: float = 1.0
    knee_offset_deg: float = 0.0
    far_knee_offset_deg: float = 0.0
    far_foot_pitch_deg: float = 0.0
    far_thigh_elevation_deg: float = 0.0
    front_trunk_lean_deg: float = 0.0
    lag_s: float = 0.0
    straight_knee_deg: float = 10.0

    def knee_flexion_deg(self, read_deg: FloatArray, *, far: bool = False) -> FloatArray:
        """Return the corrected knee flexion in degrees.

        Args:
            read_deg: flexion as read, any shape, in degrees.
            far: whether it is the knee further from the camera.
        """
        bent_deg = np.maximum(read_deg, 0.0)
        offset_deg = self.far_knee_offset_deg if far else self.knee_offset_deg
        fading = np.minimum(bent_deg / self.straight_knee_deg, 1.0)
        return read_deg + (self.knee_gain - 1.0) * bent_deg + offset_deg * fading

    def far_thigh_deg(self, read_deg: FloatArray) -> FloatArray:
        """Return the corrected elevation of the far thigh; a hanging thigh is left as read.

        Args:
            read_deg: elevation as read, any shape, in degrees.
        """
        return read_deg - self.far_thigh_elevation_deg * np.cos(np.radians(read_deg))

    def without_knee(self) -> "Calibration":
        """Return the calibration without the knee, for exercises that read it well as it is."""
        return replace(self, knee_gain=1.0, knee_offset_deg=0.0, far_knee_offset_deg=0.0)


NO_CORRECTION = Calibration()
