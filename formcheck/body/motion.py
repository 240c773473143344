"""A cleaned track and its person, of which every measure is a function."""

from dataclasses import dataclass, field

from formcheck.body.subject import Subject
from formcheck.poses.landmarks import Landmark, Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Motion:
    """A cleaned track and its person, of which every measure is a function.

    Places are as a camera at the exact side would see them, where the view shows the sagittal
    plane; as they are in the picture where it does not. Each joint is computed when it is asked
    for, and once: an hour of all landmarks takes 60 MB.

    Attributes:
        track: n cleaned frames.
        subject: the person.
        still: (n,) frames that show the person's neutral pose; None while unknown.
    """

    track: PoseTrack
    subject: Subject
    still: BoolArray | None = None
    _places: dict[Landmark, FloatArray] = field(default_factory=dict, init=False)

    def xy(self, side: Side, name: str) -> FloatArray:
        """Return (n, 2) places of a paired joint, in pixels."""
        mark = joint(side, name)
        if mark not in self._places:
            self._places[mark] = self.track.xy_px[:, mark] @ self.subject.view.sagittal().T
        return self._places[mark]

    def middle(self, name: str) -> FloatArray:
        """Return (n, 2) the middle between the left and the right joint, in pixels."""
        return (self.xy("left", name) + self.xy("right", name)) / 2.0

    def trunk(self) -> FloatArray:
        """Return (n, 2) vectors from the middle of the hips to the middle of the shoulders."""
        return self.middle("shoulder") - self.middle("hip")

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
