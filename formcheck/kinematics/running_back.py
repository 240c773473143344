"""The lumbar extension at a run, from the side, while the arms pass the back.

The elbows swing behind the back. At each height of the back, the frames in which an arm is there
are left out: the arm pushes the outline outward, and in the gap under the elbow the mask draws it
too far in. The other frames of a few strides are read with weights near to those of standing
kickbacks. The mean absolute error is 3 degrees, on people left out of the fit.
"""

from dataclasses import dataclass

import numpy as np

from formcheck.body.geometry import quantile
from formcheck.body.joints import trunk_lean_deg
from formcheck.kinematics.arm_overlap import ARMS, arm_reach_tl, in_trunk_lengths
from formcheck.kinematics.back_shape import SHAPE_FIT, back_shape
from formcheck.kinematics.back_weights import back_weights
from formcheck.kinematics.dorsal_profile import dorsal_edge
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.outline import STATIONS
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import AnyFloatArray, BoolArray, FloatArray, IntArray, pieces


@dataclass(frozen=True, slots=True)
class RunningBack:
    """How a back is read at a run.

    Attributes:
        strides_s: the back at a moment is read from this long before it to this long after it; near
            the first and the last stride, over as long a time.
        every_s: time from one such moment to the next.
        min_trunk_px: in a smaller person the outline is too coarse to see past the arms.
        min_running_frames: with fewer frames of running nothing is read.
        min_bare_s: a height of the back is read if no arm is there for at least this long in all.
        bare_for_s: the first and the last moment at which no arm is there are at least this far
            apart. Swinging arms leave the back bare again and again; hands that let go of it do so
            once, and for less time.
        inner_share: at a run, the back is taken to be where the edge is further in in this share of
            the frames.
        inner_share_still: the same while the person stands still and the arms hang.
        max_lean_deg: frames are left out if the trunk leans further than this against the neutral
            pose. Such a trunk looks rounded: 20 degrees of lean measure as 8 of the back.
        max_misfit_tl: an outline that differs from a smooth curve by more than this, in trunk
            lengths, is not that of a back. It is more than in slow reps, because the back is never
            quite bare where elbows pass.
        elbow_station: height on the trunk at which a hanging arm is looked for, see `STATIONS`.
        max_arm_behind_tl: if an arm hangs further behind the middle line of the trunk than this,
            the outline may show the arm.
        max_turned_tl: a person who is turned further than this has one arm behind the back.
        waist: stations between which the back is narrowest.
    """

    strides_s: float = 2.0
    every_s: float = 0.5
    min_trunk_px: float = 75.0
    min_running_frames: int = 25
    min_bare_s: float = 0.2
    bare_for_s: float = 1.0
    inner_share: float = 0.05
    inner_share_still: float = 0.3
    max_lean_deg: float = 12.0
    max_misfit_tl: float = 0.012
    elbow_station: float = 0.4
    max_arm_behind_tl: float = 0.06
    max_turned_tl: float = 0.04
    waist: tuple[float, float] = (0.25, 0.55)


RUNNING_BACK = RunningBack()


@dataclass(frozen=True, slots=True)
class RunningShape:
    """The shape of the back over strides, at moments `RunningBack.every_s` apart.

    Attributes:
        components: (moments, 4) trunk lengths, see `BackShape`; NaN where the outline is not that
            of a back.
        nearest: (n,) which moment is nearest to each frame.
        running: (n,) the frames in which the person runs and does not lean.
    """

    components: FloatArray
    nearest: IntArray
    running: BoolArray


def running_lumbar_extension(
    edges: AnyFloatArray, track: PoseTrack, *, facing: int, still: BoolArray, running: BoolArray
) -> FloatArray:
    """Estimate how far the lower back is extended over strides, from the side.

    Args:
        edges: (n, 2, stations) offsets in trunk lengths, as traced from the masks.
        track: the n frames.
        facing: 1 where the person faces right in the picture, -1 left.
        still: (n,) the frames of the person's neutral pose.
        running: (n,) the frames in which they run.

    Returns:
        (n,) degrees. NaN where the back was bare for too short a time, where its outline is not
        that of a back, and where the trunk leans. NaN throughout if an arm may hang behind the back
        in the neutral pose.
    """
    looked = running_shape(edges, track, facing=facing, still=still, running=running)
    if looked is None:
        return np.full(len(track), np.nan)
    value_deg = looked.components @ back_weights().running.lumbar_extension.vector()
    return np.where(looked.running, value_deg[looked.nearest], np.nan)


