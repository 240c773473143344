"""The poses of a set, on disk."""

from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO
from weakref import finalize

import numpy as np

from formcheck.poses.landmarks import COUNT
from formcheck.poses.outline import TRACED_SHAPES, Outline
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.system.arrays import Float32Array

_POSE = np.dtype(
    [
        ("time_s", np.float64),
        ("people", np.int32),
        ("traced", np.bool_),
        ("xy_px", np.float32, (COUNT, 2)),
        ("world_m", np.float32, (COUNT, 3)),
        ("visibility", np.float32, (COUNT,)),
        *((name, np.float32, shape) for name, shape in TRACED_SHAPES.items()),
    ]
)


class PoseSpool:
    """Keeps the poses of a set on disk, not in memory: a set may last for half an hour.

    When the disk is full, the rest is kept in memory.
    """

    def __init__(self) -> None:
        self._stream: IO[bytes] | None = None
        with suppress(OSError):
            self._stream = TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as the set
            finalize(self, self._stream.close)
        self._on_disk = 0  # how many poses were written as a whole
        self._in_memory: list[bytes] = []  # the poses after them

    def add(self, pose: Pose) -> None:
        """Add the pose of a frame."""
        kept = np.zeros(1, _POSE)
        for name in ("time_s", "people", "xy_px", "world_m", "visibility"):
            kept[name] = getattr(pose, name)
        outline = pose.outline.arrays()
        kept["traced"] = bool(outline)
        for name in TRACED_SHAPES:
            kept[name] = outline.get(name, np.nan)
        self._keep(kept.tobytes())

    def track(self, width: int, height: int) -> PoseTrack:
        """Return all poses.

        Args:
            width: of the picture, in pixels.
            height: of the picture, in pixels.
        """
        kept = np.frombuffer(self._read(), _POSE)

        def numbers(name: str) -> Float32Array:
            return np.array(kept[name])

        return PoseTrack(
            time_s=kept["time_s"].copy(),
            xy_px=kept["xy_px"].astype(np.float64),
            world_m=numbers("world_m"),
            visibility=numbers("visibility"),
            people=kept["people"].astype(np.int64),
            width=width,
            height=height,
            outline=Outline(
                **{name: numbers(name) for name in TRACED_SHAPES if kept["traced"].any()}
            ),
        )

    def _keep(self, pose: bytes) -> None:
        if self._stream and not self._in_memory:
            with suppress(OSError):
                if self._stream.write(pose) == len(
                    pose
                ):  # a disk may fill up in the middle of a pose
                    self._on_disk += 1
                    return
        self._in_memory.append(pose)

    def _read(self) -> bytes:
        on_disk = b""
        if self._stream and self._on_disk:
            self._stream.seek(0)
            on_disk = self._stream.read(self._on_disk * _POSE.itemsize)
        return on_disk + b"".join(self._in_memory)
