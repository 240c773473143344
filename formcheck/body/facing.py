"""When a person turns round: the stretches of a track in which they face one way."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np

from formcheck.body.geometry import length, quantile
from formcheck.body.joints import across, trunk_lean_deg
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import AnyFloatArray, BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class TurnLimits:
    """What a turn looks like.

    On 420 recordings of people who do not turn, seen from all sides, the heading stays within 23
    degrees of its median, but for one: there the model loses a person on all fours whose back is
    to the camera, and finds them again.

    Attributes:
        mean_s: the heading is a mean over this time.
        turned_deg: a person turns round when they face this far off the way they faced before.
        for_s: it is a turn if that lasts so long.
        leaves_deg: the turn begins when they leave the old way by this much, and is over when they
            face within this much of the new one.
        settled_s: a way is new when the person keeps to it for so long.
        settled_deg: they keep to it while they face within this much of it.
        step_s: the first and the last step of a turn hardly change the heading; this much is left
            out for them on both sides of the turn.
        same_posture_deg: a trunk that leans otherwise by more is that of somebody who gets up or
            down.
    """

    mean_s: float = 0.4
    turned_deg: float = 60.0
    for_s: float = 0.3
    leaves_deg: float = 20.0
    settled_s: float = 1.0
    settled_deg: float = 25.0
    step_s: float = 0.5
    same_posture_deg: float = 35.0


TURNS = TurnLimits()


@dataclass(frozen=True, slots=True)
class FacingStretch:
    """Frames ``start`` up to, not including, ``stop``, between the middles of two turns.

    Attributes:
        start: first frame.
        stop: frame after the last one.
        steady_start: the first frame in which the person does not turn.
        steady_stop: the frame after the last such frame.
    """

    start: int
    stop: int
    steady_start: int
    steady_stop: int

    @property
    def steady(self) -> slice:
        """The frames in which the person does not turn, counted from ``start``."""
        return slice(self.steady_start - self.start, self.steady_stop - self.start)

    def steady_s(self, track: PoseTrack) -> tuple[float, float]:
        """Return from when to when the person does not turn; infinite where no turn bounds it.

        Args:
            track: the whole track.
        """
        since = float(track.time_s[self.steady_start]) if self.steady_start else -inf
        last = self.steady_stop == len(track)
        return since, inf if last else float(track.time_s[self.steady_stop - 1])


def stretches(track: PoseTrack) -> list[FacingStretch]:
    """Cut a track in the middle of each turn; nearly always it is one stretch.

    Args:
        track: n frames as the pose model gave them.
    """
    n = len(track)
    steady = list(_steady(track.time_s, heading(track))) or [(0, n)]
    if len(steady) > 1:
        lean_deg = trunk_lean_deg(track.xy_px)
        steady = [_after_steps(track.time_s, *_in_posture(lean_deg, *s)) for s in steady]
    cuts = [(a[1] + b[0]) // 2 for a, b in pairwise(steady)]
    bounds = zip([0, *cuts], [*cuts, n], steady, strict=True)
    return [FacingStretch(start, stop, *inner) for start, stop, inner in bounds]


def _in_posture(lean_deg: FloatArray, start: int, stop: int) -> tuple[int, int]:
    """Return the frames of a stretch without getting up before a turn and lying down after it.

    Args:
        lean_deg: (n,) how far the trunk leans.
        start: first frame of the stretch; getting down before the first turn is left in.
        stop: frame after the last one; getting up after the last turn is left in.
    """
    inside = lean_deg[start:stop]
    off = np.abs(inside - quantile(inside, 0.5)) > TURNS.same_posture_deg
    usual = np.flatnonzero(~off)
    if not len(usual):
        return start, stop
    first = start + int(usual[0]) if start > 0 else 0
    last = start + int(usual[-1]) + 1 if stop < len(lean_deg) else stop
    return first, last


def _after_steps(time_s: FloatArray, start: int, stop: int) -> tuple[int, int]:
    """Return the frames of a stretch without the first and the last step of the turns beside it."""
    first = int(np.searchsorted(time_s, time_s[start] + TURNS.step_s)) if start > 0 else 0
    last = stop
    if stop < len(time_s):
        last = int(np.searchsorted(time_s, time_s[stop - 1] - TURNS.step_s)) + 1
    return (first, last) if first < last else (start, stop)


def heading(track: PoseTrack) -> FloatArray:
    """Return (n, 2) unit vectors from the right to the left side of the body, seen from above.

    x is right in the picture, y away from the camera. It is what the model's own three dimensions
    say, as a mean over a moment; NaN where nobody was seen for a while.
    """
    unit = across_body(track.world_m)
    known = np.isfinite(unit[:, 0])
    if not known.any():
        return unit
    time_s = track.time_s
    # Means over time, by the integral, so that frames may be unevenly spaced.
    total = np.concatenate([np.zeros((1, 2)), np.cumsum(unit[known], axis=0)])
    half_s = TURNS.mean_s / 2.0
    since = np.searchsorted(time_s[known], time_s - half_s - 1e-9)
    until = np.searchsorted(time_s[known], time_s + half_s + 1e-9)
    mean = (total[until] - total[since]) / np.where(until > since, until - since, np.nan)[:, None]
    return np.asarray(mean / np.maximum(length(mean), 1e-6)[:, None])


def across_body(world_m: AnyFloatArray) -> FloatArray:
    """Return unit vectors (..., 2) from the right to the left side of the body, seen from above.

    Args:
        world_m: (..., 33, 3) see `Pose`.
    """
    flat = (across(world_m, "shoulder") + across(world_m, "hip"))[..., [0, 2]]
    return np.asarray(flat / np.maximum(length(flat), 1e-6)[..., None])


def _steady(time_s: FloatArray, facing: FloatArray) -> Iterator[tuple[int, int]]:
    """Yield first frame and frame after the last of each stretch in which nobody turns."""
    found = _next_settled(time_s, facing, 0)
    while found is not None:
        settled, way = found
        off = off_deg(facing, way)
        turned = (off[:settled] > TURNS.turned_deg).any()
        start = _last(off[:settled] > TURNS.leaves_deg) if turned else 0
        stop, found = _end(time_s, facing, settled, way)
        yield start, stop


def _end(
    time_s: FloatArray, facing: FloatArray, settled: int, way: FloatArray
) -> tuple[int, tuple[int, FloatArray] | None]:
    """Return the frame after the last one of a stretch, and what follows, see `_next_settled`.

    Who turns away and comes back, or is lost by the model for a moment, faces one way all the time.
    """
    off = off_deg(facing, way)
    while (turned := _turned_at(time_s, off, settled)) is not None:
        then = _next_settled(time_s, facing, turned)
        if then is None or off_deg(then[1][None], way)[0] > TURNS.turned_deg:
            return _last(off[:turned] <= TURNS.leaves_deg), then
        settled = int(np.searchsorted(time_s, time_s[then[0]] + TURNS.settled_s / 2.0))
    return len(time_s), None


def off_deg(facing: FloatArray, way: FloatArray) -> FloatArray:
    """Return (n,) how far headings (n, 2) are off one way (2,), 0..180 degrees."""
    cross = facing[:, 0] * way[1] - facing[:, 1] * way[0]
    return np.asarray(np.degrees(np.arctan2(np.abs(cross), facing @ way)))


def _turned_at(time_s: FloatArray, off: FloatArray, start: int) -> int | None:
    """Return the first frame of a time in which the person faces another way; None if none."""
    since: int | None = None
    for frame in range(start, len(off)):
        if np.isnan(off[frame]):
            continue
        if off[frame] <= TURNS.turned_deg:
            since = None
            continue
        since = frame if since is None else since
        if time_s[frame] - time_s[since] >= TURNS.for_s:
            return since
    return None


def _next_settled(
    time_s: FloatArray, facing: FloatArray, start: int
) -> tuple[int, FloatArray] | None:
    """Return the first frame from ``start`` on from which one way is kept to, and that way."""
    for frame in range(start, len(time_s)):
        stop = int(np.searchsorted(time_s, time_s[frame] + TURNS.settled_s))
        if stop >= len(time_s):
            return None
        some = facing[frame : stop + 1]
        some = some[np.isfinite(some[:, 0])]
        if not len(some):
            continue
        way = some[len(some) // 2 :].sum(axis=0)  # the turn may still end in the first half
        if off_deg(some, way).max() <= TURNS.settled_deg:
            return frame, way / np.maximum(length(way), 1e-6)
    return None


def _last(where: BoolArray) -> int:
    """Return the frame after the last one that is true; 0 if none is."""
    true = np.flatnonzero(where)
    return int(true[-1]) + 1 if len(true) else 0
