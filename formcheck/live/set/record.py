"""A recorded set: the folder that `formcheck analyze` writes, and the raw video beside it."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Queue

import numpy as np

from formcheck.errors import ClipError, FolderError
from formcheck.exercises.spec import Exercise
from formcheck.poses.recording import PoseRecording
from formcheck.report.folder import POSES, RAW, REPORT, VIDEO, ResultsFolder, is_unjudged
from formcheck.results import Session
from formcheck.system.arrays import Image
from formcheck.system.files import exists, make_folder, unmake_folders
from formcheck.video import SCRUBBED, ClipInfo, VideoFileWriter

OPTION = "--record"


def free_folder(folder: Path) -> Path:
    """Return the folder for the next set: itself, or a new one in it where it holds a set."""
    number, free = 1, folder
    while any(exists(free / name) for name in (RAW, POSES, REPORT)):
        number += 1
        free = folder / f"set-{number}"
    return free


def try_folder(folder: Path) -> None:
    """Test that sets can be recorded in a folder; nothing is left behind.

    Raises:
        FolderError: they cannot.
    """
    unmake_folders(make_folder(folder, OPTION))


class SetRecorder:
    """Records one set. What cannot be written is reported, and stops nothing.

    A thread writes the raw video while the set goes on, so that it plays up to the last second
    however the process ends. The other files are written at the end of the set.

    Args:
        folder: for the files; made where it does not exist.
        width: of the pictures, in pixels.
        height: of the pictures, in pixels.
        fps: pictures a second that the camera gives, roughly; 0 when unknown.
        most_waiting: where more pictures than this wait for a slow disk, the last one is repeated.

    Attributes:
        folder: where the files are.
        problems: what could not be written and why, one sentence each.
    """

    def __init__(
        self, folder: Path, width: int, height: int, fps: float, *, most_waiting: int = 30
    ) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self._like = ClipInfo(Path("camera"), width, height, fps or 30.0)
        self._most_waiting = most_waiting
        self._queue: Queue[tuple[Image | None, float] | None] = Queue()
        self._thread: threading.Thread | None = None
        self._left_out = 0
        self._reported = 0
        self._results: ResultsFolder | None = None
        try:
            self._results = ResultsFolder.make(folder, OPTION)
        except FolderError as error:
            self.problems.append(str(error))
            return
        self._thread = threading.Thread(target=self._write, name="recorder", daemon=True)
        self._thread.start()

    @property
    def raw(self) -> Path:
        """The raw video."""
        return self.folder / RAW

    def add(self, image: Image, time_s: float) -> None:
        """Add a frame to the raw video.

        Args:
            image: RGB, of the size given at the start; must not be drawn on afterwards.
            time_s: on the clock of the set.
        """
        if self._thread is None:
            return
        late = self._queue.qsize() >= self._most_waiting
        self._left_out += late
        self._queue.put((None if late else image, time_s))

    def new_problems(self) -> list[str]:
        """Return the problems that came since the last call."""
        new = self.problems[self._reported :]
        self._reported += len(new)
        return new

    @property
    def unjudged(self) -> bool:
        """Whether there is a raw video and no report."""
        return is_unjudged(self.folder)

    def discard(self) -> None:
        """Remove all files: the set did not begin. A folder that existed before stays."""
        self._end_video()
        with suppress(OSError):
            self.raw.unlink(missing_ok=True)
        if self._results:
            self._results.remove_if_empty()

    def keep(self, recording: PoseRecording) -> None:
        """Finish the raw video and write the poses."""
        if self._results is None:
            return
        self._end_video()
        if self._left_out:
            self.problems.append(
                f"{self.raw}: {self._left_out} pictures are missing, encoding was too slow"
            )
        self._results.write_poses(recording)

    def report(self, recording: PoseRecording, session: Session, exercise: Exercise) -> None:
        """Write report and tables, after `keep`."""
        if self._results is not None:
            self._results.write_session(recording, session, [exercise])
            self.problems += self._results.problems

    def annotate(
        self, session: Session, exercise: Exercise, progress: Callable[[float], None]
    ) -> None:
        """Make the review page, and draw the annotated video from the raw one; this takes a while.

        Args:
            session: the verdicts of the set.
            exercise: what was done.
            progress: called with the share done, 0..1.
        """
        if self._results is None:
            return
        files = ResultsFolder(self.folder, OPTION)  # apart: this runs on another thread
        files.missing |= self._results.missing
        files.write_review()
        if exists(self.raw):
            try:
                files.write_videos(self.raw, [(session, exercise)], progress)
            except ClipError as error:
                self.problems.append(f"{self.folder / VIDEO} could not be written: {error}")
        self.problems += files.problems

    def _end_video(self) -> None:
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    # --- on the thread ---

    def _write(self) -> None:
        item = self._queue.get()
        if item is None:
            return
        try:
            last: Image = np.zeros((self._like.height, self._like.width, 3), np.uint8)
            with VideoFileWriter(self.raw, self._like, in_pieces=True, encoding=SCRUBBED) as video:
                while item is not None:
                    image, time_s = item
                    last = last if image is None else image
                    video.write(last, time_s)
                    item = self._queue.get()
        except (OSError, ClipError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            what = "ends too early" if exists(self.raw) else "could not be written"
            self.problems.append(f"{self.raw} {what}: {reason}")
            if item is not None:  # the video may also fail at its very end
                self._drain()

    def _drain(self) -> None:
        """Drop the frames that still come, so that nobody waits for them."""
        while self._queue.get() is not None:
            pass
