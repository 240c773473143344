"""Measures of the back, which no landmark marks: read from the outline of the trunk, from the side.

All are angles against the person's neutral pose.
"""

from weakref import WeakKeyDictionary

import numpy as np

from formcheck.body.motion import Motion
from formcheck.body.stillness import standing_frames
from formcheck.body.view import VIEW_LIMITS
from formcheck.kinematics.measure import measure_as
from formcheck.kinematics.running_back import RUNNING_BACK, running_lumbar_extension
from formcheck.kinematics.slow_back import BackEstimate, lumbar_extension
from formcheck.poses.landmarks import Side
from formcheck.system.arrays import FloatArray

_ARCH, _ARCHED_OR_ROUNDED = "arch of the lower back", ("arched {}", "rounded {}")


@measure_as(
    "lumbar_extension_deg",
    "deg",
    "side",
    part="lower back",
    label=_ARCH,
    word="back",
    directions=_ARCHED_OR_ROUNDED,
    meaning="lower back against neutral; arching +",
    paired=False,
    outline="back",
)
def lumbar(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how far the lower back is extended."""
    return _slow_back(motion).lumbar_extension_deg


@measure_as(
    "lumbar_extension_least_deg",
    "deg",
    "side",
    part="lower back",
    label="least arch of the lower back",
    meaning="the same, less its standard error",
    paired=False,
    outline="back",
)
def lumbar_least(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how far the lower back is extended, less its standard error."""
    back = _slow_back(motion)
    return back.lumbar_extension_deg - back.sigma_deg


@measure_as(
    "lumbar_extension_error_deg",
    "deg",
    "side",
    part="lower back",
    label="error of the arch of the lower back",
    meaning="its standard error",
    paired=False,
    outline="back",
)
def lumbar_error(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) standard errors of the extension of the lower back."""
    return _slow_back(motion).sigma_deg


@measure_as(
    "rib_flare_deg",
    "deg",
    "side",
    part="upper back",
    label="bend of the upper back",
    word="ribs",
    meaning="upper back against neutral; flaring ribs +",
    paired=False,
    outline="back",
)
def rib_flare(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how far the upper back is extended."""
    return _slow_back(motion).rib_flare_deg


@measure_as(
    "running_lumbar_extension_deg",
    "deg",
    "side",
    part="lower back",
    label=_ARCH,
    word="back",
    directions=_ARCHED_OR_ROUNDED,
    meaning="lower back against neutral while the arms pass it; arching +",
    paired=False,
    outline="back",
)
def running_lumbar(motion: Motion, side: Side) -> FloatArray:
    """Return (n,) how far the lower back is extended, each over four seconds of a run.

    Unknown if the person is small in the picture, or seen from 15 degrees off the side or more.
    """
    track, view = motion.track, motion.subject.view
    unknown = np.full(len(track), np.nan)
    if track.outline.edges_tl is None or motion.still is None:
        return unknown
    too_small = motion.subject.trunk_px < RUNNING_BACK.min_trunk_px
    if too_small or (view.yaw_deg or 0.0) > VIEW_LIMITS.caution_off_deg:
        return unknown
    return running_lumbar_extension(
        track.outline.edges_tl,
        track,
        facing=motion.facing,
        still=motion.still,
        running=~(motion.still | standing_frames(motion)),
    )


# Several measures are taken from one estimate of a motion.
_ESTIMATES = WeakKeyDictionary[Motion, BackEstimate]()


def _slow_back(motion: Motion) -> BackEstimate:
    """Return the estimate of a motion, made once."""
    if motion not in _ESTIMATES:
        _ESTIMATES[motion] = _estimate(motion)
    return _ESTIMATES[motion]


def _estimate(motion: Motion) -> BackEstimate:
    """Return the estimate of a motion; NaN where no outline or no neutral pose is known."""
    track, near_side = motion.track, motion.subject.view.near_side
    if track.outline.edges_tl is None or motion.still is None or near_side is None:
        unknown = np.full(len(track), np.nan)
        return BackEstimate(unknown, unknown, unknown)
    return lumbar_extension(
        track.outline.edges_tl,
        track,
        facing=motion.facing,
        near_side=near_side,
        still=motion.still,
    )
