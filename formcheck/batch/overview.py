"""The overview of a folder of results, made from the files in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from formcheck.batch.state import FolderState, place_of
from formcheck.errors import ResultError
from formcheck.report.folder import REPORT, REVIEW
from formcheck.report.overview import ClipRow, FailedRow, Overview
from formcheck.report.pages.overview.page import write_page
from formcheck.report.saved import load_report
from formcheck.system.files import exists
from formcheck.system.locks import folder_locked
from formcheck.system.reading import read_regular

JSON: Final = "overview.json"
CSV: Final = "overview.csv"
HTML: Final = "overview.html"
_MOST_BYTES: Final = 1_000_000_000  # of an overview


def row_in(folder: Path, beside: Path) -> ClipRow | None:
    """Return the row of a clip from its folder of results; None if nothing can be read there.

    Args:
        folder: of its results.
        beside: the folder of the overview.
    """
    try:
        report = load_report(folder)
    except ResultError:
        return None
    page = REVIEW if exists(folder / REVIEW) else REPORT
    place = folder.relative_to(beside) if folder.is_relative_to(beside) else folder.resolve()
    return ClipRow.of(report, place.as_posix(), page)


def write_overview(out: Path, failed: Mapping[Path, str]) -> Overview:
    """Write the overview of all clips whose results are in a folder, and return it.

    What failed in an earlier run stays in it, until the clip is judged or has gone.

    Args:
        out: the folder of all results.
        failed: the clips that failed in this run, each with its error.

    Raises:
        OSError: a file cannot be written.
    """
    with folder_locked(out, wait=True):
        rows = [row_in(folder, out) for folder in _current(out)]
        judged = [(place_of(Path(row.clip)), row) for row in rows if row is not None]
        known = {place for place, _ in judged}
        now = {place_of(clip): error for clip, error in failed.items()}
        before = {row.clip: row.error for row in failed_before(out)}
        still = {p: e for p, e in before.items() if p not in known and exists(Path(p))}
        overview = Overview.of(
            [row for place, row in judged if place not in now],
            [FailedRow(clip=place, error=error) for place, error in (still | now).items()],
        )
        overview.write_json(out / JSON)
        overview.write_csv(out / CSV)
        write_page(out / HTML, overview)
    return overview


def _current(out: Path) -> list[Path]:
    """Return the folders of results in a folder, without those of clips that were renamed.

    Such a clip, if it was judged again, has a folder for each of its names.
    """
    states = {
        folder: FolderState.load(folder)
        for folder in (file.parent for file in out.glob(f"*/{REPORT}"))
    }
    there = {state.sha256 for state in states.values() if state and exists(Path(state.clip))}
    return [
        folder
        for folder, state in states.items()
        if state is None or state.sha256 not in there or exists(Path(state.clip))
    ]


def failed_before(out: Path) -> list[FailedRow]:
    """Return the clips of which the overview in a folder says that they failed."""
    try:
        return Overview.model_validate_json(read_regular(out / JSON, _MOST_BYTES)).failed
    except (OSError, ValueError):
        return []
