"""Smooth shapes in time, of which movements are made. None has a kink."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

Floats = NDArray[np.float64]
GRID_HZ = 400.0


def grid(duration_s: float) -> Floats:
    """Return the times (T,) of the grid on which a movement is worked out."""
    return np.arange(int(np.ceil(duration_s * GRID_HZ)) + 1) / GRID_HZ


def ramp(time_s: Floats, start_s: float, end_s: float) -> Floats:
    """Return a minimum-jerk step from 0 to 1."""
    u = np.clip((time_s - start_s) / max(end_s - start_s, 1e-6), 0, 1)
    return u**3 * (10 - 15 * u + 6 * u**2)


def bump(time_s: Floats, start_s: float, end_s: float, peak_at: float = 0.5) -> Floats:
    """Return a raised cosine from 0 to 1 to 0; its top is at the share ``peak_at`` of its time."""
    u = np.clip((time_s - start_s) / (end_s - start_s), 0, 1)
    # A Moebius map moves the top smoothly, with finite slopes at both ends.
    k = (1 - peak_at) / peak_at
    w = k * u / (1 + (k - 1) * u)
    return np.asarray((1 - np.cos(2 * np.pi * w)) / 2)


def plateau(time_s: Floats, start_s: float, top_s: float, leave_s: float, end_s: float) -> Floats:
    """Return a minimum-jerk rise to 1, a hold, and a minimum-jerk fall to 0."""
    return ramp(time_s, start_s, top_s) - ramp(time_s, leave_s, end_s)


def smooth(values: Floats, sd_s: float) -> Floats:
    """Return the values smoothed over time, the first axis, with a bell curve."""
    return np.asarray(gaussian_filter1d(values, sd_s * GRID_HZ, axis=0, mode="nearest"))


def sway(
    time_s: Floats,
    rng: np.random.Generator,
    size: float,
    low_hz: float = 0.12,
    high_hz: float = 0.6,
) -> Floats:
    """Return slow wandering of standard deviation ``size``: a few sines of random frequency."""
    frequency = rng.uniform(low_hz, high_hz, 5)
    phase = rng.uniform(0, 2 * np.pi, 5)
    waves = np.sin(2 * np.pi * frequency * time_s[:, None] + phase)
    return np.asarray(size * np.sqrt(2 / 5) * waves.sum(axis=1))


def jitter_times(rng: np.random.Generator, count: int, cv: float) -> Floats:
    """Return factors (count,) of mean 1 and of exactly the coefficient of variation ``cv``."""
    if count < 2 or cv == 0:
        return np.ones(count)
    draws = rng.uniform(-1, 1, count)  # bounded, so that no step has length 0, whatever the cv
    draws = (draws - draws.mean()) / draws.std()
    return np.asarray(np.clip(1 + cv * draws, 0.35, None))
