"""Measures: a name, a unit, a meaning, and a function that gives one value per frame.

Angles follow the clinical convention: knee flexion 0 straight, hip flexion relative
to the trunk with extension negative, inclinations from the vertical with forward positive.
They are taken in the picture's plane, so those of the sagittal plane exist only where the camera
looks along the person's left-right axis, give or take 30 degrees, and those of the frontal plane
only from front or rear; elsewhere they are NaN.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np

from formcheck.body.geometry import length, signed_angle_deg
from formcheck.body.motion import Motion
from formcheck.body.segments import (
    DOWN,
    inclination_deg,
    leg_inclination_deg,
    shank_inclination_deg,
    thigh_inclination_deg,
    trunk_inclination_deg,
)
from formcheck.body.silhouette import Rest, aside_deg, place_empty
from formcheck.body.subject import CAUTION_DEG, middle
from formcheck.body.view import ViewKind
from formcheck.kinematics.back import BackEstimate, lumbar_extension, running_lumbar_extension
from formcheck.poses.landmarks import SIDES, Side, joint, other
from formcheck.system.arrays import BoolArray, FloatArray

MeasureViews = Literal["any", "side", "frontal", "rear"]
_SHOWN_FROM: dict[MeasureViews, tuple[ViewKind, ...]] = {
    "side": ("side",),
    "frontal": ("front", "rear"),
    "rear": ("rear",),
}
STILL_LL_S = 0.25  # nobody stands whose hips or ankles move faster than this
LEVEL_LL = 0.05  # or whose ankles differ in height by more
LEAST_TRUNK_PX = 75.0  # of a smaller one the edge of the mask is too coarse to see past the arms
# MediaPipe tilts the hips along with the shoulders: on rendered people with level hips, it read
# 6 degrees of hip tilt beside 12 of the shoulders from the front, 4 beside 9 from the rear.
TILT_CARRIED = 0.5


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        name: without the side, with the unit.
        unit: as printed.
        paired: whether each side has one.
        views: where it can be seen; "frontal" is front or rear.
        foot: whether it hangs on the place of the ankle.
        meaning: one line.
        compute: of the motion (and the side) to one value per frame.
    """

    name: str
    unit: str
    paired: bool
    views: MeasureViews
    foot: bool
    meaning: str
    compute: Callable[[Motion, Side], FloatArray]

    def columns(self) -> tuple[str, ...]:
        """Names with the side, as in `measures.csv`."""
        return tuple(f"{side}_{self.name}" for side in SIDES) if self.paired else (self.name,)


MEASURES: dict[str, Measure] = {}
LUMBAR_MEASURES = ("lumbar_extension_deg", "running_lumbar_extension_deg")
NEUTRAL_MEASURES = (  # are taken against the person's own neutral
    *LUMBAR_MEASURES, "lumbar_extension_least_deg", "lumbar_extension_error_deg", "rib_flare_deg",
)  # fmt: skip
SILHOUETTE_MEASURES = ("place_empty_share", "leg_aside_deg")
OUTLINE_MEASURES = (*NEUTRAL_MEASURES, *SILHOUETTE_MEASURES)  # need it traced


def _measure(
    name: str,
    unit: str,
    views: MeasureViews,
    meaning: str,
    *,
    paired: bool = True,
    foot: bool = False,
) -> Callable[[Callable[[Motion, Side], FloatArray]], Callable[[Motion, Side], FloatArray]]:
    def register(
        compute: Callable[[Motion, Side], FloatArray],
    ) -> Callable[[Motion, Side], FloatArray]:
        MEASURES[name] = Measure(name, unit, paired, views, foot, meaning, compute)
        return compute

    return register


def measure(motion: Motion, name: str, side: Side) -> FloatArray:
    """(n,) values of a measure; NaN throughout where the view cannot show it.

    Raises:
        KeyError: there is no such measure.
    """
    definition = MEASURES[name]
    shown_from = _SHOWN_FROM.get(definition.views)
    if shown_from and motion.subject.view.kind not in shown_from:
        return np.full(len(motion.track), np.nan)
    return definition.compute(motion, side)


