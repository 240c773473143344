"""The legs of a track: how far each is raised, and the two exchanged."""

from dataclasses import replace

import numpy as np

from formcheck.body.motion import Motion
from formcheck.body.segments import shank_inclination_deg, thigh_inclination_deg
from formcheck.body.subject import Subject
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray


def exchange_legs(track: PoseTrack, where: BoolArray) -> PoseTrack:
    """Return the track with left and right knees, ankles and feet exchanged in some frames.

    Args:
        track: n frames.
        where: (n,) the frames to change.
    """
    if not where.any():
        return track
    order = np.arange(track.xy_px.shape[1])
    for name in LEG_JOINTS:
        left, right = joint("left", name), joint("right", name)
        order[[left, right]] = right, left
    arrays = {}
    for name in ("xy_px", "world_m", "visibility"):
        array = getattr(track, name).copy()
        array[where] = array[where][:, order]
        arrays[name] = array
    return replace(track, **arrays)


def raised_deg(track: PoseTrack, subject: Subject) -> FloatArray:
    """Return (n, 2) how far the left and the right shank are raised; 0 where unknown."""
    motion = Motion(track, subject)
    raised = np.stack([shank_inclination_deg(motion, side) for side in SIDES], axis=1)
    raised[np.isnan(raised)] = 0.0
    return raised


def lifted_deg(track: PoseTrack, subject: Subject) -> FloatArray:
    """Return (n, 2) how far the left and the right thigh are lifted back.

    0 where unknown, and throughout where the camera does not look from the side.
    """
    if subject.view.kind != "side":
        return np.zeros((len(track), len(SIDES)))
    motion = Motion(track, subject)
    lifted = [-thigh_inclination_deg(motion, side) for side in SIDES]
    return np.nan_to_num(np.stack(lifted, axis=1))


def legs_px(track: PoseTrack) -> FloatArray:
    """Return (n, 2 sides, 2 joints, 2) the places of knees and ankles, in pixels."""
    return np.stack(
        [track.xy_px[:, [joint(side, "knee"), joint(side, "ankle")]] for side in SIDES], axis=1
    )
