"""A recorded set: the same folder as `formcheck analyze` writes, and the raw video beside it."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Queue
from typing import IO

import numpy as np
import numpy.typing as npt

from formcheck.annotate import annotate
from formcheck.batch import MEASURES, POSES, REPORT, REPS, VIDEO
from formcheck.exercise import Exercise
from formcheck.landmarks import COUNT
from formcheck.pose import EDGE_STATIONS, Pose, PoseRecording, PoseTrack, Source
from formcheck.report.json_report import make_report, write_report
from formcheck.report.tables import write_measures, write_reps
from formcheck.results import Session
from formcheck.video import AnnotatedVideoWriter, ClipError, ClipInfo

Image = npt.NDArray[np.uint8]

RAW = "raw.mp4"
MOST_WAITING = 30  # frames; for those that come while a disk is slow the last one is repeated
_POSE = COUNT * 6 + 2 * EDGE_STATIONS  # numbers of a pose, as they are spooled


def free_folder(folder: Path) -> Path:
    """Return the folder for the next set: itself, or one in it where a set is recorded there."""
    number, free = 1, folder
    while any((free / name).exists() for name in (RAW, POSES, REPORT)):
        number += 1
        free = folder / f"set-{number}"
    return free


class PoseSpool:
    """Keeps the poses of a set on disk, not in memory: a set may last for half an hour."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._times_s: list[float] = []
        self._people: list[int] = []
        self._traced = False

    def add(self, time_s: float, pose: Pose) -> None:
        """Add the pose of a frame."""
        numbers = np.full(_POSE, np.nan, np.float32)
        numbers[: COUNT * 2] = pose.xy_px.ravel()
        numbers[COUNT * 2 : COUNT * 5] = pose.world_m.ravel()
        numbers[COUNT * 5 : COUNT * 6] = pose.visibility
        if pose.edges_tl is not None:
            numbers[COUNT * 6 :] = pose.edges_tl.ravel()
            self._traced = True
        self._stream.write(numbers.tobytes())
        self._times_s.append(time_s)
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


class SetRecorder:
    """Records one set. What cannot be written is a problem to tell, and stops nothing.

    The raw video is written by a thread as the set goes on; everything else at its end. The
    unfinished files begin with a dot, and the video plays even then.

    Args:
        folder: for the files; made when it is not there.
        width: of the pictures.
        height: likewise.
        fps: of the camera, roughly.

    Attributes:
        folder: where the files are.
        problems: what could not be written and why, one sentence each.
    """

    def __init__(self, folder: Path, width: int, height: int, fps: float) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self._size = width, height
        self._fps = fps or 30.0
        self._queue: Queue[tuple[Image | None, float] | None] = Queue()
        self._thread: threading.Thread | None = None
        self._spool: PoseSpool | None = None
        self._stream: IO[bytes] | None = None
        self._source: Source | None = None
        self._left_out = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._stream = (folder / f".{POSES}.part").open("w+b")
        except OSError as error:
            self._tell(POSES, error)
            return
        self._spool = PoseSpool(self._stream)
        self._thread = threading.Thread(target=self._write, name="recorder", daemon=True)
        self._thread.start()

    def add(self, image: Image, time_s: float, pose: Pose) -> None:
        """Add a frame; the picture must not be drawn on afterwards.

        Args:
            image: RGB, of the size given at the start.
            time_s: on the clock of the set.
            pose: as the model gave it.
        """
        if self._spool is None:
            return
        try:
            self._spool.add(time_s, pose)
        except OSError as error:
            self._tell(POSES, error)
            self._spool = None
        late = self._queue.qsize() >= MOST_WAITING
        self._left_out += late
        self._queue.put((None if late else image, time_s))

    def discard(self) -> None:
        """Remove what there is: the set did not begin."""
        self._end_video()
        self._close_spool()
        with suppress(OSError):
            (self.folder / RAW).unlink(missing_ok=True)
            self.folder.rmdir()

    def keep(self, model: str) -> PoseTrack | None:
        """Finish the raw video, write the poses and return them; None where none are recorded."""
        self._end_video()
        track = self._spool.track(*self._size) if self._spool else None
        if track is None or not len(track):
            return None
        width, height = self._size
        source = Source(
            path=str(self.folder / RAW),
            width=width,
            height=height,
            fps=track.fps,
            duration_s=float(track.time_s[-1]) + 1.0 / (track.fps or self._fps),
            frames=len(track),
        )
        self._save(POSES, PoseRecording(track, source, model).save)
        self._close_spool()
        self._source = source
        return track

    def report(self, session: Session, exercise: Exercise) -> None:
        """Write report and tables."""
        if self._source is None:
            return
        report = make_report(self._source, session, exercise.safety)
        self._save(REPORT, lambda path: write_report(path, report))
        self._save(REPS, lambda path: write_reps(path, session))
        self._save(MEASURES, lambda path: write_measures(path, session))

    def annotate(
        self, session: Session, exercise: Exercise, progress: Callable[[float], None]
    ) -> None:
        """Draw the annotated video from the raw one; this takes a while."""
        if not (self.folder / RAW).exists():
            return
        try:
            annotate(self.folder / RAW, self.folder / VIDEO, session, exercise, progress)
        except (OSError, ClipError) as error:
            self._tell(VIDEO, error)

    def _save(self, name: str, write: Callable[[Path], object]) -> None:
        try:
            write(self.folder / name)
        except OSError as error:
            self._tell(name, error)

    def _tell(self, name: str, error: Exception) -> None:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        self.problems.append(f"{self.folder / name} could not be written: {reason}")

    def _close_spool(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._spool = self._stream = None
            (self.folder / f".{POSES}.part").unlink(missing_ok=True)

    def _end_video(self) -> None:
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None
        if self._left_out:
            self.problems.append(
                f"{self.folder / RAW}: {self._left_out} pictures are missing, encoding was too slow"
            )
            self._left_out = 0

    def _write(self) -> None:
        width, height = self._size
        like = ClipInfo(Path("camera"), width, height, self._fps)
        try:
            item = self._queue.get()
            if item is None:
                return
            last: Image = np.zeros((height, width, 3), np.uint8)
            with AnnotatedVideoWriter(self.folder / RAW, like, in_pieces=True) as video:
                while item is not None:
                    image, time_s = item
                    last = last if image is None else image
                    video.write(last, time_s)
                    item = self._queue.get()
        except (OSError, ClipError, ValueError) as error:
            self._tell(RAW, error)
            self._drain()

    def _drain(self) -> None:
        """Take what still comes, so that nobody waits."""
        while self._queue.get() is not None:
            pass
