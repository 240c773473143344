"""Tell one leg from the other by where knees and feet were while the person rested."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.geometry import length, quantile
from formcheck.body.motion import Motion
from formcheck.body.segments import leg_inclination_deg
from formcheck.body.subject import Subject
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class RestPlaces:
    """What the places of the legs cost, for `place_costs`.

    Attributes:
        joints: the joints of the stance leg that stay where they were at rest.
        noise_ll: how much the measured place of such a joint varies, in leg lengths.
        max_cost: the most that one joint costs. A leg at neither place proves nothing.
        exchange_doubt: cost of exchanged legs. The model puts a leg that was hidden at rest beside
            its true place, so less evidence than this proves nothing.
        around_s: the places of a frame are medians over the rest this long before and after it,
            because people shift.
        rest_share: both legs are down in at least this share of the frames.
        alike_deg: both legs are down if the angle between them is at most this much larger than
            in those frames.
        min_frames: with fewer frames of rest around it, a frame has no costs.
    """

    joints: tuple[str, ...] = ("knee", "ankle", "heel")
    noise_ll: float = 0.03
    max_cost: float = 3.0
    exchange_doubt: float = 1.5
    around_s: float = 5.0
    rest_share: float = 0.15
    alike_deg: float = 3.0
    min_frames: int = 5


REST = RestPlaces()


def place_costs(track: PoseTrack, subject: Subject) -> FloatArray:
    """Return (n, 2) the cost of each assignment, by where the legs were while the person rested.

    From the side and at an angle the two legs stand at different places of the picture. The stance
    leg stays at its own while the other leg is lifted, whatever the model calls it.

    Args:
        track: n frames.
        subject: the person.

    Returns:
        The cost of the legs as the model says, and that of exchanged legs. 0 where there is no rest
        near a frame, and throughout if the person is seen from the front or the rear.
    """
    costs = np.zeros((len(track), 2))
    if not subject.view.shows_sagittal_plane:
        return costs
    motion = Motion(track, subject)
    left_deg, right_deg = (leg_inclination_deg(motion, side) for side in SIDES)
    apart_deg = np.abs(left_deg - right_deg)
    alike_deg = quantile(apart_deg, REST.rest_share) + REST.alike_deg
    joints = [[joint(side, name) for name in REST.joints] for side in SIDES]
    legs = track.xy_px[:, joints] / subject.leg_px  # (n, 2 sides, joints, 2)
    whole = np.isfinite(legs).all(axis=(1, 2, 3))
    rest = np.flatnonzero(whole & (apart_deg <= alike_deg))
    for frame, time_s in enumerate(track.time_s):
        around = rest[np.abs(track.time_s[rest] - time_s) <= REST.around_s]
        if len(around) < REST.min_frames:
            continue
        places = np.median(legs[around], axis=0)
        for assignment, leg in enumerate((legs[frame], legs[frame, ::-1])):
            off = (length(leg - places) / REST.noise_ll) ** 2 / 2.0
            costs[frame, assignment] = np.fmin(off, REST.max_cost).mean(axis=1).sum()
        costs[frame, 1] += REST.exchange_doubt
    return costs
