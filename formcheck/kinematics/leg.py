"""Measures of thigh, shank and foot, from the side."""

import numpy as np

from formcheck.body.geometry import length, signed_angle_deg
from formcheck.body.motion import Motion
from formcheck.body.segments import (
    flexion_against_trunk_deg,
    leg_inclination_deg,
    shank_inclination_deg,
    thigh_inclination_deg,
)
from formcheck.kinematics.measure import measure_as
from formcheck.poses.landmarks import Side, other
from formcheck.system.arrays import FloatArray


@measure_as(
    "knee_flexion_deg",
    "deg",
    "side",
    part="knee",
    label="knee bend",
    meaning="knee angle; 0 straight, negative hyperextended",
    foot=True,
    off_side_error=5.5,
    # Knees of rendered people that are pushed 9 to 19 degrees past straight are read as -6 to -16.
    possible=(-20.0, 170.0),
    least_peak=-10.0,
)
def knee_flexion(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) knee angles, corrected for what the pose model misreads."""
    hip, knee, ankle = (motion.xy(side, name) for name in ("hip", "knee", "ankle"))
    read_deg = signed_angle_deg(knee - hip, ankle - knee) * motion.facing
    return motion.subject.calibration.knee_flexion_deg(read_deg, far=_is_far(motion, side))


@measure_as(
    "hip_flexion_deg",
    "deg",
    "side",
    part="thigh",
    label="hip bend",
    meaning="thigh against trunk; extension negative",
    off_side_error=4.0,
)
def hip_flexion(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the thigh against the trunk."""
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    return flexion_against_trunk_deg(motion.trunk(), thigh, motion.facing)


@measure_as(
    "thigh_inclination_deg",
    "deg",
    "side",
    part="thigh",
    label="thigh ahead of the vertical",
    meaning="thigh against the vertical; knee forward +",
    off_side_error=3.5,
)
def thigh_inclination(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the thigh against the vertical, forward positive."""
    return thigh_inclination_deg(motion, side)


@measure_as(
    "thigh_extension_deg",
    "deg",
    "side",
    part="thigh",
    label="thigh behind the vertical",
    meaning="thigh against the vertical; knee behind +",
    off_side_error=3.5,
)
def thigh_extension(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the thigh against the vertical, backward positive."""
    return -thigh_inclination_deg(motion, side)


@measure_as(
    "thigh_elevation_deg",
    "deg",
    "side",
    part="thigh",
    label="thigh above the horizontal",
    meaning="thigh against the horizontal; knee up +",
    off_side_error=3.5,
)
def thigh_elevation(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the thigh against the horizontal, corrected as for the knee."""
    thigh = motion.xy(side, "knee") - motion.xy(side, "hip")
    read_deg: FloatArray = np.degrees(np.arctan2(-thigh[:, 1], np.abs(thigh[:, 0])))
    return motion.subject.calibration.far_thigh_deg(read_deg) if _is_far(motion, side) else read_deg


@measure_as(
    "shank_inclination_deg",
    "deg",
    "any",
    part="shank",
    label="shin swing",
    meaning="shank against the vertical; heel behind +",
    foot=True,
    off_side_error=4.0,
)
def shank_inclination(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the shank against the vertical, backward positive."""
    return shank_inclination_deg(motion, side)


@measure_as(
    "heel_gap_th",
    "TH",
    "side",
    part="foot",
    label="gap between heel and hip",
    word="heel",
    meaning="ankle to hip, in thigh lengths",
    foot=True,
    off_side_error=0.06,
)
def heel_gap(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) distances from ankle to hip, in thigh lengths."""
    return length(motion.xy(side, "ankle") - motion.xy(side, "hip")) / motion.subject.thigh_px


@measure_as(
    "heel_height_th",
    "TH",
    "side",
    part="foot",
    label="heel above the other knee",
    word="heel",
    meaning="ankle above the other knee, in thigh lengths",
    foot=True,
    off_side_error=0.12,
)
def heel_height(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) heights of the ankle above the knee of the other leg, in thigh lengths."""
    stance_knee = motion.xy(other(side), "knee")[:, 1]
    return (stance_knee - motion.xy(side, "ankle")[:, 1]) / motion.subject.thigh_px


@measure_as(
    "ankle_speed_ll_s",
    "LL/s",
    "side",
    part="foot",
    label="foot speed",
    meaning="speed of the ankle, in leg lengths a second",
    foot=True,
    off_side_error=0.3,
)
def ankle_speed(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) speeds of the ankle; NaN for a single frame."""
    if len(motion.track) < 2:
        return np.full(len(motion.track), np.nan)
    ankle = motion.xy(side, "ankle") / motion.subject.leg_px
    return length(np.gradient(ankle, motion.track.time_s, axis=0))


@measure_as(
    "foot_pitch_deg",
    "deg",
    "side",
    part="foot",
    label="toes below the heel",
    word="toes down",
    meaning="foot against the horizontal; toes down +",
    off_side_error=7.0,
    possible=(-80.0, 150.0),
)
def foot_pitch(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the foot, corrected for what the pose model misreads."""
    foot = motion.xy(side, "foot_index") - motion.xy(side, "heel")
    read_deg = np.degrees(np.arctan2(foot[:, 1], foot[:, 0] * motion.facing))
    return read_deg - motion.subject.calibration.far_foot_pitch_deg * _is_far(motion, side)


@measure_as(
    "leg_inclination_deg",
    "deg",
    "side",
    part="leg",
    label="lean of the leg",
    meaning="ankle to hip against the vertical; forward +",
    foot=True,
    off_side_error=2.5,
)
def leg_inclination(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the line from ankle to hip against the vertical."""
    return leg_inclination_deg(motion, side)


def _is_far(motion: Motion, side: Side) -> bool:
    """Return whether this leg is known to be the one further from the camera."""
    return motion.subject.view.near_side == other(side)
