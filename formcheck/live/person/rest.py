"""How long the legs of a person have rested, and whether they move."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.geometry import length
from formcheck.poses.landmarks import SIDES, joint
from formcheck.system.arrays import FloatArray

_LEFT, _RIGHT = ([joint(side, name) for name in ("hip", "knee", "ankle")] for side in SIDES)


@dataclass(slots=True)
class LegsAtRest:
    """Watches whether the legs move; arms and head may.

    Args:
        moved_ll: legs that are further from where they came to rest have moved, in leg lengths.
            What counts is the middle of hips, of knees and of ankles: it trembles less than either
            joint, moves if one of them does, and stays where it is if the model takes one leg for
            the other.
        sure: in so many frames in a row: a single one may be misread.
        lost_s: a person who is out of sight for less than this still rests.

    Attributes:
        rested_s: for how long the legs have rested; 0 where nobody is seen.
    """

    moved_ll: float = 0.05
    sure: int = 2
    lost_s: float = 0.5
    rested_s: float = 0.0
    _since_s: float = 0.0
    _seen_s: float = 0.0
    _rest: FloatArray | None = None
    _away: int = 0

    def step(self, time_s: float, xy_px: FloatArray | None) -> None:
        """Take the next frame.

        Args:
            time_s: its time.
            xy_px: (33, 2) landmarks in pixels; None or NaN where nobody is seen.
        """
        legs = None if xy_px is None else _legs(xy_px)
        if legs is None or not np.isfinite(legs).all():
            if time_s - self._seen_s >= self.lost_s:
                self._rest, self.rested_s, self._away = None, 0.0, 0
            return
        self._seen_s = time_s
        if self._rest is None:
            self._rest, self._since_s = legs, time_s
        leg_px = float(length(np.diff(legs, axis=0)).sum())
        moved = float(length(legs - self._rest).max()) > self.moved_ll * leg_px
        self._away = self._away + 1 if moved else 0
        if self._away >= self.sure:
            self._rest, self._since_s, self._away = legs, time_s, 0
        self.rested_s = time_s - self._since_s


def _legs(xy_px: FloatArray) -> FloatArray:
    """Return the middles of hips, knees and ankles, (3, 2)."""
    legs: FloatArray = (xy_px[_LEFT] + xy_px[_RIGHT]) / 2.0
    return legs
