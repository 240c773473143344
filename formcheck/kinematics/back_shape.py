"""How the outline of a back differs from the person's neutral pose, as a few numbers.

A *profile* is the distance of the back's edge from the line from mid-hip to mid-shoulder, in trunk
lengths, at `STATIONS` along that line.
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import legendre

from formcheck.poses.outline import STATIONS
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class ShapeFit:
    """How the shape of a profile is described.

    Attributes:
        first_station: where the back begins; the glute is below it.
        last_station: where the back ends; the neck is above it.
        degree: degree of the polynomial that describes the change of the profile.
        min_seen_share: at least this share of the stations is known.
        max_gap_tl: the longest stretch in which the edge may be hidden, in trunk lengths.
        noise_tl: error of one station in one frame, in trunk lengths.
        usual_change_tl: how large the first component of the shape usually is, in trunk lengths.
            Higher components are smaller.
        min_still_frames: a neutral pose has at least this many frames.
    """

    first_station: float = -0.05
    last_station: float = 0.9
    degree: int = 5
    min_seen_share: float = 0.6
    max_gap_tl: float = 0.25
    noise_tl: float = 0.004
    usual_change_tl: float = 0.06
    min_still_frames: int = 3

    @property
    def used(self) -> BoolArray:
        """(stations,) which stations belong to the back."""
        after_first = STATIONS >= self.first_station - 1e-9
        return np.asarray(after_first & (STATIONS <= self.last_station + 1e-9))


SHAPE_FIT = ShapeFit()


@dataclass(frozen=True, slots=True)
class BackShape:
    """How a profile differs from that of the neutral pose.

    Attributes:
        components: (n, 4) trunk lengths; Legendre coefficients of the second to fifth degree.
            Offset and slope are left out: they depend on where exactly hip and shoulder are seen.
        misfit: (n,) trunk lengths; root mean square of what a smooth bend does not explain: a
            hollow that the mask has filled, hair that hangs over the back, clothes that ride up.
    """

    components: FloatArray
    misfit: FloatArray


def neutral_profile(seen: FloatArray) -> FloatArray:
    """Return the profile of the back in the neutral pose.

    Args:
        seen: (still frames, stations) profiles in the frames that show it.

    Returns:
        (stations,) medians, NaN where fewer than three still frames show the edge.
    """
    known = np.isfinite(seen).sum(axis=0) >= SHAPE_FIT.min_still_frames
    neutral = np.full(seen.shape[1], np.nan)
    if known.any():
        neutral[known] = np.nanmedian(seen[:, known], axis=0)
    return neutral


def back_shape(profile: FloatArray, neutral: FloatArray) -> BackShape:
    """Return the change of profiles against the neutral pose, as a few numbers.

    Args:
        profile: (n, stations).
        neutral: (stations,).

    Returns:
        NaN for frames in which too much is hidden.
    """
    fit, used = SHAPE_FIT, SHAPE_FIT.used
    change = (profile - neutral)[:, used]
    known = np.isfinite(change)
    filled = np.where(known, change, 0.0)
    span = fit.last_station - fit.first_station
    at = (STATIONS[used] - fit.first_station) / span * 2.0 - 1.0
    basis = legendre.legvander(at, fit.degree)
    # A weak prior for small and smooth changes keeps the fit calm where stations are missing.
    degree = np.arange(fit.degree + 1)
    usual_tl = np.where(degree < 2, 1.0, fit.usual_change_tl / np.maximum(degree - 1, 1) ** 2)
    normal = np.einsum("nk,ki,kj->nij", known.astype(np.float64), basis, basis)
    normal += np.diag((fit.noise_tl / usual_tl) ** 2) + 1e-9 * np.eye(fit.degree + 1)
    fitted = np.linalg.solve(normal, (filled @ basis)[:, :, None])[:, :, 0]
    seen_enough = known.mean(axis=1) >= fit.min_seen_share
    enough = seen_enough & (_widest_gap_tl(known) <= fit.max_gap_tl)
    missed = np.where(known, filled - fitted @ basis.T, 0.0)
    misfit = np.sqrt((missed**2).sum(axis=1) / np.maximum(known.sum(axis=1), 1))
    return BackShape(
        components=np.where(enough[:, None], fitted[:, 2:], np.nan),
        misfit=np.where(enough, misfit, np.nan),
    )


def _widest_gap_tl(known: BoolArray) -> FloatArray:
    """Return (n,) the widest gap between two known stations; both ends count as known.

    Args:
        known: (n, stations).
    """
    run = np.zeros(len(known))
    widest = np.zeros(len(known))
    for column in known.T:
        run = np.where(column, 0.0, run + 1.0)
        widest = np.maximum(widest, run)
    spacing = float(STATIONS[1] - STATIONS[0])
    return widest * spacing
