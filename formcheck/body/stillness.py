"""Where a person keeps still.

There are three kinds: stretches of a clip that may show their neutral pose (`still_frames`), single
frames in which they stand on both feet (`standing_frames`), and standing still before a set
(`StandingStill`).
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.joints import middle
from formcheck.body.motion import Motion
from formcheck.body.subject import Subject
from formcheck.poses.landmarks import SIDES, joint, other
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray


@dataclass(frozen=True, slots=True)
class Stillness:
    """When a person keeps still.

    Attributes:
        min_s: a stretch of still frames lasts at least this long. A shorter one is a turning point
            of a movement.
        min_neutral_s: the neutral pose lasts at least this long. It is shorter than ``min_s``,
            because a stretch may begin before the last attempt is over, or last into the next one.
        max_ll_s: the fastest that a joint of a person who keeps still moves, in leg lengths a
            second.
        step_s: the time over which this speed is taken, because landmarks tremble from frame to
            frame.
        standing_ll_s: the fastest that hips and ankles of a person who stands move from one frame
            to the next, in leg lengths a second.
        level_ll: the most that the ankles of a person who stands differ in height, in leg lengths.
    """

    min_s: float = 0.5
    min_neutral_s: float = 0.25
    max_ll_s: float = 0.15
    step_s: float = 0.2
    standing_ll_s: float = 0.25
    level_ll: float = 0.05


STILLNESS = Stillness()


def still_frames(track: PoseTrack, subject: Subject) -> BoolArray:
    """Return (n,) the frames of stretches in which trunk and legs keep still, see `Stillness`.

    A leg that is held at the top of a rep keeps still as well. So leave out the frames of reps
    before you take what is left for a neutral pose.

    Args:
        track: n frames.
        subject: the person.
    """
    time_s = track.time_s
    still = np.zeros(len(track), dtype=np.bool_)
    if len(track) < 2:
        return still
    # The middle between two joints trembles less than either, and moves when one of them does.
    places = np.stack(
        [middle(track.xy_px, name) for name in ("shoulder", "hip", "knee", "ankle")], axis=1
    ).reshape(len(track), -1)
    half_s = STILLNESS.step_s / 2.0
    until_s, since_s = (
        np.clip(time_s + shift, time_s[0], time_s[-1]) for shift in (half_s, -half_s)
    )
    moved = np.stack(
        [np.interp(until_s, time_s, p) - np.interp(since_s, time_s, p) for p in places.T], axis=1
    )
    way = length(moved.reshape(len(track), -1, 2)).max(axis=1) / subject.leg_px
    slow = way <= STILLNESS.max_ll_s * (until_s - since_s)  # False where a joint is unknown
    edges = np.flatnonzero(np.diff(np.concatenate(([False], slow, [False]))))
    for first, stop in pairwise(edges.tolist()):
        if slow[first] and time_s[stop - 1] - time_s[first] >= STILLNESS.min_s - 1e-6:
            still[first:stop] = True
    return still


def standing_frames(motion: Motion) -> BoolArray:
    """Return (n,) the frames in which both feet are down and neither feet nor hips move."""
    track, leg_px = motion.track, motion.subject.leg_px
    if len(track) < 2:
        return np.zeros(len(track), dtype=np.bool_)
    ankles = [motion.xy(side, "ankle") for side in SIDES]
    level = np.abs((ankles[0] - ankles[1])[:, 1]) < STILLNESS.level_ll * leg_px
    places = np.stack([*ankles, middle(track.xy_px, "hip")], axis=1) / leg_px
    speed = length(np.gradient(places, track.time_s, axis=0)).max(axis=1)
    return np.asarray(level & (speed < STILLNESS.standing_ll_s))


@dataclass(frozen=True, slots=True)
class StandingStill:
    """When a person stands still before a set, judged by the last poses of a camera.

    Attributes:
        speed_tl: hips, shoulders and near foot move slower than this, in trunk lengths a second.
        share: the poses span at least this share of the time that is watched, 0..1.
    """

    speed_tl: float = 0.28
    share: float = 0.3

    def holds(self, track: PoseTrack, subject: Subject, watched_s: float) -> bool:
        """Return whether the person stands still.

        Args:
            track: the last poses.
            subject: the person, as seen in them.
            watched_s: how far back poses are kept, in seconds.
        """
        span_s = float(track.time_s[-1] - track.time_s[0])
        if span_s < self.share * watched_s or not subject.trunk_px > 0:
            return False
        parts = [middle(track.xy_px, "hip"), middle(track.xy_px, "shoulder")]
        near = subject.view.near_side or "left"
        parts += [track.xy_px[:, joint(side, "ankle")] for side in (near, other(near))]
        half = len(track) // 2
        # The means of two halves are hardly changed by the noise of the landmarks.
        moves = [float(length(p[half:].mean(axis=0) - p[:half].mean(axis=0))) for p in parts[:3]]
        return max(moves) / subject.trunk_px / (span_s / 2.0) < self.speed_tl


STANDING_STILL = StandingStill()
