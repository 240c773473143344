"""What it costs to go from frame to frame with the legs as the model says, or exchanged."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.geometry import length
from formcheck.cleaning.trust import KICKING_FOOT
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class MotionCosts:
    """What the motion of knees and ankles costs, for `motion_costs`.

    Attributes:
        noise_ll: how far a landmark trembles, in leg lengths.
        acceleration_ll_s2: that a leg has, in leg lengths / s^2. A motion with that much costs 1
            for each joint.
        max_speed_ll_s: between the first two frames, before any acceleration is known.
        jump_cap: an impossible jump of a joint costs this much and no more.
        change: of changing from one assignment to the other. The model does not exchange the legs
            without a reason.
    """

    noise_ll: float = 0.05
    acceleration_ll_s2: float = KICKING_FOOT.max_acceleration_ll_s2
    max_speed_ll_s: float = 4.0
    jump_cap: float = 2.0
    change: float = 0.7


MOTION = MotionCosts()


def motion_costs(legs: FloatArray, time_s: FloatArray) -> FloatArray:
    """Return the costs of the assignments of frames i-2, i-1 and i, (m, 2, 2, 2).

    An assignment is 0 where the legs are as the model says, 1 where they are exchanged. It costs
    more, the further a joint is from where it was going, and something to change it.

    Args:
        legs: (m, 2, 2, 2) see `legs_px`, in leg lengths.
        time_s: (m,), m at least 2.
    """
    both = np.stack([legs, legs[:, ::-1]], axis=1)  # (m, 2 assignments, 2 sides, 2, 2)
    costs = np.zeros((len(legs), 2, 2, 2))
    step = np.diff(time_s)
    ratio = (step[1:] / step[:-1])[:, None, None, None]
    spread = MOTION.noise_ll + 0.5 * MOTION.acceleration_ll_s2 * step[1:] * (step[1:] + step[:-1])
    for a in range(2):
        for b in range(2):
            expected = both[1:-1, b] + (both[1:-1, b] - both[:-2, a]) * ratio
            miss = length(both[2:] - expected[:, None]) / spread[:, None, None, None]
            costs[2:, a, b] = np.nansum(np.minimum(miss * miss, MOTION.jump_cap), axis=(2, 3))
    for b in range(2):
        miss = length(both[1] - both[0, b]) / (MOTION.noise_ll + MOTION.max_speed_ll_s * step[0])
        costs[1, :, b] = np.nansum(np.minimum(miss * miss, MOTION.jump_cap), axis=(1, 2))
    costs[1:, :, [0, 1], [1, 0]] += MOTION.change
    return costs
