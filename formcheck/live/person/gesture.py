"""The sign that needs no keyboard: a hand held above the head."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from formcheck.body.geometry import length
from formcheck.poses.landmarks import SIDES, Landmark, Side, joint
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
        side: which hand it is; None where that is not clear.
    """

    xy_px: FloatArray | None = None
    share: float = 0.0
    coming: Sign | None = "raised"
    sign: Sign | None = None
    side: Side | None = None


@dataclass(slots=True)
class HandSign:
    """Watches for a raised hand. Each raise gives each sign once.

    Args:
        raised_s: a hand held up for this long gives the sign "raised".
        kept_s: a hand held up for this long gives the sign "kept".
        lost_s: a hand that is out of sight for less than this still counts as up.
        above_tl: how far the wrist must be above the highest point of the face, in trunk lengths.
        seen: a wrist of lower visibility is ignored.
        clear_share: the hand is the left one if it was that in at least this share of the frames
            since it was raised, and likewise the right one.
    """

    raised_s: float = 1.0
    kept_s: float = 3.0
    lost_s: float = 0.25
    above_tl: float = 0.15
    seen: float = 0.5
    clear_share: float = 0.9
    _since_s: float | None = None
    _seen_s: float = 0.0
    _given: Sign | None = None
    _sides: list[Side] = field(default_factory=list)  # of the hand in each frame since it is up

    def step(self, time_s: float, pose: Pose | None, *, counts: bool = True) -> Hand:
        """Return the raised hand in the next frame.

        Args:
            time_s: its time.
            pose: the person in it; None or nobody where there is no person.
            counts: whether a sign would do anything: before that the time does not run.
        """
        up = self._raised(pose) if pose is not None and pose.found else None
        if pose is None or up is None:
            if self._since_s is not None and time_s - self._seen_s > self.lost_s:
                self._since_s = self._given = None
                self._sides.clear()
            return Hand()
        if self._since_s is None or not (counts or self._given):
            self._since_s = time_s
        self._seen_s = time_s
        self._sides.append(up)
        return self._held(pose.xy_px[joint(up, "wrist")], time_s - self._since_s)

    def _held(self, wrist: FloatArray, held_s: float) -> Hand:
        """Return the hand that is held up for some seconds, with its sign when it is due."""
        side = self._side()
        if self._given is None and held_s >= self.raised_s:
            self._given = "raised"
            return Hand(wrist, 0.0, "kept", "raised", side)
        if self._given == "raised" and held_s >= self.kept_s:
            self._given = "kept"
            return Hand(wrist, 1.0, None, "kept", side)
        if self._given is None:
            return Hand(wrist, held_s / self.raised_s, side=side)
        if self._given == "kept":
            return Hand(wrist, 1.0, None, side=side)
        share = (held_s - self.raised_s) / (self.kept_s - self.raised_s)
        return Hand(wrist, share, "kept", side=side)

    def _side(self) -> Side | None:
        """Return which hand is up; None where the frames disagree."""
        for side in SIDES:
            if self._sides.count(side) >= self.clear_share * len(self._sides):
                return side
        return None

    def _raised(self, pose: Pose) -> Side | None:
        """Return the hand whose wrist is above the head, the higher one of two."""
        xy = pose.xy_px
        face_px = float(np.min(xy[: Landmark.MOUTH_RIGHT + 1, 1]))  # its highest point
        if not any(xy[joint(side, "wrist"), 1] < face_px for side in SIDES):
            return None
        shoulders = xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
        hips = xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
        trunk_px = float(length(shoulders - hips))
        highest_px = face_px - self.above_tl * trunk_px
        up = [
            side
            for side in SIDES
            if pose.visibility[joint(side, "wrist")] >= self.seen
            and xy[joint(side, "wrist"), 1] < highest_px
            # A wrist above a folded arm is misread: with a raised hand the elbow is up, too.
            and xy[joint(side, "elbow"), 1] < shoulders[1]
        ]
        return min(up, key=lambda side: float(xy[joint(side, "wrist"), 1]), default=None)
