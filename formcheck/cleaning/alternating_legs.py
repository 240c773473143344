"""Cleaning of legs that alternate at a run, such as butt kicks."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.motion import Motion
from formcheck.body.segments import shank_inclination_deg
from formcheck.body.subject import Subject
from formcheck.cleaning.legs import exchange_legs, raised_deg
from formcheck.cleaning.step_time import step_time_s
from formcheck.cleaning.swap import repair_swaps
from formcheck.cleaning.swap_decoder import SWAP_COSTS, KickOrder, SwapDecoder
from formcheck.cleaning.trust import FOOT_TRUST, KICKING_FOOT, FootSpeeds, has_wrong_length
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class AlternatingLegs:
    """Legs that alternate at a run, see `LegStrategy`.

    Two kicks in a row with the same leg have a cost, unless one leg kicks alone.

    Attributes:
        feet: how fast the feet can move at most.
        same_leg_again: see `KickOrder.same_leg_again`; 0 if one leg kicks alone.
        shortest_kick_s: a leg is up for at least this long in a kick. If it is up for less, the
            landmarks trembled.
        shortest_kick_share: the same as a share of a step. It holds where the pace is known and the
            share is longer than ``shortest_kick_s``.
        longest_shortest_kick_s: the share counts as no longer than this, however slow the pace.
        min_other_leg_share: the other leg kicks as well if it is raised in at least this share of
            the frames with a raised shank.
        min_one_leg_s: both legs kick if the time from one kick to the next is shorter than this.
            One leg alone is not so fast.
        min_down_share: a leg that kicks alone is down for at least this share of the time.
        agree_ll: the two passes agree on an ankle if its places are at most so many leg lengths
            apart.
    """

    feet: FootSpeeds = KICKING_FOOT
    same_leg_again: float = 4.0
    shortest_kick_s: float = 0.14
    shortest_kick_share: float = 0.48
    longest_shortest_kick_s: float = 0.3
    min_other_leg_share: float = 0.15
    min_one_leg_s: float = 0.5
    min_down_share: float = 0.1
    agree_ll: float = 0.12

    def tells_legs_apart(self, track: PoseTrack, nowhere: BoolArray) -> BoolArray:
        """Return (n,) the frames in which no foot is known to be misplaced."""
        return track.found & ~nowhere.any(axis=1)

    def find_exchanged(
        self,
        track: PoseTrack,
        placed: PoseTrack,
        subject: Subject,
        sure: IntArray,
        motion: FloatArray,
    ) -> BoolArray:
        """Return (m,) whether the legs are exchanged, by the shanks and the order of the kicks."""
        shanks_deg, time_s = raised_deg(track, subject)[sure], track.time_s[sure]
        by_pace_s = self.shortest_kick_share * step_time_s(
            shanks_deg[:, 0] - shanks_deg[:, 1], time_s
        )
        shortest_s = min(max(self.shortest_kick_s, by_pace_s), self.longest_shortest_kick_s)
        decoder = SwapDecoder(track.fps, self._order(shanks_deg, time_s, shortest_s))
        return decoder.decode(decoder.emissions(shanks_deg), motion)

    def bridge_blends(self, track: PoseTrack, subject: Subject) -> PoseTrack:
        """Return the track as it is: blends are known of slow legs alone."""
        return track

    def live_shanks_deg(self, track: PoseTrack, subject: Subject) -> FloatArray:
        """Return (n, 2) how far the shanks are raised."""
        return raised_deg(track, subject)

    def live_order(self, shanks_deg: FloatArray, time_s: FloatArray) -> KickOrder:
        """Return what the order of kicks costs live, whatever the pace."""
        return self._order(shanks_deg, time_s, self.shortest_kick_s)

    def _order(self, shanks_deg: FloatArray, time_s: FloatArray, shortest_s: float) -> KickOrder:
        same_leg_again = self.same_leg_again if self.both_kick(shanks_deg, time_s) else 0.0
        return KickOrder(same_leg_again, 0.0, shortest_s, both_down_between=False)

    def both_kick(self, shanks_deg: FloatArray, time_s: FloatArray) -> bool:
        """Return whether both legs kick.

        They do if the pace is too fast for one leg, if a shank is up nearly all the time, or if the
        model shows kicks of both legs.

        Args:
            shanks_deg: (m, 2) how far the left and the right shank are raised.
            time_s: (m,).
        """
        lead_deg = shanks_deg[:, 0] - shanks_deg[:, 1]
        up = np.abs(lead_deg) > SWAP_COSTS.up_deg
        onsets = np.flatnonzero(up[1:] & ~up[:-1]) + 1
        if len(onsets) < 3 or float(np.median(np.diff(time_s[onsets]))) < self.min_one_leg_s:
            return True
        higher_deg = shanks_deg[onsets[0] : onsets[-1]].max(axis=1)
        if float(np.quantile(higher_deg, self.min_down_share)) > SWAP_COSTS.up_deg:
            return True
        of_left = float((lead_deg[up] > 0.0).mean())
        return min(of_left, 1.0 - of_left) >= self.min_other_leg_share

    def merge(
        self,
        first: tuple[PoseTrack, Subject],
        second: tuple[PoseTrack, Subject],
        same_person: BoolArray,
    ) -> PoseTrack:
        """Return the first pass with each leg from the pass that is right, see `LegStrategy`.

        Feet at a run are blurred, and neither pass is better than the other. Where they agree on an
        ankle, the leg is the mean of both. Where they do not, one of them has lost the foot: the
        model lets a lost foot hang below the knee, or gives its shank the wrong length.
        """
        subject = first[1]
        one, two = self._in_order(*first), self._in_order(*second)
        merged = {name: getattr(one, name).copy() for name in ("xy_px", "world_m", "visibility")}
        for side in SIDES:
            ankle = joint(side, "ankle")
            leg = np.array([joint(side, name) for name in LEG_JOINTS], dtype=np.int64)
            off = length(one.xy_px[:, ankle] - two.xy_px[:, ankle])
            agree = same_person & (off < self.agree_ll * subject.leg_px)
            wrong, wrong_in_two = (
                has_wrong_length(track, subject, side, FOOT_TRUST.short_shank)
                for track in (one, two)
            )
            raised, raised_in_two = (
                shank_inclination_deg(Motion(track, subject), side) for track in (one, two)
            )
            better = same_person & ~agree & ~wrong_in_two & (wrong | (raised_in_two > raised))
            for name, values in merged.items():
                of_one, of_two = getattr(one, name), getattr(two, name)
                values[np.ix_(better, leg)] = of_two[np.ix_(better, leg)]
                between = np.ix_(agree, leg)
                values[between] = (of_one[between] + of_two[between]) / 2.0
        return replace(one, **merged)

    def _in_order(self, track: PoseTrack, subject: Subject) -> PoseTrack:
        """Return the track with left and right exchanged back; no foot is taken out."""
        return exchange_legs(track, repair_swaps(track, subject, self).swapped)