def running_shape(
    edges: AnyFloatArray, track: PoseTrack, *, facing: int, still: BoolArray, running: BoolArray
) -> RunningShape | None:
    """Return what the estimate is a weighted sum of, or None if nothing can be read.

    The arguments are those of `running_lumbar_extension`. `benchmarks.fit.back` fits the weights.
    """
    settings = RUNNING_BACK
    if still.sum() < SHAPE_FIT.min_still_frames or running.sum() < settings.min_running_frames:
        return None
    at_rest, rest_px = dorsal_edge(edges[still], facing), track.xy_px[still]
    neutral = _inner(at_rest, settings.inner_share_still, still.sum() // 2 + 1)
    if _arm_hangs_behind(neutral, arm_reach_tl(rest_px, facing), _turned_tl(rest_px, facing)):
        return None
    bare = np.empty((len(track), len(STATIONS)))
    for some in pieces(len(track)):
        bare[some] = _without_arms(edges[some], track.xy_px[some], facing)
    lean_deg = trunk_lean_deg(track.xy_px)
    leaning_deg = np.abs(lean_deg - quantile(lean_deg[still], 0.5))
    running = running & (leaning_deg <= settings.max_lean_deg)
    shape = back_shape(_bare_back(bare, track.time_s, running), neutral)
    is_back = (shape.misfit <= settings.max_misfit_tl)[:, None]
    since_s = track.time_s - track.time_s[0]
    return RunningShape(
        components=np.where(is_back, shape.components, np.nan),
        nearest=np.rint(since_s / settings.every_s).astype(np.int64),
        running=running,
    )


def _without_arms(edges: AnyFloatArray, xy_px: FloatArray, facing: int) -> FloatArray:
    """Return (n, stations) the edge that is the back, NaN where an arm is near."""
    profile = dorsal_edge(edges, facing)
    near = arm_reach_tl(xy_px, facing) > profile - ARMS.passing_tl
    return np.where(near, np.nan, profile)


def _bare_back(bare: FloatArray, time_s: FloatArray, running: BoolArray) -> FloatArray:
    """Return (moments, stations) the edge of the back over the strides around each moment.

    Args:
        bare: (n, stations) the edge, NaN where an arm is near.
        time_s: (n,).
        running: (n,).
    """
    settings = RUNNING_BACK
    moments_s = np.arange(time_s[0], time_s[-1] + settings.every_s, settings.every_s)
    frame_s = float(np.median(np.diff(time_s)))
    fewest = max(SHAPE_FIT.min_still_frames, round(settings.min_bare_s / frame_s))
    if not running.any():
        return np.full((len(moments_s), bare.shape[1]), np.nan)
    begins_s, ends_s = time_s[running][[0, -1]]
    # Fewer frames would make the first and the last strides less exact than the others.
    first_s = np.clip(
        moments_s - settings.strides_s,
        begins_s,
        max(ends_s - 2.0 * settings.strides_s, begins_s),
    )
    firsts = np.searchsorted(time_s, first_s)
    stops = np.searchsorted(time_s, first_s + 2.0 * settings.strides_s, side="right")
    rows = []
    for first, stop in zip(firsts.tolist(), stops.tolist(), strict=True):
        frames = running[first:stop]
        profile = bare[first:stop][frames]
        long_enough = _span_s(time_s[first:stop][frames], profile) >= settings.bare_for_s
        rows.append(np.where(long_enough, _inner(profile, settings.inner_share, fewest), np.nan))
    return np.array(rows)


def _arm_hangs_behind(neutral: FloatArray, reach_tl: FloatArray, turned_tl: FloatArray) -> bool:
    """Return whether the outline of the back may show an arm in the still frames.

    An arm that hangs at the middle line of the trunk never reaches further out than the back. If
    the person is turned, one arm is behind the back, and the model only guesses where it is.

    Args:
        neutral: (stations,) the edge while still.
        reach_tl: (m, stations) how far out of the back the arms reach in the still frames.
        turned_tl: (m,) how far the person is turned in the still frames.
    """
    settings = RUNNING_BACK
    at_elbow = np.argmin(np.abs(STATIONS - settings.elbow_station))
    behind = float(np.median(reach_tl[:, at_elbow]))
    turned = float(np.median(turned_tl))
    low, high = settings.waist
    narrowest = float(np.fmin.reduce(neutral[(STATIONS > low) & (STATIONS < high)]))
    may_hang = behind >= settings.max_arm_behind_tl or turned >= settings.max_turned_tl
    return may_hang and not narrowest - max(behind, turned) >= ARMS.hanging_tl


def _turned_tl(xy_px: FloatArray, facing: int) -> FloatArray:
    """Return (n,) how far shoulders or hips are from the middle of the trunk, in trunk lengths."""
    _, out_tl = in_trunk_lengths(xy_px, facing)
    left, right = (out_tl[:, [joint(side, name) for name in ("shoulder", "hip")]] for side in SIDES)
    turned: FloatArray = (np.abs(left - right) / 2.0).max(axis=1)
    return turned


def _inner(profile: FloatArray, share: float, fewest: int) -> FloatArray:
    """Return (stations,) a quantile over frames of the edge's offset.

    Args:
        profile: (n, stations).
        share: which quantile, 0..1.
        fewest: NaN where fewer frames know the edge.
    """
    known = np.isfinite(profile).sum(axis=0)
    # Sorting puts NaN at the end. NumPy's own quantiles are ten times slower.
    ordered = np.sort(profile, axis=0)
    if not len(ordered):
        return np.full(profile.shape[1], np.nan)
    place = np.rint(share * np.maximum(known - 1, 0)).astype(np.intp)
    inner: FloatArray = np.where(
        known >= max(fewest, 1), ordered[place, np.arange(profile.shape[1])], np.nan
    )
    return inner


def _span_s(time_s: FloatArray, profile: FloatArray) -> FloatArray:
    """Return (stations,) the time from the first to the last frame that knows the edge, or 0.

    Args:
        time_s: (n,).
        profile: (n, stations).
    """
    known = np.isfinite(profile)
    if not known.any():
        return np.zeros(profile.shape[1])
    first, last = known.argmax(axis=0), len(known) - 1 - known[::-1].argmax(axis=0)
    return np.where(known.any(axis=0), time_s[last] - time_s[first], 0.0)