def believed(motion: Motion, name: str, side: Side, values: FloatArray) -> FloatArray:
    """(n,) values of a measure without the frames whose foot was lost.

    Cleaning sets the visibility of an ankle that it does not believe to 0. Such frames bridge
    an attempt, so that it counts, but nobody should read an angle from them.
    """
    if not MEASURES[name].foot:
        return values
    lost = motion.track.visibility[:, joint(side, "ankle")] <= 0.0
    return np.where(lost, np.nan, values)


def all_measures(compute: Callable[[str, Side], FloatArray]) -> Mapping[str, FloatArray]:
    """Every measure by its column name, each (n,), as ``compute(name, side)`` gives it."""
    return {
        column: compute(definition.name, side)
        for definition in MEASURES.values()
        for column, side in zip(definition.columns(), SIDES, strict=False)
    }


def _far(motion: Motion, side: Side) -> bool:
    """Whether this leg is known to be the one further from the camera."""
    return motion.subject.view.near_side == other(side)


@_measure(
    "knee_flexion_deg", "deg", "side", "knee angle; 0 straight, negative hyperextended", foot=True
)
def _knee_flexion(motion: Motion, side: Side) -> FloatArray:
    hip, knee, ankle = (motion.xy(side, name) for name in ("hip", "knee", "ankle"))
    read_deg = signed_angle_deg(knee - hip, ankle - knee) * motion.facing
    return motion.subject.calibration.knee_flexion_deg(read_deg, far=_far(motion, side))


@_measure("hip_flexion_deg", "deg", "side", "thigh against trunk; extension negative")
def _hip_flexion(motion: Motion, side: Side) -> FloatArray:
    trunk = middle(motion.track, "hip") - middle(motion.track, "shoulder")
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    return -signed_angle_deg(trunk, thigh) * motion.facing


@_measure("thigh_inclination_deg", "deg", "side", "thigh against the vertical; knee forward +")
def _thigh_inclination(motion: Motion, side: Side) -> FloatArray:
    return thigh_inclination_deg(motion, side)


@_measure("thigh_extension_deg", "deg", "side", "thigh against the vertical; knee behind +")
def _thigh_extension(motion: Motion, side: Side) -> FloatArray:
    return -thigh_inclination_deg(motion, side)


@_measure("thigh_elevation_deg", "deg", "side", "thigh against the horizontal; knee up +")
def _thigh_elevation(motion: Motion, side: Side) -> FloatArray:
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    read_deg: FloatArray = np.degrees(np.arctan2(-thigh[:, 1], np.abs(thigh[:, 0])))
    return motion.subject.calibration.far_thigh_deg(read_deg) if _far(motion, side) else read_deg


@_measure(
    "shank_inclination_deg", "deg", "any", "shank against the vertical; heel behind +", foot=True
)
def _shank_inclination(motion: Motion, side: Side) -> FloatArray:
    return shank_inclination_deg(motion, side)


@_measure("heel_gap_th", "TH", "side", "ankle to hip, in thigh lengths", foot=True)
def _heel_gap(motion: Motion, side: Side) -> FloatArray:
    return length(motion.xy(side, "ankle") - motion.xy(side, "hip")) / motion.subject.thigh_px


@_measure("heel_height_th", "TH", "side", "ankle above the other knee, in thigh lengths", foot=True)
def _heel_height(motion: Motion, side: Side) -> FloatArray:
    stance_knee = motion.xy(other(side), "knee")[:, 1]
    return (stance_knee - motion.xy(side, "ankle")[:, 1]) / motion.subject.thigh_px


@_measure(
    "ankle_speed_ll_s", "LL/s", "side", "speed of the ankle, in leg lengths a second", foot=True
)
def _ankle_speed(motion: Motion, side: Side) -> FloatArray:
    if len(motion.track) < 2:
        return np.full(len(motion.track), np.nan)
    ankle = motion.xy(side, "ankle") / motion.subject.leg_px
    return length(np.gradient(ankle, motion.track.time_s, axis=0))


