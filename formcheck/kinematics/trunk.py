"""Measures of trunk, head and hips."""

import numpy as np

from formcheck.body.geometry import signed_angle_deg
from formcheck.body.joints import middle
from formcheck.body.motion import Motion
from formcheck.body.segments import leg_inclination_deg, trunk_inclination_deg
from formcheck.kinematics.measure import measure_as
from formcheck.poses.landmarks import Side
from formcheck.system.arrays import FloatArray


@measure_as(
    "trunk_inclination_deg",
    "deg",
    "side",
    part="trunk",
    label="lean of the trunk",
    word="lean",
    directions=("{} forward", "{} back"),
    meaning="trunk against the vertical; forward +",
    paired=False,
    off_side_error=3.0,
)
def trunk_inclination(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the trunk against the vertical."""
    return trunk_inclination_deg(motion)


@measure_as(
    "head_to_trunk_deg",
    "deg",
    "side",
    part="head",
    label="head against the back",
    directions=("{} forward", "{} back"),
    meaning="shoulders to ears against the trunk; forward +",
    paired=False,
    off_side_error=4.0,
)
def head_to_trunk(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) angles of the line from shoulders to ears against the trunk."""
    head = motion.middle("ear") - motion.middle("shoulder")
    return signed_angle_deg(motion.trunk(), head) * motion.facing


@measure_as(
    "waist_bend_deg",
    "deg",
    "side",
    part="trunk",
    label="bend at the waist",
    word="waist bend",
    meaning="trunk inclination minus that of this leg",
    foot=True,
    off_side_error=3.5,
)
def waist_bend(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how much further the trunk leans than this leg."""
    return trunk_inclination_deg(motion) - leg_inclination_deg(motion, side)


@measure_as(
    "mid_hip_height_ll",
    "LL",
    "any",
    part="body",
    label="height of the hips",
    word="bounce",
    meaning="height of the mid-hip, in leg lengths",
    paired=False,
)
def mid_hip_height(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) heights of the hips above the lower edge of the picture."""
    height = motion.track.height - middle(motion.track.xy_px, "hip")[:, 1]
    return height / motion.subject.leg_px


@measure_as(
    "hip_sunk_ll",
    "LL",
    "any",
    part="pelvis",
    label="depth of the hips",
    word="depth",
    meaning="how much nearer the hip is to the ankle's height",
    foot=True,
)
def hip_sunk(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) 0 on straight legs, 1 where the hip is as low as the ankle."""
    height = (motion.xy(side, "ankle") - motion.xy(side, "hip"))[:, 1]
    return 1.0 - height / motion.subject.leg_px


@measure_as(
    "travel_ll",
    "LL",
    "side",
    part="body",
    label="way forward",
    word="travel",
    meaning="way of the mid-hip; forward +",
    paired=False,
    off_side_error=0.1,
)
def travel(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how far the hips are from where they were first seen; the camera stands still."""
    hip_px = motion.middle("hip")[:, 0]
    forward = hip_px * motion.facing / motion.subject.leg_px
    known = forward[np.isfinite(forward)]
    return forward - known[0] if len(known) else forward
