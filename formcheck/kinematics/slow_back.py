"""The lumbar extension and the rib flare at rest and in slow reps, from the side.

When the lumbar spine extends, the outline of the back bends between sacrum and ribs, about a third
of the way from hip to shoulder. Its change against the person's own neutral tells by how much. The
angle of the hip cannot tell it: a flexible hip and an arched back give the same angle. Ribs that
flare bend the same outline higher up, so other weights of the same shape tell that.

On the benchmark's split "test", on which nothing was chosen, the mean absolute error at the top of
a rep is 2.7 degrees on all fours and 4.3 standing, and every rep with 15 degrees or more is told
from every one with 5 or less. Rib flare, on bodies left out of the fit, has an error of 2.5 degrees
on all fours and 2.9 standing; of large flares about half is read. The outline of chest and belly,
which the texts name as well, is not read: on all fours it adds nothing, and standing the arms hide
it.

A back behind long hair or loose cloth cannot be read, nor one without a neutral.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.body.filters import bell_smooth
from formcheck.body.geometry import quantile, signed_angle_deg
from formcheck.body.joints import trunk_lean_deg, trunk_vector
from formcheck.kinematics.back_shape import back_shape, neutral_profile
from formcheck.kinematics.back_weights import back_weights
from formcheck.kinematics.dorsal_profile import dorsal_profile
from formcheck.poses.landmarks import Side, joint, other
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class SlowBack:
    """How a back is read at rest and in slow reps.

    Attributes:
        smooth_s: standard deviation of the smoothing over time, to both sides; 0 for none.
        max_misfit_tl: a back bends smoothly: an outline that misses a smooth curve by more trunk
            lengths is not a back's.
        max_upright_deg: a trunk that leans further than this in the neutral is on all fours.
        thigh_range_deg: how far a thigh may have come back since the neutral; the rest is cut off.
    """

    smooth_s: float = 0.08
    max_misfit_tl: float = 0.008
    max_upright_deg: float = 45.0
    thigh_range_deg: tuple[float, float] = (-20.0, 120.0)


SLOW_BACK = SlowBack()


@dataclass(frozen=True, slots=True)
class BackEstimate:
    """The bend of the back against the person's own neutral.

    Attributes:
        lumbar_extension_deg: (n,) arching positive. NaN where the back is not seen, or where its
            outline is not a back's.
        sigma_deg: (n,) standard error of it. Arching is sure where the value minus this is 5 or
            more: of 124 reps of unseen bodies below 5 degrees, without rib flare, none was so.
        rib_flare_deg: (n,) bend above the waist, flaring ribs positive. NaN in the same frames.
    """

    lumbar_extension_deg: FloatArray
    sigma_deg: FloatArray
    rib_flare_deg: FloatArray


@dataclass(frozen=True, slots=True)
class BackFeatures:
    """What the estimates of the back are weighted sums of.

    Attributes:
        values: (n, 6) the components of the shape of the outline in trunk lengths, then how far
            the near and the far thigh have come back since the neutral, in degrees. NaN where the
            outline is not a back's.
        misfit_tl: (n,) what a smooth bend does not explain, see `BackShape`.
        upright: whether the person stands upright in the neutral, or else is on all fours.
    """

    values: FloatArray
    misfit_tl: FloatArray
    upright: bool


def lumbar_extension(
    edges: FloatArray,
    track: PoseTrack,
    *,
    facing: int,
    near_side: Side,
    still: BoolArray,
    settings: SlowBack = SLOW_BACK,
) -> BackEstimate:
    """Estimate how far the lower back is extended, from the side.

    Args:
        edges: (n, 2, stations) offsets in trunk lengths, as traced from the masks.
        track: the n frames.
        facing: 1 where the person faces right in the picture, -1 left.
        near_side: the leg that is nearer to the camera.
        still: (n,) the frames of the person's neutral.
        settings: how a back is read.

    Returns:
        NaN throughout where no neutral was seen.
    """
    features = back_features(
        edges, track, facing=facing, near_side=near_side, still=still, settings=settings
    )
    slow = back_weights().slow
    weights = slow.upright if features.upright else slow.all_fours
    value_deg, flare_deg = weights.estimates_deg(features.values)
    return BackEstimate(
        lumbar_extension_deg=value_deg,
        sigma_deg=slow.error.sigma_deg(value_deg, features.misfit_tl),
        rib_flare_deg=flare_deg,
    )


def back_features(
    edges: FloatArray,
    track: PoseTrack,
    *,
    facing: int,
    near_side: Side,
    still: BoolArray,
    settings: SlowBack = SLOW_BACK,
) -> BackFeatures:
    """Return what the estimates are weighted sums of; the arguments are as in `lumbar_extension`.

    `benchmarks.fit.back` fits the weights to them.
    """
    profile = dorsal_profile(edges, track, facing)
    shape = back_shape(profile, neutral_profile(profile, still))
    thighs = [
        _thigh_back_deg(track, side, facing, still, settings)
        for side in (near_side, other(near_side))
    ]
    features = np.column_stack([shape.components, *thighs, shape.misfit])
    features = bell_smooth(track.time_s, features, settings.smooth_s)
    misfit = features[:, -1]
    is_back = (misfit <= settings.max_misfit_tl)[:, None]
    return BackFeatures(
        values=np.where(is_back, features[:, :-1], np.nan),
        misfit_tl=misfit,
        upright=_still_lean_deg(track, still) < settings.max_upright_deg,
    )


def _thigh_back_deg(
    track: PoseTrack, side: Side, facing: int, still: BoolArray, settings: SlowBack
) -> FloatArray:
    """Return (n,) how far a thigh has come back against the trunk since the neutral."""
    thigh = track.xy_px[:, joint(side, "knee")] - track.xy_px[:, joint(side, "hip")]
    flexion_deg = -signed_angle_deg(-trunk_vector(track.xy_px), thigh) * facing
    neutral_deg = quantile(flexion_deg[still], 0.5)
    return np.clip(neutral_deg - flexion_deg, *settings.thigh_range_deg)


def _still_lean_deg(track: PoseTrack, still: BoolArray) -> float:
    """Return how far the trunk leans from the vertical in the neutral, forward or backward."""
    return quantile(np.abs(trunk_lean_deg(track.xy_px))[still], 0.5)
