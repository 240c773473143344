"""The back, which no landmark marks: its bend, read from the outline of the trunk.

From the side, the dorsal edge of a person's segmentation mask runs over sacrum, small of the back
and ribs. When the lumbar spine extends, the edge bends between sacrum and ribs, about a third of
the way from hip to shoulder; its change against the person's own neutral tells by how much. The
angle of the hip cannot tell that: a flexible hip and an arched back give the same.

A *profile* is the distance of the edge from the line from mid-hip to mid-shoulder, in trunk
lengths, at `STATIONS` along that line. `formcheck.detection.outlines` traces both edges of the trunk;
which of them is the back, the way the person faces decides.

The weights were fitted, by ridge regression made robust with Huber's weights, to the tops of 372
reps of rendered people whose spine is known: 149 clips of kickbacks from the side, 28 bodies and
their clothes, yaw up to 20 degrees, with lumbar extension from -8 to 35 degrees, thoracic extension
from -7 to 19 and the height of the leg drawn independently of each other. On the benchmark's split
"test", which no choice was made on, the mean absolute error at the top is 2.7 degrees on all fours
and 4.3 standing, and every rep with 15 degrees or more is told from every one with 5 or less.

Ribs that flare bend the same edge higher up. The same shape, weighted otherwise, tells by how much:
bodies that were left out of the fit are read 2.5 degrees wrong on all fours and 2.9 standing, by
about half of large flares too little. The edge of the chest and belly, which the texts name as
well, adds nothing to that on all fours, and standing the arms hide it: it is not read.

At a run the elbows pass behind the back (`running_lumbar_extension`). Frames in which an arm is at
or behind a height of it are left out there: the arm pushes the edge outward, and in the gap under
the elbow the mask draws it too far in. What is left of a few strides is read by weights near to
those of the standing kickbacks, fitted to the 36 clips of eight rendered people at a run that show
their back, 9 of them with 15 to 25 degrees of arching. People left out of the fit are read 3
degrees wrong (mean absolute error). More weights, and smaller pictures, fit as well and read other
people worse.

What it cannot do: see a back behind long hair or loose cloth; do without a neutral.
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import legendre

from formcheck.body.geometry import length, quantile, signed_angle_deg
from formcheck.body.subject import middle
from formcheck.poses.landmarks import SIDES, Side, joint, other
from formcheck.poses.outline import EDGE_SIDES, STATIONS
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray

MISFIT_LIMIT_TL = 0.008  # a back bends smoothly: what misses a smooth curve by more is none

_FIRST, _LAST = -0.05, 0.9  # stations of which the shape is taken; below is glute, above is neck
_USED = (STATIONS >= _FIRST - 1e-9) & (STATIONS <= _LAST + 1e-9)
_DEGREE = 5  # of the polynomials that describe the shape
_SEEN_SHARE = 0.6  # of these stations at least
_WIDEST_GAP = 0.25  # trunk lengths in which the edge may be hidden
_NOISE_TL = 0.004  # of one station of one frame
_USUAL_TL = 0.06  # of a change of the shape's first component, less of the higher ones
_SMOOTH_S = 0.08
_FOREARM_TL, _UPPER_ARM_TL = 0.09, 0.07  # this near to an arm's middle line, the edge is the arm's
_UPPER_ARM_FROM = 0.35  # of its length, down from the shoulder
_LEAST_STILL = 3  # frames that make a neutral
# At a run: how far to both sides of a moment strides are looked at, how often; the least frames of
# running, and time of a bare back at one height; the share of frames in which the edge is further
# in, running and (arms hang) still.
_STRIDES_S, _LOOK_EVERY_S, _LEAST_RUNNING, _LEAST_BARE_S = 2.0, 0.5, 25, 0.2
# Arms that swing leave the back bare again and again; hands that let go of it, once and for less.
_BARE_FOR_S = 1.0
_INNERMOST, _INNER_STILL = 0.05, 0.3
_CLEAR_TL = 0.10  # from an arm's middle line, this far out, up or down, the edge is not the arm's
# An arm that hangs this far behind the middle line of the trunk, at this height, and this near to
# the narrowest of the back, may be what the outline of who stands still shows.
_BEHIND_TL, _ELBOW_HEIGHT, _TURNED_TL, _HANGING_ARM_TL = 0.06, 0.4, 0.04, 0.14
_WAIST = (STATIONS > 0.25) & (STATIONS < 0.55)
# A trunk that leans further than in the neutral rounds: 20 degrees are read as 8 of the back.
_LEANING_DEG = 12.0
_RUNNING_MISFIT_TL = 0.012  # where elbows pass, the back is never quite bare
# Degrees per trunk length of the shape's components at a run.
_RUNNING_WEIGHTS = (525.2, -451.9, 2.2, 322.4)
_UPRIGHT_DEG = 45.0

# Degrees per trunk length of the shape's components (Legendre, second to fifth degree), then per
# degree that the near and the far thigh have come back since the neutral: a thigh that comes back
# pushes the glute up, which looks a little like arching.
_WEIGHTS: dict[bool, tuple[float, ...]] = {
    True: (437.5, -324.9, -165.9, 276.6, 0.007, 0.000),  # upright
    False: (344.3, -198.4, -254.7, 277.4, 0.020, -0.042),  # on all fours
}
# The same for the bend above the waist, fitted to the same reps.
_RIB_WEIGHTS: dict[bool, tuple[float, ...]] = {
    True: (222.0, 239.3, 38.9, -125.0, -0.013, 0.000),
    False: (277.4, 266.2, 159.5, -212.8, -0.033, -0.029),
}
# On all fours ribs that flare are read as arching, too, by this share of the flare; it is taken off
# once a flare is clear. Of 105 reps of bodies left out of the fit that arch by 5 degrees or less, 7
# were called arching without, none with, and of 64 that arch by 15 or more 51 and 50.
_FLARE_SHARE, _FLARE_FROM_DEG, _FLARE_CLEAR_DEG = 0.8, 5.0, 7.0
# Standard error: of a neutral back in degrees, per degree of the value, and per trunk length of
# misfit. Fitted to the errors at the top of the rep of bodies that were left out of the fit of
# the weights.
_SIGMA_DEG, _SIGMA_SHARE, _SIGMA_PER_MISFIT = 3.1, 0.32, 1190.0


@dataclass(frozen=True, slots=True)
class BackShape:
    """How a profile differs from the neutral one.

    Attributes:
        components: (n, 4) trunk lengths; Legendre coefficients of the second to fifth degree.
            Offset and slope are left out: they hang on where exactly hip and shoulder are seen.
        misfit: (n,) trunk lengths; root mean square of what a smooth bend does not explain: a
            hollow that the mask has filled, hair that hangs over the back, clothes that ride up.
    """

    components: FloatArray
    misfit: FloatArray


@dataclass(frozen=True, slots=True)
class BackEstimate:
    """The bend of the back.

    Attributes:
        lumbar_extension_deg: (n,) against the person's own neutral, arching positive, NaN where
            the back is not seen, or its outline is no back's.
        sigma_deg: (n,) its standard error. Arching is sure where the value less this is 5 or more:
            of the reps of unseen bodies below 5 degrees, without rib flare, none of 124 was so.
        rib_flare_deg: (n,) the bend above the waist, likewise; flaring ribs positive.
    """

    lumbar_extension_deg: FloatArray
    sigma_deg: FloatArray
    rib_flare_deg: FloatArray


def dorsal_profile(edges: FloatArray, track: PoseTrack, facing: int) -> FloatArray:
    """Choose the edge of the back and leave out what an arm hides.

    Args:
        edges: (n, 2, stations) offsets in trunk lengths, of `EDGE_SIDES`; NaN where unknown.
        track: the n frames that the edges were traced in.
        facing: 1 where the person faces right in the picture, -1 left.

    Returns:
        (n, stations) offsets in trunk lengths.
    """
    profile = edges[:, EDGE_SIDES.index(1 if facing >= 0 else -1)]
    return np.where(_behind_arm(profile, track, facing), np.nan, profile)


def _places_px(profile: FloatArray, xy_px: FloatArray, facing: int) -> FloatArray:
    """(n, stations, 2) where in the picture of (n, 33, 2) landmarks a profile of the back is."""
    hip = _middle(xy_px, "hip")
    trunk = _middle(xy_px, "shoulder") - hip
    outward = facing * np.stack([trunk[:, 1], -trunk[:, 0]], axis=1)
    along = STATIONS[None, :, None] * trunk[:, None]
    return np.asarray(hip[:, None] + along + profile[:, :, None] * outward[:, None])


def back_edge_px(track: PoseTrack, facing: int, *, running: bool = False) -> FloatArray:
    """(n, k, 2) the edge of the back, as far as it is read, from the sacrum up; NaN where hidden.

    Args:
        track: n frames, its outline traced.
        facing: 1 where the person faces right in the picture, -1 left.
        running: arms swing past it; what is anywhere near one is left out.
    """
    assert track.outline.edges_tl is not None
    profile = dorsal_profile(track.outline.edges_tl, track, facing)
    if running:
        near_arm = np.fmin(*_arm_gaps_tl(profile, track.xy_px, facing)) < _HANGING_ARM_TL
        profile = np.where(near_arm, np.nan, profile)
    return _places_px(profile, track.xy_px, facing)[:, _USED]


def neutral_profile(profile: FloatArray, still: BoolArray) -> FloatArray:
    """Take the person's own neutral from frames in which they are still, before the first rep.

    Args:
        profile: (n, stations).
        still: (n,).

    Returns:
        (stations,) medians, NaN where fewer than three still frames show the edge.
    """
    seen = profile[still]
    known = np.isfinite(seen).sum(axis=0) >= _LEAST_STILL
    neutral = np.full(profile.shape[1], np.nan)
    if known.any():
        neutral[known] = np.nanmedian(seen[:, known], axis=0)
    return neutral


def back_shape(profile: FloatArray, neutral: FloatArray) -> BackShape:
    """Describe the change of profiles against the neutral one by a few numbers.

    Args:
        profile: (n, stations).
        neutral: (stations,).

    Returns:
        NaN for frames of which too much is hidden.
    """
    change = (profile - neutral)[:, _USED]
    known = np.isfinite(change)
    filled = np.where(known, change, 0.0)
    at = (STATIONS[_USED] - _FIRST) / (_LAST - _FIRST) * 2.0 - 1.0
    basis = legendre.legvander(at, _DEGREE)
    # A weak belief in small and smooth changes keeps the fit calm where stations are missing.
    degree = np.arange(_DEGREE + 1)
    usual_tl = np.where(degree < 2, 1.0, _USUAL_TL / np.maximum(degree - 1, 1) ** 2)
    normal = np.einsum("nk,ki,kj->nij", known.astype(np.float64), basis, basis)
    normal += np.diag((_NOISE_TL / usual_tl) ** 2) + 1e-9 * np.eye(_DEGREE + 1)
    fitted = np.linalg.solve(normal, (filled @ basis)[:, :, None])[:, :, 0]
    enough = (known.mean(axis=1) >= _SEEN_SHARE) & (_widest_gap(known) <= _WIDEST_GAP)
    missed = np.where(known, filled - fitted @ basis.T, 0.0)
    misfit = np.sqrt((missed**2).sum(axis=1) / np.maximum(known.sum(axis=1), 1))
    return BackShape(
        components=np.where(enough[:, None], fitted[:, 2:], np.nan),
        misfit=np.where(enough, misfit, np.nan),
    )


def lumbar_extension(
    edges: FloatArray,
    track: PoseTrack,
    *,
    facing: int,
    near_side: Side,
    still: BoolArray,
    smooth_s: float = _SMOOTH_S,
) -> BackEstimate:
    """Estimate how far the lower back is extended, from the side.

    Args:
        edges: (n, 2, stations) offsets in trunk lengths, as traced from the masks.
        track: the n frames.
        facing: 1 where the person faces right in the picture, -1 left.
        near_side: the leg that is nearer to the camera.
        still: (n,) the frames of the person's neutral.
        smooth_s: standard deviation of the smoothing over time, to both sides; 0 for none.

    Returns:
        NaN throughout where no neutral was seen.
    """
    profile = dorsal_profile(edges, track, facing)
    shape = back_shape(profile, neutral_profile(profile, still))
    thighs = [_thigh_back_deg(track, side, facing, still) for side in (near_side, other(near_side))]
    features = np.column_stack([shape.components, *thighs, shape.misfit])
    features = _smoothed(track.time_s, features, smooth_s)
    upright = _still_trunk_deg(track, still) < _UPRIGHT_DEG
    misfit = features[:, -1]
    features = np.where((misfit <= MISFIT_LIMIT_TL)[:, None], features[:, :-1], np.nan)
    value_deg = features @ np.array(_WEIGHTS[upright])
    flare_deg = features @ np.array(_RIB_WEIGHTS[upright])
    if not upright:
        span_deg = _FLARE_CLEAR_DEG - _FLARE_FROM_DEG
        clear = np.clip((flare_deg - _FLARE_FROM_DEG) / span_deg, 0.0, 1.0)
        value_deg = value_deg - _FLARE_SHARE * clear * flare_deg
    share, missed = _SIGMA_SHARE * value_deg, _SIGMA_PER_MISFIT * misfit
    return BackEstimate(
        lumbar_extension_deg=value_deg,
        sigma_deg=np.sqrt(_SIGMA_DEG**2 + share**2 + missed**2),
        rib_flare_deg=flare_deg,
    )


def running_lumbar_extension(
    edges: FloatArray, track: PoseTrack, *, facing: int, still: BoolArray, running: BoolArray
) -> FloatArray:
    """Estimate how far the lower back is extended while arms pass it, over strides, from the side.

    Args:
        edges: (n, 2, stations) offsets in trunk lengths, as traced from the masks.
        track: the n frames.
        facing: 1 where the person faces right in the picture, -1 left.
        still: (n,) the frames of the person's neutral.
        running: (n,) the frames in which they run.

    Returns:
        (n,) degrees, NaN where the back was bare in too few frames near, or for too short a while,
        what was seen of it is no back's, or the trunk leans; throughout where an arm may hang
        behind it in the neutral.
    """
    profile = edges[:, EDGE_SIDES.index(1 if facing >= 0 else -1)]
    value_deg = np.full(len(track), np.nan)
    if still.sum() < _LEAST_STILL or running.sum() < _LEAST_RUNNING:
        return value_deg
    neutral = _inner(profile[still], _INNER_STILL, still.sum() // 2 + 1)
    reach = _arm_reach_tl(track.xy_px, facing)
    if _arm_hangs_behind(neutral, reach[still], _turned_tl(track.xy_px[still], facing)):
        return value_deg
    bare = np.where(reach > profile - _CLEAR_TL, np.nan, profile)
    lean_deg = _trunk_lean_deg(track.xy_px)
    running = running & (np.abs(lean_deg - quantile(lean_deg[still], 0.5)) <= _LEANING_DEG)
    time_s = track.time_s
    looks_s = np.arange(time_s[0], time_s[-1] + _LOOK_EVERY_S, _LOOK_EVERY_S)
    near = [running & (np.abs(time_s - look_s) <= _STRIDES_S) for look_s in looks_s]
    least = max(_LEAST_STILL, round(_LEAST_BARE_S / float(np.median(np.diff(time_s)))))
    inner = np.array(
        [
            np.where(
                _span_s(time_s[frames], bare[frames]) >= _BARE_FOR_S,
                _inner(bare[frames], _INNERMOST, least),
                np.nan,
            )
            for frames in near
        ]
    )
    shape = back_shape(inner, neutral)
    looked_deg = shape.components @ np.array(_RUNNING_WEIGHTS)
    looked_deg = np.where(shape.misfit <= _RUNNING_MISFIT_TL, looked_deg, np.nan)
    nearest = np.rint((time_s - time_s[0]) / _LOOK_EVERY_S).astype(np.intp)
    return np.where(running, looked_deg[nearest], np.nan)


def _arm_hangs_behind(neutral: FloatArray, reach_tl: FloatArray, turned_tl: FloatArray) -> bool:
    """Tell whether, in the still frames, an arm may be what the outline of the back shows.

    One that hangs at the middle line of the trunk reaches no further than the back, slim or not.
    Of who is turned, one arm hangs behind it: the model only guesses where a hidden one is.
    """
    behind = float(np.median(reach_tl[:, np.argmin(np.abs(STATIONS - _ELBOW_HEIGHT))]))
    turned = float(np.median(turned_tl))
    narrowest = float(np.fmin.reduce(neutral[_WAIST]))
    may_hang = behind >= _BEHIND_TL or turned >= _TURNED_TL
    return may_hang and not narrowest - max(behind, turned) >= _HANGING_ARM_TL


def _turned_tl(xy_px: FloatArray, facing: int) -> FloatArray:
    """(n,) how far shoulders or hips are from the middle of the trunk, who is turned aside."""
    _, out_tl = _in_trunk(xy_px, facing)
    left, right = (out_tl[:, [joint(side, name) for name in ("shoulder", "hip")]] for side in SIDES)
    turned: FloatArray = (np.abs(left - right) / 2.0).max(axis=1)
    return turned


def _in_trunk(xy_px: FloatArray, facing: int) -> tuple[FloatArray, FloatArray]:
    """(n, 33) how far up the trunk landmarks are and how far out of the back, in its lengths."""
    hip = _middle(xy_px, "hip")
    trunk = _middle(xy_px, "shoulder") - hip
    square = np.maximum((trunk**2).sum(axis=1), 1e-9)[:, None]
    out = facing * np.stack([trunk[:, 1], -trunk[:, 0]], axis=1)
    up_tl, out_tl = (
        np.einsum("nki,ni->nk", xy_px - hip[:, None], way) / square for way in (trunk, out)
    )
    return up_tl, out_tl


def _arm_reach_tl(xy_px: FloatArray, facing: int) -> FloatArray:
    """(n, stations) how far out of the back an arm's middle line reaches near that height.

    -inf where no arm is. Where it reaches behind the back, what shows between the two is drawn too
    wide by the mask; where it ends in front of it, it may still be thick enough to be the edge.
    """
    up_tl, out_tl = _in_trunk(xy_px, facing)
    reach = np.full((len(xy_px), len(STATIONS)), -np.inf)
    for upper, lower, first in (("shoulder", "elbow", _UPPER_ARM_FROM), ("elbow", "wrist", 0.0)):
        for side in SIDES:
            start, end = joint(side, upper), joint(side, lower)
            rise = up_tl[:, end] - up_tl[:, start]
            rise = np.where(np.abs(rise) < 1e-6, 1e-6, rise)[:, None]
            # Between which shares of the way along this part of the arm it is near.
            one = (STATIONS - _CLEAR_TL - up_tl[:, start, None]) / rise
            two = (STATIONS + _CLEAR_TL - up_tl[:, start, None]) / rise
            since, until = np.minimum(one, two), np.maximum(one, two)
            passes = (since <= 1.0) & (until >= first)
            way = (out_tl[:, end] - out_tl[:, start])[:, None]
            further = np.clip(np.where(way > 0.0, until, since), first, 1.0)
            furthest = out_tl[:, start, None] + further * way
            reach = np.where(passes, np.fmax(reach, furthest), reach)
    return reach


def _inner(profile: FloatArray, share: float, least: int) -> FloatArray:
    """(stations,) quantile over frames of the edge's offset, NaN where too few know it."""
    known = np.isfinite(profile).sum(axis=0)
    # NaN at the end; NumPy's own quantiles are ten times slower
    ordered = np.sort(profile, axis=0)
    if not len(ordered):
        return np.full(profile.shape[1], np.nan)
    place = np.rint(share * np.maximum(known - 1, 0)).astype(np.intp)
    inner: FloatArray = np.where(
        known >= max(least, 1), ordered[place, np.arange(profile.shape[1])], np.nan
    )
    return inner


