"""The results of a clip, read back from its folder."""

from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import ResultError
from formcheck.exercises.spec import Exercise
from formcheck.report.folder import MEASURES, REPORT, TRACK
from formcheck.report.saved import SavedResult
from formcheck.report.track import DrawnTrack
from formcheck.results import Session


def test_what_was_written_is_read_back(kicks_folder: Path, kicks: Session) -> None:
    saved = SavedResult.load(kicks_folder)
    assert saved.report.counts == kicks.counts
    assert [rep.side for rep in saved.report.reps] == [rep.side for rep in kicks.reps]
    np.testing.assert_allclose(saved.track.time_s, kicks.time_s)
    np.testing.assert_allclose(saved.track.xy_px, kicks.track.xy_px, atol=0.01)
    assert saved.measures.keys() == kicks.measures.keys()
    for name, values in kicks.measures.items():
        np.testing.assert_allclose(saved.measures[name], values, atol=1e-4)
    (part,) = saved.parts
    assert (part.drawn.first_frame, part.drawn.last_frame) == (0, kicks.frames - 1)
    assert part.report is saved.report


@pytest.mark.parametrize("name", [REPORT, TRACK, MEASURES])
def test_a_missing_file_is_named(kicks_folder: Path, name: str) -> None:
    (kicks_folder / name).unlink()
    with pytest.raises(ResultError, match=f"{name}: no such file: judge"):
        SavedResult.load(kicks_folder)


@pytest.mark.parametrize("name", [REPORT, TRACK, MEASURES])
@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"{}", b"time_s,a\n1\n", b"a\nx\n"])
def test_a_file_that_formcheck_did_not_write_is_named(
    kicks_folder: Path, name: str, content: bytes
) -> None:
    (kicks_folder / name).write_bytes(content)
    with pytest.raises(ResultError, match=f"{name}: not a file that formcheck wrote"):
        SavedResult.load(kicks_folder)


def test_files_of_different_runs_are_refused(kicks_folder: Path) -> None:
    lines = (kicks_folder / MEASURES).read_text("utf-8").splitlines()
    (kicks_folder / MEASURES).write_text("\n".join(lines[:-3]), "utf-8")
    with pytest.raises(ResultError, match="not of the same run"):
        SavedResult.load(kicks_folder)


def test_a_track_with_wrong_parts_is_refused(
    kicks: Session, butt_kicks: Exercise, tmp_path: Path
) -> None:
    track = DrawnTrack.of(kicks, [butt_kicks])
    path = tmp_path / TRACK
    for parts in ((), (track.parts[0], track.parts[0])):
        DrawnTrack(track.time_s, track.xy_px, track.back_px, parts, track.unsure).save(path)
        with pytest.raises(ResultError, match="not a file that formcheck wrote"):
            DrawnTrack.load(path)
