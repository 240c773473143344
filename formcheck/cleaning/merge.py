"""Merge what the model saw in a clip with what it saw in the mirror of it."""

from formcheck.body.geometry import length
from formcheck.body.joints import middle
from formcheck.body.subject import observe
from formcheck.cleaning.leg_strategy import LegStrategy
from formcheck.poses.pose import PoseTrack

SAME_PERSON_LL = 0.25  # leg lengths between the hips of two looks; further apart are two people


def merge(track: PoseTrack, mirrored: PoseTrack, strategy: LegStrategy) -> PoseTrack:
    """Return the track with the legs that are to be believed: of one look, the other, or both.

    Head, trunk and arms always stay as they are. So do the legs where the camera does not look from
    the side.

    Args:
        track: as the backend gave it.
        mirrored: the same frames, seen in the mirror and turned back.
        strategy: how the exercise uses the legs.
    """
    subject, of_second = observe(track), observe(mirrored)
    if subject.view.kind != "side" or of_second.view.kind != "side":
        return track
    apart = length(middle(track.xy_px, "hip") - middle(mirrored.xy_px, "hip"))
    same_person = apart < SAME_PERSON_LL * subject.leg_px  # False where one look found nobody
    return strategy.merged((track, subject), (mirrored, of_second), same_person)
