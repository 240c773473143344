"""Several people in a clip: follow each, judge the one who fills the picture more."""

from dataclasses import dataclass, field

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.joints import middle
from formcheck.poses.landmarks import Landmark
from formcheck.poses.pose import Pose
from formcheck.system.arrays import FloatArray

SAME_PERSON = 0.6  # of their size: nobody's hips go further from one frame to the next
BYSTANDER_SHARE = 0.1  # of the frames; who is there for less just passed by


@dataclass(slots=True, eq=False)
class _Person:
    poses: dict[int, Pose] = field(default_factory=dict)
    hip: FloatArray = field(default_factory=lambda: np.zeros(2))
    size: float = 0.0
    filled: float = 0.0

    def add(self, frame: int, pose: Pose) -> None:
        self.poses[frame] = pose
        self.hip, self.size = mid_hip_px(pose), size_px(pose)
        self.filled += self.size


def choose_person(frames: list[list[Pose]], times_s: list[float]) -> tuple[list[Pose], int]:
    """Return one pose per frame, of the person who fills most of the picture for longest.

    Args:
        frames: the people of each frame, in any order.
        times_s: timestamp of each frame, for those in which the chosen one is missing.

    Returns:
        The poses, and how many people stayed for more than a moment.
    """
    people: list[_Person] = []
    for frame, poses in enumerate(frames):
        free = list(people)
        for pose in sorted(poses, key=size_px, reverse=True):
            person = min(free, key=lambda p: _distance(p, pose), default=None)
            if person is None or _distance(person, pose) > SAME_PERSON:
                person = _Person()
                people.append(person)
            else:
                free.remove(person)
            person.add(frame, pose)
    if not people:
        return [Pose.nobody(time_s) for time_s in times_s], 0
    chosen = max(people, key=lambda person: person.filled)
    stayed = sum(len(person.poses) > BYSTANDER_SHARE * len(frames) for person in people)
    return [
        chosen.poses.get(frame) or Pose.nobody(time_s) for frame, time_s in enumerate(times_s)
    ], stayed


def mid_hip_px(pose: Pose) -> FloatArray:
    """(2,) the middle between the hips."""
    return middle(pose.xy_px, "hip")


def size_px(pose: Pose) -> float:
    """Trunk and thighs in pixels: what a person measures, whatever the limbs do."""
    shoulders = middle(pose.xy_px, "shoulder")
    knees = pose.xy_px[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]]
    return float(length(shoulders - mid_hip_px(pose)) + length(knees - mid_hip_px(pose)).max())


def _distance(person: _Person, pose: Pose) -> float:
    """Between the hips, in sizes of the person."""
    return float(length(mid_hip_px(pose) - person.hip)) / max(person.size, 1.0)
