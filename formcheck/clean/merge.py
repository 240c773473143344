"""Merge what the model saw in a clip with what it saw in the mirror of it.

Of blurred feet the mirrored picture gives another opinion, as good as the first one. Where both
agree the truth lies between them. Where they do not, one of them has lost the foot, and lost feet
are drawn hanging below the knee or with a shank of the wrong length.
"""

from dataclasses import replace

import numpy as np

from formcheck.clean.swap import (
    SHORT_SHANK,
    exchange_legs,
    repair_swaps,
    wrong_length,
)
from formcheck.geometry import length
from formcheck.kinematics import Motion, shank_inclination
from formcheck.landmarks import LEG_JOINTS, SIDES, joint
from formcheck.pose import PoseTrack
from formcheck.subject import Subject, observe

AGREE_LL = 0.12  # leg lengths between two opinions of an ankle that mean the same place
SAME_PERSON_LL = 0.25  # leg lengths between the hips; further apart, it is somebody else


def merge(track: PoseTrack, mirrored: PoseTrack) -> PoseTrack:
    """Return the track with legs that both agree on, or else of the one to be believed.

    Only from the side; elsewhere the first stays as it is. Head, trunk and arms always do.

    Args:
        track: as the backend gave it, of legs that take turns.
        mirrored: the same frames, seen in the mirror and turned back.
    """
    first, subject = _in_order(track)
    second, of_second = _in_order(mirrored)
    if subject.view.kind != "side" or of_second.view.kind != "side":
        return track
    xy_px, world_m = first.xy_px.copy(), first.world_m.copy()
    visibility = first.visibility.copy()
    hips = [joint(side, "hip") for side in SIDES]
    apart = length(first.xy_px[:, hips].mean(axis=1) - second.xy_px[:, hips].mean(axis=1))
    same_person = apart < SAME_PERSON_LL * subject.leg_px  # false where one found nobody
    for side in SIDES:
        ankle = joint(side, "ankle")
        leg = np.array([joint(side, name) for name in LEG_JOINTS], dtype=np.int64)
        off = length(first.xy_px[:, ankle] - second.xy_px[:, ankle])
        agree = same_person & (off < AGREE_LL * subject.leg_px)
        wrong = wrong_length(first, subject, side, SHORT_SHANK)
        wrong_in_second = wrong_length(second, subject, side, SHORT_SHANK)
        higher = shank_inclination(Motion(second, subject), side) > shank_inclination(
            Motion(first, subject), side
        )
        of_other = same_person & ~agree & ~wrong_in_second & (wrong | higher)
        for merged, one, two in (
            (xy_px, first.xy_px, second.xy_px),
            (world_m, first.world_m, second.world_m),
            (visibility, first.visibility, second.visibility),
        ):
            merged[np.ix_(of_other, leg)] = two[np.ix_(of_other, leg)]
            between = np.ix_(agree, leg)
            merged[between] = (one[between] + two[between]) / 2.0
    return replace(first, xy_px=xy_px, world_m=world_m, visibility=visibility)


def _in_order(track: PoseTrack) -> tuple[PoseTrack, Subject]:
    """The track with left and right exchanged back, nothing taken out of it, and its person."""
    subject = observe(track)
    return exchange_legs(track, repair_swaps(track, subject).swapped), subject
