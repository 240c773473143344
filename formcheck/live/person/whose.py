"""Is the person in the picture still the one whose set this is?"""

from formcheck.body.geometry import length
from formcheck.detection.people import LIMITS, mid_hip_px, size_px
from formcheck.poses.pose import Pose
from formcheck.system.arrays import FloatArray

STEP_S = 0.2  # who was out of sight for longer may come back anywhere
SMALLEST, LARGEST = 0.65, 1.5  # of the size they had; others are nearer, or further away
FOLLOWS_S = 5.0  # the size follows who walks closer with this time constant


class Whose:
    """Follows one person by place and size; whoever walks through is somebody else."""

    def __init__(self) -> None:
        self._hip: FloatArray | None = None
        self._size_px = 0.0
        self._last_px = 0.0
        self._seen_s = 0.0

    def is_theirs(self, pose: Pose) -> bool:
        """Take the next pose, and tell whether it is the person's; the first one seen is."""
        if not pose.found:
            return False
        hip, size = mid_hip_px(pose), size_px(pose)
        if self._hip is None:
            self._size_px = self._last_px = size
        absent_s = pose.time_s - self._seen_s
        # Who bends looks smaller and smaller, but not from one frame to the next.
        had_px = self._last_px if absent_s <= STEP_S else self._size_px
        if not SMALLEST < size / max(had_px, 1e-9) < LARGEST:
            return False
        if (
            self._hip is not None
            and absent_s <= STEP_S
            and float(length(hip - self._hip)) > LIMITS.max_step * self._size_px
        ):
            return False
        share = min(1.0, absent_s / FOLLOWS_S) if absent_s <= STEP_S else 0.0
        self._size_px += share * (size - self._size_px)
        self._hip, self._last_px, self._seen_s = hip, size, pose.time_s
        return True
