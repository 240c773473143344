"""A cleaned track and its person: what every measure is a function of."""

from dataclasses import dataclass

from formcheck.body.subject import Subject
from formcheck.poses.landmarks import Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Motion:
    """A cleaned track and its person: what every measure is a function of.

    Attributes:
        track: n cleaned frames.
        subject: the person.
        still: (n,) frames in which the person keeps still, their neutral; None while unknown.
    """

    track: PoseTrack
    subject: Subject
    still: BoolArray | None = None

    def xy(self, side: Side, name: str) -> FloatArray:
        """(n, 2) position of a paired joint, in pixels."""
        return self.track.xy_px[:, joint(side, name)]

    @property
    def facing(self) -> int:
        """1 where the person faces right in the picture, -1 left."""
        return self.subject.view.facing or 1

    def outward(self, side: Side) -> int:
        """1 where, from front or rear, a side of the person is on the right of the picture."""
        seen_from_front = self.subject.view.kind == "front"
        return 1 if (side == "left") == seen_from_front else -1
