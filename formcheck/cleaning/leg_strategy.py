"""What cleaning must know of how an exercise uses the legs."""

from typing import Protocol

from formcheck.body.subject import Subject
from formcheck.cleaning.swap_decoder import KickOrder
from formcheck.cleaning.trust import FootSpeeds
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray, IntArray


class LegStrategy(Protocol):
    """How the legs of one kind of exercise are cleaned.

    The arguments of each method are described here, and not again in the strategies.
    """

    @property
    def feet(self) -> FootSpeeds:
        """How fast the feet can move at most."""

    def tells_legs_apart(self, track: PoseTrack, nowhere: BoolArray) -> BoolArray:
        """Return (n,) the frames that tell one leg from the other.

        Args:
            track: n frames as the backend gave them.
            nowhere: (n, 2) the feet that are not where they are said to be.
        """

    def find_exchanged(
        self,
        track: PoseTrack,
        placed: PoseTrack,
        subject: Subject,
        sure: IntArray,
        motion: FloatArray,
    ) -> BoolArray:
        """Return (m,) whether the model has the legs exchanged, in the m frames ``sure``.

        Args:
            track: n frames as the backend gave them.
            placed: the same without the feet whose place is in doubt.
            subject: the person.
            sure: (m,) indices of the frames that tell one leg from the other.
            motion: (m, 2, 2, 2) see `motion_costs`.
        """

    def bridge_blends(self, track: PoseTrack, subject: Subject) -> PoseTrack:
        """Return a repaired track with the frames bridged in which the model blends both legs."""

    def merge(
        self,
        first: tuple[PoseTrack, Subject],
        second: tuple[PoseTrack, Subject],
        same_person: BoolArray,
    ) -> PoseTrack:
        """Return the first pass with legs taken from one pass, from the other, or from both.

        Args:
            first: n frames as the backend gave them, and the person in them.
            second: the second pass over the same frames, mirrored back, and the person in it.
            same_person: (n,) whether both show the same person.
        """

    def live_shanks_deg(self, track: PoseTrack, subject: Subject) -> FloatArray:
        """Return (n, 2) how far the shanks are raised; zeros if that tells no legs apart live."""

    def live_order(self, shanks_deg: FloatArray, time_s: FloatArray) -> KickOrder:
        """Return what the order of kicks costs live.

        Args:
            shanks_deg: (m, 2) how far the left and the right shank were raised in the last seconds.
            time_s: (m,) the times of these frames, in seconds.
        """
