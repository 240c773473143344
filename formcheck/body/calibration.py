"""What a pose model misreads on people whose true angles are known, and the correction of it."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class KneeCorrection:
    """The correction of knee flexion. The default corrects nothing.

    Attributes:
        gain: true degrees of flexion per degree read.
        offset_deg: added to the flexion of a bent knee, besides the gain.
        far_offset_deg: as ``offset_deg``, for the leg further from the camera.
        starts_deg: up to this flexion, as read, the offset is 0.
        full_deg: from this flexion on the offset is added in full.
    """

    gain: float = 1.0
    offset_deg: float = 0.0
    far_offset_deg: float = 0.0
    starts_deg: float = 0.0
    full_deg: float = 10.0

    def corrected(self, read_deg: FloatArray, *, far: bool) -> FloatArray:
        """Return the corrected flexion in degrees; see `Calibration.knee_flexion_deg`."""
        offset_deg = self.far_offset_deg if far else self.offset_deg
        share = (read_deg - self.starts_deg) / (self.full_deg - self.starts_deg)
        more_deg = (self.gain - 1.0) * np.maximum(read_deg, 0.0)
        return read_deg + more_deg + offset_deg * np.clip(share, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The corrections for one pose model, for people seen from the side.

    The default corrects nothing. `formcheck.detection.calibrations` has the measured ones.

    Attributes:
        knee: the correction of knee flexion, in fast movements unless `for_slow` has chosen.
        slow_knee: the correction of knee flexion in slow movements.
        far_foot_pitch_deg: how many degrees too far down the toes of the far foot are read.
        far_thigh_elevation_deg: how many degrees too high the far thigh is read when level.
        front_trunk_lean_deg: how many degrees too upright the trunk is read from the front, times
            the sine of the camera's angle off the side.
        lag_s: how late the landmarks are, in seconds, because the model smooths over time.
        seen_visibility: the model's own visibility of knee and ankle, 0..1, from which on a leg
            that moves as legs do is seen.
    """

    knee: KneeCorrection = KneeCorrection()
    slow_knee: KneeCorrection = KneeCorrection()
    far_foot_pitch_deg: float = 0.0
    far_thigh_elevation_deg: float = 0.0
    front_trunk_lean_deg: float = 0.0
    lag_s: float = 0.0
    seen_visibility: float = 0.4

    def knee_flexion_deg(self, read_deg: FloatArray, *, far: bool = False) -> FloatArray:
        """Return the corrected knee flexion in degrees.

        Args:
            read_deg: flexion as read, any shape, in degrees.
            far: whether it is the knee further from the camera.
        """
        return self.knee.corrected(read_deg, far=far)

    def far_thigh_deg(self, read_deg: FloatArray) -> FloatArray:
        """Return the corrected elevation of the far thigh; a hanging thigh is left as read.

        Args:
            read_deg: elevation as read, any shape, in degrees.
        """
        return read_deg - self.far_thigh_elevation_deg * np.cos(np.radians(read_deg))

    def for_slow(self) -> "Calibration":
        """Return the calibration for slow movements."""
        return replace(self, knee=self.slow_knee)

    def without_knee(self) -> "Calibration":
        """Return the calibration without the knee, for exercises that ask for that."""
        return replace(self, knee=KneeCorrection())


NO_CORRECTION = Calibration()
