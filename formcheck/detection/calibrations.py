"""The measured corrections of each known pose model, looked up by what its file is."""

from collections.abc import Mapping

from formcheck.body.calibration import NO_CORRECTION, Calibration, KneeCorrection

# MediaPipe Pose Landmarker "full", the model that comes with formcheck.
# The knee was fitted by least absolute errors, on the side-view butt kicks of the benchmark's
# split "tune" (52 clips, 24 to 60 frames a second, yaw up to 20 degrees), on frames whose foot is
# trusted. First the lag was chosen with which a line fits best, then the line, with most weight on
# the peaks. Mean absolute error of the near knee there: 5.9 degrees as read, 4.6 with the line
# alone, 3.8 with line and lag.
# Slow knee: in kickbacks a knee is read too straight at any bend, mostly because the hip is read
# too far forward: on 8 bodies of "tune" (24 clips from the side) by 2 degrees on the near leg and
# 3.5 on the far one. One number for each leg does as well there as a gain, or numbers for each
# exercise. The numbers are a little larger, because people of another renderer are read 4 to 6
# degrees too straight. Mean absolute error as read and corrected, on the people of "test" and
# "check": on all fours near 3.2 and 2.6, far 4.5 and 3.6; standing near 2.1 and 2.6, far 3.5 and
# 3.2. A knee pushed past straight is read correctly.
# Far foot: in 47 of these clips its toes are read 4.4 degrees further down than those of the near
# foot (median over the landings of each), although both feet land alike.
# Far thigh: lifted on all fours, it is read 3.3 degrees too high at the top (22 reps of 14 clips of
# "tune"; 2.0 and 4.6 on the other splits), because the body hides its hip. The near thigh is read
# correctly (-0.3; 0.1 and 0.7).
# Trunk: on the 27 clips of "tune" that are filmed 18 to 60 degrees off the side towards the front,
# it is read 2.5 degrees more upright than from the exact side; from the rear it is not.
MEDIAPIPE_FULL = Calibration(
    knee=KneeCorrection(gain=1.05, offset_deg=2.2, far_offset_deg=4.8),
    slow_knee=KneeCorrection(offset_deg=2.5, far_offset_deg=4.0, starts_deg=-5.0, full_deg=5.0),
    far_foot_pitch_deg=4.4,
    far_thigh_elevation_deg=3.3,
    front_trunk_lean_deg=3.5,
    lag_s=0.010,
)

# MediaPipe Pose Landmarker "heavy", which users build themselves.
# Fitted in the same way, on 11 clips of butt kicks and 15 of kickbacks of "tune". Mean absolute
# error as read and corrected: kicks near 3.7 and 2.7, far 5.8 and 4.0 ("full" on the same clips:
# 4.4 and 3.3, 7.3 and 5.1). In kickbacks it reads the near knee 3.0 degrees too straight, the far
# one 4.0. It reads both feet alike (0.1 degrees), and the trunk from the front as "full" does (4
# clips: 2.7 and 2.7 degrees too upright). It calls the far knee less visible (median 0.50; "full"
# 0.63). The kicks with 0.2 to 0.4 are read as well as the others: far peaks 3.3 degrees off.
MEDIAPIPE_HEAVY = Calibration(
    knee=KneeCorrection(gain=1.03, offset_deg=2.2, far_offset_deg=4.2),
    slow_knee=KneeCorrection(offset_deg=3.0, far_offset_deg=4.0, starts_deg=-5.0, full_deg=5.0),
    far_thigh_elevation_deg=2.9,
    front_trunk_lean_deg=3.5,
    lag_s=0.010,
    seen_visibility=0.2,
)

# The calibration of each model that was measured, by the sha256 of its file.
CALIBRATIONS: Mapping[str, Calibration] = {
    "83ca42af7ac00288dd5675331a56aed7f0cf9e2e7198b30ed57be3d670ef0f66": MEDIAPIPE_FULL,
    "1a40669bdd338f7a407db34b82d6f9e060837ad739780280b23baee5f69d6519": MEDIAPIPE_HEAVY,
}


def calibration_of(model: str, *, slow: bool = False, knee: bool = True) -> Calibration:
    """Return the corrections for a pose model; a model that was not measured gets none.

    Args:
        model: the model as in `PoseRecording.model`, "NAME sha256:HEX".
        slow: whether the movements are slow.
        knee: whether to correct the knee, see `formcheck.exercises.spec.Cleaning`.
    """
    calibration = CALIBRATIONS.get(_sha256(model), NO_CORRECTION)
    if not knee:
        return calibration.without_knee()
    return calibration.for_slow() if slow else calibration


def calibration_warnings(model: str) -> tuple[str, ...]:
    """Return one sentence for the user if angles are not corrected, none if they are.

    Args:
        model: see `calibration_of`.
    """
    if _sha256(model) in CALIBRATIONS:
        return ()
    name = model.partition(" sha256:")[0]
    return (
        f"angles are not corrected for this pose model: the errors of {name} were never measured,"
        " so angles can be several degrees off; leave out --model to use a corrected model",
    )


def _sha256(model: str) -> str:
    return model.rpartition("sha256:")[2]
