"""Several people in a clip: follow each one and choose the one who fills most of the picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.joints import middle
from formcheck.poses.landmarks import Landmark
from formcheck.poses.pose import Pose
from formcheck.system.arrays import FloatArray

_KNEES = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]


@dataclass(frozen=True, slots=True)
class PeopleLimits:
    """When two poses are the same person, and when a second person matters.

    Attributes:
        max_step: furthest that a person's hips move from one frame to the next, relative to the
            size of the person (`size_px`).
        min_stay: share of the frames in which a second person must be seen. Somebody who is seen
            less just passed by.
        min_height: height of a second person relative to the tallest one in the picture. A smaller
            one is far in the background.
        min_distance: distance between two people relative to the height of the taller one. Closer
            ones are one person found twice.
        max_growth: somebody who is suddenly seen at another place, because the clip was cut or the
            camera was moved, is the same person if they are no more than this times as large or as
            small, and are not seen at the first place again.
        strays: share of the frames at either end of a stay that do not count for this: where a clip
            starts anew, the person may be seen at the first place for a moment.
    """

    max_step: float = 0.6
    min_stay: float = 0.1
    min_height: float = 0.4
    min_distance: float = 0.25
    max_growth: float = 2.0
    strays: float = 0.05


LIMITS = PeopleLimits()


@dataclass(slots=True, eq=False)
class _Person:
    """One person followed through a clip: their pose by frame, and where they were last seen."""

    poses: dict[int, Pose] = field(default_factory=dict)
    hip_px: FloatArray = field(default_factory=lambda: np.zeros(2))
    size_px: float = 0.0
    filled: float = 0.0  # sum of the sizes in all frames

    def add(self, frame: int, pose: Pose) -> None:
        self.poses[frame] = pose
        self.hip_px, self.size_px = mid_hip_px(pose), size_px(pose)
        self.filled += self.size_px

    def distance(self, pose: Pose) -> float:
        """Return how far a pose is from where the person was last, in sizes of the person."""
        return float(length(mid_hip_px(pose) - self.hip_px)) / max(self.size_px, 1.0)

    def may_be(self, other: "_Person", limits: PeopleLimits) -> bool:
        """Return whether another may be this person, seen at another place before or after."""
        growth = (self.filled / len(self.poses)) / max(other.filled / len(other.poses), 1.0)
        (first, last), (other_first, other_last) = self.stay(limits), other.stay(limits)
        apart = last < other_first or other_last < first
        return apart and 1.0 / limits.max_growth <= growth <= limits.max_growth

    def stay(self, limits: PeopleLimits) -> tuple[int, int]:
        """Return the first and the last frame of the stay, strays at either end left out."""
        frames, strays = sorted(self.poses), round(limits.strays * len(self.poses))
        return frames[strays], frames[-1 - strays]

    def join(self, other: "_Person") -> None:
        """Take over the poses of another who is this person, too."""
        self.poses = other.poses | self.poses
        self.filled += other.filled


def choose_person(
    frames: Sequence[list[Pose]], times_s: Sequence[float], limits: PeopleLimits = LIMITS
) -> tuple[list[Pose], int]:
    """Return one pose per frame, of the person who fills most of the picture for longest.

    Args:
        frames: the people in each frame, in any order.
        times_s: timestamp of each frame, used where the chosen person is missing.
        limits: when two poses are the same person, and who counts.

    Returns:
        The poses, and how many people stayed for longer than a moment.
    """
    people = _followed(frames, limits)
    if not people:
        return [Pose.nobody(time_s) for time_s in times_s], 0
    long_enough = limits.min_stay * len(frames)
    stayed = _joined([person for person in people if len(person.poses) > long_enough], limits)
    chosen = max(stayed or people, key=lambda person: person.filled)
    return [
        chosen.poses.get(frame) or Pose.nobody(time_s) for frame, time_s in enumerate(times_s)
    ], len(stayed)


def _followed(frames: Sequence[list[Pose]], limits: PeopleLimits) -> list[_Person]:
    """Return everyone who is followed from frame to frame without a jump."""
    people: list[_Person] = []
    for frame, poses in enumerate(frames):
        free = list(people)
        for pose in sorted(poses, key=size_px, reverse=True):
            person = min(free, key=lambda p: p.distance(pose), default=None)
            if person is None or person.distance(pose) > limits.max_step:
                person = _Person()
                people.append(person)
            else:
                free.remove(person)
            person.add(frame, pose)
    return people


def _joined(people: list[_Person], limits: PeopleLimits) -> list[_Person]:
    """Return the people, each as one who was seen at several places one after another."""
    joined: list[_Person] = []
    for person in sorted(people, key=lambda person: person.filled, reverse=True):
        same = next((other for other in joined if other.may_be(person, limits)), None)
        if same:
            same.join(person)
        else:
            joined.append(person)
    return joined


def has_second_person(poses: Sequence[Pose], limits: PeopleLimits = LIMITS) -> bool:
    """Return whether the poses of one picture show two people, neither far in the background."""
    if len(poses) < 2:
        return False
    heights = [float(np.ptp(pose.xy_px[:, 1])) for pose in poses]
    tallest = int(np.argmax(heights))
    centre = poses[tallest].xy_px.mean(axis=0)
    return any(
        heights[i] > limits.min_height * heights[tallest]
        and float(np.hypot(*(poses[i].xy_px.mean(axis=0) - centre)))
        > limits.min_distance * heights[tallest]
        for i in range(len(poses))
        if i != tallest
    )


def mid_hip_px(pose: Pose) -> FloatArray:
    """Return the middle between the hips, (2,) in pixels."""
    return middle(pose.xy_px, "hip")


def size_px(pose: Pose) -> float:
    """Return the length of trunk and thigh in pixels: a body size that no movement changes."""
    hips = mid_hip_px(pose)
    knees = pose.xy_px[_KNEES]
    return float(length(middle(pose.xy_px, "shoulder") - hips) + length(knees - hips).max())