@_measure("foot_pitch_deg", "deg", "side", "foot against the horizontal; toes down +")
def _foot_pitch(motion: Motion, side: Side) -> FloatArray:
    foot = motion.xy(side, "foot_index") - motion.xy(side, "heel")
    read_deg = np.degrees(np.arctan2(foot[:, 1], foot[:, 0] * motion.facing))
    return read_deg - motion.subject.calibration.far_foot_pitch_deg * _far(motion, side)


@_measure("elbow_flexion_deg", "deg", "side", "elbow angle; 0 straight")
def _elbow_flexion(motion: Motion, side: Side) -> FloatArray:
    shoulder, elbow, wrist = (motion.xy(side, name) for name in ("shoulder", "elbow", "wrist"))
    return np.abs(signed_angle_deg(elbow - shoulder, wrist - elbow))


@_measure("upper_arm_angle_deg", "deg", "side", "upper arm against the trunk; elbow forward +")
def _upper_arm(motion: Motion, side: Side) -> FloatArray:
    trunk = middle(motion.track, "hip") - middle(motion.track, "shoulder")
    arm = motion.xy(side, "elbow") - motion.xy(side, "shoulder")
    return -signed_angle_deg(trunk, arm) * motion.facing


@_measure("wrist_behind_tl", "TL", "side", "wrist behind the hip, in trunk lengths")
def _wrist_behind(motion: Motion, side: Side) -> FloatArray:
    hip = middle(motion.track, "hip")
    gap = (hip - motion.xy(side, "wrist"))[:, 0] * motion.facing
    return gap / motion.subject.trunk_px


@_measure(
    "trunk_inclination_deg", "deg", "side", "trunk against the vertical; forward +", paired=False
)
def _trunk_inclination(motion: Motion, side: Side) -> FloatArray:
    return trunk_inclination_deg(motion)


@_measure(
    "arm_line_deg", "deg", "side", "wrists to shoulders against the vertical; forward +",
    paired=False,
)  # fmt: skip
def _arm_line(motion: Motion, side: Side) -> FloatArray:
    return inclination_deg(motion, middle(motion.track, "wrist"), middle(motion.track, "shoulder"))


@_measure(
    "head_to_trunk_deg", "deg", "side", "shoulders to ears against the trunk; forward +",
    paired=False,
)  # fmt: skip
def _head_to_trunk(motion: Motion, side: Side) -> FloatArray:
    trunk = middle(motion.track, "shoulder") - middle(motion.track, "hip")
    head = middle(motion.track, "ear") - middle(motion.track, "shoulder")
    return signed_angle_deg(trunk, head) * motion.facing


@_measure(
    "leg_inclination_deg", "deg", "side", "ankle to hip against the vertical; forward +", foot=True
)
def _leg_inclination(motion: Motion, side: Side) -> FloatArray:
    return leg_inclination_deg(motion, side)


@_measure("waist_bend_deg", "deg", "side", "trunk inclination minus that of this leg", foot=True)
def _waist_bend(motion: Motion, side: Side) -> FloatArray:
    return trunk_inclination_deg(motion) - leg_inclination_deg(motion, side)


@_measure("mid_hip_height_ll", "LL", "any", "height of the mid-hip, in leg lengths", paired=False)
def _mid_hip_height(motion: Motion, side: Side) -> FloatArray:
    height = motion.track.height - middle(motion.track, "hip")[:, 1]
    return height / motion.subject.leg_px


@_measure("hip_sunk_ll", "LL", "any", "how much nearer the hip is to the ankle's height", foot=True)
def _hip_sunk(motion: Motion, side: Side) -> FloatArray:
    """(n,) 0 on straight legs, 1 where the hip is as low as the ankle."""
    height = (motion.xy(side, "ankle") - motion.xy(side, "hip"))[:, 1]
    return 1.0 - height / motion.subject.leg_px


@_measure("travel_ll", "LL", "side", "way of the mid-hip; forward +", paired=False)
def _travel(motion: Motion, side: Side) -> FloatArray:
    """(n,) from where it was first seen, past a camera that stands still."""
    forward = middle(motion.track, "hip")[:, 0] * motion.facing / motion.subject.leg_px
    known = forward[np.isfinite(forward)]
    return forward - known[0] if len(known) else forward


