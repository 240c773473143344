"""How far a value can be off because the camera does not stand at the exact side."""

from dataclasses import dataclass

import numpy as np

from formcheck.body.view import VIEW_LIMITS, View
from formcheck.kinematics.measures import MEASURES
from formcheck.reps.curve import OF_A_CURVE
from formcheck.reps.spec import Value
from formcheck.rules.words import short_number, shows


@dataclass(frozen=True, slots=True)
class OffSideError:
    """How errors grow with the angle of the camera off the side.

    Attributes:
        timed_share: standard deviation that a camera 45 degrees off the side adds to times, speeds
            and their ratios, as a share of the value.
        far_leg: factor on the errors of the leg that is further from the camera.
        all_fours: factor on the errors of someone on all fours: much of the legs then lies along
            the line of sight.
    """

    timed_share: float = 0.08
    far_leg: float = 1.5
    all_fours: float = 2.0


ERROR = OffSideError()


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What an oblique view adds to the error of a value; the default adds nothing.

    Attributes:
        sigma: standard deviation, in the unit of the value.
        off_deg: how far the camera stands off the side, in degrees.
    """

    sigma: float = 0.0
    off_deg: float = 0.0

    def caution(self, unit: str, *, unclear: bool) -> str:
        """Return the caution on a verdict; empty where nothing is added.

        Args:
            unit: of the value.
            unclear: whether the value is too near to its limit to tell on which side it lies.
        """
        if not shows(self.sigma, unit):
            return ""
        number = short_number(self.sigma, unit)
        seen = f"seen {self.off_deg:.0f}° off the side, so measured to ±{number}"
        too_near = ", too near to the limit to be sure: film from the exact side"
        return seen + too_near if unclear else seen


EXACT = Uncertainty()


def uncertainty_of(
    value: Value, read: float, view: View, *, far: bool = False, all_fours: bool = False
) -> Uncertainty:
    """Return what the view adds to the error of a value of a rep.

    That is nothing up to 15 degrees off the side, and from the front and the rear: the limits in
    the exercise files allow for the errors from there. Further off it grows with the tangent of
    the angle.

    Args:
        value: the number that was asked for.
        read: the number that was measured.
        view: where the camera stands.
        far: whether it was measured on the leg that is further from the camera.
        all_fours: whether the person is on all fours.
    """
    if not view.shows_sagittal_plane or view.yaw_deg is None:
        return EXACT
    begins = np.tan(np.radians(VIEW_LIMITS.caution_off_deg))
    growth = max(np.tan(np.radians(view.yaw_deg)) - begins, 0.0) / (1.0 - begins)
    at_45_deg = MEASURES[value.measure].off_side_error * value.gain
    if value.reduce in OF_A_CURVE:
        at_45_deg = ERROR.timed_share * abs(read)
    factor = (ERROR.far_leg if far else 1.0) * (ERROR.all_fours if all_fours else 1.0)
    sigma = at_45_deg * growth * factor
    return Uncertainty(float(sigma), view.yaw_deg)
