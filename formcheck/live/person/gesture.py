"""The sign that needs no keyboard: a hand held above the head."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.body.geometry import length
from formcheck.poses.landmarks import SIDES, Landmark, joint
from formcheck.poses.pose import Pose
from formcheck.system.arrays import FloatArray

Sign = Literal["raised", "kept"]


@dataclass(frozen=True, slots=True)
class Hand:
    """The raised hand in one frame.

    Attributes:
        xy_px: (2,) the wrist; None where no hand is up.
        share: how much of the time until the next sign has passed, 0..1.
        coming: the next sign; None where no more follows.
        sign: the sign, in the one frame in which it is given.
    """

    xy_px: FloatArray | None = None
    share: float = 0.0
    coming: Sign | None = "raised"
    sign: Sign | None = None


@dataclass(slots=True)
class HandSign:
    """Watches for a raised hand. Each raise gives each sign once.

    Args:
        raised_s: a hand held up for this long gives the sign "raised".
        kept_s: a hand held up for this long gives the sign "kept".
        lost_s: a hand that is out of sight for less than this still counts as up.
        above_tl: how far the wrist must be above the highest point of the face, in trunk lengths.
        seen: a wrist of lower visibility is ignored.
    """

    raised_s: float = 1.0
    kept_s: float = 3.0
    lost_s: float = 0.25
    above_tl: float = 0.15
    seen: float = 0.5
    _since_s: float | None = None
    _seen_s: float = 0.0
    _given: Sign | None = None

    def step(self, time_s: float, pose: Pose | None, *, counts: bool = True) -> Hand:
        """Return the raised hand in the next frame.

        Args:
            time_s: its time.
            pose: the person in it; None or nobody where there is no person.
            counts: whether a sign would do anything: before that the time does not run.
        """
        wrist = self._raised_wrist(pose) if pose is not None and pose.found else None
        if wrist is None:
            if self._since_s is not None and time_s - self._seen_s > self.lost_s:
                self._since_s = self._given = None
            return Hand()
        if self._since_s is None or not (counts or self._given):
            self._since_s = time_s
        self._seen_s = time_s
        held_s = time_s - self._since_s
        if self._given is None and held_s >= self.raised_s:
            self._given = "raised"
            return Hand(wrist, 0.0, "kept", "raised")
        if self._given == "raised" and held_s >= self.kept_s:
            self._given = "kept"
            return Hand(wrist, 1.0, None, "kept")
        if self._given is None:
            return Hand(wrist, held_s / self.raised_s)
        if self._given == "kept":
            return Hand(wrist, 1.0, None)
        return Hand(wrist, (held_s - self.raised_s) / (self.kept_s - self.raised_s), "kept")

    def _raised_wrist(self, pose: Pose) -> FloatArray | None:
        """Return the wrist that is above the head, the higher one of two."""
        xy = pose.xy_px
        shoulders = xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
        hips = xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
        trunk_px = float(length(shoulders - hips))
        face = xy[: Landmark.MOUTH_RIGHT + 1]
        highest_px = float(np.min(face[:, 1])) - self.above_tl * trunk_px
        up = [
            joint(side, "wrist")
            for side in SIDES
            if pose.visibility[joint(side, "wrist")] >= self.seen
            and xy[joint(side, "wrist"), 1] < highest_px
            # A wrist above a folded arm is misread: with a raised hand the elbow is up, too.
            and xy[joint(side, "elbow"), 1] < shoulders[1]
        ]
        if not up:
            return None
        wrist: FloatArray = xy[min(up, key=lambda landmark: float(xy[landmark, 1]))]
        return wrist