def _span_s(time_s: FloatArray, profile: FloatArray) -> FloatArray:
    """(stations,) from the first to the last frame that knows the edge; 0 where none does."""
    known = np.isfinite(profile)
    if not known.any():
        return np.zeros(profile.shape[1])
    first, last = known.argmax(axis=0), len(known) - 1 - known[::-1].argmax(axis=0)
    return np.where(known.any(axis=0), time_s[last] - time_s[first], 0.0)


def _behind_arm(profile: FloatArray, track: PoseTrack, facing: int) -> BoolArray:
    """(n, stations) whether the edge is an arm's: hands on the hips put an elbow behind the back.

    The upper third of the upper arm lies on the trunk and hides nothing.
    """
    upper, lower = _arm_gaps_tl(profile, track.xy_px, facing)
    return np.asarray((upper < _UPPER_ARM_TL) | (lower < _FOREARM_TL))


def _arm_gaps_tl(
    profile: FloatArray, xy_px: FloatArray, facing: int
) -> tuple[FloatArray, FloatArray]:
    """(n, stations) from the edge to the middle line of the nearer upper arm, and forearm."""
    trunk_px = length(_middle(xy_px, "shoulder") - _middle(xy_px, "hip"))
    place = _places_px(np.nan_to_num(profile), xy_px, facing)
    nearest = []
    for upper, lower, first in (("shoulder", "elbow", _UPPER_ARM_FROM), ("elbow", "wrist", 0.0)):
        gaps = []
        for side in SIDES:
            start = xy_px[:, None, joint(side, upper)]
            along = xy_px[:, None, joint(side, lower)] - start
            square = np.maximum((along**2).sum(axis=-1), 1e-9)
            share = np.clip(((place - start) * along).sum(axis=-1) / square, first, 1.0)
            gaps.append(length(place - start - share[:, :, None] * along))
        nearest.append(np.fmin(*gaps) / trunk_px[:, None])
    return nearest[0], nearest[1]


