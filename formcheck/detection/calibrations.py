"""What each known pose model misreads."""

from formcheck.body.calibration import Calibration

# Fitted by least absolute errors to the frames whose foot is believed, in the side-view butt kicks
# of the benchmark's split "tune" (52 clips, 24 to 60 frames a second, yaw up to 20 degrees): first
# the lag with which a line fits best, then the line, with the peaks in mind. Mean absolute error
# of the near knee there: 5.9 degrees as read, 4.6 with the line alone, 3.8 with both.
# The far foot lands behind the near one: in 47 of these clips its toes are read 4.4 degrees further
# down (median over the landings of each), though both come down alike.
# The far thigh, lifted on all fours, is read 3.3 degrees too high at the top (22 reps of 14 clips
# of "tune"; on the other splits 2.0 and 4.6), the near one as it is (-0.3; 0.1 and 0.7): the body
# hides its hip.
MEDIAPIPE_FULL = Calibration(
    knee_gain=1.05,
    knee_offset_deg=2.2,
    far_knee_offset_deg=4.8,
    far_foot_pitch_deg=4.4,
    far_thigh_elevation_deg=3.3,
    lag_s=0.010,
)
