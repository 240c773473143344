"""How many moments of a frame's exposure are drawn, and where within a pixel."""

from __future__ import annotations

import numpy as np

MAX_SAMPLES, MIN_SAMPLES = 24, 4
PX_PER_SAMPLE = 2.5


def radical(index: int, base: int) -> float:
    """Return the number of this index in an evenly spread series in 0..1."""
    out, part = 0.0, 1.0 / base
    while index:
        out += part * (index % base)
        index //= base
        part /= base
    return out


def samples_needed(path_px: float) -> int:
    """Return how many moments to draw if the fastest point moves ``path_px`` pixels in a frame."""
    return int(np.clip(np.ceil(path_px / PX_PER_SAMPLE), MIN_SAMPLES, MAX_SAMPLES))