def _middle(xy_px: FloatArray, name: str) -> FloatArray:
    """(n, 2) middle between the left and the right joint."""
    return np.asarray(xy_px[:, [joint(side, name) for side in SIDES]].mean(axis=1))


def _thigh_back_deg(track: PoseTrack, side: Side, facing: int, still: BoolArray) -> FloatArray:
    """(n,) how far a thigh has come back against the trunk since the neutral."""
    trunk = middle(track, "hip") - middle(track, "shoulder")
    thigh = track.xy_px[:, joint(side, "knee")] - track.xy_px[:, joint(side, "hip")]
    flexion_deg = -signed_angle_deg(trunk, thigh) * facing
    neutral_deg = quantile(flexion_deg[still], 0.5)
    return np.clip(neutral_deg - flexion_deg, -20.0, 120.0)


def _trunk_lean_deg(xy_px: FloatArray) -> FloatArray:
    """(n,) lean of the trunk to the right of the picture."""
    trunk = _middle(xy_px, "shoulder") - _middle(xy_px, "hip")
    lean_deg: FloatArray = np.degrees(np.arctan2(trunk[:, 0], -trunk[:, 1]))
    return lean_deg


def _still_trunk_deg(track: PoseTrack, still: BoolArray) -> float:
    """Tell how far the trunk leans from the vertical in the neutral."""
    trunk = (middle(track, "shoulder") - middle(track, "hip"))[still]
    return quantile(np.degrees(np.arctan2(np.abs(trunk[:, 0]), -trunk[:, 1])), 0.5)


