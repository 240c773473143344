"""Ridge regression made robust with Huber's weights, without a constant."""

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from formcheck.system.arrays import FloatArray

#: Residuals beyond so many standard deviations weigh less and less.
HUBER = 1.345
ROUNDS = 30
#: Penalties that are tried, per sample and squared standard deviation of a feature.
PENALTIES = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3)

#: Fits weights (k,) to features (n, k) and values (n,).
Fit = Callable[[FloatArray, FloatArray], FloatArray]


def robust_ridge(
    features: FloatArray,
    values: FloatArray,
    penalty: float,
    prior: FloatArray | None = None,
) -> FloatArray:
    """Return (k,) weights whose sums over (n, k) features come near to (n,) values.

    Args:
        features: (n, k), no NaN.
        values: (n,).
        penalty: how strongly the weights are pulled towards the prior; see `PENALTIES`.
        prior: (k,) weights; zero if None.
    """
    towards = np.zeros(features.shape[1]) if prior is None else prior
    size = np.maximum(np.sqrt((features**2).mean(axis=0)), 1e-9)
    ridge = np.diag(penalty * len(features) * size**2)
    target = values - features @ towards
    trust: FloatArray = np.ones(len(values))
    change = np.zeros(features.shape[1])
    for _ in range(ROUNDS):
        weighted = features * trust[:, None]
        change = np.asarray(
            np.linalg.solve(features.T @ weighted + ridge, weighted.T @ target), np.float64
        )
        residual = np.abs(target - features @ change)
        spread = max(1.4826 * float(np.median(residual)), 1e-9)
        trust = np.minimum(1.0, HUBER * spread / np.maximum(residual, 1e-9))
    return towards + change


def left_out(
    features: FloatArray, values: FloatArray, groups: Sequence[Hashable], fit: Fit
) -> FloatArray:
    """Return (n,) estimates, each from a fit that has not seen its group."""
    estimates = np.full(len(values), np.nan)
    for group in dict.fromkeys(groups):
        inside = np.array([other == group for other in groups])
        if not inside.all():
            estimates[inside] = features[inside] @ fit(features[~inside], values[~inside])
    return estimates


def best_penalty(
    features: FloatArray,
    values: FloatArray,
    groups: Sequence[Hashable],
    prior: FloatArray | None = None,
) -> float:
    """Return the penalty whose fit reads the groups that are left out with the least error."""

    def error(penalty: float) -> float:
        read = left_out(features, values, groups, lambda x, y: robust_ridge(x, y, penalty, prior))
        return float(np.nanmean(np.abs(read - values)))

    return min(PENALTIES, key=error)
