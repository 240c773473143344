"""A light filter of landmarks that looks at the past alone, for drawing."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.geometry import length
from formcheck.cleaning.smoothing import SMOOTHING
from formcheck.cleaning.trust import KICKING_FOOT
from formcheck.poses.landmarks import COUNT
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class OneEuro:
    """How landmarks are filtered.

    Attributes:
        outlier_ll: a landmark further than this from where it was going, in leg lengths, is an
            outlier.
        min_cutoff_hz: cutoff for a landmark that stands still.
        cutoff_hz_per_ll_s: the cutoff rises by this for each leg length a second, so that a kick is
            drawn without delay.
        speed_cutoff_hz: cutoff of the filter that smooths the speed.
    """

    outlier_ll: float = 0.3
    min_cutoff_hz: float = 4.0
    cutoff_hz_per_ll_s: float = 12.0
    speed_cutoff_hz: float = 6.0


ONE_EURO = OneEuro()


class LandmarkFilter:
    """Drops outliers, holds what is missing for a moment, and smooths: One-Euro filters.

    The cutoff of each landmark rises with its own speed: a standing landmark is smoothed, a moving
    one is not delayed. A landmark that comes back, or jumps and stays, starts afresh.

    Args:
        max_gap_s: how long a missing landmark is held.
    """

    def __init__(self, max_gap_s: float) -> None:
        self._max_gap_s = max_gap_s
        self._known_s = np.full(COUNT, -np.inf)  # when each landmark was last known
        self._raw = np.full((COUNT, 2), np.nan)  # its place then
        self._raw_px_s = np.zeros((COUNT, 2))
        self._doubtful = np.full((COUNT, 2), np.nan)  # dropped in the last frame
        self._smooth = np.full((COUNT, 2), np.nan)
        self._px_s = np.zeros((COUNT, 2))

    def step(
        self, time_s: float, xy_px: FloatArray, leg_px: float, fps: float
    ) -> tuple[FloatArray, BoolArray]:
        """Take the next frame.

        Args:
            time_s: later than the one before.
            xy_px: (33, 2), NaN where unknown.
            leg_px: leg length.
            fps: frames a second.

        Returns:
            (33, 2) the frame filtered, and (33,) whether each landmark moved as none moves.
        """
        elapsed_s = np.minimum(time_s - self._known_s, 1e3)[:, None]
        recent = elapsed_s[:, 0] <= self._max_gap_s + 1e-9
        move = xy_px - self._raw
        way = length(move)
        jumped = recent & (way > KICKING_FOOT.max_jump_ll_s * leg_px * elapsed_s[:, 0])
        off = np.zeros(COUNT, dtype=np.bool_)
        if fps >= SMOOTHING.min_fps_for_outliers:
            limit_px = ONE_EURO.outlier_ll * leg_px * np.maximum(elapsed_s[:, 0] * fps, 1.0)
            beside = length(move - self._raw_px_s * elapsed_s)
            off = recent & (np.minimum(way, beside) > limit_px)
            again = length(xy_px - self._doubtful) <= limit_px
            outlier = off & ~again
            self._doubtful = np.where(outlier[:, None], xy_px, np.nan)
            xy_px = np.where(outlier[:, None], np.nan, xy_px)
        known = np.isfinite(xy_px[:, 0])
        follows = known & recent & ~off & (elapsed_s[:, 0] * fps < 1.5)
        held = self._smoothed(xy_px, move, elapsed_s, known, follows, leg_px)
        self._known_s = np.where(known, time_s, self._known_s)
        return np.where((known | recent)[:, None], held, np.nan), jumped

    def _smoothed(
        self,
        xy_px: FloatArray,
        move: FloatArray,
        elapsed_s: FloatArray,
        known: BoolArray,
        follows: BoolArray,
        leg_px: float,
    ) -> FloatArray:
        """Return the last known places: filtered where a motion goes on, raw where one begins.

        Args:
            xy_px: (33, 2) this frame, NaN where unknown.
            move: (33, 2) how far each landmark moved since it was last known.
            elapsed_s: (33, 1) how long ago that was.
            known: (33,) whether it is known in this frame.
            follows: (33,) whether its motion goes on from the last frame.
            leg_px: leg length.
        """
        on, change = follows[:, None], known[:, None]
        raw_px_s = np.where(on, move / elapsed_s, 0.0)
        px_s = self._px_s + _share(ONE_EURO.speed_cutoff_hz, elapsed_s) * (raw_px_s - self._px_s)
        rise_hz = ONE_EURO.cutoff_hz_per_ll_s * length(px_s)[:, None] / leg_px
        cutoff_hz = ONE_EURO.min_cutoff_hz + rise_hz
        smooth = self._smooth + _share(cutoff_hz, elapsed_s) * (xy_px - self._smooth)
        smooth = np.where(on, smooth, xy_px)
        self._px_s = np.where(change, np.where(on, px_s, 0.0), self._px_s)
        self._raw_px_s = np.where(change, raw_px_s, self._raw_px_s)
        self._raw = np.where(change, xy_px, self._raw)
        self._smooth = np.where(change, smooth, self._smooth)
        return self._smooth


def _share(cutoff_hz: FloatArray | float, elapsed_s: FloatArray) -> FloatArray:
    """Return how far a first-order low-pass goes towards a new value, 0..1."""
    turn = 2.0 * np.pi * cutoff_hz * elapsed_s
    share: FloatArray = turn / (turn + 1.0)
    return share
