"""Which feet are not believed: they cannot be where the model says, or move as no foot does."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.filters import bell_smooth
from formcheck.body.geometry import length
from formcheck.body.joints import middle
from formcheck.body.subject import Subject
from formcheck.poses.landmarks import SIDES, Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class FootSpeeds:
    """How fast a foot can move at most, in leg lengths.

    Attributes:
        max_transit_ll_s: no ankle moves faster than this over two frames in a row. It seems to when
            the model, which smooths over time, moves a foot from one leg to the other.
        max_jump_ll_s: a foot that moves faster than this from one frame to the next is lost: the
            landmark jumps to the other foot, or from it.
        max_acceleration_ll_s2: no foot accelerates by more than this.
    """

    max_transit_ll_s: float
    max_jump_ll_s: float
    max_acceleration_ll_s2: float


# A foot at 250 steps a minute accelerates by 80 leg lengths / s^2.
KICKING_FOOT = FootSpeeds(7.5, 9.0, 80.0)
# A leg flung back by 115 degrees in 0.2 s has its foot at 13 leg lengths / s and 180 / s^2.
FLUNG_FOOT = FootSpeeds(16.0, 16.0, 200.0)


@dataclass(frozen=True, slots=True)
class FootTrust:
    """When a foot is believed. Lengths of a shank are shares of its usual length.

    Attributes:
        short_shank: a frame with a shorter shank does not tell one leg from the other, because
            bones do not shrink.
        stunted_shank: the foot of a shorter shank is taken out: it is not where the model says.
        long_shank: the foot of a longer shank is taken out as well.
        doubtful_shank: with a shorter shank a kick counts, but its height is not believed.
        tremble_ll: how far a foot that is seen trembles from frame to frame, in leg lengths.
        steady_hips_s: the hips are smoothed over time by a bell curve with this standard deviation,
            in seconds, so that their tremble is not taken for one of the foot.
    """

    short_shank: float = 0.68
    stunted_shank: float = 0.55
    long_shank: float = 1.3
    doubtful_shank: float = 0.70
    tremble_ll: float = 0.06
    steady_hips_s: float = 0.1


FOOT_TRUST = FootTrust()
_ANKLES = [joint(side, "ankle") for side in SIDES]


def steady_hips_px(track: PoseTrack) -> FloatArray:
    """Return (n, 2) the middle of the hips without its tremble.

    It is the same for a track whose legs are exchanged, or whose feet are taken out.
    """
    return bell_smooth(track.time_s, middle(track.xy_px, "hip"), FOOT_TRUST.steady_hips_s)


@dataclass(frozen=True, slots=True)
class FeetSeen:
    """How long the shanks look and how fast the ankles move: what tells misplaced feet.

    Attributes:
        shanks: (n, 2) lengths of the left and the right shank over their usual length.
        ankles_ll_s: (n - 1, 2) speeds of the ankles against the hips, in leg lengths / s.
        from_side: whether they are seen from the side. Elsewhere a shank looks short whenever it
            points at the camera.
    """

    shanks: FloatArray
    ankles_ll_s: FloatArray
    from_side: bool

    @classmethod
    def of(cls, track: PoseTrack, subject: Subject, hips_px: FloatArray) -> "FeetSeen":
        """Return what is seen of the feet in a track.

        Args:
            track: n frames.
            subject: the person.
            hips_px: (n, 2) see `steady_hips_px`.
        """
        if subject.view.kind != "side":
            return cls(np.ones((len(track), 2)), np.zeros((max(len(track) - 1, 0), 2)), False)
        ankles = _from_hips(track, subject, hips_px)
        speeds = length(np.diff(ankles, axis=0)) / np.diff(track.time_s)[:, None]
        shanks = [_shank_ratio(track, subject, side) for side in SIDES]
        return cls(np.stack(shanks, axis=1), speeds, True)


def misplaced(feet: FeetSeen, short_shank: float, speeds: FootSpeeds) -> BoolArray:
    """Return (n, 2) which left and right feet are between the legs, or far from their shank's end.

    Only from the side: elsewhere none is.

    Args:
        feet: as they are seen in n frames.
        short_shank: share of its usual length, below which a shank is too short.
        speeds: how the feet can move at most.
    """
    if not feet.from_side:
        return np.zeros(feet.shanks.shape, dtype=np.bool_)
    in_transit = _is_in_transit(feet.ankles_ll_s, speeds.max_transit_ll_s)
    return in_transit | _has_wrong_length(feet.shanks, short_shank)


def _is_in_transit(speed_ll_s: FloatArray, max_ll_s: float) -> BoolArray:
    """Return (n, 2) the frames that an ankle both reaches and leaves faster than any ankle moves.

    The model smooths its own landmarks over time. So at high frame rates a swap is no clean jump:
    for some frames both feet are in the air between the legs.

    Args:
        speed_ll_s: (n - 1, 2) speeds of the ankles, in leg lengths / s.
        max_ll_s: no ankle is faster.
    """
    transit = np.zeros((len(speed_ll_s) + 1, len(SIDES)), dtype=np.bool_)
    fast = speed_ll_s > max_ll_s  # NaN is not
    transit[1:-1] = fast[:-1] & fast[1:]
    return transit


def _from_hips(track: PoseTrack, subject: Subject, hips_px: FloatArray) -> FloatArray:
    """Return (n, 2 sides, 2) the ways from the hips to the ankles, in leg lengths.

    The foot of a person who runs across the picture is faster in the picture than any leg moves it.
    """
    return np.asarray((track.xy_px[:, _ANKLES] - hips_px[:, None]) / subject.leg_px)


def has_wrong_length(
    track: PoseTrack, subject: Subject, side: Side, short_shank: float
) -> BoolArray:
    """Return (n,) the frames in which a shank is much shorter or longer than it usually is.

    Args:
        track: n frames.
        subject: the person.
        side: which shank.
        short_shank: share of its usual length, below which it is too short.
    """
    return _has_wrong_length(_shank_ratio(track, subject, side), short_shank)


def _has_wrong_length(ratio: FloatArray, short_shank: float) -> BoolArray:
    return (ratio < short_shank) | (ratio > FOOT_TRUST.long_shank)


def _shank_ratio(track: PoseTrack, subject: Subject, side: Side) -> FloatArray:
    """Return (n,) the length of a shank over its usual length, NaN where unknown."""
    shank = track.xy_px[:, joint(side, "ankle")] - track.xy_px[:, joint(side, "knee")]
    return np.asarray(length(shank @ subject.view.sagittal().T) / subject.shanks_px[side])


def without_feet(track: PoseTrack, misplaced: BoolArray) -> PoseTrack:
    """Return the track with some feet taken out.

    Their places become NaN and their visibility 0. The visibility stays 0 when gaps are filled.

    Args:
        track: n frames.
        misplaced: (n, 2) the left and right feet to take out.
    """
    if not misplaced.any():
        return track
    xy_px, visibility = track.xy_px.copy(), track.visibility.copy()
    for column, side in enumerate(SIDES):
        for name in ("ankle", "heel", "foot_index"):
            xy_px[misplaced[:, column], joint(side, name)] = np.nan
            visibility[misplaced[:, column], joint(side, name)] = 0.0
    return replace(track, xy_px=xy_px, visibility=visibility)


def without_trust(
    track: PoseTrack, subject: Subject, speeds: FootSpeeds, hips_px: FloatArray
) -> PoseTrack:
    """Return the track with the visibility of ankles set to 0 where a foot is not believed.

    A foot that jumps or jerks as no foot does was lost: what the model shows before or after it may
    be the other foot. Where the shank looks short, the foot is not at its end. In both cases the
    kick counts, but its height is not believed.

    Args:
        track: n frames.
        subject: the person.
        speeds: how the feet can move at most.
        hips_px: (n, 2) see `steady_hips_px`.
    """
    if subject.view.kind != "side":
        return track
    visibility = track.visibility.copy()
    ways = _from_hips(track, subject, hips_px)
    for leg, side in enumerate(SIDES):
        column = joint(side, "ankle")
        known = np.flatnonzero(np.isfinite(track.xy_px[:, column, 0]))
        ankle, time_s = track.xy_px[known, column] / subject.leg_px, track.time_s[known]
        way = np.diff(ways[known, leg], axis=0)
        jumps = length(way) / np.diff(time_s) > speeds.max_jump_ll_s
        lost = np.zeros(len(known), dtype=np.bool_)
        lost[:-1] |= jumps
        lost[1:] |= jumps
        for jerk in np.flatnonzero(_jerks(ankle, time_s, speeds.max_acceleration_ll_s2)):
            lost[jerk : jerk + 3] = True
        visibility[known[lost], column] = 0.0
        doubtful = _shank_ratio(track, subject, side) < FOOT_TRUST.doubtful_shank
        visibility[doubtful, column] = 0.0
    return replace(track, visibility=visibility)


def _jerks(ankle: FloatArray, time_s: FloatArray, max_ll_s2: float) -> BoolArray:
    """Return (n - 2,) whether a place is further from between its neighbours than a foot can go.

    Args:
        ankle: (n, 2) places, in leg lengths.
        time_s: (n,).
        max_ll_s2: acceleration that a foot has at most, in leg lengths / s^2.
    """
    before_s, after_s = time_s[1:-1] - time_s[:-2], time_s[2:] - time_s[1:-1]
    share = (before_s / (before_s + after_s))[:, None]
    off = length(ankle[1:-1] - (ankle[:-2] * (1.0 - share) + ankle[2:] * share))
    return np.asarray(off > FOOT_TRUST.tremble_ll + 0.5 * max_ll_s2 * before_s * after_s)
