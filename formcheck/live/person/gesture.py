"""The sign that needs no keyboard: a hand held above the head."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.body.geometry import length
from formcheck.poses.landmarks import SIDES, Landmark, joint
from formcheck.poses.pose import Pose
from formcheck.system.arrays import FloatArray

RAISED_S = 1.0  # held for so long, a hand is a sign
KEPT_S = 3.0  # and for so long another one
LOST_S = 0.25  # a hand unseen for less is still up
ABOVE_TL = 0.15  # trunk lengths above the highest point of the face
SEEN = 0.5  # visibility of a wrist that is believed

Sign = Literal["raised", "kept"]


@dataclass(frozen=True, slots=True)
class Hand:
    """What the raised hand says in a frame.

    Attributes:
        xy_px: (2,) the wrist; None where no hand is up.
        share: of the time until the next sign, 0..1.
        sign: in the one frame in which it is given.
    """

    xy_px: FloatArray | None = None
    share: float = 0.0
    sign: Sign | None = None


class HandSign:
    """Watches for a raised hand; each raise gives each sign once."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._seen_s = 0.0
        self._given: Sign | None = None

    def step(self, time_s: float, pose: Pose | None) -> Hand:
        """Take the next frame; None or nobody is no hand."""
        wrist = _raised_wrist(pose) if pose is not None and pose.found else None
        if wrist is None:
            if self._since_s is not None and time_s - self._seen_s > LOST_S:
                self._since_s = self._given = None
            return Hand()
        if self._since_s is None:
            self._since_s = time_s
        self._seen_s = time_s
        held_s = time_s - self._since_s
        if self._given is None and held_s >= RAISED_S:
            self._given = "raised"
            return Hand(wrist, 1.0, "raised")
        if self._given == "raised" and held_s >= KEPT_S:
            self._given = "kept"
            return Hand(wrist, 1.0, "kept")
        if self._given is None:
            return Hand(wrist, held_s / RAISED_S)
        return Hand(wrist, min(1.0, (held_s - RAISED_S) / (KEPT_S - RAISED_S)))


def _raised_wrist(pose: Pose) -> FloatArray | None:
    """The wrist that is above the head, the higher one of two."""
    xy = pose.xy_px
    shoulders = xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
    hips = xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    trunk_px = float(length(shoulders - hips))
    highest_px = float(np.min(xy[: Landmark.MOUTH_RIGHT + 1, 1])) - ABOVE_TL * trunk_px
    up = [
        joint(side, "wrist")
        for side in SIDES
        if pose.visibility[joint(side, "wrist")] >= SEEN
        and xy[joint(side, "wrist"), 1] < highest_px
        # A wrist thrown up from a folded arm is a misreading: the elbow comes up, too.
        and xy[joint(side, "elbow"), 1] < shoulders[1]
    ]
    if not up:
        return None
    wrist: FloatArray = xy[min(up, key=lambda landmark: float(xy[landmark, 1]))]
    return wrist
