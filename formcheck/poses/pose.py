"""Poses: what the pose model saw in one frame (`Pose`) and over a clip (`PoseTrack`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from formcheck.poses.landmarks import COUNT, IN_MIRROR, SIDES, joint
from formcheck.poses.outline import NOT_TRACED, Outline
from formcheck.system.arrays import (
    BoolArray,
    Float32Array,
    FloatArray,
    IntArray,
    make_read_only,
    rounded_to_float32,
)


@dataclass(frozen=True, slots=True)
class SeenLimits:
    """When a landmark counts as hidden in a picture of the person.

    Attributes:
        least_visibility: a landmark with less is drawn as a guess. On the far side of people who
            are seen from the side, hidden elbows and wrists have 0.02 to 0.2; seen ones 0.3 to 1.
    """

    least_visibility: float = 0.25


SEEN = SeenLimits()


@dataclass(frozen=True, slots=True)
class Pose:
    """One person in one frame, or nobody (all NaN).

    Attributes:
        time_s: the frame's own timestamp.
        xy_px: (33, 2) image positions, x to the right and y down, square pixels.
        world_m: (33, 3) metres from the mid-hip: x right, y down, z away from the camera.
        visibility: (33,) the model's own guess, 0..1. A hidden joint can read 0.98.
        people: number of people seen in this frame, as far as the backend looked for them.
        outline: of the person, if the mask was traced.
    """

    time_s: float
    xy_px: FloatArray
    world_m: FloatArray
    visibility: FloatArray
    people: int = 1
    outline: Outline = NOT_TRACED

    @classmethod
    def nobody(cls, time_s: float) -> Self:
        """Return the pose of a frame in which nobody was found."""
        nan = np.full((COUNT, 3), np.nan)
        return cls(time_s, nan[:, :2], nan, np.zeros(COUNT), people=0)

    @property
    def found(self) -> bool:
        """Whether there is a person."""
        return bool(np.isfinite(self.xy_px[0, 0]))


@dataclass(frozen=True, slots=True)
class PoseTrack:
    """The poses of a clip, or of a part of it: n frames in the order of time.

    What cleaning does not compute is kept as the pose model gives it, in float32: an hour has a
    hundred thousand frames. Compute with it as float64.

    Attributes:
        time_s: (n,) strictly increasing.
        xy_px: (n, 33, 2), NaN where unknown. See `Pose` for the axes.
        world_m: (n, 33, 3), NaN where unknown; all NaN in a cleaned clip of which no measure reads
            it.
        visibility: (n, 33).
        people: (n,) people seen in each frame.
        width: of the upright picture, in pixels.
        height: of the upright picture, in pixels.
        outline: of the person in each frame, if the mask was traced.
    """

    time_s: FloatArray
    xy_px: FloatArray
    world_m: Float32Array
    visibility: Float32Array
    people: IntArray
    width: int
    height: int
    outline: Outline = NOT_TRACED

    def __post_init__(self) -> None:
        make_read_only(self.time_s, self.xy_px, self.world_m, self.visibility)

    def __len__(self) -> int:
        return len(self.time_s)

    @classmethod
    def from_poses(cls, poses: Sequence[Pose], width: int, height: int) -> Self:
        """Return the track of single frames; without any frame, a track of length 0.

        Args:
            poses: in the order of time. Their values are rounded to float32.
            width: of the upright picture, in pixels.
            height: of the upright picture, in pixels.
        """
        n = len(poses)
        return cls(
            time_s=np.array([pose.time_s for pose in poses], dtype=np.float64),
            xy_px=rounded_to_float32([pose.xy_px for pose in poses]).reshape(n, COUNT, 2),
            world_m=_as_float32([pose.world_m for pose in poses]).reshape(n, COUNT, 3),
            visibility=_as_float32([pose.visibility for pose in poses]).reshape(n, COUNT),
            people=np.array([pose.people for pose in poses], dtype=np.int64),
            width=width,
            height=height,
            outline=Outline.stack([pose.outline for pose in poses]),
        )

    @property
    def found(self) -> BoolArray:
        """(n,) whether a person was found in each frame."""
        return np.isfinite(self.xy_px[:, 0, 0])

    @property
    def unsure(self) -> BoolArray:
        """(n, 33) which landmarks are hidden, or were lost: where they are is a guess.

        Cleaning sets the visibility of an ankle to 0 where it does not believe in the foot.
        """
        unsure = np.asarray(self.visibility < SEEN.least_visibility)
        for side in SIDES:
            foot = [joint(side, "heel"), joint(side, "foot_index")]
            unsure[:, foot] |= self.visibility[:, joint(side, "ankle"), None] <= 0.0
        return unsure

    @property
    def fps(self) -> float:
        """Frames per second by the timestamps; n frames have n - 1 intervals between them."""
        if len(self) < 2:
            return 0.0
        return (len(self) - 1) / float(self.time_s[-1] - self.time_s[0])

    def poses(self) -> Iterator[Pose]:
        """Yield the frames one by one."""
        for i, time_s in enumerate(self.time_s.tolist()):
            yield Pose(
                time_s,
                self.xy_px[i],
                self.world_m[i].astype(np.float64),
                self.visibility[i].astype(np.float64),
                int(self.people[i]),
                self.outline.frame(i),
            )

    def mirrored(self) -> Self:
        """Return the track as a mirror shows it: left and right exchanged, picture and body.

        Raises:
            ValueError: its outline cannot be mirrored, see `Outline.mirrored`.
        """
        xy_px, world_m = self.xy_px[:, IN_MIRROR].copy(), self.world_m[:, IN_MIRROR].copy()
        xy_px[..., 0] = self.width - xy_px[..., 0]
        world_m[..., 0] *= -1.0
        return replace(
            self,
            xy_px=rounded_to_float32(xy_px),
            world_m=world_m,
            visibility=self.visibility[:, IN_MIRROR],
            outline=self.outline.mirrored(),
        )

    def part(self, start: int, stop: int) -> "PoseTrack":
        """Return frames ``start`` up to, not including, ``stop``."""
        return PoseTrack(  # not by `replace`, which takes half as long again: this is called often
            self.time_s[start:stop],
            self.xy_px[start:stop],
            self.world_m[start:stop],
            self.visibility[start:stop],
            self.people[start:stop],
            self.width,
            self.height,
            self.outline.part(start, stop),
        )


def join(tracks: Sequence[PoseTrack]) -> PoseTrack:
    """Return one track of several that follow one another.

    Args:
        tracks: at least one, in the order of time, all with the same picture size.
    """
    if len(tracks) == 1:
        return tracks[0]
    return PoseTrack(  # not by `replace`: this is called with each frame of a camera
        np.concatenate([track.time_s for track in tracks]),
        np.concatenate([track.xy_px for track in tracks]),
        np.concatenate([track.world_m for track in tracks]),
        np.concatenate([track.visibility for track in tracks]),
        np.concatenate([track.people for track in tracks]),
        tracks[0].width,
        tracks[0].height,
        Outline.join([track.outline for track in tracks], [len(track) for track in tracks]),
    )


def _as_float32(arrays: Sequence[FloatArray]) -> Float32Array:
    return np.array(arrays, dtype=np.float32)
