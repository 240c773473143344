"""Measures of the arms, from the side."""

import numpy as np

from formcheck.body.geometry import signed_angle_deg
from formcheck.body.motion import Motion
from formcheck.body.segments import flexion_against_trunk_deg, inclination_deg
from formcheck.kinematics.measure import measure_as
from formcheck.poses.landmarks import Side
from formcheck.system.arrays import FloatArray


@measure_as(
    "elbow_flexion_deg",
    "deg",
    "side",
    part="arm",
    label="elbow bend",
    word="elbow",
    meaning="elbow angle; 0 straight",
    off_side_error=8.0,
)
def elbow_flexion(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) elbow angles."""
    shoulder, elbow, wrist = (motion.xy(side, name) for name in ("shoulder", "elbow", "wrist"))
    return np.abs(signed_angle_deg(elbow - shoulder, wrist - elbow))


@measure_as(
    "upper_arm_angle_deg",
    "deg",
    "side",
    part="arm",
    label="upper arm against the trunk",
    word="arm swing",
    meaning="upper arm against the trunk; elbow forward +",
    off_side_error=8.0,
)
def upper_arm_angle(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the upper arm against the trunk."""
    arm = motion.xy(side, "elbow") - motion.xy(side, "shoulder")
    return flexion_against_trunk_deg(motion.trunk(), arm, motion.facing)


@measure_as(
    "wrist_behind_tl",
    "TL",
    "side",
    part="arm",
    label="hand behind the hip",
    word="hand",
    meaning="wrist behind the hip, in trunk lengths",
    off_side_error=0.1,
)
def wrist_behind(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how far the wrist is behind the hips, in trunk lengths."""
    # The hip of this side: in an oblique view the other one is seen ahead of it or behind it.
    gap = (motion.xy(side, "hip") - motion.xy(side, "wrist"))[:, 0] * motion.facing
    return gap / motion.subject.trunk_px


@measure_as(
    "arm_line_deg",
    "deg",
    "side",
    part="arm",
    label="lean of the arms",
    word="arms",
    meaning="wrists to shoulders against the vertical; forward +",
    paired=False,
    off_side_error=6.0,
)
def arm_line(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the line from the wrists to the shoulders against the vertical."""
    return inclination_deg(motion, motion.middle("wrist"), motion.middle("shoulder"))
