"""A cleaned track and its person, of which every measure is a function."""

from dataclasses import dataclass, field

from formcheck.body.subject import Subject
from formcheck.poses.landmarks import Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Motion:
    """A cleaned track and its person, of which every measure is a function.

    Attributes:
        track: n cleaned frames.
        subject: the person.
        still: (n,) frames that show the person's neutral pose; None while unknown.
        xy_px: (n, 33, 2) landmarks as a camera at the exact side would see them, where the view
            shows the sagittal plane; as they are in the picture where it does not.
    """

    track: PoseTrack
    subject: Subject
    still: BoolArray | None = None
    xy_px: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        xy_px = self.track.xy_px @ self.subject.view.sagittal().T
        object.__setattr__(self, "xy_px", xy_px)

    def xy(self, side: Side, name: str) -> FloatArray:
        """Return (n, 2) places of a paired joint, in pixels, as in ``xy_px``."""
        return self.xy_px[:, joint(side, name)]

    @property
    def facing(self) -> int:
        """1 where the person faces right in the picture, -1 left."""
        return self.subject.view.facing or 1

    def outward(self, side: Side) -> int:
        """Return the way outward for a side of the person, from the front or from behind.

        1 where that side is on the right of the picture, -1 left.
        """
        seen_from_front = self.subject.view.kind == "front"
        return 1 if (side == "left") == seen_from_front else -1
