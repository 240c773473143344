"""The person's own neutral: the stretches of a clip in which they keep still."""

from itertools import pairwise

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.subject import Subject, middle
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray

STILL_S = 0.5  # shorter is a turning point of a movement
STILL_LL_S = 0.15  # nobody keeps still whose joints move faster than this
STEP_S = 0.2  # over which the speed is taken: landmarks tremble from frame to frame


def still_frames(track: PoseTrack, subject: Subject) -> BoolArray:
    """(n,) frames of stretches, at least half a second long, in which trunk and legs keep still.

    A leg held at the top of a rep is still as well: who asks leaves reps out.
    """
    time_s = track.time_s
    still = np.zeros(len(track), dtype=np.bool_)
    if len(track) < 2:
        return still
    # The middle between two joints trembles less than either, and moves when one of them does.
    places = np.stack(
        [middle(track, name) for name in ("shoulder", "hip", "knee", "ankle")], axis=1
    ).reshape(len(track), -1)
    half_s = STEP_S / 2.0
    until_s, since_s = (
        np.clip(time_s + shift, time_s[0], time_s[-1]) for shift in (half_s, -half_s)
    )
    moved = np.stack(
        [np.interp(until_s, time_s, p) - np.interp(since_s, time_s, p) for p in places.T], axis=1
    )
    way = length(moved.reshape(len(track), -1, 2)).max(axis=1) / subject.leg_px
    slow = way <= STILL_LL_S * (until_s - since_s)  # where somebody is unknown, this is False
    edges = np.flatnonzero(np.diff(np.concatenate(([False], slow, [False]))))
    for first, stop in pairwise(edges.tolist()):
        if slow[first] and time_s[stop - 1] - time_s[first] >= STILL_S - 1e-6:
            still[first:stop] = True
    return still
