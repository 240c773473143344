"""Clean the poses of a whole clip: swaps, outliers, gaps, then a filter that adds no delay."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from formcheck.clean.legs import exchange_legs, raised_deg
from formcheck.clean.merge import merge
from formcheck.clean.swap import repair_swaps
from formcheck.geometry import length
from formcheck.pose import BoolArray, FloatArray, PoseTrack
from formcheck.subject import Subject, observe

OUTLIER_LEG_LENGTHS = 0.15  # further than this from its neighbours' median is no movement
OUTLIER_MIN_FPS = 20.0  # below this a fast foot itself is that far from its neighbours
FILTER_ORDER = 4
MEDIAN_FRAMES = 1000  # of which medians are taken at once
LONGEST_GAP_S = 0.5  # between frames: after a longer one something else may be going on


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning made of a track.

    Attributes:
        track: cleaned, NaN where nothing can be said.
        subject: the person, observed on the cleaned track.
        swapped: (n,) the frames whose legs were exchanged.
        shanks_deg: (n, 2) how far the left and the right shank looked raised in every frame, in
            those that cleaning does not believe, too; 0 where unknown. None from a camera.
    """

    track: PoseTrack
    subject: Subject
    swapped: BoolArray
    shanks_deg: FloatArray | None = None


def clean(
    track: PoseTrack,
    *,
    cutoff_hz: float,
    max_gap_s: float,
    lag_s: float = 0.0,
    turns: bool = True,
    mirrored: PoseTrack | None = None,
) -> Cleaned:
    """Clean a whole track.

    Args:
        track: as the backend gave it.
        cutoff_hz: of the low-pass filter; kicks 8-10 Hz, kickbacks 6 Hz.
        max_gap_s: longer gaps stay empty.
        lag_s: how late the backend's landmarks are; they are moved back in time.
        turns: whether the legs may be taking turns, see `repair_swaps`.
        mirrored: the same frames seen in the mirror, where there are any, see `merge`.
    """
    if mirrored is not None:
        track = merge(track, mirrored, turns=turns)
    repaired = repair_swaps(track, observe(track), turns=turns)
    subject = observe(repaired.track)
    cleaned = smooth(
        repaired.track, subject.leg_px, cutoff_hz=cutoff_hz, max_gap_s=max_gap_s, lag_s=lag_s
    )
    shanks_deg = raised_deg(exchange_legs(track, repaired.swapped), subject)
    return Cleaned(cleaned, subject, repaired.swapped, shanks_deg)


def smooth(
    track: PoseTrack, leg_px: float, *, cutoff_hz: float, max_gap_s: float, lag_s: float
) -> PoseTrack:
    """Drop outliers, bridge short gaps, and filter; for the arguments see `clean`."""
    xy = track.xy_px.reshape(len(track), -1)
    if track.fps >= OUTLIER_MIN_FPS:
        xy = _without_outliers(track.xy_px, leg_px).reshape(xy.shape)
    xy = fill_gaps(track.time_s, xy, max_gap_s)
    xy = low_pass(track.time_s, xy, cutoff_hz, lag_s)
    silhouette_px = track.silhouette_px
    if silhouette_px is not None:
        silhouette_px = _without_flicker(silhouette_px)
    return replace(track, xy_px=xy.reshape(track.xy_px.shape), silhouette_px=silhouette_px)


def _without_outliers(xy_px: FloatArray, leg_px: float) -> FloatArray:
    """Turn to NaN what lies too far from the median of five frames (Hampel's idea)."""
    if len(xy_px) < 5:
        return xy_px
    off = length(xy_px - _median_of_five(xy_px)) > OUTLIER_LEG_LENGTHS * leg_px
    return np.where(off[:, :, None], np.nan, xy_px)


def _without_flicker(silhouette_px: FloatArray) -> FloatArray:
    """Replace edges by their median over five frames: a mask may show for a moment what was."""
    if len(silhouette_px) < 5:
        return silhouette_px
    steady = np.empty_like(silhouette_px)
    for start in range(0, len(steady), MEDIAN_FRAMES):  # all at once would take much memory
        stop = min(start + MEDIAN_FRAMES, len(steady))
        before, after = max(start - 2, 0), stop + 2
        steady[start:stop] = _median_of_five(silhouette_px[before:after])[start - before :][
            : stop - start
        ]
    return steady


def _median_of_five(values: FloatArray) -> FloatArray:
    """The median of each frame and its two neighbours to either side; (n, ...) as given."""
    padded = np.concatenate([values[:1], values[:1], values, values[-1:], values[-1:]])
    windows = np.stack([padded[i : i + len(values)] for i in range(5)])
    median: FloatArray = np.partition(windows, 2, axis=0)[2]
    return median


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
