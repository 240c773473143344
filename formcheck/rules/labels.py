"""Spoken names of what is measured, short enough for one row of a table."""

from formcheck.kinematics.measures import MEASURES
from formcheck.reps.spec import Value

# Names of a whole rise and fall. They do not depend on the measure.
WHOLE_CURVE = {
    "lifting-time": "time to lift",
    "lifting-speed": "lifting speed",
    "lowering-speed": "lowering speed",
    "dwell": "time at the top",
    "lowering-over-lifting": "lowering time",
}
# Names of a peak that is measured from where the rep starts.
REACH = {
    "leg_inclination_deg": "leg's backward reach",
    "thigh_extension_deg": "thigh's backward reach",
}
# Names of where hands and knees are on the floor.
KNEE_PLACE = "knee of the supporting leg"
SHOULDER_PLACE = "shoulders"


def label_of(value: Value) -> str:
    """Return the spoken name of a value of a rep: "knee bend", "change of knee bend"."""
    if value.reduce in WHOLE_CURVE:
        return WHOLE_CURVE[value.reduce]
    known = f"{MEASURES[value.measure].label}{_of_leg(value)}"
    if value.reduce != "range" and not value.against:
        return _place(value) or known
    if value.reduce == "peak" and value.measure in REACH:
        return REACH[value.measure]
    if value.measure == "mid_hip_height_ll":
        return "rise and fall of the hips"
    return f"change of {known}"


def _place(value: Value) -> str:
    if value.measure == "arm_line_deg":
        return SHOULDER_PLACE
    is_support = value.measure == "thigh_inclination_deg" and value.leg == "stance"
    return KNEE_PLACE if is_support else ""


def _of_leg(value: Value) -> str:
    """Return " of the supporting leg" for a value of that leg; empty for any other value."""
    of_a_leg = value.leg == "stance" and value.measure != "waist_bend_deg"
    return " of the supporting leg" if of_a_leg else ""