@_measure(
    "knee_inward_deg", "deg", "frontal", "knee inside the line of hip and ankle; inward +",
    foot=True,
)  # fmt: skip
def _knee_inward(motion: Motion, side: Side) -> FloatArray:
    """(n,) the frontal-plane projection angle; it speaks of a standing leg only."""
    hip, knee, ankle = (motion.xy(side, name) for name in ("hip", "knee", "ankle"))
    return signed_angle_deg(ankle - knee, knee - hip) * motion.outward(side)


@_measure("thigh_inward_deg", "deg", "frontal", "thigh against the vertical; knee inward +")
def _thigh_inward(motion: Motion, side: Side) -> FloatArray:
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    return signed_angle_deg(np.broadcast_to(DOWN, thigh.shape), thigh) * motion.outward(side)


@_measure("thigh_off_line_deg", "deg", "frontal", "thigh aside of the hip's upright; outward +")
def _thigh_off_line(motion: Motion, side: Side) -> FloatArray:
    """(n,) a thigh that points at the camera looks short, so the angle is that of its length."""
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    aside = np.clip(thigh[:, 0] / motion.subject.thigh_px, -1.0, 1.0)
    return np.degrees(np.arcsin(aside)) * motion.outward(side)


@_measure("leg_away_ll", "LL", "frontal", "ankle aside of the hip, or over the other", foot=True)
def _leg_away(motion: Motion, side: Side) -> FloatArray:
    """(n,) how far a leg is from where it stands, in the picture; straight back it shows none."""
    ankle, standing = motion.xy(side, "ankle"), motion.xy(other(side), "ankle")
    aside = ankle[:, 0] - motion.xy(side, "hip")[:, 0]
    above = np.maximum(standing[:, 1] - ankle[:, 1], 0.0)
    return np.hypot(aside, above) / motion.subject.leg_px


@_measure("place_empty_share", "share", "rear", "of this leg's place at rest that is empty")
def _place_empty(motion: Motion, side: Side) -> FloatArray:
    return _of_silhouette(motion, side, place_empty)


@_measure("leg_aside_deg", "deg", "rear", "lifted leg aside of its place, by the silhouette")
def _leg_aside(motion: Motion, side: Side) -> FloatArray:
    """(n,) from 15 degrees off the rear unknown: there, a leg straight back goes aside, too."""
    yaw_deg = motion.subject.view.yaw_deg
    if yaw_deg is None or 90.0 - yaw_deg > CAUTION_DEG:
        return np.full(len(motion.track), np.nan)
    return _of_silhouette(motion, side, aside_deg)


def _of_silhouette(
    motion: Motion, side: Side, read: Callable[[FloatArray, Rest, int], FloatArray]
) -> FloatArray:
    """(n,) what the silhouette shows of a leg, from behind; NaN where it was not traced."""
    silhouette_px, rest = motion.track.outline.silhouette_px, motion.subject.rest
    if silhouette_px is None or rest is None:
        return np.full(len(motion.track), np.nan)
    return read(silhouette_px, rest, motion.outward(side))


def _drop_deg(motion: Motion, name: str, side: Side) -> FloatArray:
    """How far one end of the line between two paired joints is below the other."""
    line = motion.xy(side, name) - motion.xy(other(side), name)
    return np.degrees(np.arctan2(line[:, 1], np.abs(line[:, 0])))


@_measure("pelvic_drop_deg", "deg", "frontal", "pelvic obliquity as read; this hip lower +")
def _pelvic_drop(motion: Motion, side: Side) -> FloatArray:
    """(n,) hip line against level, less what of the shoulders' tilt the model puts into it."""
    return _drop_deg(motion, "hip", side) - TILT_CARRIED * _drop_deg(motion, "shoulder", side)


@_measure("shoulder_tilt_deg", "deg", "frontal", "shoulder line; left lower +", paired=False)
def _shoulder_tilt(motion: Motion, side: Side) -> FloatArray:
    return _drop_deg(motion, "shoulder", "left")


