"""The 33 landmarks of a pose, in the names and the order of MediaPipe Pose (BlazePose)."""

from enum import IntEnum
from functools import cache
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["left", "right"]

SIDES: tuple[Side, Side] = ("left", "right")

# How the legs share an exercise: left and right in turn, one leg at a time in any order (often all
# reps of one leg first), or both legs at once.
Legs: TypeAlias = Literal["alternating", "unilateral", "together"]

# A fast rep takes a fraction of a second and may overlap with one of the other leg, as in running.
# A slow one takes seconds.
Tempo: TypeAlias = Literal["fast", "slow"]


class Landmark(IntEnum):
    """Index of each landmark; left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


COUNT = len(Landmark)

# The joints that are exchanged when the model mistakes one leg for the other.
LEG_JOINTS = ("knee", "ankle", "heel", "foot_index")

# The lines of the skeleton as it is drawn: trunk, arms, legs, feet.
SKELETON: tuple[tuple[Landmark, Landmark], ...] = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
    (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
    (Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
    (Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL),
    (Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX),
)

# For each landmark, the one that a mirror shows in its place.
_EXCHANGED = {"LEFT": "RIGHT", "RIGHT": "LEFT"}
IN_MIRROR: tuple[Landmark, ...] = tuple(
    Landmark["_".join(_EXCHANGED.get(word, word) for word in m.name.split("_"))] for m in Landmark
)

# The names of the joints that each side has.
PAIRED_JOINTS = tuple(
    m.name.removeprefix("LEFT_").lower() for m in Landmark if m.name[:5] == "LEFT_"
)


@cache
def joint(side: Side, name: str) -> Landmark:
    """Return the landmark of a paired joint, such as ``joint("left", "knee")``.

    Raises:
        KeyError: there is no such joint.
    """
    return Landmark[f"{side}_{name}".upper()]


def other(side: Side) -> Side:
    """Return the opposite side."""
    return "right" if side == "left" else "left"
