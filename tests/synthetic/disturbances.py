"""What cameras and pose models do to a track: mirrors, other sizes, swapped legs, lost people."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from formcheck.cleaning.legs import exchange_legs
from formcheck.poses.landmarks import IN_MIRROR, LEG_JOINTS, SIDES, Landmark, Side, joint, other
from formcheck.poses.pose import PoseTrack
from formcheck.system.arrays import BoolArray, FloatArray
from tests.synthetic.body import LEG_M
from tests.synthetic.camera import Camera

_Number = TypeVar("_Number", np.float32, np.float64)


def exchange_sides(arrays: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
    """Exchange the landmarks of the two sides, in (n, 33, …) arrays."""
    return arrays[:, IN_MIRROR]


def mirrored(track: PoseTrack) -> PoseTrack:
    """Return the picture in a mirror: left is right."""
    xy_px = exchange_sides(track.xy_px)
    xy_px[..., 0] = track.width - xy_px[..., 0]
    world_m = exchange_sides(track.world_m) * np.array([-1.0, 1.0, 1.0], np.float32)
    return replace(track, xy_px=xy_px, world_m=world_m, visibility=exchange_sides(track.visibility))


def scaled(track: PoseTrack, factor: float) -> PoseTrack:
    """Return the same clip in another size."""
    return replace(
        track,
        xy_px=track.xy_px * factor,
        width=round(track.width * factor),
        height=round(track.height * factor),
    )


def letterboxed(track: PoseTrack, width: int, height: int) -> PoseTrack:
    """Return the same picture in the middle of a larger one."""
    shift = np.array([width - track.width, height - track.height]) / 2.0
    return replace(track, xy_px=track.xy_px + shift, width=width, height=height)


def between(track: PoseTrack, start_s: float, end_s: float) -> PoseTrack:
    """Return a part of the clip; it keeps its timestamps."""
    first, stop = np.searchsorted(track.time_s, [start_s, end_s])
    return track.part(int(first), int(stop))


def runs(track: PoseTrack, every_s: float, length_s: float) -> BoolArray:
    """Return (n,) the frames of runs that come every so often, from 2 s on."""
    since_s = track.time_s - 2.0
    return np.asarray((since_s >= 0.0) & (since_s % every_s < length_s))


def with_swapped_legs(track: PoseTrack, where: BoolArray) -> PoseTrack:
    """Exchange left and right knees, ankles and feet in some frames, as MediaPipe does."""
    return exchange_legs(track, where)


def without_person(track: PoseTrack, start_s: float, end_s: float) -> PoseTrack:
    """Remove the person for a while: nobody is found."""
    gone = (track.time_s >= start_s) & (track.time_s < end_s)
    xy_px, world_m, visibility = (
        getattr(track, name).copy() for name in ("xy_px", "world_m", "visibility")
    )
    xy_px[gone], world_m[gone], visibility[gone] = np.nan, np.nan, 0.0
    people = np.where(gone, 0, track.people)
    return replace(track, xy_px=xy_px, world_m=world_m, visibility=visibility, people=people)


def with_landmarks(
    track: PoseTrack,
    landmarks: Sequence[Landmark],
    *,
    shift_px: FloatArray | float = 0.0,
    visibility: float | None = None,
) -> PoseTrack:
    """Move some landmarks (by what broadcasts to (n, landmarks, 2)), or hide them."""
    xy_px, seen = track.xy_px.copy(), track.visibility.copy()
    xy_px[:, landmarks] += shift_px
    if visibility is not None:
        seen[:, landmarks] = visibility
    return replace(track, xy_px=xy_px, visibility=seen)


def leg_landmarks(side: Side) -> list[Landmark]:
    """Return knee, ankle, heel and toe of a side."""
    return [joint(side, name) for name in LEG_JOINTS]


def wrong_frames(track: PoseTrack, truth: PoseTrack) -> float:
    """Return the share of frames whose knees and ankles lie nearer to those of the other leg."""
    names = ("knee", "ankle")
    own = [joint(side, name) for side in SIDES for name in names]
    exchanged = [joint(other(side), name) for side in SIDES for name in names]
    as_is = np.linalg.norm(track.xy_px[:, own] - truth.xy_px[:, own], axis=2).sum(axis=1)
    crossed = np.linalg.norm(track.xy_px[:, own] - truth.xy_px[:, exchanged], axis=2).sum(axis=1)
    apart = np.linalg.norm(truth.xy_px[:, own] - truth.xy_px[:, exchanged], axis=2).max(axis=1)
    told_apart = apart > 0.05 * LEG_M * Camera.px_per_m
    return float(np.mean(told_apart & (as_is > crossed)))
