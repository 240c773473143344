"""Measures of the frontal plane, from the front or from behind."""

import numpy as np

from formcheck.body.geometry import signed_angle_deg
from formcheck.body.motion import Motion
from formcheck.body.segments import DOWN
from formcheck.body.stillness import standing_frames
from formcheck.kinematics.measure import measure_as
from formcheck.poses.landmarks import SIDES, Side, joint, other
from formcheck.system.arrays import FloatArray

# Share of the shoulders' tilt that MediaPipe reads into the hips. On rendered people with level
# hips it read 6 degrees of hip tilt with 12 of the shoulders from the front, 4 with 9 from behind.
TILT_CARRIED = 0.5


@measure_as(
    "knee_inward_deg",
    "deg",
    "frontal",
    part="knee",
    label="inward bend of the knee",
    word="knee inward",
    meaning="knee inside the line of hip and ankle; inward +",
    foot=True,
)
def knee_inward(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) frontal-plane projection angles; they have a meaning for the stance leg only."""
    hip, knee, ankle = (motion.xy(side, name) for name in ("hip", "knee", "ankle"))
    return signed_angle_deg(ankle - knee, knee - hip) * motion.outward(side)


@measure_as(
    "thigh_inward_deg",
    "deg",
    "frontal",
    part="thigh",
    label="thigh turned inwards",
    word="thigh inward",
    meaning="thigh against the vertical; knee inward +",
)
def thigh_inward(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the thigh against the vertical, inward positive."""
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    return signed_angle_deg(np.broadcast_to(DOWN, thigh.shape), thigh) * motion.outward(side)


@measure_as(
    "thigh_off_line_deg",
    "deg",
    "frontal",
    part="thigh",
    label="thigh out of line",
    word="leg aside",
    meaning="thigh beside the vertical through the hip; outward +",
)
def thigh_off_line(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles by which the thigh is beside the vertical plane through the hip.

    A thigh that points at the camera looks short, so the angle is taken from its true length.
    """
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    beside = np.clip(thigh[:, 0] / motion.subject.thigh_px, -1.0, 1.0)
    return np.degrees(np.arcsin(beside)) * motion.outward(side)


@measure_as(
    "leg_away_ll",
    "LL",
    "frontal",
    part="foot",
    label="foot away from where it stands",
    meaning="ankle beside the hip, or above the other ankle",
    foot=True,
)
def leg_away(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how far a leg is from where it stands; a leg straight back shows nothing."""
    ankle, standing = motion.xy(side, "ankle"), motion.xy(other(side), "ankle")
    beside = ankle[:, 0] - motion.xy(side, "hip")[:, 0]
    above = np.maximum(standing[:, 1] - ankle[:, 1], 0.0)
    return np.hypot(beside, above) / motion.subject.leg_px


@measure_as(
    "pelvic_drop_deg",
    "deg",
    "frontal",
    part="pelvis",
    label="drop of the hip",
    word="hip drop",
    meaning="pelvic obliquity as read; this hip lower +",
)
def pelvic_drop(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the hip line, without what of the shoulders' tilt is read into it."""
    carried = TILT_CARRIED * _drop_deg(motion, "shoulder", side)
    return _drop_deg(motion, "hip", side) - carried


@measure_as(
    "shoulder_tilt_deg",
    "deg",
    "frontal",
    part="shoulders",
    label="tilt of the shoulders",
    word="tilt",
    meaning="shoulder line; left lower +",
    paired=False,
)
def shoulder_tilt(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the shoulder line against the horizontal."""
    return _drop_deg(motion, "shoulder", "left")


@measure_as(
    "shoulder_turn_deg",
    "deg",
    "frontal",
    part="shoulders",
    label="turn of the shoulders",
    word="turn",
    meaning="shoulder line about the vertical; left in front +",
    paired=False,
)
def shoulder_turn(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) turns of the shoulders, from the model's own depth.

    The width of the shoulders in the picture hardly tells them.
    """
    left_m, right_m = (
        motion.track.world_m[:, joint(side, "shoulder")].astype(np.float64) for side in SIDES
    )
    line = left_m - right_m
    turn_deg: FloatArray = np.degrees(np.arctan2(line[:, 2], np.abs(line[:, 0])))
    return -turn_deg if motion.subject.view.kind == "front" else turn_deg


@measure_as(
    "stance_width_hw",
    "HW",
    "frontal",
    part="foot",
    label="gap between the feet",
    word="feet apart",
    meaning="ankle gap while standing still, in hip widths",
    paired=False,
)
def stance_width(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) gaps between the ankles, NaN while the person does not stand still."""
    gaps = {
        name: np.abs((motion.xy("left", name) - motion.xy("right", name))[:, 0])
        for name in ("hip", "ankle")
    }
    width = np.where(gaps["hip"] > 0.0, gaps["ankle"] / np.maximum(gaps["hip"], 1e-9), np.nan)
    return np.where(standing_frames(motion), width, np.nan)


def _drop_deg(motion: Motion, name: str, side: Side) -> FloatArray:
    """Return (n,) how far one end of the line between two paired joints is below the other."""
    line = motion.xy(side, name) - motion.xy(other(side), name)
    return np.degrees(np.arctan2(line[:, 1], np.abs(line[:, 0])))
