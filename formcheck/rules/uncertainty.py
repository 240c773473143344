"""How far a value can be off: by the place of the camera, and by too few frames."""

from dataclasses import dataclass, replace
from math import hypot

import numpy as np

from formcheck.body.view import VIEW_LIMITS, View
from formcheck.kinematics.measures import MEASURES
from formcheck.reps.curve import OF_A_CURVE
from formcheck.reps.spec import Value
from formcheck.rules.words import shows


@dataclass(frozen=True, slots=True)
class OffSideError:
    """How errors grow with the angle of the camera off the side.

    Attributes:
        timed_share: standard deviation that a camera 45 degrees off the side adds to times, speeds
            and their ratios, as a share of the value. On rendered people of the split "tune",
            filmed 25 to 48 degrees off the side, 34 lifts of kickbacks were read 15 to 45 % too
            fast or too slow, and the lowering of 16 clips of butt kicks 14 % too quick.
        step_share: the same for the time from step to step.
        far_leg: factor on the errors of the leg that is further from the camera.
        far_leg_behind: what a fault of the far leg adds besides, as a share of the error at 45
            degrees, because it is partly behind the near one. 88 knees of such legs 15 to 45
            degrees off the side were 9.7 degrees off, 106 of near legs 6.6. What such a leg is
            misread by changes little during a rep, so a change since its start is spared.
        all_fours: factor on the errors of someone on all fours: much of the legs then lies along
            the line of sight.
    """

    timed_share: float = 0.15
    step_share: float = 0.08
    far_leg: float = 1.5
    far_leg_behind: float = 1.3
    all_fours: float = 2.0


@dataclass(frozen=True, slots=True)
class FewFramesError:
    """What few frames a second add to the errors of legs that move fast.

    Attributes:
        enough_fps: from so many frames a second on they add nothing, see `effective_fps`.
        far_leg: what they add to a fault of the far leg, as a multiple of the error of the value at
            45 degrees off the side. The pose model smooths over time, and may lose a leg that
            passes behind the other one for a whole kick. On rendered people of the split "tune" at
            6 to 19 frames a second 3 % of 205 knees of far legs were read as bent by 25 to 48
            degrees less than they were, and one of 219 of near legs.
    """

    enough_fps: float = 20.0
    far_leg: float = 6.0


ERROR = OffSideError()
FEW_FRAMES = FewFramesError()


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What view and frame rate add to the error of a value; the default adds nothing.

    Attributes:
        sigma: standard deviation, in the unit of the value.
        sigma_of_fault: the same for a value that looks like a fault; at least ``sigma``. A leg
            behind the other one is now and then misread by much more than usual.
        off_deg: how far the camera stands off the side, in degrees.
        more_frames: what helps where too few frames show the far leg, as the end of a sentence;
            empty where enough do.
    """

    sigma: float = 0.0
    sigma_of_fault: float = 0.0
    off_deg: float = 0.0
    more_frames: str = ""

    def scaled(self, factor: float) -> "Uncertainty":
        """Return the same for a value that is given in another unit."""
        return replace(self, sigma=factor * self.sigma, sigma_of_fault=factor * self.sigma_of_fault)

    def caution(self, sigma: float, unit: str, *, unclear: bool) -> str:
        """Return the caution on a verdict; empty where nothing is added.

        Args:
            sigma: the one that the verdict was given with.
            unit: of the value.
            unclear: whether the value is too near to its limit to tell on which side it lies.
        """
        if not shows(sigma, unit):
            return ""
        if self.more_frames and sigma > self.sigma:
            misread = "so few frames a second show the far leg that it may be misread"
            return f"{misread}{self.more_frames}" if unclear else ""
        seen = f"seen {self.off_deg:.0f}° off the side"
        too_near = " and too near to the limit to be sure: film from the exact side"
        return seen + (too_near if unclear else ", so measured less exactly")


EXACT = Uncertainty()


def uncertainty_of(
    value: Value,
    read: float,
    view: View,
    *,
    far: bool = False,
    all_fours: bool = False,
    more_frames: str = "",
) -> Uncertainty:
    """Return what view and frame rate add to the error of a value of a rep.

    The view adds nothing up to 15 degrees off the side, and from the front and the rear: the limits
    in the exercise files allow for the errors from there. Further off it grows with the tangent of
    the angle.

    Args:
        value: the number that was asked for.
        read: the number that was measured.
        view: where the camera stands.
        far: whether it was measured on the leg that is further from the camera.
        all_fours: whether the person is on all fours.
        more_frames: what helps against too few frames for a fast leg; empty for enough.
    """
    growth = _growth(view)
    few = bool(more_frames) and far and view.shows_sagittal_plane and value.is_of_one_moment
    if not (growth or few):
        return EXACT
    at_45_deg = MEASURES[value.measure].off_side_error * value.gain
    if value.reduce in OF_A_CURVE:
        at_45_deg = ERROR.timed_share * abs(read)
    unit = at_45_deg * (ERROR.all_fours if all_fours else 1.0)
    sigma = unit * growth * (ERROR.far_leg if far else 1.0)
    behind = unit * ERROR.far_leg_behind if growth and far and value.is_of_one_moment else 0.0
    lost = unit * FEW_FRAMES.far_leg if few else 0.0
    off_deg = (view.yaw_deg or 0.0) if growth else 0.0
    return Uncertainty(sigma, hypot(sigma, behind, lost), off_deg, more_frames if few else "")


def uncertainty_of_step_times(view: View) -> Uncertainty:
    """Return what the view adds to the difference between the step times of the legs, in percent.

    Args:
        view: where the camera stands.
    """
    near_leg_pct = 100.0 * ERROR.step_share * _growth(view)
    return Uncertainty(0.0, near_leg_pct * hypot(1.0, ERROR.far_leg), view.yaw_deg or 0.0)


def _growth(view: View) -> float:
    """Return how far errors have grown off the side: 0 up to 15 degrees, 1 at 45 degrees."""
    if not view.shows_sagittal_plane or view.yaw_deg is None:
        return 0.0
    begins = np.tan(np.radians(VIEW_LIMITS.caution_off_deg))
    growth = max(np.tan(np.radians(view.yaw_deg)) - begins, 0.0) / (1.0 - begins)
    return float(growth)
