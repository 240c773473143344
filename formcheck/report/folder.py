"""A folder of results: the names of its files, and the one writer for all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from formcheck.exercises.spec import Exercise
from formcheck.poses.recording import PoseRecording
from formcheck.report.json_report import make_report, write_report
from formcheck.report.made import Settings
from formcheck.report.tables import write_measures, write_reps
from formcheck.report.track import DrawnTrack
from formcheck.results import Session
from formcheck.system.files import exists, make_folder, unmake_folders, what_helps

CLIP: Final = "clip.mp4"
POSES: Final = "poses.npz"
REPORT: Final = "report.json"
MEASURES: Final = "measures.csv"
REPS: Final = "reps.csv"
REVIEW: Final = "review.html"
PDF: Final = "review.pdf"
TRACK: Final = "track.npz"
VIDEO: Final = "annotated.mp4"
RAW: Final = "raw.mp4"  # of a live set only: the pictures of the camera


def clip_name(path: str) -> str:
    """Return the file name of a clip; of a live set the name of its folder."""
    clip = Path(path)
    return clip.parent.name if clip.name == RAW and clip.parent.name else clip.name


def is_unjudged(folder: Path) -> bool:
    """Return whether a folder has the raw video of a live set that was broken off: no report."""
    return exists(folder / RAW) and not exists(folder / REPORT)


def results_in(places: Sequence[Path]) -> list[Path]:
    """Return the folders of results: each place, or the folders in it that have a report."""
    found: list[Path] = []
    for place in places:
        inside = [] if exists(place / REPORT) else sorted(place.glob(f"*/{REPORT}"))
        found += [report.parent for report in inside] or [place]
    return found


@dataclass(slots=True)
class ResultsFolder:
    """Writes the results of one clip, or of one live set, into a folder.

    Each file is written whole or not at all. A file that cannot be written does not stop the
    others; `problems` then says which files are missing and why.

    Attributes:
        path: the folder.
        option: the command line option that names the folder, such as ``--out``.
        written: names of the files written, in the order in which they were written.
        missing: name of each file that could not be written, and the reason.
    """

    path: Path
    option: str
    written: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    _made: list[Path] = field(default_factory=list)

    @classmethod
    def make(cls, path: Path, option: str) -> Self:
        """Make the folder if it does not exist, and test that files can be written into it.

        Raises:
            FolderError: nothing can be written there. No folder is left behind.
        """
        return cls(path, option, _made=make_folder(path, option))

    def remove_if_empty(self) -> None:
        """Remove the folders that `make` made, as far as they are still empty."""
        unmake_folders(self._made)

    def write_poses(self, recording: PoseRecording) -> bool:
        """Write `poses.npz`; return True if it was written."""
        return self.write(POSES, recording.save)

    def write_session(
        self,
        recording: PoseRecording,
        session: Session,
        exercises: Sequence[Exercise],
        settings: Settings | None = None,
    ) -> None:
        """Write `report.json`, `reps.csv`, `measures.csv` and `track.npz`.

        Args:
            recording: the poses that were judged.
            session: the verdicts.
            exercises: the exercises that ``session.parts`` were judged as, in the same order.
            settings: what the user asked for; the exercise and its level if None.
        """
        report = make_report(recording, session, exercises, settings)
        clip = clip_name(report.source.path)
        self.write(REPORT, lambda path: write_report(path, report))
        self.write(REPS, lambda path: write_reps(path, report, clip))
        self.write(MEASURES, lambda path: write_measures(path, session, clip))
        self.write(TRACK, DrawnTrack.of(session, exercises).save)

    def write_videos(
        self,
        clip: Path,
        parts: Sequence[tuple[Session, Exercise]],
        progress: Callable[[float], None],
        *,
        annotated: bool = True,
        clean: bool = True,
    ) -> None:
        """Write `annotated.mp4` and `clip.mp4`; the raw video of a live set needs no clean copy.

        Args:
            clip: the video that is drawn on.
            parts: the sessions that follow each other in the clip, each with its exercise.
            progress: called with the share done, 0..1.
            annotated: whether the annotated video is written.
            clean: whether the clean copy is written, for the review page.

        Raises:
            ClipError: the clip cannot be read any more.
        """
        from formcheck.overlay.annotate import write_videos  # loads OpenCV and PyAV

        clean = clean and clip != self.path / RAW
        videos = {
            "annotated": self.path / VIDEO if annotated else None,
            "clean": self.path / CLIP if clean else None,
        }
        names = [path.name for path in videos.values() if path]

        def write() -> None:
            write_videos(clip, parts, progress, **videos)

        if names and not self._write_all(names, write) and names == [VIDEO, CLIP]:
            videos["clean"] = None  # the annotated video matters more, and may fit without it
            self._write_all([VIDEO], write)

    def write_review(self) -> None:
        """Write `review.html`, made from the files that are there."""
        from formcheck.report.pages.review.page import write_review  # loads Jinja2

        if self.missing.keys() & {REPORT, MEASURES, TRACK}:
            self.skip(REVIEW)
        else:
            self.write(REVIEW, lambda _: write_review(self.path))

    def write(self, name: str, write: Callable[[Path], object]) -> bool:
        """Call ``write`` with the path of a file; return False if the system refuses it.

        Args:
            name: of the file in this folder.
            write: writes the file, whole or not at all; may raise `OSError`.
        """
        return self._write_all([name], lambda: write(self.path / name))

    def _write_all(self, names: Sequence[str], write: Callable[[], object]) -> bool:
        """Call ``write``, which writes all these files or none; return False if it is refused."""
        try:
            write()
        except OSError as error:
            self.missing |= dict.fromkeys(names, error.strerror or str(error))
            return False
        for name in names:
            self.missing.pop(name, None)
            if name not in self.written:
                self.written.append(name)
        return True

    def skip(self, name: str) -> None:
        """Count a file as missing without trying, for the same reason as the first missing one."""
        self.missing[name] = next(iter(self.missing.values()))

    @property
    def problems(self) -> list[str]:
        """One sentence for each reason that kept files from being written."""
        by_reason: dict[str, list[str]] = {}
        for name, reason in self.missing.items():
            by_reason.setdefault(reason, []).append(name)
        return [
            f"{self.path}: {', '.join(names)} could not be written ({reason}):"
            f" {what_helps(reason, self.option)}"
            for reason, names in by_reason.items()
        ]
