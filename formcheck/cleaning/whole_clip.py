"""Clean the poses of a whole clip: swaps, outliers, gaps, then a filter that adds no delay."""

from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.filters import fill_gaps, low_pass
from formcheck.body.geometry import length
from formcheck.body.subject import Subject, observe
from formcheck.cleaning.legs import exchange_legs, raised_deg
from formcheck.cleaning.merge import merge
from formcheck.cleaning.swap import repair_swaps
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray

OUTLIER_LEG_LENGTHS = 0.15  # further than this from its neighbours' median is no movement
OUTLIER_MIN_FPS = 20.0  # below this a fast foot itself is that far from its neighbours
MEDIAN_FRAMES = 1000  # of which medians are taken at once


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
    outline = track.outline
    if outline.silhouette_px is not None:
        outline = replace(outline, silhouette_px=_without_flicker(outline.silhouette_px))
    return replace(track, xy_px=xy.reshape(track.xy_px.shape), outline=outline)


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
