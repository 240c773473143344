"""Spoken names of what is measured, short enough for one row of a table."""

from formcheck.kinematics.measures import MEASURES
from formcheck.reps.spec import Value

_MEASURES = {
    "knee_flexion_deg": "knee bend",
    "hip_flexion_deg": "hip bend",
    "thigh_inclination_deg": "thigh ahead of the vertical",
    "thigh_extension_deg": "thigh behind the vertical",
    "thigh_elevation_deg": "thigh above the horizontal",
    "lumbar_extension_deg": "arch of the lower back",
    "lumbar_extension_least_deg": "least arch of the lower back",
    "lumbar_extension_error_deg": "error of the arch of the lower back",
    "running_lumbar_extension_deg": "arch of the lower back",
    "rib_flare_deg": "bend of the upper back",
    "arm_line_deg": "lean of the arms",
    "head_to_trunk_deg": "head forward of the back",
    "shank_inclination_deg": "shin swing",
    "heel_gap_th": "gap between heel and hip",
    "foot_pitch_deg": "toes below the heel",
    "leg_inclination_deg": "lean of the leg",
    "wrist_behind_tl": "hand behind the hip",
    "heel_height_th": "heel above the other knee",
    "ankle_speed_ll_s": "foot speed",
    "trunk_inclination_deg": "forward lean",
    "waist_bend_deg": "bend at the waist",
    "mid_hip_height_ll": "height of the hips",
    "elbow_flexion_deg": "elbow bend",
    "upper_arm_angle_deg": "upper arm against the trunk",
    "knee_inward_deg": "inward bend of the knee",
    "thigh_inward_deg": "thigh turned inwards",
    "thigh_off_line_deg": "thigh out of line",
    "leg_away_ll": "foot away from where it stands",
    "place_empty_share": "how empty the place of the leg is",
    "leg_aside_deg": "leg out of line",
    "pelvic_drop_deg": "drop of the hip",
    "shoulder_tilt_deg": "tilt of the shoulders",
    "shoulder_turn_deg": "turn of the shoulders",
    "stance_width_hw": "gap between the feet",
    "hip_sunk_ll": "depth of the hips",
    "travel_ll": "way forward",
}
# Names of a whole rise and fall. They do not depend on the measure.
WHOLE_CURVE = {
    "lifting-time": "time to lift",
    "lifting-speed": "lifting speed",
    "lowering-speed": "lowering speed",
    "dwell": "time at the top",
    "lowering-over-lifting": "lowering time",
}
# Names of a peak that is measured from where the rep starts.
_REACH = {
    "leg_inclination_deg": "leg's backward reach",
    "thigh_extension_deg": "thigh's backward reach",
}


def label_of(value: Value) -> str:
    """Return the spoken name of a value of a rep: "knee bend", "change of knee bend"."""
    if value.reduce in WHOLE_CURVE:
        return WHOLE_CURVE[value.reduce]
    known = _MEASURES.get(value.measure) or MEASURES[value.measure].meaning.split(";")[0]
    if value.reduce != "range" and not value.against:
        return known
    if value.reduce == "peak" and value.measure in _REACH:
        return _REACH[value.measure]
    if value.measure == "mid_hip_height_ll":
        return "rise and fall of the hips"
    return f"change of {known}"


def leg_named_in(value: Value) -> str:
    """Return " of the supporting leg" for a value of that leg; empty for any other value."""
    of_a_leg = value.leg == "stance" and value.measure != "waist_bend_deg"
    return " of the supporting leg" if of_a_leg else ""
