"""Synthetic motions: pose tracks of a stick person whose truth is known to the last digit.

`butt_kicks` and `kickbacks` make movements of sines and cosines, `disturbances` spoils their tracks
as a pose model or a camera does. `tests.movements` has movements that are none of the exercises.
Nothing here is shared with the code under test but the names of the landmarks and the exchange of
the legs.
"""

from tests.synthetic.body import LEG_M, SHANK_M, THIGH_M, TRUNK_M
from tests.synthetic.butt_kicks import ButtKicks, standing
from tests.synthetic.camera import Camera
from tests.synthetic.disturbances import (
    between,
    exchange_sides,
    leg_landmarks,
    letterboxed,
    mirrored,
    runs,
    scaled,
    with_landmarks,
    with_swapped_legs,
    without_person,
    wrong_frames,
)
from tests.synthetic.kickbacks import Kickbacks
from tests.synthetic.recordings import BUNDLED_MODEL, recording

__all__ = [
    "BUNDLED_MODEL",
    "LEG_M",
    "SHANK_M",
    "THIGH_M",
    "TRUNK_M",
    "ButtKicks",
    "Camera",
    "Kickbacks",
    "between",
    "exchange_sides",
    "leg_landmarks",
    "letterboxed",
    "mirrored",
    "recording",
    "runs",
    "scaled",
    "standing",
    "with_landmarks",
    "with_swapped_legs",
    "without_person",
    "wrong_frames",
]
