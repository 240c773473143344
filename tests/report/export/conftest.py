"""Saved results for the tests of exports."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from formcheck.exercises.spec import Exercise
from formcheck.report.export.exports import export_result
from formcheck.report.folder import ResultsFolder
from formcheck.report.saved import SavedResult
from formcheck.results import Session
from tests.conftest import Judge
from tests.synthetic import ButtKicks, recording, without_person

#: Saves a clip of butt kicks, changed as told; takes its name.
Save: TypeAlias = Callable[..., SavedResult]

GONE_S = (2.0, 2.4)  # nobody is in the picture


@pytest.fixture
def kicks(judged: Judge) -> Session:
    return judged(without_person(ButtKicks(left_deg=60.0).track(), *GONE_S))


@pytest.fixture
def save(kicks: Session, butt_kicks: Exercise, tmp_path: Path) -> Save:
    def save(
        name: str = "clip.mp4",
        *,
        slow_motion: float | None = None,
        **changes: Any,  # noqa: ANN401
    ) -> SavedResult:
        session = replace(kicks, **changes)
        recorded = recording(session.track, name)
        recorded = replace(recorded, source=replace(recorded.source, slow_motion=slow_motion))
        files = ResultsFolder.make(tmp_path / "results", "--out")
        files.write_session(recorded, session, [butt_kicks])
        return SavedResult.load(files.path)

    return save


def exported(result: SavedResult, *names: str, height_m: float | None = None) -> Path:
    """Export into the folder of the results; return the folder."""
    files = ResultsFolder.make(result.folder, "--out")
    assert export_result(result, names, files, height_m) == []
    return files.path
