"""The results of a clip, read back from the files in its folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import Final, Self

from formcheck.errors import ResultError
from formcheck.report.folder import MEASURES, REPORT, TRACK
from formcheck.report.json_report import Report, SessionReport
from formcheck.report.tables import read_measures
from formcheck.report.track import DrawnPart, DrawnTrack
from formcheck.system.arrays import FloatArray
from formcheck.system.reading import open_regular, read_regular

_MOST_BYTES: Final = 1_000_000_000  # a file of 4 hours has less


@dataclass(frozen=True, slots=True)
class SavedPart:
    """The part of a clip in which one exercise is done.

    Attributes:
        report: its verdicts.
        drawn: its frames.
    """

    report: SessionReport
    drawn: DrawnPart


@dataclass(frozen=True, slots=True)
class SavedResult:
    """The results of a clip, as its folder has them.

    Attributes:
        folder: the folder.
        report: `report.json`.
        track: `track.npz`, with the times of the n frames.
        measures: the other columns of `measures.csv`, (n,) each, NaN where unknown.
    """

    folder: Path
    report: Report
    track: DrawnTrack
    measures: Mapping[str, FloatArray]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the results in a folder.

        Raises:
            ResultError: a file is missing or damaged, or the files belong to different runs.
        """
        report = load_report(folder)
        track = DrawnTrack.load(folder / TRACK)
        measures = _load_measures(folder / MEASURES)
        of_one_run = len(track.parts) == 1 + len(report.others) and all(
            len(column) == len(track.time_s) for column in measures.values()
        )
        if not of_one_run:
            raise ResultError(
                f"{folder}: {REPORT}, {TRACK} and {MEASURES} are not of the same run:"
                " judge the clip again"
            )
        return cls(folder, report, track, measures)

    @property
    def parts(self) -> tuple[SavedPart, ...]:
        """The exercises that follow each other in the clip."""
        others = iter(self.report.others)
        return tuple(
            SavedPart(self.report if drawn.main else next(others), drawn)
            for drawn in self.track.parts
        )


def load_report(folder: Path) -> Report:
    """Read `report.json` of a folder.

    Raises:
        ResultError: it is missing, or formcheck did not write it.
    """
    path = folder / REPORT
    try:
        return Report.model_validate_json(read_regular(path, _MOST_BYTES))
    except OSError as error:
        raise _unreadable(path, error) from None
    except ValueError:
        raise _damaged(path) from None


def _load_measures(path: Path) -> dict[str, FloatArray]:
    """Read the columns of `measures.csv` but for the times."""
    try:
        stream = BufferedReader(open_regular(path, _MOST_BYTES))
        with TextIOWrapper(stream, "utf-8", newline="") as lines:
            measures = read_measures(lines)
        del measures["time_s"]
    except OSError as error:
        raise _unreadable(path, error) from None
    except (ValueError, KeyError):
        raise _damaged(path) from None
    return measures


def _unreadable(path: Path, error: OSError) -> ResultError:
    if isinstance(error, FileNotFoundError):
        return ResultError(f"{path}: no such file: judge the clip first")
    return ResultError(f"{path} cannot be read: {error.strerror}")


def _damaged(path: Path) -> ResultError:
    return ResultError(f"{path}: not a file that formcheck wrote: judge the clip again")
