"""The coefficients of the estimates of the back, read from `back_weights.toml` beside this file.

The file says what each coefficient means and what it was fitted on.
"""

import tomllib
from functools import cache
from importlib import resources

import numpy as np
from pydantic import BaseModel, ConfigDict

from formcheck.system.arrays import FloatArray


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class BendWeights(_Table):
    """Degrees for each trunk length of the components of a back's shape, see `BackShape`."""

    bend_2: float
    bend_3: float
    bend_4: float
    bend_5: float

    def vector(self) -> FloatArray:
        """Return the weights in the order of the features."""
        return np.array([getattr(self, name) for name in type(self).model_fields])


class SlowWeights(BendWeights):
    """The same, and degrees for each degree that a thigh has come back since the neutral pose."""

    near_thigh_deg: float
    far_thigh_deg: float


class FlareReadAsArching(_Table):
    """How much of a rib flare is taken off the lumbar extension.

    Attributes:
        share: the share of the flare that measures as arching.
        from_deg: a smaller flare is not taken off.
        clear_deg: from this flare on, all of the share is taken off.
    """

    share: float
    from_deg: float
    clear_deg: float

    def arching_deg(self, flare_deg: FloatArray) -> FloatArray:
        """Return (n,) how much of (n,) rib flares is read as arching."""
        clear = np.clip((flare_deg - self.from_deg) / (self.clear_deg - self.from_deg), 0.0, 1.0)
        return self.share * clear * flare_deg


class PostureWeights(_Table):
    """The weights of slow reps in one posture."""

    lumbar_extension: SlowWeights
    rib_flare: SlowWeights
    flare_read_as_arching: FlareReadAsArching | None = None

    def estimates_deg(self, features: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return (n,) lumbar extensions and (n,) rib flares from (n, 6) features."""
        value_deg = features @ self.lumbar_extension.vector()
        flare_deg = features @ self.rib_flare.vector()
        if self.flare_read_as_arching:
            value_deg = value_deg - self.flare_read_as_arching.arching_deg(flare_deg)
        return value_deg, flare_deg


class ErrorModel(_Table):
    """The standard error of the lumbar extension in slow reps.

    Attributes:
        neutral_deg: of a back in the neutral pose.
        per_deg: times the estimate.
        per_misfit_tl: degrees for each trunk length of misfit, see `BackShape`.
    """

    neutral_deg: float
    per_deg: float
    per_misfit_tl: float

    def sigma_deg(self, value_deg: FloatArray, misfit_tl: FloatArray) -> FloatArray:
        """Return (n,) standard errors of (n,) estimates with these misfits."""
        share, missed = self.per_deg * value_deg, self.per_misfit_tl * misfit_tl
        return np.sqrt(self.neutral_deg**2 + share**2 + missed**2)


class SlowBackWeights(_Table):
    """The weights of slow reps and rest."""

    upright: PostureWeights
    all_fours: PostureWeights
    error: ErrorModel


class RunningBackWeights(_Table):
    """The weights of a run."""

    lumbar_extension: BendWeights


class BackWeights(_Table):
    """All coefficients of the estimates of the back."""

    slow: SlowBackWeights
    running: RunningBackWeights


@cache
def back_weights() -> BackWeights:
    """Return the coefficients that come with formcheck; the file is read at the first call."""
    file = resources.files("formcheck.kinematics") / "back_weights.toml"
    return BackWeights.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
