"""Feet that cannot be where the model says, or that move as no foot does, are not believed."""

from dataclasses import replace

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.subject import Subject
from formcheck.cleaning.legs import ACCELERATION, lifted_deg
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray

TRANSIT_LL_S = 7.5  # no ankle is this fast; the model's own smoothing is, between two legs
LOST_LL_S = 9.0  # a jump this fast, in one step, is from one foot to the other
# A leg flung back by 115 degrees in 0.2 s has its foot at 13 leg lengths a second, and at 180 / s.
FLUNG_LL_S = 16.0
FLUNG_ACCELERATION = 200.0
SHORT_SHANK = 0.68  # of its usual length: no bone shrinks, such a frame tells no leg from another
STUNTED_SHANK = 0.55  # and its foot is not even near where it is said to be
LONG_SHANK = 1.3
DOUBTFUL_SHANK = 0.70  # shorter than this, a shank counts, but its foot is not believed
TREMBLE = 0.06  # leg lengths; what a foot that is seen jumps to and fro between frames
BLEND_S = 0.08  # the planted leg is looked at so far before and after a frame
BLEND_DEG = 11.0  # no thigh that carries the person moves as much in that time
BLEND_UP_DEG = 35.0  # while the other thigh is up


def misplaced(
    track: PoseTrack, subject: Subject, short_shank: float, *, flung: bool = False
) -> BoolArray:
    """(n, 2) left and right feet that are between the legs, or at the wrong end of a shank.

    Only from the side: elsewhere a shank looks short whenever it points at the camera.

    Args:
        track: n frames.
        subject: the person.
        short_shank: share of its usual length, below which a shank is too short.
        flung: whether the leg may be flung up from the hip, as in kickbacks: faster than it kicks.
    """
    if subject.view.kind != "side":
        return np.zeros((len(track), 2), dtype=np.bool_)
    speed_ll_s = FLUNG_LL_S if flung else TRANSIT_LL_S
    return np.stack(
        [
            _in_transit(track, subject, side, speed_ll_s)
            | wrong_length(track, subject, side, short_shank)
            for side in SIDES
        ],
        axis=1,
    )


def _in_transit(track: PoseTrack, subject: Subject, side: Side, speed_ll_s: float) -> BoolArray:
    """(n,) frames that an ankle both reaches and leaves faster than any ankle moves.

    The model smooths its own landmarks over time, so a swap is no clean jump at high frame
    rates: for some frames both feet are in the air between the legs.
    """
    transit = np.zeros(len(track), dtype=np.bool_)
    ankle = track.xy_px[:, joint(side, "ankle")] / subject.leg_px
    speed = length(np.diff(ankle, axis=0)) / np.diff(track.time_s)
    fast = np.nan_to_num(speed) > speed_ll_s
    transit[1:-1] = fast[:-1] & fast[1:]
    return transit


def wrong_length(track: PoseTrack, subject: Subject, side: Side, short_shank: float) -> BoolArray:
    """(n,) frames in which a shank is much shorter or longer than it usually is."""
    ratio = _shank_ratio(track, subject, side)
    return (ratio < short_shank) | (ratio > LONG_SHANK)


def _shank_ratio(track: PoseTrack, subject: Subject, side: Side) -> FloatArray:
    """(n,) length of a shank over its usual one, NaN where unknown."""
    shank = length(track.xy_px[:, joint(side, "ankle")] - track.xy_px[:, joint(side, "knee")])
    return np.asarray(shank / subject.shanks_px[side])


def without_feet(track: PoseTrack, misplaced: BoolArray) -> PoseTrack:
    """Turn misplaced feet to NaN and their visibility to 0, which it stays when gaps are filled."""
    xy_px, visibility = track.xy_px.copy(), track.visibility.copy()
    for column, side in enumerate(SIDES):
        for name in ("ankle", "heel", "foot_index"):
            xy_px[misplaced[:, column], joint(side, name)] = np.nan
            visibility[misplaced[:, column], joint(side, name)] = 0.0
    return replace(track, xy_px=xy_px, visibility=visibility)


def without_trust(track: PoseTrack, subject: Subject, *, flung: bool = False) -> PoseTrack:
    """Set the visibility of ankles to 0 where a foot is not to be believed.

    Where it jumps or jerks as no foot does, it was lost: what is said before or after may be the
    other foot. Where the shank looks short, the foot is not at its end. The kick counts, its
    height is not to be believed.

    Args:
        track: n frames.
        subject: the person.
        flung: see `misplaced`.
    """
    lost_ll_s = FLUNG_LL_S if flung else LOST_LL_S
    acceleration = FLUNG_ACCELERATION if flung else ACCELERATION
    if subject.view.kind != "side":
        return track
    visibility = track.visibility.copy()
    for side in SIDES:
        column = joint(side, "ankle")
        known = np.flatnonzero(np.isfinite(track.xy_px[:, column, 0]))
        ankle, time_s = track.xy_px[known, column] / subject.leg_px, track.time_s[known]
        jumps = length(np.diff(ankle, axis=0)) / np.diff(time_s) > lost_ll_s
        lost = np.zeros(len(known), dtype=np.bool_)
        lost[:-1] |= jumps
        lost[1:] |= jumps
        for jerk in np.flatnonzero(_jerks(ankle, time_s, acceleration)):
            lost[jerk : jerk + 3] = True
        visibility[known[lost], column] = 0.0
        visibility[_shank_ratio(track, subject, side) < DOUBTFUL_SHANK, column] = 0.0
    return replace(track, visibility=visibility)


def _jerks(ankle: FloatArray, time_s: FloatArray, acceleration: float) -> BoolArray:
    """(n - 2,) whether a place lies further from between its neighbours than a foot can go.

    Args:
        ankle: (n, 2), leg lengths.
        time_s: (n,).
        acceleration: that a foot has at most, leg lengths / s^2.
    """
    before_s, after_s = time_s[1:-1] - time_s[:-2], time_s[2:] - time_s[1:-1]
    share = (before_s / (before_s + after_s))[:, None]
    off = length(ankle[1:-1] - (ankle[:-2] * (1.0 - share) + ankle[2:] * share))
    return np.asarray(off > TREMBLE + 0.5 * acceleration * before_s * after_s)


def without_blends(track: PoseTrack, subject: Subject) -> PoseTrack:
    """Bridge the frames in which the model draws both legs between where they are.

    It smooths over time, so where it changes its mind about which leg is lifted, both hang in the
    air, which nobody can. The rep is counted across such frames and not judged by them: there
    the visibility of the ankles is 0.
    """
    lifted = lifted_deg(track, subject)
    reach = max(1, round(BLEND_S * track.fps))
    padded = np.pad(lifted.min(axis=1), reach, mode="edge")
    moved_deg = np.ptp(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=1)
    blend = (moved_deg > BLEND_DEG) & (lifted.max(axis=1) > BLEND_UP_DEG)
    xy_px, visibility = track.xy_px.copy(), track.visibility.copy()
    for column in [joint(side, name) for side in SIDES for name in LEG_JOINTS]:
        known = np.flatnonzero(~blend & np.isfinite(xy_px[:, column, 0]))
        for axis in range(2) if len(known) else ():
            xy_px[blend, column, axis] = np.interp(
                track.time_s[blend], track.time_s[known], xy_px[known, column, axis]
            )
    visibility[np.ix_(blend, [joint(side, "ankle") for side in SIDES])] = 0.0
    return replace(track, xy_px=xy_px, visibility=visibility)
