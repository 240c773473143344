"""Poses: what a backend saw in one frame (`Pose`) and over a clip (`PoseTrack`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from formcheck.poses.landmarks import COUNT, IN_MIRROR
from formcheck.poses.outline import TRACED
from formcheck.system.arrays import BoolArray, FloatArray, IntArray


def _stored(arrays: list[FloatArray] | FloatArray) -> FloatArray:
    """Round to float32 as in a saved file, so that saved poses are judged to the same digit."""
    return np.array(arrays, dtype=np.float32).astype(np.float64)


def _traced(of_frames: list[FloatArray | None], name: str) -> FloatArray | None:
    """Stack what was traced, NaN in frames in which nothing was; None where it never was."""
    if all(one is None for one in of_frames):
        return None
    unknown = np.full((2, TRACED[name]), np.nan)
    return _stored([unknown if one is None else one for one in of_frames])


def _read_only(array: FloatArray) -> FloatArray:
    array.setflags(write=False)
    return array


@dataclass(frozen=True, slots=True)
class Pose:
    """One person in one frame, or nobody (all NaN).

    Attributes:
        time_s: the frame's own timestamp.
        xy_px: (33, 2) image positions, x to the right and y down, square pixels.
        world_m: (33, 3) metres from the mid-hip: x right, y down, z away from the camera.
        visibility: (33,) the model's own guess, 0..1. A hidden joint can read 0.98.
        people: how many people were seen in this frame, as far as anyone looked.
        edges_tl: (2, `EDGE_STATIONS`) the outline of the trunk, in trunk lengths; None where it
            was not traced.
        silhouette_px: (2, `SILHOUETTE_ROWS`) where the person begins and ends in rows spread over
            the height of the picture; NaN where a row shows none of them, None as above.
        legs_shown: (2, 2) share of the thigh and of the shank, of the left and the right leg, that
            lies on the person in the mask; less than all where something hides it. None as above.
    """

    time_s: float
    xy_px: FloatArray
    world_m: FloatArray
    visibility: FloatArray
    people: int = 1
    edges_tl: FloatArray | None = None
    silhouette_px: FloatArray | None = None
    legs_shown: FloatArray | None = None

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

    Attributes:
        time_s: (n,) strictly increasing.
        xy_px: (n, 33, 2), NaN where unknown. See `Pose` for the axes.
        world_m: (n, 33, 3), NaN where unknown.
        visibility: (n, 33).
        people: (n,) people seen in each frame.
        width: of the upright picture, in pixels.
        height: likewise.
        edges_tl: (n, 2, `EDGE_STATIONS`), NaN where unknown; None where none was traced.
        silhouette_px: (n, 2, `SILHOUETTE_ROWS`), likewise.
        legs_shown: (n, 2, 2), likewise.
    """

    time_s: FloatArray
    xy_px: FloatArray
    world_m: FloatArray
    visibility: FloatArray
    people: IntArray
    width: int
    height: int
    edges_tl: FloatArray | None = None
    silhouette_px: FloatArray | None = None
    legs_shown: FloatArray | None = None

    def __post_init__(self) -> None:
        for name in ("time_s", "xy_px", "world_m", "visibility", *TRACED):
            if getattr(self, name) is not None:
                _read_only(getattr(self, name))

    def __len__(self) -> int:
        return len(self.time_s)

    @classmethod
    def from_poses(cls, poses: list[Pose], width: int, height: int) -> Self:
        """Stack single frames; none at all give a track of length 0."""
        n = len(poses)
        return cls(
            time_s=np.array([pose.time_s for pose in poses], dtype=np.float64),
            xy_px=_stored([pose.xy_px for pose in poses]).reshape(n, COUNT, 2),
            world_m=_stored([pose.world_m for pose in poses]).reshape(n, COUNT, 3),
            visibility=_stored([pose.visibility for pose in poses]).reshape(n, COUNT),
            people=np.array([pose.people for pose in poses], dtype=np.int64),
            width=width,
            height=height,
            **{name: _traced([getattr(pose, name) for pose in poses], name) for name in TRACED},
        )

    @property
    def found(self) -> BoolArray:
        """(n,) whether a person was found in each frame."""
        return np.isfinite(self.xy_px[:, 0, 0])

    @property
    def fps(self) -> float:
        """Frames a second by the timestamps: n frames have n - 1 intervals between them."""
        if len(self) < 2:
            return 0.0
        return (len(self) - 1) / float(self.time_s[-1] - self.time_s[0])

    def poses(self) -> Iterator[Pose]:
        """Its frames, one by one."""
        traced = self._traced()
        for i, time_s in enumerate(self.time_s.tolist()):
            yield Pose(
                time_s,
                self.xy_px[i],
                self.world_m[i],
                self.visibility[i],
                int(self.people[i]),
                **{name: values[i] for name, values in traced.items()},
            )

    def _traced(self) -> dict[str, FloatArray]:
        """What was traced in the mask."""
        of_all = {name: getattr(self, name) for name in TRACED}
        return {name: values for name, values in of_all.items() if values is not None}

    def mirrored(self) -> Self:
        """What a mirror shows of it: left and right, and left and right of the person, exchanged.

        Raises:
            ValueError: it has outlines, which have no mirror image yet.
        """
        if self.edges_tl is not None or self.silhouette_px is not None:
            raise ValueError("outlines cannot be mirrored")
        xy_px, world_m = self.xy_px[:, IN_MIRROR].copy(), self.world_m[:, IN_MIRROR].copy()
        xy_px[..., 0] = self.width - xy_px[..., 0]
        world_m[..., 0] *= -1.0
        return replace(
            self,
            xy_px=_stored(xy_px),
            world_m=world_m,
            visibility=self.visibility[:, IN_MIRROR],
            legs_shown=None if self.legs_shown is None else self.legs_shown[:, ::-1],
        )

    def part(self, start: int, stop: int) -> "PoseTrack":
        """Return frames ``start`` up to, not including, ``stop``."""
        traced: dict[str, Any] = {n: values[start:stop] for n, values in self._traced().items()}
        return replace(
            self,
            time_s=self.time_s[start:stop],
            xy_px=self.xy_px[start:stop],
            world_m=self.world_m[start:stop],
            visibility=self.visibility[start:stop],
            people=self.people[start:stop],
            **traced,
        )


def join(tracks: Sequence[PoseTrack]) -> PoseTrack:
    """Put tracks of one size, at least one, behind one another."""
    if len(tracks) == 1:
        return tracks[0]
    arrays: dict[str, Any] = {
        name: np.concatenate([getattr(track, name) for track in tracks])
        for name in ("time_s", "xy_px", "world_m", "visibility", "people")
    }
    for name, places in TRACED.items():
        traced = [getattr(track, name) for track in tracks]
        if any(one is not None for one in traced):
            arrays[name] = np.concatenate(
                [
                    np.full((len(track), 2, places), np.nan) if one is None else one
                    for track, one in zip(tracks, traced, strict=True)
                ]
            )
    return replace(tracks[0], **arrays)
