"""The lumbar extension at a run, from the side, while the arms pass the back.

The elbows swing behind the back. Frames in which an arm is at or behind a height of the back are
left out at that height: the arm pushes the outline outward, and in the gap under the elbow the mask
draws it too far in. What is left of a few strides is read with weights near to those of standing
kickbacks. People left out of the fit are read 3 degrees wrong (mean absolute error).
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
from formcheck.system.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class RunningBack:
    """How a back is read at a run.

    Attributes:
        strides_s: the back at a moment is read from this long before it to this long after it.
        every_s: time from one such moment to the next.
        min_trunk_px: in a smaller person the outline is too coarse to see past the arms.
        min_running_frames: with fewer frames of running nothing is read.
        min_bare_s: how long the back must be bare at one height.
        bare_for_s: from the first to the last moment at which it is bare at that height. Arms that
            swing leave the back bare again and again; hands that let go of it, once and for less.
        inner_share: share of the frames in which the edge is further in than what is taken for
            the back, at a run.
        inner_share_still: the same while the person stands still and the arms hang.
        max_lean_deg: a trunk that leans further than in the neutral looks rounded: 20 degrees of
            lean are read as 8 of the back. More lean than this is not read.
        max_misfit_tl: where elbows pass, the back is never quite bare, so the outline may miss a
            smooth curve by more than in slow reps.
        elbow_station: height on the trunk at which an arm that hangs is looked for.
        max_arm_behind_tl: an arm that hangs further behind the middle line of the trunk may be
            what the outline shows.
        max_turned_tl: a person who is turned further has one arm behind the back.
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
        components: (moments, 4) trunk lengths, see `BackShape`; NaN where the outline is not a
            back's.
        nearest: (n,) which moment is nearest to each frame.
        running: (n,) the frames in which the person runs and does not lean.
    """

    components: FloatArray
    nearest: IntArray
    running: BoolArray


def running_lumbar_extension(
    edges: FloatArray, track: PoseTrack, *, facing: int, still: BoolArray, running: BoolArray
) -> FloatArray:
    """Estimate how far the lower back is extended over strides, from the side.

    Args:
        edges: (n, 2, stations) offsets in trunk lengths, as traced from the masks.
        track: the n frames.
        facing: 1 where the person faces right in the picture, -1 left.
        still: (n,) the frames of the person's neutral.
        running: (n,) the frames in which they run.

    Returns:
        (n,) degrees. NaN where the back was bare too seldom or for too short a time, where its
        outline is not a back's, and where the trunk leans. NaN throughout where an arm may hang
        behind the back in the neutral.
    """
    looked = running_shape(edges, track, facing=facing, still=still, running=running)
    if looked is None:
        return np.full(len(track), np.nan)
    value_deg = looked.components @ back_weights().running.lumbar_extension.vector()
    return np.where(looked.running, value_deg[looked.nearest], np.nan)


def running_shape(
    edges: FloatArray, track: PoseTrack, *, facing: int, still: BoolArray, running: BoolArray
) -> RunningShape | None:
    """Return what the estimate is a weighted sum of, or None if nothing can be read.

    The arguments are those of `running_lumbar_extension`. `benchmarks.fit.back` fits the weights.
    """
    settings = RUNNING_BACK
    profile = dorsal_edge(edges, facing)
    if still.sum() < SHAPE_FIT.min_still_frames or running.sum() < settings.min_running_frames:
        return None
    neutral = _inner(profile[still], settings.inner_share_still, still.sum() // 2 + 1)
    reach = arm_reach_tl(track.xy_px, facing)
    if _arm_hangs_behind(neutral, reach[still], _turned_tl(track.xy_px[still], facing)):
        return None
    bare = np.where(reach > profile - ARMS.passing_tl, np.nan, profile)
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
    near = [running & (np.abs(time_s - moment_s) <= settings.strides_s) for moment_s in moments_s]
    return np.array(
        [
            np.where(
                _span_s(time_s[frames], bare[frames]) >= settings.bare_for_s,
                _inner(bare[frames], settings.inner_share, fewest),
                np.nan,
            )
            for frames in near
        ]
    )


def _arm_hangs_behind(neutral: FloatArray, reach_tl: FloatArray, turned_tl: FloatArray) -> bool:
    """Return whether, in the still frames, an arm may be what the outline of the back shows.

    An arm that hangs at the middle line of the trunk reaches no further than the back, slim or not.
    A person who is turned has one arm behind the back: the model only guesses where a hidden arm
    is.

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
