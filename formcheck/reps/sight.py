"""How well a leg was seen during an attempt."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from formcheck.body.geometry import length
from formcheck.poses.landmarks import Side, joint, other
from formcheck.reps.phases import MeasureTable
from formcheck.reps.window import RepWindow

#: "seen"; or why a leg cannot be judged: another limb "hidden" it, something "covered" it, it was
#: "exchanged" for the other leg, its foot was "lost", or it was "outside" the picture.
Sight: TypeAlias = Literal["seen", "hidden", "covered", "exchanged", "lost", "outside"]


@dataclass(frozen=True, slots=True)
class SightLimits:
    """What a leg that is truly seen looks like. Where no word says otherwise, these are minima.

    Attributes:
        inside_share: share of the frames in which its ankle is inside the picture.
        whole_share: share of all frames of the attempt in which its foot is believed.
        top_half_width_s: the top of an attempt reaches so many seconds to both sides of its peak.
        top_share: share of the frames at the top in which the foot is believed.
        usual_shank: the median length of the shank at the top, as a share of its usual length.
        steady_shank: the largest standard deviation of that length, as a share of the usual length.
        steady_thigh: the largest standard deviation of the thigh over a slow attempt, as a share
            of its length. It is usually 0.01 to 0.1, and more where the model changes from one leg
            to the other.
        steady_foot_ll: the largest way of the foot that stays down in a slow attempt, in leg
            lengths. It is usually 0.02 to 0.2, and 0.4 where it becomes the other foot.
        shown_share: share of a shank that lies on the person. If it is less, the shank is behind
            something, or the model has misplaced it.
        covered_share: a leg is covered when that is so in more than this share of the frames. It is
            half or more in rendered attempts behind a machine, at most a third in others.
    """

    inside_share: float = 0.8
    whole_share: float = 0.6
    top_half_width_s: float = 0.075
    top_share: float = 0.8
    usual_shank: float = 0.75
    steady_shank: float = 0.08
    steady_thigh: float = 0.12
    steady_foot_ll: float = 0.3
    shown_share: float = 0.85
    covered_share: float = 0.4


SEEN_LEG = SightLimits()


def leg_sight(
    table: MeasureTable, window: RepWindow, side: Side, *, one_leg_at_a_time: bool
) -> Sight:
    """Tell how well a leg was seen during an attempt.

    The model's visibility says little: a hidden leg can read 0.98. So the foot must be believed in
    most frames, and the shank must keep its length around the peak, where the attempt is judged. A
    shorter shank ends in the wrong foot or in none.

    Where only one leg moves at a time, attempts are long enough to ask for more. The thigh must
    keep its length all along, both shanks must lie on the person, and the foot of the other leg
    must stay where it is. Otherwise the model takes one leg for the other.

    Args:
        table: the measures of the clip.
        window: the attempt.
        side: the leg that is asked about; it need not be the working one.
        one_leg_at_a_time: see `RepSpec.one_leg_at_a_time`.
    """
    leg = _LegSeen(table, window, side)
    if leg.leaves_picture():
        return "outside"
    if leg.foot_lost():
        return "lost"
    if not table.motion.subject.view.shows_sagittal_plane:
        return "seen"  # a shank that points at the camera looks short, and no angle is judged
    if one_leg_at_a_time:
        if leg.covered():
            return "covered"
        if leg.other_foot_jumps():
            return "exchanged"
        if leg.thigh_changes_length():
            return "hidden"
    return leg.sight_at_top()


@dataclass(frozen=True, slots=True)
class _LegSeen:
    """One leg during one attempt, and the questions about it."""

    table: MeasureTable
    window: RepWindow
    side: Side

    @property
    def frames(self) -> slice:
        return self.table.whole(self.window)

    def leaves_picture(self) -> bool:
        track = self.table.motion.track
        x, y = track.xy_px[self.frames, joint(self.side, "ankle")].T
        inside = (x >= 0) & (x <= track.width) & (y >= 0) & (y <= track.height)
        known = np.isfinite(x)
        return bool(known.any() and inside[known].mean() < SEEN_LEG.inside_share)

    def foot_lost(self) -> bool:
        """Whether the foot is not believed in much of the attempt, and so perhaps at its top.

        Cleaning sets the visibility of a foot that it does not believe to 0. The foot of an attempt
        that was torn was somewhere else for a while.
        """
        visibility = self.table.motion.track.visibility[self.frames, joint(self.side, "ankle")]
        torn = self.window.torn and self.side == self.window.side
        return torn or bool((visibility > 0.0).mean() < SEEN_LEG.whole_share)

    def covered(self) -> bool:
        """Whether one of the two shanks does not lie on the person in many frames."""
        legs_shown = self.table.motion.track.outline.legs_shown
        if legs_shown is None:
            return False
        shown = np.fmin.reduce(legs_shown[self.frames, :, 1].astype(np.float64), axis=1)
        return bool((shown < SEEN_LEG.shown_share).mean() > SEEN_LEG.covered_share)

    def other_foot_jumps(self) -> bool:
        """Whether the foot that stays down becomes another one."""
        motion = self.table.motion
        foot = motion.xy(other(self.window.side), "ankle")[self.frames]
        foot = foot[np.isfinite(foot).all(axis=1)]
        if not len(foot):
            return False
        way_ll = length(foot - np.median(foot, axis=0)) / motion.subject.leg_px
        return bool(way_ll.max() > SEEN_LEG.steady_foot_ll)

    def thigh_changes_length(self) -> bool:
        knee, hip = (self.table.motion.xy(self.side, name) for name in ("knee", "hip"))
        thigh = length(knee[self.frames] - hip[self.frames])
        thigh = thigh[np.isfinite(thigh)]
        return bool(len(thigh) and np.std(thigh) > SEEN_LEG.steady_thigh * np.median(thigh))

    def sight_at_top(self) -> Sight:
        """Return how well the leg is seen around the peak of the attempt."""
        motion = self.table.motion
        peak_s = self.table.at(self.window.peak)
        top = self.table.between(
            peak_s - SEEN_LEG.top_half_width_s, peak_s + SEEN_LEG.top_half_width_s
        )
        ankle, knee = (motion.xy(self.side, name)[top] for name in ("ankle", "knee"))
        shank = length(ankle - knee)
        known = np.isfinite(shank)
        joints = [joint(self.side, "knee"), joint(self.side, "ankle")]
        visibility = motion.track.visibility[top][:, joints].astype(np.float64)
        if (known & (visibility[:, 1] > 0.0)).mean() < SEEN_LEG.top_share:
            return "lost"
        shank = shank[known] / motion.subject.shanks_px[self.side]
        if np.median(shank) < SEEN_LEG.usual_shank or np.std(shank) > SEEN_LEG.steady_shank:
            return "hidden"
        needed = motion.subject.calibration.seen_visibility
        seen = np.median(visibility, axis=0).min() >= needed
        return "seen" if seen else "hidden"
