"""Signals over time: gaps bridged, a zero-phase low-pass."""

from itertools import pairwise

import numpy as np

from formcheck.system.arrays import FloatArray

LONGEST_GAP_S = 0.5  # between frames: after a longer one something else may be going on
FILTER_ORDER = 4


def fill_gaps(time_s: FloatArray, values: FloatArray, max_gap_s: float) -> FloatArray:
    """Bridge gaps of up to ``max_gap_s`` by straight lines; longer ones and the ends stay NaN.

    Args:
        time_s: (n,).
        values: (n, channels).
        max_gap_s: between the last known value and the next.
    """
    filled = values.copy()
    for channel in np.flatnonzero(np.isnan(values).any(axis=0)):
        known = np.flatnonzero(np.isfinite(values[:, channel]))
        for before, after in pairwise(known):
            if 1 < after - before and time_s[after] - time_s[before] <= max_gap_s + 1e-9:
                gap = slice(before + 1, after)
                filled[gap, channel] = np.interp(
                    time_s[gap], time_s[[before, after]], values[[before, after], channel]
                )
    return filled


def low_pass(
    time_s: FloatArray, values: FloatArray, cutoff_hz: float, lag_s: float = 0.0
) -> FloatArray:
    """Zero-phase Butterworth low-pass of every stretch without gaps, moved back by ``lag_s``.

    A pause between frames parts stretches as well.

    The gain of the filter run forwards and backwards, 1 / (1 + (f / cutoff)^(2 order)), is
    applied to the spectrum: the same result as scipy's ``sosfiltfilt`` without its second of
    import time. Uneven timestamps are resampled to even ones and back. Stretches too short
    to filter, and clips too slow for the cutoff, come back as they are.

    Args:
        time_s: (n,).
        values: (n, channels), NaN where unknown.
        cutoff_hz: where the gain has fallen to a half.
        lag_s: the result at t is what the values say at t + lag_s.
    """
    smooth = values.copy()
    if len(values) < 2:
        return smooth
    known = np.isfinite(values)
    gaps = np.diff(time_s) > LONGEST_GAP_S
    # Channels that are known in the same frames (nearly always all) are filtered together.
    alike: dict[bytes, list[int]] = {}  # sorting them with np.unique takes longer than to filter
    for channel, packed in enumerate(np.packbits(known, axis=0).T):
        alike.setdefault(packed.tobytes(), []).append(channel)
    for channels in alike.values():
        pattern = known[:, channels[0]]
        for stretch in np.split(np.arange(len(values)), np.flatnonzero(gaps) + 1):
            seen = np.concatenate(([0], pattern[stretch].astype(np.int8), [0]))
            edges = np.flatnonzero(np.diff(seen)) + stretch[0]
            for start, stop in zip(edges[::2], edges[1::2], strict=True):
                part = np.ix_(np.arange(start, stop), np.array(channels))
                smooth[part] = _low_pass_stretch(time_s[start:stop], values[part], cutoff_hz, lag_s)
    return smooth


def _low_pass_stretch(
    time_s: FloatArray, values: FloatArray, cutoff_hz: float, lag_s: float
) -> FloatArray:
    n = len(values)
    rate_hz = (n - 1) / (time_s[-1] - time_s[0]) if n > 1 else 0.0
    if n < 5 or rate_hz < 2.2 * cutoff_hz:
        return _resample(time_s + lag_s, time_s, values) if lag_s else values
    even_s = np.linspace(time_s[0], time_s[-1], n)
    uneven = bool(np.abs(even_s - time_s).max() > 0.1 / rate_hz)
    if uneven:
        values = _resample(even_s, time_s, values)
    pad = min(n - 1, int(2.0 * rate_hz / cutoff_hz) + 1)
    # Odd reflection keeps value and slope at the ends.
    head = 2.0 * values[0] - values[pad:0:-1]
    tail = 2.0 * values[-1] - values[-2 : -pad - 2 : -1]
    padded = np.concatenate([head, values, tail])
    frequency_hz = np.fft.rfftfreq(len(padded), 1.0 / rate_hz)
    gain = 1.0 / (1.0 + (frequency_hz / cutoff_hz) ** (2 * FILTER_ORDER))
    earlier = np.exp(2j * np.pi * frequency_hz * lag_s)
    spectrum = np.fft.rfft(padded, axis=0) * (gain * earlier)[:, None]
    result: FloatArray = np.fft.irfft(spectrum, len(padded), axis=0)[pad : pad + n]
    return _resample(time_s, even_s, result) if uneven else result


def _resample(at_s: FloatArray, time_s: FloatArray, values: FloatArray) -> FloatArray:
    return np.stack([np.interp(at_s, time_s, column) for column in values.T], axis=1)
