"""A few numbers that describe a curve over time: its range, its top, how often it rises."""

import numpy as np

from formcheck.body.geometry import quantile
from formcheck.system.arrays import BoolArray, FloatArray, IntArray


def spread(values: FloatArray) -> float:
    """Return the range of (n,) values without the highest and the lowest twentieth."""
    return quantile(values, 0.95) - quantile(values, 0.05)


def top_frames(values: FloatArray) -> BoolArray:
    """Return (n,) whether a value is among the highest 15 %: the top of a movement."""
    return np.asarray(values >= quantile(values, 0.85))


def of_leg(values: FloatArray, leg: IntArray) -> FloatArray:
    """Return (n,) values of the leg that is chosen in each frame.

    Args:
        values: (2, n) of both legs.
        leg: (n,) row of ``values`` to take, 0 or 1.
    """
    return np.asarray(np.take_along_axis(values, leg[None], 0)[0])


def median_of_leg(values: FloatArray, leg: IntArray, frames: BoolArray) -> float:
    """Return the median of the chosen leg's values over some frames.

    Args:
        values: (2, n) of both legs.
        leg: (n,) row of ``values`` to take, 0 or 1.
        frames: (n,) the frames to look at.
    """
    return quantile(of_leg(values, leg)[frames], 0.5)


def count_rises(values: FloatArray, low: float, high: float) -> int:
    """Return how often (n,) values go from ``low`` or less to ``high`` or more."""
    rises, down = 0, False
    for value in values.tolist():
        if value <= low:
            down = True
        elif value >= high and down:
            rises, down = rises + 1, False
    return rises


def ramp(value: float, start_and_end: tuple[float, float]) -> float:
    """Return 0 up to the start, 1 from the end, a straight line between; 0 for NaN."""
    start, end = start_and_end
    return float(np.clip(np.nan_to_num((value - start) / (end - start)), 0.0, 1.0))
