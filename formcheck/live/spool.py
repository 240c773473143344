"""The poses of a set, on disk."""

from tempfile import TemporaryFile

import numpy as np

from formcheck.landmarks import COUNT
from formcheck.pose import EDGE_STATIONS, Pose, PoseTrack

_POSE = COUNT * 6 + 2 * EDGE_STATIONS  # numbers of a pose, as they are kept


class PoseSpool:
    """Keeps the poses of a set on disk, not in memory: a set may last for half an hour."""

    def __init__(self) -> None:
        self._stream = TemporaryFile()  # noqa: SIM115 - as long as the set
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
        self._stream.write(numbers.tobytes())
        self._times_s.append(pose.time_s)
        self._people.append(pose.people)

    def track(self, width: int, height: int) -> PoseTrack:
        """Return them all."""
        self._stream.flush()
        self._stream.seek(0)
        table = np.frombuffer(self._stream.read(), np.float32).reshape(-1, _POSE)
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
