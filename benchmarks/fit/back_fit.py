"""Refit one table of weights of the back, and say how well old and new weights read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from benchmarks.fit.back_samples import BackSample, joined
from benchmarks.fit.error_model import fit_error_model
from benchmarks.fit.robust_ridge import best_penalty, left_out, robust_ridge
from formcheck.kinematics.back_weights import (
    BackWeights,
    BendWeights,
    ErrorModel,
    PostureWeights,
    SlowWeights,
)
from formcheck.system.arrays import FloatArray

_Weights = TypeVar("_Weights", bound=BendWeights)

#: With fewer people nothing can be said about people who are left out of the fit.
MIN_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Fitted:
    """One refitted table of weights.

    Attributes:
        table: name of the table in `back_weights.toml`.
        in_use, refitted: the weights, by name.
        error_in_use, error_refitted: mean absolute errors on the samples, in degrees.
        error_left_out: mean absolute error of people who are left out of the fit.
    """

    table: str
    in_use: dict[str, float]
    refitted: dict[str, float]
    error_in_use: float
    error_refitted: float
    error_left_out: float


@dataclass(frozen=True, slots=True)
class FittedPosture:
    """The refitted weights of slow reps in one posture.

    Attributes:
        lumbar, flare: the two tables.
        weights: both, as formcheck uses them.
        left_out_deg: (n,) lumbar extensions of people who are left out of the fit.
        errors_deg: (n,) how wrong these are.
        misfits_tl: (n,) misfits of the samples.
    """

    lumbar: Fitted
    flare: Fitted
    weights: PostureWeights
    left_out_deg: FloatArray
    errors_deg: FloatArray
    misfits_tl: FloatArray


def fit_posture(name: str, samples: Sequence[BackSample], in_use: PostureWeights) -> FittedPosture:
    """Refit the weights of one posture.

    On all fours, flaring ribs are read as arching and taken off again. How much is taken off is not
    refitted; the lumbar weights are fitted so that the estimate is right after it.
    """
    features, lumbar_deg, flare_deg = joined(samples)
    people = [sample.person for sample in samples]
    flare, flare_left_out = _fit(features, flare_deg, people)
    taken_off, taken_off_left_out = np.zeros(len(samples)), np.zeros(len(samples))
    if in_use.flare_read_as_arching:
        taken_off = in_use.flare_read_as_arching.arching_deg(features @ flare)
        taken_off_left_out = in_use.flare_read_as_arching.arching_deg(flare_left_out)
    lumbar, lumbar_left_out = _fit(features, lumbar_deg + taken_off, people)
    lumbar_left_out = lumbar_left_out - taken_off_left_out
    refitted = in_use.model_copy(
        update={
            "lumbar_extension": _named(SlowWeights, lumbar),
            "rib_flare": _named(SlowWeights, flare),
        }
    )
    old, new = in_use.estimates_deg(features), refitted.estimates_deg(features)
    return FittedPosture(
        lumbar=_compared(
            f"slow.{name}.lumbar_extension",
            (in_use.lumbar_extension, refitted.lumbar_extension),
            (old[0], new[0], lumbar_left_out),
            lumbar_deg,
        ),
        flare=_compared(
            f"slow.{name}.rib_flare",
            (in_use.rib_flare, refitted.rib_flare),
            (old[1], new[1], flare_left_out),
            flare_deg,
        ),
        weights=refitted,
        left_out_deg=lumbar_left_out,
        errors_deg=lumbar_left_out - lumbar_deg,
        misfits_tl=np.array([sample.misfit_tl for sample in samples]),
    )


def _compared(
    table: str,
    weights: tuple[BendWeights, BendWeights],
    read_deg: tuple[FloatArray, FloatArray, FloatArray],
    true_deg: FloatArray,
) -> Fitted:
    """Compare weights in use and refitted ones.

    Args:
        table: name of the table.
        weights: in use, refitted.
        read_deg: (n,) estimates by the weights in use, by the refitted ones, and of people who are
            left out of the fit.
        true_deg: (n,).
    """
    errors = [float(np.nanmean(np.abs(read - true_deg))) for read in read_deg]
    old, new = (some.model_dump() for some in weights)
    return Fitted(table, old, new, *errors)


def fit_slow_error(postures: Sequence[FittedPosture]) -> ErrorModel:
    """Refit the standard error to how wrong people are read who are left out of the fit."""
    return fit_error_model(
        np.concatenate([posture.errors_deg for posture in postures]),
        np.concatenate([posture.left_out_deg for posture in postures]),
        np.concatenate([posture.misfits_tl for posture in postures]),
    )


def fit_running(samples: Sequence[BackSample], in_use: BackWeights) -> Fitted:
    """Refit the weights of a run, pulled towards those of slow upright reps."""
    features, lumbar_deg, _ = joined(samples)
    people = [sample.person for sample in samples]
    prior = in_use.slow.upright.lumbar_extension.vector()[: features.shape[1]]
    weights, unseen_deg = _fit(features, lumbar_deg, people, prior)
    old, new = in_use.running.lumbar_extension, _named(BendWeights, weights)
    return _compared(
        "running.lumbar_extension",
        (old, new),
        (features @ old.vector(), features @ weights, unseen_deg),
        lumbar_deg,
    )


def _fit(
    features: FloatArray,
    values: FloatArray,
    people: Sequence[str],
    prior: FloatArray | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return the weights, and (n,) what they read in people who are left out of the fit."""
    penalty = best_penalty(features, values, people, prior)

    def fit(x: FloatArray, y: FloatArray) -> FloatArray:
        return robust_ridge(x, y, penalty, prior)

    return fit(features, values), left_out(features, values, people, fit)


def _named(kind: type[_Weights], weights: FloatArray) -> _Weights:
    return kind.model_validate(dict(zip(kind.model_fields, weights.tolist(), strict=True)))
