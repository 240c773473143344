"""Cleaning of slow legs: one works while the other carries the person, or both work together."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.subject import Subject
from formcheck.cleaning.blends import without_blends
from formcheck.cleaning.legs import lifted_deg
from formcheck.cleaning.rest_places import place_costs
from formcheck.cleaning.swap import repair_swaps
from formcheck.cleaning.swap_decoder import KickOrder, SwapDecoder
from formcheck.cleaning.trust import (
    FLUNG_FOOT,
    KICKING_FOOT,
    FootSpeeds,
    steady_hips_px,
    without_trust,
)
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class UnilateralLegs:
    """Slow legs, of which either may work next, as in kickbacks; see `LegStrategy`.

    The stance leg tells them apart: its knee and foot are where they were while the person rested.

    Attributes:
        feet: how fast the feet can move at most.
        other_leg: see `KickOrder.other_leg`. The same leg works again more often than the other.
        shortest_lift_s: a leg is up for at least this long.
        live_shortest_lift_s: the same, live.
        lost_less: the legs are taken from the second pass if the share of frames in which it loses
            a foot is smaller than that of the first pass by at least this much.
    """

    feet: FootSpeeds = FLUNG_FOOT
    other_leg: float = 4.0
    shortest_lift_s: float = 0.3
    live_shortest_lift_s: float = 0.14
    lost_less: float = 0.01

    def tells_legs_apart(self, track: PoseTrack, nowhere: BoolArray) -> BoolArray:
        """Return (n,) the frames with a person: a lifted thigh is enough, without its foot."""
        return track.found

    def find_exchanged(
        self,
        track: PoseTrack,
        placed: PoseTrack,
        subject: Subject,
        sure: IntArray,
        motion: FloatArray,
    ) -> BoolArray:
        """Return (m,) whether the legs are exchanged, by which is lifted and where the other is."""
        order = KickOrder(0.0, self.other_leg, self.shortest_lift_s, both_down_between=True)
        decoder = SwapDecoder(track.fps, order)
        emissions = decoder.emissions(lifted_deg(track, subject)[sure])
        places = decoder.per_frame(place_costs(placed, subject)[sure])
        return decoder.decode(emissions + places[..., None], motion)

    def bridge_blends(self, track: PoseTrack, subject: Subject) -> PoseTrack:
        """Return the track with the frames bridged that show both legs half raised."""
        return without_blends(track, subject)

    def live_shanks_deg(self, track: PoseTrack, subject: Subject) -> FloatArray:
        """Return (n, 2) zeros: shanks do not tell slow legs apart."""
        return np.zeros((len(track), len(SIDES)))

    def live_order(self, shanks_deg: FloatArray, time_s: FloatArray) -> KickOrder:
        """Return an order without costs: live, either leg may work next."""
        return KickOrder(0.0, 0.0, self.live_shortest_lift_s, both_down_between=False)

    def merge(
        self,
        first: tuple[PoseTrack, Subject],
        second: tuple[PoseTrack, Subject],
        same_person: BoolArray,
    ) -> PoseTrack:
        """Return the first pass, with both legs of the second if that loses the feet less often.

        Slow legs are not blurred. But the model may take a hidden leg for the other one through
        whole reps, and be right in the mirrored picture. So both legs come from one pass.
        """
        track, mirrored = first[0], second[0]
        if self._lost_share(*first) - self._lost_share(*second) < self.lost_less:
            return track
        both = np.array([joint(side, name) for side in SIDES for name in LEG_JOINTS], np.int64)
        chosen = np.ix_(same_person, both)
        merged = {name: getattr(track, name).copy() for name in ("xy_px", "world_m", "visibility")}
        for name, values in merged.items():
            values[chosen] = getattr(mirrored, name)[chosen]
        outline, shown = track.outline, mirrored.outline.legs_shown
        if outline.legs_shown is not None and shown is not None:
            shown = np.where(same_person[:, None, None], shown, outline.legs_shown)
            outline = replace(outline, legs_shown=shown)
        return replace(track, **merged, outline=outline)

    def _lost_share(self, track: PoseTrack, subject: Subject) -> float:
        """Return the share of the frames in which a foot is lost, or moves as no foot can."""
        ankles = [joint(side, "ankle") for side in SIDES]
        repaired = repair_swaps(track, subject, self).track
        hips_px = steady_hips_px(repaired)
        trusted = without_trust(repaired, subject, KICKING_FOOT, hips_px)
        return float((trusted.visibility[:, ankles] <= 0.0).any(axis=1).mean())
