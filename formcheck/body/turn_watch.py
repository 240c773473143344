"""Notices, frame by frame, that a person turns round."""

from collections import deque
from typing import Literal, TypeAlias

import numpy as np

from formcheck.body.facing import TURNS, across_body, off_deg
from formcheck.body.geometry import length
from formcheck.poses.pose import Pose
from formcheck.system.arrays import FloatArray

#: What a frame tells: the person has left their way, they keep to a new one, or neither.
TurnEvent: TypeAlias = Literal["left", "settled", ""]


class TurnWatch:
    """Follows the way a person faces; see `TurnLimits`.

    Attributes:
        since_s: when the person left the old way or began to keep to the new one, in seconds, as of
            the last event.
    """

    def __init__(self) -> None:
        self.since_s = 0.0
        self._last: deque[tuple[float, FloatArray]] = deque()
        self._way: FloatArray | None = None
        self._turned = False
        self._on_way_s = 0.0
        self._off_since_s: float | None = None

    def step(self, pose: Pose) -> TurnEvent:
        """Take the next frame."""
        if not pose.found:
            return ""
        self._last.append((pose.time_s, across_body(pose.world_m)))
        while self._last[0][0] < pose.time_s - TURNS.settled_s - TURNS.mean_s:
            self._last.popleft()
        return self._look_for_way(pose.time_s) if self._way is None else self._follow(pose.time_s)

    def _look_for_way(self, now_s: float) -> TurnEvent:
        since_s = now_s - TURNS.settled_s
        if self._last[0][0] > since_s:
            return ""
        some = np.array([unit for time_s, unit in self._last if time_s >= since_s])
        way = some.sum(axis=0)
        # A single frame tells less than the mean over a moment, so the heading may tremble more.
        if np.quantile(off_deg(some, way), 0.9) > TURNS.settled_deg:
            return ""
        self._way, self._on_way_s = way / length(way), now_s
        if not self._turned:
            return ""
        self._turned, self.since_s = False, since_s
        return "settled"

    def _follow(self, now_s: float) -> TurnEvent:
        assert self._way is not None
        some = [unit for time_s, unit in self._last if time_s >= now_s - TURNS.mean_s]
        off = float(off_deg(np.sum(some, axis=0)[None], self._way)[0])
        if off <= TURNS.leaves_deg:
            self._on_way_s = now_s - TURNS.mean_s / 2.0
        if off <= TURNS.turned_deg:
            self._off_since_s = None
            return ""
        self._off_since_s = now_s if self._off_since_s is None else self._off_since_s
        if now_s - self._off_since_s < TURNS.for_s:
            return ""
        self._way, self._turned, self._off_since_s = None, True, None
        self.since_s = self._on_way_s
        return "left"
