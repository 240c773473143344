"""Fit the standard error of the lumbar extension to the errors of the estimates."""

import numpy as np
from scipy.optimize import minimize

from formcheck.kinematics.back_weights import ErrorModel
from formcheck.system.arrays import FloatArray

#: Usual size of a misfit, in trunk lengths. It scales the search: its numbers are then alike.
_USUAL_MISFIT_TL = 0.003


def fit_error_model(
    errors_deg: FloatArray, values_deg: FloatArray, misfits_tl: FloatArray
) -> ErrorModel:
    """Return the error model under which (n,) errors of (n,) estimates are the most likely."""

    def model(parts: FloatArray) -> ErrorModel:
        neutral, share, missed = np.abs(parts).tolist()
        return ErrorModel(
            neutral_deg=neutral, per_deg=share, per_misfit_tl=missed / _USUAL_MISFIT_TL
        )

    def unlikeliness(parts: FloatArray) -> float:
        sigma = np.maximum(model(parts).sigma_deg(values_deg, misfits_tl), 0.1)
        return float((np.log(sigma) + 0.5 * (errors_deg / sigma) ** 2).mean())

    start = np.array([float(np.std(errors_deg)), 0.1, 1.0])
    return model(np.asarray(minimize(unlikeliness, start, method="Nelder-Mead").x))
