"""The last step of cleaning: drop outliers, bridge short gaps, and filter without delay."""

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from formcheck.body.filters import fill_gaps, low_pass
from formcheck.body.geometry import length
from formcheck.poses.landmarks import COUNT
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import Float32Array, FloatArray

_Number = TypeVar("_Number", np.float32, np.float64)


@dataclass(frozen=True, slots=True)
class Smoothing:
    """How outliers are found.

    Attributes:
        outlier_ll: a landmark is an outlier if it is further than this, in leg lengths, from the
            median of its neighbours in time.
        min_fps_for_outliers: at a lower frame rate no outliers are dropped, because a fast foot is
            as far from its neighbours as an outlier.
        median_frames: number of frames whose medians are taken at once; more take much memory.
        numbers_at_once: number of coordinates, over all frames, that are smoothed at once;
            meanwhile they take eight times their memory.
    """

    outlier_ll: float = 0.15
    min_fps_for_outliers: float = 20.0
    median_frames: int = 1000
    numbers_at_once: int = 250_000


SMOOTHING = Smoothing()


def smooth(
    track: PoseTrack,
    leg_px: float,
    *,
    cutoff_hz: float,
    max_gap_s: float,
    lag_s: float,
    in_place: bool = False,
) -> PoseTrack:
    """Return the track without outliers, with short gaps bridged, and filtered.

    Args:
        track: n frames with the legs in order.
        leg_px: leg length of the person.
        cutoff_hz: of the low-pass filter.
        max_gap_s: longer gaps stay empty.
        lag_s: how late the landmarks are; they are moved back in time.
        in_place: whether the places of the track may be overwritten, which takes less memory.
    """
    smooth_px = track.xy_px if in_place else np.empty_like(track.xy_px)
    smooth_px.setflags(write=True)
    at_once = max(1, SMOOTHING.numbers_at_once // max(1, 2 * len(track)))
    for first in range(0, COUNT, at_once):
        some_px = track.xy_px[:, first : first + at_once]
        if track.fps >= SMOOTHING.min_fps_for_outliers:
            some_px = _without_outliers(some_px, leg_px)
        xy = fill_gaps(track.time_s, some_px.reshape(len(track), -1), max_gap_s)
        xy = low_pass(track.time_s, xy, cutoff_hz, lag_s)
        smooth_px[:, first : first + at_once] = xy.reshape(some_px.shape)
    outline = track.outline
    if outline.silhouette_px is not None:
        outline = replace(outline, silhouette_px=_without_flicker(outline.silhouette_px))
    return replace(track, xy_px=smooth_px, outline=outline)


def _without_outliers(xy_px: FloatArray, leg_px: float) -> FloatArray:
    """Return the places with NaN where one is too far from the median of five (Hampel's idea)."""
    if len(xy_px) < 5:
        return xy_px
    off = length(xy_px - _median_of_five(xy_px)) > SMOOTHING.outlier_ll * leg_px
    return np.where(off[:, :, None], np.nan, xy_px)


def _without_flicker(silhouette_px: Float32Array) -> Float32Array:
    """Return medians of five frames: for a moment a mask may show what was there before."""
    return silhouette_px if len(silhouette_px) < 5 else _median_of_five(silhouette_px)


def _median_of_five(values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
    """Return the median of each frame and its two neighbours to either side, (n, ...)."""
    median, n = np.empty_like(values), len(values)
    for start in range(0, n, SMOOTHING.median_frames):
        stop = min(start + SMOOTHING.median_frames, n)
        near = values[np.clip(np.arange(start - 2, stop + 2), 0, n - 1)]
        frames = [near[i : i + stop - start] for i in range(5)]
        known = not np.isnan(near).any()
        median[start:stop] = _middle(*frames) if known else np.partition(frames, 2, axis=0)[2]
    return median


def _middle(
    a: npt.NDArray[_Number],
    b: npt.NDArray[_Number],
    c: npt.NDArray[_Number],
    d: npt.NDArray[_Number],
    e: npt.NDArray[_Number],
) -> npt.NDArray[_Number]:
    """Return the medians of five known numbers each: a third of the time of a partition."""
    second = np.maximum(np.minimum(a, b), np.minimum(c, d))
    third = np.minimum(np.maximum(a, b), np.maximum(c, d))
    low, high = np.minimum(second, third), np.maximum(second, third)
    middle: npt.NDArray[_Number] = np.maximum(low, np.minimum(high, e))
    return middle
