"""Who is in the picture and how the camera sees them: view, facing side, lengths in pixels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.body.calibration import NO_CORRECTION, Calibration
from formcheck.body.geometry import length, quantile, signed_angle_deg
from formcheck.body.joints import middle, trunk_vector
from formcheck.body.silhouette import Rest, at_rest
from formcheck.body.view import VIEW_LIMITS, View, ViewKind
from formcheck.poses.landmarks import SIDES, Landmark, Side, joint
from formcheck.poses.pose import PoseTrack

# A segment only ever looks shorter than it is, so lengths are high quantiles over time. A median
# would let a leg that points at the camera half of the time shrink the person.
LENGTH_QUANTILE = 0.7


@dataclass(frozen=True, slots=True)
class Subject:
    """The person, as seen. Lengths are NaN where nobody is.

    Attributes:
        view: where the camera stands.
        trunk_px: mid-hip to mid-shoulder.
        thighs_px: hip to knee, of each leg; the far one looks smaller.
        shanks_px: knee to ankle, of each leg; the far one looks smaller.
        calibration: what the pose model that saw them misreads.
        rest: their silhouette at rest, from behind; None where it was not traced.
    """

    view: View
    trunk_px: float
    thighs_px: Mapping[Side, float]
    shanks_px: Mapping[Side, float]
    calibration: Calibration = NO_CORRECTION
    rest: Rest | None = None

    @property
    def thigh_px(self) -> float:
        """Length of the thigh that is seen better."""
        return max(self.thighs_px.values())

    @property
    def shank_px(self) -> float:
        """Length of the shank that is seen better."""
        return max(self.shanks_px.values())

    @property
    def leg_px(self) -> float:
        """Length of a leg: thigh and shank."""
        return self.thigh_px + self.shank_px


def observe(track: PoseTrack) -> Subject:
    """Return who a track shows: view and lengths, estimated from all of its frames.

    With nobody in the track the view is unknown and the lengths are NaN.
    """
    trunk_px = quantile(length(trunk_vector(track.xy_px)), LENGTH_QUANTILE)
    view, rest = _view(track, trunk_px), None
    if view.kind == "rear" and track.outline.silhouette_px is not None:
        rest = at_rest(track.outline.silhouette_px, track.height)
    return Subject(
        view=view,
        trunk_px=trunk_px,
        thighs_px={side: _segment_px(track, side, "hip", "knee") for side in SIDES},
        shanks_px={side: _segment_px(track, side, "knee", "ankle") for side in SIDES},
        rest=rest,
    )


def _segment_px(track: PoseTrack, side: Side, upper: str, lower: str) -> float:
    segment = track.xy_px[:, joint(side, lower)] - track.xy_px[:, joint(side, upper)]
    return quantile(length(segment), LENGTH_QUANTILE)


def _view(track: PoseTrack, trunk_px: float) -> View:
    if not track.found.any():
        return View("unknown", None, None)
    yaw_deg = _yaw_deg(track)
    facing = _facing(track, trunk_px)
    if yaw_deg <= VIEW_LIMITS.max_off_deg:
        return View("side", yaw_deg, "right" if facing > 0 else "left", facing)
    if yaw_deg < 90.0 - VIEW_LIMITS.max_off_deg:
        return View("oblique", yaw_deg, "right" if facing > 0 else "left", facing)
    kind: ViewKind = "front" if _left_is_on_the_right(track) else "rear"
    return View(kind, yaw_deg, None, facing)


def _yaw_deg(track: PoseTrack) -> float:
    """Return the angle between the line of sight and the person's left-right axis, 0..90.

    It is the median over time. The lines of shoulders and hips, in the model's own three
    dimensions, are added up: they turn against each other at every step, their sum much less.
    """
    across = sum(
        (track.world_m[:, joint("left", name)] - track.world_m[:, joint("right", name)])
        for name in ("shoulder", "hip")
    )
    assert isinstance(across, np.ndarray)
    angles = np.degrees(np.arctan2(np.abs(across[:, 0]), np.abs(across[:, 2])))
    return quantile(angles, 0.5)


def _left_is_on_the_right(track: PoseTrack) -> bool:
    gap = track.xy_px[:, Landmark.LEFT_SHOULDER, 0] - track.xy_px[:, Landmark.RIGHT_SHOULDER, 0]
    return quantile(gap, 0.5) > 0.0


def _facing(track: PoseTrack, trunk_px: float) -> Literal[-1, 1]:
    """Return which way the person faces in the picture: 1 right, -1 left.

    Three signs are added up, each in units of its own size: knees bend one way only, toes are in
    front of heels, the nose is in front of the ears. None of them changes when left and right are
    swapped.
    """
    votes = 0.0
    for side in SIDES:
        hip, knee, ankle, heel, toe = (
            track.xy_px[:, joint(side, name)]
            for name in ("hip", "knee", "ankle", "heel", "foot_index")
        )
        bend = signed_angle_deg(knee - hip, ankle - knee)
        # Below 30 degrees the sign is mostly noise.
        bent = np.isfinite(bend) & (np.abs(bend) > 30.0)
        votes += float(bend[bent].sum()) / (90.0 * len(bend))
        votes += float(np.nan_to_num((toe - heel)[:, 0]).mean()) / trunk_px
    ahead_px = track.xy_px[:, Landmark.NOSE] - middle(track.xy_px, "ear")
    votes += float(np.nanmean(ahead_px[:, 0])) / trunk_px
    return 1 if votes >= 0.0 else -1
