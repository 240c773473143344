"""Merge what the model saw in a clip with what it saw in the mirror of it.

Of blurred feet the mirrored picture gives another opinion, as good as the first one. Where both
agree the truth lies between them. Where they do not, one of them has lost the foot, and lost feet
are drawn hanging below the knee or with a shank of the wrong length.

Slow legs are not blurred. The model takes a hidden one for the other, for whole reps, and not so in
the mirror: the look that loses the feet less is believed as a whole.
"""

from dataclasses import replace

import numpy as np

from formcheck.body.geometry import length
from formcheck.body.joints import middle
from formcheck.body.motion import Motion
from formcheck.body.segments import shank_inclination_deg
from formcheck.body.subject import Subject, observe
from formcheck.cleaning.legs import exchange_legs
from formcheck.cleaning.swap import repair_swaps
from formcheck.cleaning.trust import SHORT_SHANK, without_trust, wrong_length
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray

AGREE_LL = 0.12  # leg lengths between two opinions of an ankle that mean the same place
LOST_LESS = 0.01  # of the frames: a look that loses the feet in so many less is the better one
SAME_PERSON_LL = 0.25  # leg lengths between the hips; further apart, it is somebody else
_MERGED = ("xy_px", "world_m", "visibility")


def merge(track: PoseTrack, mirrored: PoseTrack, *, turns: bool = True) -> PoseTrack:
    """Return the track with the legs that are to be believed: of the one look, the other, or both.

    Only from the side; elsewhere the first stays as it is. Head, trunk and arms always do.

    Args:
        track: as the backend gave it.
        mirrored: the same frames, seen in the mirror and turned back.
        turns: whether the legs may be taking turns; where they do not, they are slow.
    """
    subject, of_second = observe(track), observe(mirrored)
    if subject.view.kind != "side" or of_second.view.kind != "side":
        return track
    apart = length(middle(track.xy_px, "hip") - middle(mirrored.xy_px, "hip"))
    same_person = apart < SAME_PERSON_LL * subject.leg_px  # false where one found nobody
    if turns:
        return _foot_by_foot(track, mirrored, subject, of_second, same_person)
    lost, lost_in_second = _lost_share(track, subject), _lost_share(mirrored, of_second)
    if lost - lost_in_second < LOST_LESS:
        return track
    both = np.array([joint(side, name) for side in SIDES for name in LEG_JOINTS], dtype=np.int64)
    merged = {name: getattr(track, name).copy() for name in _MERGED}
    for name, values in merged.items():
        chosen = np.ix_(same_person, both)
        values[chosen] = getattr(mirrored, name)[chosen]
    outline, shown = track.outline, mirrored.outline.legs_shown
    if outline.legs_shown is not None and shown is not None:
        shown = np.where(same_person[:, None, None], shown, outline.legs_shown)
        outline = replace(outline, legs_shown=shown)
    return replace(track, **merged, outline=outline)


def _lost_share(track: PoseTrack, subject: Subject) -> float:
    """Share of the frames in which a foot of slow legs is not to be believed, or flung."""
    ankles = [joint(side, "ankle") for side in SIDES]
    repaired = repair_swaps(track, subject, turns=False).track
    visibility = without_trust(repaired, subject).visibility[:, ankles]
    return float((visibility <= 0.0).any(axis=1).mean())


def _foot_by_foot(
    track: PoseTrack,
    mirrored: PoseTrack,
    subject: Subject,
    of_second: Subject,
    same_person: BoolArray,
) -> PoseTrack:
    """Of blurred feet, in each frame, what both agree on, or else the one that has not lost it."""
    first, second = _in_order(track, subject), _in_order(mirrored, of_second)
    merged = {name: getattr(first, name).copy() for name in _MERGED}
    for side in SIDES:
        ankle = joint(side, "ankle")
        leg = np.array([joint(side, name) for name in LEG_JOINTS], dtype=np.int64)
        off = length(first.xy_px[:, ankle] - second.xy_px[:, ankle])
        agree = same_person & (off < AGREE_LL * subject.leg_px)
        wrong = wrong_length(first, subject, side, SHORT_SHANK)
        wrong_in_second = wrong_length(second, subject, side, SHORT_SHANK)
        higher = shank_inclination_deg(Motion(second, subject), side) > shank_inclination_deg(
            Motion(first, subject), side
        )
        of_other = same_person & ~agree & ~wrong_in_second & (wrong | higher)
        for name, values in merged.items():
            one, two = getattr(first, name), getattr(second, name)
            values[np.ix_(of_other, leg)] = two[np.ix_(of_other, leg)]
            between = np.ix_(agree, leg)
            values[between] = (one[between] + two[between]) / 2.0
    return replace(first, **merged)


def _in_order(track: PoseTrack, subject: Subject) -> PoseTrack:
    """The track with left and right exchanged back, nothing taken out of it."""
    return exchange_legs(track, repair_swaps(track, subject).swapped)
