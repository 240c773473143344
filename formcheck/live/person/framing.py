"""Whether the whole person is in the picture, and large enough."""

from dataclasses import dataclass

import numpy as np

from formcheck.live.person.advice import TOO_FAR, Advice, Trouble
from formcheck.poses.landmarks import SIDES, Landmark, joint
from formcheck.poses.pose import Pose
from formcheck.system.arrays import FloatArray

_ANKLES = [joint(side, "ankle") for side in SIDES]
_FEET = [joint(side, name) for side in SIDES for name in ("ankle", "heel", "foot_index")]


@dataclass(frozen=True, slots=True)
class Framing:
    """Says how to get into the picture. Lengths are shares of the picture's width or height.

    Attributes:
        edge: what is nearer to the edge of the picture is cut off.
        ankle_seen: visibility below which an ankle is hidden.
        smallest: share of the height, or of the width where they lie, that a person should fill.
        crown: least distance from the eyes to the top of the head, as a share of the person's
            height.
        room: free height at top or bottom that is enough to tilt the screen by.
    """

    edge: float = 0.01
    ankle_seen: float = 0.25
    smallest: float = 0.33
    crown: float = 0.05
    room: float = 0.08

    def advice(self, pose: Pose, size: tuple[int, int], *, lying: bool) -> Advice | None:
        """Return what to change; None where head, feet and sides are in the picture.

        Args:
            pose: the person.
            size: width and height of the picture, in pixels.
            lying: whether the exercise is done on all fours.
        """
        x, y = pose.xy_px[:, 0] / size[0], pose.xy_px[:, 1] / size[1]
        ankle_seen = max(pose.visibility[_ANKLES]) >= self.ankle_seen
        return self._height(y, ankle_seen) or self._sides(x) or self._distance(x, y, lying)

    def _height(self, y: FloatArray, ankle_seen: bool) -> Advice | None:
        tall, lowest_y = float(np.ptp(y)), float(y[_FEET].max())
        head_y = float(y[: Landmark.MOUTH_RIGHT + 1].min()) - self.crown * tall
        head_cut = head_y < -self.edge
        if lowest_y > 1.0 - self.edge or not ankle_seen:
            fills = head_cut or head_y < self.room or tall > 1.0 - self.room
            todo = "Step back" if fills or not ankle_seen else "Tilt the screen down"
            return Advice(Trouble.CUT_OFF, todo, "Your feet are cut off")
        if head_cut:
            todo = "Tilt the screen up" if lowest_y < 1.0 - self.room else "Step back"
            return Advice(Trouble.CUT_OFF, todo, "Your head is cut off")
        return None

    def _sides(self, x: FloatArray) -> Advice | None:
        left, right = float(x.min()) < self.edge, float(x.max()) > 1.0 - self.edge
        if left and right:
            return Advice(Trouble.CUT_OFF, "Step back", "You are cut off at the sides")
        if left or right:
            # The picture is shown mirrored: its left edge is on the right of the window.
            return Advice(Trouble.CUT_OFF, "Move to the middle", "", -1 if left else 1)
        return None

    def _distance(self, x: FloatArray, y: FloatArray, lying: bool) -> Advice | None:
        if max(np.ptp(y), np.ptp(x) if lying else 0.0) < self.smallest:
            return TOO_FAR
        return None
