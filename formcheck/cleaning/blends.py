"""Frames in which the model draws both slow legs between where they are."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.subject import Subject
from formcheck.cleaning.legs import lifted_deg
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, joint
from formcheck.poses.pose import PoseTrack


@dataclass(frozen=True, slots=True)
class BlendSettings:
    """When the model blends both legs: it draws both in the air.

    Attributes:
        around_s: time before and after a frame in which the lower thigh is watched.
        min_moved_deg: the lower thigh moves by more than this in that time. No thigh that carries
            the person does.
        min_lifted_deg: the other thigh is lifted further than this.
    """

    around_s: float = 0.08
    min_moved_deg: float = 11.0
    min_lifted_deg: float = 35.0


BLEND = BlendSettings()


def without_blends(track: PoseTrack, subject: Subject) -> PoseTrack:
    """Return the track with the frames bridged in which both legs hang in the air.

    The model smooths over time. Where it changes its mind about which leg is lifted, it draws both
    in the air, which nobody can do. A rep is counted across such frames and not judged by them:
    the visibility of the ankles is 0 there.

    Args:
        track: n frames.
        subject: the person.
    """
    lifted = lifted_deg(track, subject)
    reach = max(1, round(BLEND.around_s * track.fps))
    padded = np.pad(lifted.min(axis=1), reach, mode="edge")
    moved_deg = np.ptp(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=1)
    blend = (moved_deg > BLEND.min_moved_deg) & (lifted.max(axis=1) > BLEND.min_lifted_deg)
    xy_px, visibility = track.xy_px.copy(), track.visibility.copy()
    for column in [joint(side, name) for side in SIDES for name in LEG_JOINTS]:
        known = np.flatnonzero(~blend & np.isfinite(xy_px[:, column, 0]))
        for axis in range(2) if len(known) else ():
            xy_px[blend, column, axis] = np.interp(
                track.time_s[blend], track.time_s[known], xy_px[known, column, axis]
            )
    visibility[np.ix_(blend, [joint(side, "ankle") for side in SIDES])] = 0.0
    return replace(track, xy_px=xy_px, visibility=visibility)
