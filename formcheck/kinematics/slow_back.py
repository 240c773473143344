"""The lumbar extension and the rib flare at rest and in slow reps, from the side.

When the lumbar spine extends, the outline of the back bends between sacrum and ribs, about a third
of the way from hip to shoulder. How much it has changed since the person's neutral pose says how
far the spine extends. The angle of the hip cannot say it: a flexible hip and an arched back give
the same angle. Ribs that flare bend the outline higher up; other weights of the same shape measure
that.

On the benchmark's split "test", on which nothing was chosen, the mean absolute error at the top of
a rep is 2.7 degrees on all fours and 4.3 standing. Each rep of 15 degrees or more measures higher
than each rep of 5 or less. The error of the rib flare, on bodies left out of the fit, is 2.5
degrees on all fours and 2.9 standing; a large flare measures about half of what it is. The outline
of chest and belly is not used: on all fours it adds nothing, and in standing the arms hide it.

A back that long hair or loose cloth hides cannot be measured, and neither can one whose neutral
pose was not seen.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.body.filters import bell_smooth
from formcheck.body.geometry import quantile
from formcheck.body.joints import trunk_lean_deg, trunk_vector
from formcheck.body.segments import flexion_against_trunk_deg
from formcheck.kinematics.back_shape import back_shape, neutral_profile
from formcheck.kinematics.back_weights import back_weights
from formcheck.kinematics.dorsal_profile import dorsal_profile
from formcheck.poses.landmarks import Side, joint, other
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import AnyFloatArray, BoolArray, FloatArray, pieces


@dataclass(frozen=True, slots=True)
class SlowBack:
    """How a back is read at rest and in slow reps.

    Attributes:
        smooth_s: standard deviation of the bell curve that smooths over time; 0 for no smoothing.
        max_misfit_tl: an outline that differs from a smooth curve by more than this, in trunk
            lengths, is not that of a back.
        max_upright_deg: a person whose trunk leans further than this in the neutral pose is on all
            fours.
        thigh_range_deg: least and greatest angle by which a thigh may have come back since the
            neutral pose; angles outside are cut to these.
    """

    smooth_s: float = 0.08
    max_misfit_tl: float = 0.008
    max_upright_deg: float = 45.0
    thigh_range_deg: tuple[float, float] = (-20.0, 120.0)


SLOW_BACK = SlowBack()


@dataclass(frozen=True, slots=True)
class BackEstimate:
    """The bend of the back against the person's neutral pose.

    Attributes:
        lumbar_extension_deg: (n,) arching positive. NaN where the back is not seen, or where its
            outline is not that of a back.
        sigma_deg: (n,) standard error of the lumbar extension. Arching is sure if the extension
            minus this is 5 or more: that was so in none of 124 reps below 5 degrees, without rib
            flare, of bodies left out of the fit.
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
            the near and the far thigh have come back since the neutral pose, in degrees. NaN where
            the outline is not that of a back.
        misfit_tl: (n,) how far the outline is from a smooth bend, see `BackShape`.
        upright: True if the person stands upright in the neutral pose, False if on all fours.
    """

    values: FloatArray
    misfit_tl: FloatArray
    upright: bool


def lumbar_extension(
    edges: AnyFloatArray,
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
        still: (n,) the frames of the person's neutral pose.
        settings: how a back is read.

    Returns:
        NaN throughout if no neutral pose was seen.
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
    edges: AnyFloatArray,
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
    neutral = neutral_profile(dorsal_profile(edges[still], track.xy_px[still], facing))
    shapes = [
        back_shape(dorsal_profile(edges[some], track.xy_px[some], facing), neutral)
        for some in pieces(len(track))
    ]
    thighs = [
        _thigh_back_deg(track, side, facing, still, settings)
        for side in (near_side, other(near_side))
    ]
    components, misfit = (
        np.concatenate([getattr(shape, name) for shape in shapes])
        for name in ("components", "misfit")
    )
    features = np.column_stack([components, *thighs, misfit])
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
    """Return (n,) how far a thigh has come back against the trunk since the neutral pose."""
    thigh = track.xy_px[:, joint(side, "knee")] - track.xy_px[:, joint(side, "hip")]
    flexion_deg = flexion_against_trunk_deg(trunk_vector(track.xy_px), thigh, facing)
    neutral_deg = quantile(flexion_deg[still], 0.5)
    return np.clip(neutral_deg - flexion_deg, *settings.thigh_range_deg)


def _still_lean_deg(track: PoseTrack, still: BoolArray) -> float:
    """Return how far the trunk leans from the vertical in the neutral pose, either way."""
    return quantile(np.abs(trunk_lean_deg(track.xy_px))[still], 0.5)
