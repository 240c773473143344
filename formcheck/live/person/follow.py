"""Follows the person whose set it is, and ignores others who walk through the picture."""

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.body.geometry import length
from formcheck.detection.people import LIMITS, mid_hip_px, size_px
from formcheck.poses.pose import Pose
from formcheck.system.arrays import FloatArray


@dataclass(slots=True)
class SamePerson:
    """Recognises one person by place and size.

    Args:
        step_s: a person who was out of sight for longer may come back at any place.
        smallest: share of the known size below which it is somebody further away.
        largest: share of the known size above which it is somebody nearer.
        follows_s: time constant with which the known size follows a person who walks closer.
    """

    step_s: float = 0.2
    smallest: float = 0.65
    largest: float = 1.5
    follows_s: float = 5.0
    _hip: FloatArray | None = None
    _size_px: float = 0.0
    _last_px: float = 0.0
    _seen_s: float = 0.0

    def is_theirs(self, pose: Pose) -> bool:
        """Return whether the next pose is the person's. The very first pose is."""
        if not pose.found:
            return False
        hip, size = mid_hip_px(pose), size_px(pose)
        if self._hip is None:
            self._size_px = self._last_px = size
        absent_s = pose.time_s - self._seen_s
        # Somebody who bends looks smaller and smaller, but not from one frame to the next.
        had_px = self._last_px if absent_s <= self.step_s else self._size_px
        if not self.smallest < size / max(had_px, 1e-9) < self.largest:
            return False
        if (
            self._hip is not None
            and absent_s <= self.step_s
            and float(length(hip - self._hip)) > LIMITS.max_step * self._size_px
        ):
            return False
        share = min(1.0, absent_s / self.follows_s) if absent_s <= self.step_s else 0.0
        self._size_px += share * (size - self._size_px)
        self._hip, self._last_px, self._seen_s = hip, size, pose.time_s
        return True


@dataclass(slots=True)
class Follower:
    """Passes the poses of one person on, and makes the pose model leave strangers.

    Args:
        stranger_s: how long the pose model may follow a stranger before it must search again.
    """

    stranger_s: float = 2.0
    _person: SamePerson | None = None
    _stranger_since_s: float | None = None

    def anybody(self) -> None:
        """Take whoever is seen next for the person."""
        self._person = None

    def theirs(self, pose: Pose, search_again: Callable[[], None]) -> Pose:
        """Return the pose if it is the person's, otherwise nobody.

        Args:
            pose: who is seen.
            search_again: called where a stranger has been followed for too long.
        """
        self._person = self._person or SamePerson()
        if not pose.found or self._person.is_theirs(pose):
            self._stranger_since_s = None
            return pose
        if self._stranger_since_s is None:
            self._stranger_since_s = pose.time_s
        elif pose.time_s - self._stranger_since_s > self.stranger_s:
            self._stranger_since_s = None
            search_again()
        return Pose.nobody(pose.time_s)
