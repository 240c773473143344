"""Who is in the picture and how the camera sees them: view, facing side, lengths in pixels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.body.calibration import NO_CORRECTION, Calibration
from formcheck.body.camera_angles import elevation_deg, yaw_deg
from formcheck.body.geometry import length, quantile, signed_angle_deg
from formcheck.body.joints import middle, trunk_vector
from formcheck.body.silhouette import Rest, at_rest
from formcheck.body.view import VIEW_LIMITS, View, ViewKind
from formcheck.poses.landmarks import SIDES, Landmark, Side, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray

# A segment only ever looks shorter than it is, so lengths are high quantiles over time. A median
# would let a leg that points at the camera half of the time shrink the person.
LENGTH_QUANTILE = 0.7


@dataclass(frozen=True, slots=True)
class Subject:
    """The person, as seen.

    Lengths are those of the sagittal plane where the view shows it, and those of the picture where
    it does not. They are NaN where nobody is.

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
    trunk = trunk_vector(track.xy_px)
    view, rest = _view(track, _usual_px(trunk)), None
    if view.kind == "rear" and track.outline.silhouette_px is not None:
        rest = at_rest(track.outline.silhouette_px, track.height)
    return Subject(
        view=view,
        trunk_px=_usual_px(trunk @ view.sagittal().T),
        thighs_px={side: segment_px(track.xy_px, view, side, "hip", "knee") for side in SIDES},
        shanks_px={side: segment_px(track.xy_px, view, side, "knee", "ankle") for side in SIDES},
        rest=rest,
    )


def _usual_px(segment: FloatArray) -> float:
    return quantile(length(segment), LENGTH_QUANTILE)


def segment_px(xy_px: FloatArray, view: View, side: Side, upper: str, lower: str) -> float:
    """Return the length of a segment in pixels, when it does not point at the camera.

    Args:
        xy_px: (n, 33, 2) places of the landmarks in the picture.
        view: where the camera stands.
        side: of the body.
        upper: the joint at its upper end.
        lower: the joint at its lower end.
    """
    segment = xy_px[:, joint(side, lower)] - xy_px[:, joint(side, upper)]
    return _usual_px(segment @ view.sagittal().T)


def _view(track: PoseTrack, trunk_px: float) -> View:
    if not track.found.any():
        return View("unknown", None, None)
    towards_deg = yaw_deg(track)
    facing = _facing(track, trunk_px)
    off_deg, from_behind = abs(towards_deg), towards_deg < 0.0
    if off_deg > VIEW_LIMITS.max_sagittal_deg:
        return View("rear" if from_behind else "front", off_deg, None, facing, from_behind)
    kind: ViewKind = "side" if off_deg <= VIEW_LIMITS.max_off_side_deg else "oblique"
    near: Side = "right" if facing > 0 else "left"
    return View(kind, off_deg, near, facing, from_behind, elevation_deg(track, near))


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