@_measure(
    "shoulder_turn_deg", "deg", "frontal", "shoulder line about the vertical; left in front +",
    paired=False,
)  # fmt: skip
def _shoulder_turn(motion: Motion, side: Side) -> FloatArray:
    """(n,) from the model's own depth: the width of the shoulders in the picture hardly tells."""
    line = (
        motion.track.world_m[:, joint("left", "shoulder")]
        - motion.track.world_m[:, joint("right", "shoulder")]
    )
    turn_deg = np.degrees(np.arctan2(line[:, 2], np.abs(line[:, 0])))
    return -turn_deg if motion.subject.view.kind == "front" else turn_deg


@_measure(
    "stance_width_hw", "HW", "frontal", "ankle gap while standing still, in hip widths",
    paired=False,
)  # fmt: skip
def _stance_width(motion: Motion, side: Side) -> FloatArray:
    gaps = {
        name: np.abs((motion.xy("left", name) - motion.xy("right", name))[:, 0])
        for name in ("hip", "ankle")
    }
    width = np.where(gaps["hip"] > 0.0, gaps["ankle"] / np.maximum(gaps["hip"], 1e-9), np.nan)
    return np.where(_standing(motion), width, np.nan)


def _standing(motion: Motion) -> BoolArray:
    """(n,) frames in which both feet are down and nothing moves."""
    if len(motion.track) < 2:
        return np.zeros(len(motion.track), dtype=np.bool_)
    leg_px = motion.subject.leg_px
    ankles = [motion.xy(side, "ankle") for side in SIDES]
    level = np.abs((ankles[0] - ankles[1])[:, 1]) < LEVEL_LL * leg_px
    places = np.stack([*ankles, middle(motion.track, "hip")], axis=1) / leg_px
    speed = length(np.gradient(places, motion.track.time_s, axis=0)).max(axis=1)
    return np.asarray(level & (speed < STILL_LL_S))


@_measure(
    "lumbar_extension_deg", "deg", "side", "lower back against neutral; arching +", paired=False
)
def _lumbar_extension(motion: Motion, side: Side) -> FloatArray:
    return _back(motion).lumbar_extension_deg


@_measure(
    "lumbar_extension_least_deg",
    "deg",
    "side",
    "the same, less its standard error",
    paired=False,
)
def _lumbar_extension_least(motion: Motion, side: Side) -> FloatArray:
    back = _back(motion)
    return back.lumbar_extension_deg - back.sigma_deg


@_measure("lumbar_extension_error_deg", "deg", "side", "its standard error", paired=False)
def _lumbar_extension_error(motion: Motion, side: Side) -> FloatArray:
    return _back(motion).sigma_deg


@_measure(
    "rib_flare_deg", "deg", "side", "upper back against neutral; flaring ribs +", paired=False
)
def _rib_flare(motion: Motion, side: Side) -> FloatArray:
    return _back(motion).rib_flare_deg


@_measure(
    "running_lumbar_extension_deg", "deg", "side",
    "lower back against neutral while the arms pass it; arching +", paired=False,
)  # fmt: skip
def _running_lumbar_extension(motion: Motion, side: Side) -> FloatArray:
    """(n,) from four seconds each; unknown of a small picture or from 15 degrees off the side."""
    track, view = motion.track, motion.subject.view
    unknown = np.full(len(track), np.nan)
    if track.outline.edges_tl is None or motion.still is None:
        return unknown
    if motion.subject.trunk_px < LEAST_TRUNK_PX or (view.yaw_deg or 0.0) > CAUTION_DEG:
        return unknown
    return running_lumbar_extension(
        track.outline.edges_tl,
        track,
        facing=motion.facing,
        still=motion.still,
        running=~(motion.still | _standing(motion)),
    )


_BACKS = WeakKeyDictionary[Motion, BackEstimate]()  # several measures are taken from one


def _back(motion: Motion) -> BackEstimate:
    if motion not in _BACKS:
        _BACKS[motion] = _estimated_back(motion)
    return _BACKS[motion]


def _estimated_back(motion: Motion) -> BackEstimate:
    track, near_side = motion.track, motion.subject.view.near_side
    if track.outline.edges_tl is None or motion.still is None or near_side is None:
        unknown = np.full(len(track), np.nan)
        return BackEstimate(unknown, unknown, unknown)
    return lumbar_extension(
        track.outline.edges_tl, track, facing=motion.facing, near_side=near_side, still=motion.still
    )
