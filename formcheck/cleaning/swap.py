"""Put left and right legs back where the model swapped them.

In butt kicks seen from the side the model exchanges the legs when they pass each other and when the
moving foot is blurred: in a third of the frames of one AI-generated clip at 30 frames a second. No
single frame tells which leg is which; time does. Of all the ways to keep or exchange the legs frame
by frame the cheapest is taken. It costs something

- to move a knee or an ankle with an acceleration that no leg has,
- to contradict the model,
- and what the strategy for the legs of the exercise adds.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.body.subject import Subject
from formcheck.cleaning.leg_strategy import LegStrategy
from formcheck.cleaning.legs import exchange_legs, legs_px
from formcheck.cleaning.motion_costs import motion_costs
from formcheck.cleaning.trust import (
    FOOT_TRUST,
    KICKING_FOOT,
    FeetSeen,
    FootSpeeds,
    misplaced,
    steady_hips_px,
    without_feet,
    without_trust,
)
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Repaired:
    """A track with its legs in order.

    Attributes:
        track: legs exchanged back; feet that are not where they are said to be are NaN.
        swapped: (n,) the frames that were exchanged.
    """

    track: PoseTrack
    swapped: BoolArray


def repair_swaps(track: PoseTrack, subject: Subject, strategy: LegStrategy) -> Repaired:
    """Return the track with the legs exchanged back where the model has them the wrong way round.

    Args:
        track: as the backend gave it.
        subject: the person.
        strategy: how the exercise uses the legs.
    """
    hips_px = steady_hips_px(track)
    feet = FeetSeen.of(track, subject, hips_px)
    nowhere = misplaced(feet, FOOT_TRUST.stunted_shank, strategy.feet)
    swapped = _find_swapped(track, subject, nowhere, strategy, feet)
    repaired = repair(track, subject, nowhere, swapped, strategy.feet, hips_px)
    return Repaired(strategy.bridge_blends(repaired, subject), swapped)


def _find_swapped(
    track: PoseTrack,
    subject: Subject,
    nowhere: BoolArray,
    strategy: LegStrategy,
    feet: FeetSeen,
) -> BoolArray:
    """Return (n,) the frames whose legs the model has the wrong way round, see `repair_swaps`."""
    sure = np.flatnonzero(strategy.tells_legs_apart(track, nowhere))
    if len(sure) < 3:
        return np.zeros(len(track), dtype=np.bool_)
    placed = placed_feet(track, feet)
    motion = motion_costs(legs_px(placed)[sure] / subject.leg_px, track.time_s[sure])
    exchanged = strategy.find_exchanged(track, placed, subject, sure, motion)
    return swapped_frames(track, sure, exchanged)


def placed_feet(track: PoseTrack, feet: FeetSeen) -> PoseTrack:
    """Return the track without the feet whose place is in doubt."""
    doubtful = misplaced(feet, FOOT_TRUST.short_shank, KICKING_FOOT)
    return without_feet(track, doubtful)


def swapped_frames(track: PoseTrack, sure: IntArray, exchanged: BoolArray) -> BoolArray:
    """Return (n,) the frames to exchange; frames in doubt go with the nearest sure one.

    Args:
        track: n frames.
        sure: (m,) indices of the frames that are sure, m at least 1.
        exchanged: (m,) whether the legs are exchanged there.
    """
    nearest = np.rint(np.interp(np.arange(len(track)), sure, np.arange(len(sure))))
    return exchanged[nearest.astype(np.int64)] & track.found


def repair(
    track: PoseTrack,
    subject: Subject,
    nowhere: BoolArray,
    swapped: BoolArray,
    speeds: FootSpeeds,
    hips_px: FloatArray,
) -> PoseTrack:
    """Return the track with legs exchanged, misplaced feet dropped and impossible ones doubted.

    Args:
        track: n frames as the backend gave them.
        subject: the person.
        nowhere: (n, 2) the feet that are not where they are said to be.
        swapped: (n,) the frames whose legs are to be exchanged.
        speeds: how the feet can move at most.
        hips_px: (n, 2) see `steady_hips_px`.
    """
    in_order = exchange_legs(without_feet(track, nowhere), swapped)
    return without_trust(in_order, subject, speeds, hips_px)
