"""What cleaning has to know of how an exercise uses the legs."""

from typing import Protocol

from formcheck.body.subject import Subject
from formcheck.cleaning.swap_decoder import KickOrder
from formcheck.cleaning.trust import FootSpeeds
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray, IntArray


class LegStrategy(Protocol):
    """How the legs of one kind of exercise are cleaned."""

    @property
    def feet(self) -> FootSpeeds:
        """How the feet can move at most."""

    def tells_legs_apart(self, track: PoseTrack, nowhere: BoolArray) -> BoolArray:
        """Return (n,) the frames that tell one leg from the other.

        Args:
            track: n frames as the backend gave them.
            nowhere: (n, 2) the feet that are not where they are said to be.
        """

    def exchanged(
        self,
        track: PoseTrack,
        placed: PoseTrack,
        subject: Subject,
        sure: IntArray,
        motion: FloatArray,
    ) -> BoolArray:
        """Return (m,) whether the legs are to be exchanged, in the m frames ``sure``.

        Args:
            track: n frames as the backend gave them.
            placed: the same without the feet whose place is in doubt.
            subject: the person.
            sure: (m,) indices of the frames that tell one leg from the other.
            motion: (m, 2, 2, 2) see `motion_costs`.
        """

    def bridged(self, track: PoseTrack, subject: Subject) -> PoseTrack:
        """Return the repaired track with frames bridged that show no leg where it is."""

    def merged(
        self,
        first: tuple[PoseTrack, Subject],
        second: tuple[PoseTrack, Subject],
        same_person: BoolArray,
    ) -> PoseTrack:
        """Return the first look with the legs that are to be believed.

        Args:
            first: n frames and the person in them.
            second: the same frames, seen in a mirror and turned back.
            same_person: (n,) whether both show the same person.
        """

    def live_shanks_deg(self, track: PoseTrack, subject: Subject) -> FloatArray:
        """Return (n, 2) how far the shanks are raised, as far as that tells the legs live."""

    def live_order(self, shanks_deg: FloatArray, time_s: FloatArray) -> KickOrder:
        """Return what the order of kicks costs live, by the last seconds.

        Args:
            shanks_deg: (m, 2) how far the left and the right shank were raised.
            time_s: (m,).
        """
