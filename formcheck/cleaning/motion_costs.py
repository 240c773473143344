"""What it costs to go from frame to frame with the legs as the model says, or exchanged."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.geometry import length
from formcheck.cleaning.trust import KICKING_FOOT
from formcheck.system.arrays import FloatArray, pieces


@dataclass(frozen=True, slots=True)
class MotionCosts:
    """What the motion of knees and ankles costs, for `motion_costs`.

    Attributes:
        noise_ll: how far a landmark trembles, in leg lengths.
        acceleration_ll_s2: a joint that accelerates by this much, in leg lengths / s^2, and
            trembles by ``noise_ll``, costs 1.
        max_speed_ll_s: between the first two frames, where no acceleration is known yet, a joint
            with this speed, in leg lengths / s, costs 1.
        jump_cap: the most that a joint costs, however far it jumps.
        change: cost of another assignment than in the frame before. The model does not exchange the
            legs without a reason.
    """

    noise_ll: float = 0.05
    acceleration_ll_s2: float = KICKING_FOOT.max_acceleration_ll_s2
    max_speed_ll_s: float = 4.0
    jump_cap: float = 2.0
    change: float = 0.7


MOTION = MotionCosts()


def motion_costs(legs: FloatArray, time_s: FloatArray) -> FloatArray:
    """Return the costs of the assignments of frames i-2, i-1 and i, (m, 2, 2, 2).

    An assignment is 0 where the legs are as the model says, 1 where they are exchanged. The further
    the joints are from where they were going, the more it costs; a change of assignment costs more.

    Args:
        legs: (m, 2, 2, 2) see `legs_px`, in leg lengths.
        time_s: (m,), m at least 2.
    """
    both = np.stack([legs, legs[:, ::-1]], axis=1)  # (m, 2 assignments, 2 sides, 2, 2)
    costs = np.zeros((len(legs), 2, 2, 2))
    step = np.diff(time_s)
    spread = MOTION.noise_ll + 0.5 * MOTION.acceleration_ll_s2 * step[1:] * (step[1:] + step[:-1])
    ratio, spread = (each[(...,) + (None,) * 5] for each in (step[1:] / step[:-1], spread))
    for some in pieces(len(legs) - 2):
        before, now, then = (both[some.start + i : some.stop + i] for i in range(3))
        move = now[:, None] - before[:, :, None]
        expected = now[:, None] + move * ratio[some]  # (…, 2 before, 2 now, 2 sides, 2, 2)
        off = then[:, None, None] - expected[:, :, :, None]
        costs[some.start + 2 : some.stop + 2] = _capped(off, spread[some])
    first_spread = MOTION.noise_ll + MOTION.max_speed_ll_s * step[0]
    costs[1] = _capped(both[1] - both[0, :, None], first_spread)
    costs[1:, :, [0, 1], [1, 0]] += MOTION.change
    return costs


def _capped(miss: FloatArray, spread: FloatArray | float) -> FloatArray:
    """Return the costs, (...), of joints that are (..., 2 sides, 2 joints, 2) off their way."""
    off = length(miss) / spread
    costs: FloatArray = np.minimum(off * off, MOTION.jump_cap)
    costs[np.isnan(costs)] = 0.0
    return np.asarray(costs.sum(axis=(-2, -1)))
