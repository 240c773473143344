"""Merge the two passes over a clip: over its pictures, and over the mirrored ones."""

from formcheck.body.geometry import length
from formcheck.body.joints import middle
from formcheck.body.subject import observe
from formcheck.cleaning.leg_strategy import LegStrategy
from formcheck.poses.pose import PoseTrack

SAME_PERSON_LL = 0.25  # leg lengths; hips of the two passes that are further apart are two people's


def merge(track: PoseTrack, mirrored: PoseTrack, strategy: LegStrategy) -> PoseTrack:
    """Return the first pass with legs taken from one pass, from the other, or from both.

    Head, trunk and arms stay as they are, and so do the legs if the clip is not a side view.

    Args:
        track: the first pass, as the backend gave it.
        mirrored: the second pass over the same frames, mirrored back.
        strategy: how the exercise uses the legs.
    """
    subject, of_second = observe(track), observe(mirrored)
    if subject.view.kind != "side" or of_second.view.kind != "side":
        return track
    apart = length(middle(track.xy_px, "hip") - middle(mirrored.xy_px, "hip"))
    same_person = apart < SAME_PERSON_LL * subject.leg_px  # False where one pass found nobody
    return strategy.merge((track, subject), (mirrored, of_second), same_person)
