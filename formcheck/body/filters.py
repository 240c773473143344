"""Filters of signals over time: bridging gaps, a zero-phase low-pass, a bell-shaped mean."""

from itertools import pairwise
from statistics import median

import numpy as np

from formcheck.system.arrays import FloatArray

MAX_FRAME_GAP_S = 0.5  # after a longer pause between frames something else may be going on
FILTER_ORDER = 4
FILTERED_AT_ONCE = 1_000_000  # numbers; the filter needs six times their memory meanwhile


def fill_gaps(time_s: FloatArray, values: FloatArray, max_gap_s: float) -> FloatArray:
    """Return the values with short gaps bridged by straight lines.

    Args:
        time_s: (n,).
        values: (n, channels), NaN where unknown.
        max_gap_s: the longest time between two known values that is bridged. Longer gaps and those
            at both ends stay NaN.
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
    """Return the values after a zero-phase Butterworth low-pass, moved back in time by ``lag_s``.

    Each stretch without gaps is filtered by itself; a pause between frames ends a stretch as well.
    The gain of the filter run forwards and backwards, 1 / (1 + (f / cutoff)^(2 order)), is
    applied to the spectrum: the same result as scipy's ``sosfiltfilt`` without its second of
    import time. Uneven timestamps are resampled to even ones and back. Stretches that are too short
    to filter, and clips too slow for the cutoff, come back as they are.

    Args:
        time_s: (n,).
        values: (n, channels), NaN where unknown.
        cutoff_hz: where the gain has fallen to a half.
        lag_s: how late the values are: the result at t is the value at t + lag_s.
    """
    smooth = values.copy()
    if len(values) < 2:
        return smooth
    known = np.isfinite(values)
    gaps = np.diff(time_s) > MAX_FRAME_GAP_S
    if known.all() and not gaps.any():
        smooth[:] = _low_pass_stretch(time_s, values, cutoff_hz, lag_s)
        return smooth
    # Channels that are known in the same frames, nearly always all of them, are filtered together.
    # They are grouped in a dictionary, because np.unique would take longer than the filter itself.
    at_once = max(1, FILTERED_AT_ONCE // len(values))
    alike: dict[tuple[int, bytes], list[int]] = {}
    for channel, packed in enumerate(np.packbits(known, axis=0).T):
        alike.setdefault((channel // at_once, packed.tobytes()), []).append(channel)
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


def bell_smooth(time_s: FloatArray, values: FloatArray, sigma_s: float) -> FloatArray:
    """Return means over time with the weights of a bell curve; NaN stays NaN and weighs nothing.

    Args:
        time_s: (n,).
        values: (n, channels), NaN where unknown.
        sigma_s: standard deviation of the bell curve; 0 for no smoothing.
    """
    if sigma_s <= 0.0 or len(time_s) < 2:
        return values
    known, channels = np.isfinite(values), values.shape[1]
    # What is summed and the weights of it stand side by side: half as many steps for short tracks.
    each = np.concatenate([np.where(known, values, 0.0), known], axis=1)
    sums = each.copy()
    frame_s = median(np.diff(time_s).tolist())
    reach = min(int(3.0 * sigma_s / frame_s) + 1, len(time_s) - 1)
    frames, shifts = np.arange(len(time_s))[:, None], np.arange(1, reach + 1)
    later_s = np.concatenate([time_s, np.full(reach, np.inf)])[frames + shifts]
    shares = np.exp(-0.5 * ((later_s - time_s[:, None]) / sigma_s) ** 2)
    for shift in shifts.tolist():
        share = shares[:-shift, shift - 1, None]
        sums[shift:] += share * each[:-shift]
        sums[:-shift] += share * each[shift:]
    total, weight = sums[:, :channels], sums[:, channels:]
    return np.where(known, total / np.maximum(weight, 1e-12), np.nan)
