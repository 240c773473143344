"""A recorded set: the same folder as `formcheck analyze` writes, and the raw video beside it."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Queue

import numpy as np

from formcheck.errors import ClipError, FolderError
from formcheck.exercises.spec import Exercise
from formcheck.overlay.annotate import annotate
from formcheck.poses.recording import PoseRecording, Source
from formcheck.report.folder import MEASURES, POSES, REPORT, REPS, VIDEO
from formcheck.report.json_report import make_report, write_report
from formcheck.report.tables import write_measures, write_reps
from formcheck.results import Session
from formcheck.system.arrays import Image
from formcheck.system.files import make_folder, unfinished, unmake_folders
from formcheck.video import AnnotatedVideoWriter, ClipInfo

RAW = "raw.mp4"
MOST_WAITING = 30  # frames; for those that come while a disk is slow the last one is repeated


def free_folder(folder: Path) -> Path:
    """Return the folder for the next set: itself, or one in it where a set is recorded there."""
    number, free = 1, folder
    while any(_there(free / name) for name in (RAW, POSES, REPORT)):
        number += 1
        free = folder / f"set-{number}"
    return free


def try_folder(folder: Path) -> None:
    """See that sets can be recorded in a folder; nothing is left of the trial.

    Raises:
        FolderError: they cannot.
    """
    unmake_folders(make_folder(folder, "--record"))


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # its disk is gone
        return False


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
        self._left_out = 0
        self._told = 0
        self._works = False
        self._made: list[Path] = []
        try:
            self._made = make_folder(folder, "--record")
        except FolderError as error:
            self.problems.append(str(error))
            return
        self._works = True
        self._thread = threading.Thread(target=self._write, name="recorder", daemon=True)
        self._thread.start()

    def add(self, image: Image, time_s: float) -> None:
        """Add a frame; the picture must not be drawn on afterwards.

        Args:
            image: RGB, of the size given at the start.
            time_s: on the clock of the set.
        """
        if self._thread is None:
            return
        late = self._queue.qsize() >= MOST_WAITING
        self._left_out += late
        self._queue.put((None if late else image, time_s))

    def news(self) -> list[str]:
        """Return the problems that came since this was asked last."""
        new = self.problems[self._told :]
        self._told += len(new)
        return new

    def broken_off(self) -> Path | None:
        """Return the raw video as far as it goes, of a set that nobody waited to be kept."""
        path = unfinished(self.folder / RAW)
        return path if _there(path) else None

    def discard(self) -> None:
        """Remove what there is: the set did not begin. A folder that was there stays."""
        self._end_video()
        with suppress(OSError):
            (self.folder / RAW).unlink(missing_ok=True)
        unmake_folders(self._made)

    def keep(self, recording: PoseRecording) -> None:
        """Finish the raw video and write the poses."""
        if self._works:
            self._end_video()
            if self._left_out:
                self.problems.append(
                    f"{self.folder / RAW}: {self._left_out} pictures are missing,"
                    " encoding was too slow"
                )
            self._save(POSES, recording.save)

    def report(self, source: Source, session: Session, exercise: Exercise) -> None:
        """Write report and tables."""
        if not self._works:
            return
        report = make_report(source, session, [exercise])
        self._save(REPORT, lambda path: write_report(path, report))
        self._save(REPS, lambda path: write_reps(path, session))
        self._save(MEASURES, lambda path: write_measures(path, session))

    def annotate(
        self, session: Session, exercise: Exercise, progress: Callable[[float], None]
    ) -> None:
        """Draw the annotated video from the raw one; this takes a while."""
        if not _there(self.folder / RAW):
            return
        try:
            annotate(self.folder / RAW, self.folder / VIDEO, [(session, exercise)], progress)
        except (OSError, ClipError) as error:
            self._tell(VIDEO, error)

    def _save(self, name: str, write: Callable[[Path], object]) -> None:
        try:
            write(self.folder / name)
        except OSError as error:
            self._tell(name, error)

    def _tell(self, name: str, error: Exception) -> None:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        what = "ends too early" if _there(self.folder / name) else "could not be written"
        self.problems.append(f"{self.folder / name} {what}: {reason}")

    def _end_video(self) -> None:
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _write(self) -> None:
        width, height = self._size
        like = ClipInfo(Path("camera"), width, height, self._fps)
        item = self._queue.get()
        if item is None:
            return
        try:
            last: Image = np.zeros((height, width, 3), np.uint8)
            with AnnotatedVideoWriter(self.folder / RAW, like, in_pieces=True) as video:
                while item is not None:
                    image, time_s = item
                    last = last if image is None else image
                    video.write(last, time_s)
                    item = self._queue.get()
        except (OSError, ClipError, ValueError) as error:
            self._tell(RAW, error)
            if item is not None:  # the video may also fail at its very end
                self._drain()

    def _drain(self) -> None:
        """Take what still comes, so that nobody waits."""
        while self._queue.get() is not None:
            pass
