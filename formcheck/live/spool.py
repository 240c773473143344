"""The poses of a set, on disk."""

from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO
from weakref import finalize

import numpy as np

from formcheck.landmarks import COUNT
from formcheck.pose import EDGE_STATIONS, Pose, PoseTrack

_POSE = COUNT * 6 + 2 * EDGE_STATIONS  # numbers of a pose, as they are kept


class PoseSpool:
    """Keeps the poses of a set on disk, not in memory: a set may last for half an hour.

    Where the disk is full the rest is kept in memory.
    """

    def __init__(self) -> None:
        self._stream: IO[bytes] | None = None
        with suppress(OSError):
            self._stream = TemporaryFile(buffering=0)  # noqa: SIM115 - as long as the set
            finalize(self, self._stream.close)
        self._on_disk = 0  # poses that are there whole
        self._in_memory: list[bytes] = []  # those after them
        self._times_s: list[float] = []
        self._people: list[int] = []
        self._traced = False

    def add(self, pose: Pose) -> None:
        """Add the pose of a frame."""
        numbers = np.full(_POSE, np.nan, np.float32)
        numbers[: COUNT * 2] = pose.xy_px.ravel()
        numbers[COUNT * 2 : COUNT * 5] = pose.world_m.ravel()
        numbers[COUNT * 5 : COUNT * 6] = pose.visibility
        if pose.edges_tl is not None:
            numbers[COUNT * 6 :] = pose.edges_tl.ravel()
            self._traced = True
        self._keep(numbers.tobytes())
        self._times_s.append(pose.time_s)
        self._people.append(pose.people)

    def track(self, width: int, height: int) -> PoseTrack:
        """Return them all."""
        table = np.frombuffer(self._read(), np.float32).reshape(-1, _POSE)
        n = len(table)
        numbers = table.astype(np.float64)
        edges = numbers[:, COUNT * 6 :].reshape(n, 2, EDGE_STATIONS)
        return PoseTrack(
            time_s=np.array(self._times_s),
            xy_px=numbers[:, : COUNT * 2].reshape(n, COUNT, 2),
            world_m=numbers[:, COUNT * 2 : COUNT * 5].reshape(n, COUNT, 3),
            visibility=numbers[:, COUNT * 5 : COUNT * 6].copy(),
            people=np.array(self._people, np.int64),
            width=width,
            height=height,
            edges_tl=edges.copy() if self._traced else None,
        )

    def _keep(self, pose: bytes) -> None:
        if self._stream and not self._in_memory:
            with suppress(OSError):
                if self._stream.write(pose) == len(pose):  # a disk may fill up in the middle
                    self._on_disk += 1
                    return
        self._in_memory.append(pose)

    def _read(self) -> bytes:
        on_disk = b""
        if self._stream and self._on_disk:
            self._stream.seek(0)
            on_disk = self._stream.read(self._on_disk * _POSE * np.dtype(np.float32).itemsize)
        return on_disk + b"".join(self._in_memory)
