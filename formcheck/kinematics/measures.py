"""All measures, by name, and how their values are asked for.

Angles follow the clinical convention: knee flexion 0 straight, hip flexion relative to the trunk
with extension negative, inclinations from the vertical with forward positive. They are taken in the
picture's plane. So those of the sagittal plane exist only where the camera looks along the person's
left-right axis, give or take 30 degrees, and those of the frontal plane only from the front or from
behind. Elsewhere they are NaN.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from formcheck.body.motion import Motion
from formcheck.kinematics import arm, back, frontal_plane, leg, silhouette, trunk
from formcheck.kinematics.measure import Measure
from formcheck.poses.landmarks import SIDES, Side, joint
from formcheck.system.arrays import FloatArray

# In the order of the columns of `measures.csv`.
_ALL = (
    leg.knee_flexion,
    leg.hip_flexion,
    leg.thigh_inclination,
    leg.thigh_extension,
    leg.thigh_elevation,
    leg.shank_inclination,
    leg.heel_gap,
    leg.heel_height,
    leg.ankle_speed,
    leg.foot_pitch,
    arm.elbow_flexion,
    arm.upper_arm_angle,
    arm.wrist_behind,
    trunk.trunk_inclination,
    arm.arm_line,
    trunk.head_to_trunk,
    leg.leg_inclination,
    trunk.waist_bend,
    trunk.mid_hip_height,
    trunk.hip_sunk,
    trunk.travel,
    frontal_plane.knee_inward,
    frontal_plane.thigh_inward,
    frontal_plane.thigh_off_line,
    frontal_plane.leg_away,
    silhouette.place_empty_share,
    silhouette.leg_aside,
    frontal_plane.pelvic_drop,
    frontal_plane.shoulder_tilt,
    frontal_plane.shoulder_turn,
    frontal_plane.stance_width,
    back.lumbar,
    back.lumbar_least,
    back.lumbar_error,
    back.rib_flare,
    back.running_lumbar,
)

MEASURES: Mapping[str, Measure] = MappingProxyType({each.name: each for each in _ALL})

LUMBAR_MEASURES = (back.lumbar.name, back.running_lumbar.name)
# Those that are taken against the person's neutral pose.
NEUTRAL_MEASURES = tuple(each.name for each in _ALL if each.outline == "back")
SILHOUETTE_MEASURES = tuple(each.name for each in _ALL if each.outline == "silhouette")
# Those that are measured against the picture, and not within the body.
PICTURE_MEASURES = (trunk.mid_hip_height.name,)
OUTLINE_MEASURES = (*NEUTRAL_MEASURES, *SILHOUETTE_MEASURES)  # those that need a traced outline


def measure(motion: Motion, name: str, side: Side) -> FloatArray:
    """Return (n,) values of a measure; NaN throughout where the view cannot show it.

    Raises:
        KeyError: there is no such measure.
    """
    return MEASURES[name].of(motion, side)


def believed(motion: Motion, name: str, side: Side, values: FloatArray) -> FloatArray:
    """Return (n,) values of a measure without the frames whose foot was lost.

    Cleaning sets the visibility of an ankle that it does not believe to 0. Such frames bridge an
    attempt, so that it counts, but no angle should be read from them.
    """
    if not MEASURES[name].foot:
        return values
    lost = motion.track.visibility[:, joint(side, "ankle")] <= 0.0
    return np.where(lost, np.nan, values)


def all_measures(compute: Callable[[str, Side], FloatArray]) -> Mapping[str, FloatArray]:
    """Return every measure by its column name, (n,) each, as ``compute(name, side)`` gives it."""
    return {
        column: compute(definition.name, side)
        for definition in MEASURES.values()
        for column, side in zip(definition.columns(), SIDES, strict=False)
    }