def _widest_gap(known: BoolArray) -> FloatArray:
    """(n,) trunk lengths between two known stations, at most, the ends counted as known."""
    run = np.zeros(len(known))
    widest = np.zeros(len(known))
    for column in known.T:
        run = np.where(column, 0.0, run + 1.0)
        widest = np.maximum(widest, run)
    spacing = float(STATIONS[1] - STATIONS[0])
    return widest * spacing


def _smoothed(time_s: FloatArray, values: FloatArray, smooth_s: float) -> FloatArray:
    """Mean over time with the weights of a bell curve; unknown values stay so and weigh nothing."""
    if smooth_s <= 0.0 or len(time_s) < 2:
        return values
    known = np.isfinite(values)
    filled = np.where(known, values, 0.0)
    total, weight = filled.copy(), known.astype(np.float64)
    nearest_s = float(np.median(np.diff(time_s)))
    for shift in range(1, min(int(3.0 * smooth_s / nearest_s) + 1, len(time_s) - 1) + 1):
        gap_s = time_s[shift:] - time_s[:-shift]
        share = np.exp(-0.5 * (gap_s / smooth_s) ** 2)[:, None]
        total[shift:] += share * filled[:-shift]
        weight[shift:] += share * known[:-shift]
        total[:-shift] += share * filled[shift:]
        weight[:-shift] += share * known[shift:]
    return np.where(known, total / np.maximum(weight, 1e-12), np.nan)
