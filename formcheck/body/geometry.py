"""Plane geometry on arrays. NaN in, NaN out, and no NumPy warnings."""

import numpy as np

from formcheck.system.arrays import FloatArray


def signed_angle_deg(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return the angle from ``first`` to ``second``, in degrees in (-180, 180].

    With x to the right and y down, as in a picture, a positive angle turns clockwise as seen.

    Args:
        first: (..., 2) vectors.
        second: (..., 2) vectors.
    """
    cross = first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]
    dot = first[..., 0] * second[..., 0] + first[..., 1] * second[..., 1]
    angle: FloatArray = np.degrees(np.arctan2(cross, dot))
    return angle


def length(vectors: FloatArray) -> FloatArray:
    """Return the Euclidean lengths, (...), of (..., d) vectors."""
    lengths: FloatArray = np.sqrt((vectors * vectors).sum(axis=-1))
    return lengths


def parabola_peak(values: FloatArray) -> tuple[float, float]:
    """Return place (in samples) and height of a curve's maximum, between the samples.

    A parabola is laid through the top three samples, so a fast kick filmed at 24 frames a second
    peaks where the same kick peaks at 60. NaN when all values are NaN.

    Args:
        values: (n,) evenly spaced samples.
    """
    if not np.isfinite(values).any():
        return float("nan"), float("nan")
    top = int(np.nanargmax(values))
    highest = float(values[top])
    if 0 < top < len(values) - 1:
        before, after = float(values[top - 1]), float(values[top + 1])
        curvature = before - 2.0 * highest + after
        if np.isfinite(curvature) and curvature < 0.0:
            slope = (after - before) / 2.0
            return top - slope / curvature, highest - slope * slope / (2.0 * curvature)
    return float(top), highest


def quantile(values: FloatArray, q: float) -> float:
    """Return the q-quantile of the values that are known; NaN when none is."""
    known = values[np.isfinite(values)]
    return float(np.quantile(known, q)) if len(known) else float("nan")


def mean_of_known(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return the mean of two arrays; where only one is known, that one."""
    filled = np.where(np.isfinite(first), first, second)
    mean: FloatArray = (filled + np.where(np.isfinite(second), second, filled)) / 2.0
    return mean
