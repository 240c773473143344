"""The worst moments, which are printed as stills."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.exercises.spec import Exercise
from formcheck.report.folder import ResultsFolder
from formcheck.report.pages.review.worst import MOST_STILLS, worst_moments
from formcheck.report.saved import SavedResult
from formcheck.results import Check, Session
from tests.conftest import Judge
from tests.synthetic import ButtKicks, recording


def past(check: Check) -> float:
    assert check.value is not None
    assert check.threshold is not None
    return abs(check.value - check.threshold)


def saved(session: Session, exercise: Exercise, folder: Path) -> SavedResult:
    folder_of_results = ResultsFolder(folder, "--out")
    folder_of_results.write_session(recording(session.track), session, [exercise])
    return SavedResult.load(folder)


@pytest.fixture
def result(judged: Judge, butt_kicks: Exercise, tmp_path: Path) -> SavedResult:
    kicks = ButtKicks(kicks=8, left_deg=95, right_deg=98, peak_offsets_deg=(0, 0, -6, 0))
    leaning = replace(kicks, waist_bend_deg=28)
    return saved(judged(leaning.track()), butt_kicks, tmp_path)


def test_each_fault_has_the_rep_that_is_furthest_past_its_limit(result: SavedResult) -> None:
    time_s = result.track.time_s
    faults = {row.rule for row in result.report.summary if row.verdict == "fault"}
    moments = worst_moments(result.parts, time_s)
    assert {"heel-not-to-glutes", "excessive-forward-lean"} <= faults
    assert {moment.rule for moment in moments} >= faults
    assert len(moments) <= MOST_STILLS
    for moment in moments:
        row = next(row for row in result.report.summary if row.rule == moment.rule)
        checks = [c for rep in result.report.reps for c in rep.checks if c.rule == moment.rule]
        assert moment.rep is not None
        chosen = next(c for c in result.report.reps[moment.rep].checks if c.rule == moment.rule)
        assert past(chosen) == max(past(check) for check in checks if check.verdict is row.verdict)
        assert chosen.at_s is not None
        assert time_s[moment.frame] == pytest.approx(chosen.at_s, abs=np.diff(time_s).max())


def test_faults_come_before_what_is_borderline(result: SavedResult) -> None:
    verdicts = {row.rule: row.verdict for row in result.report.summary}
    shown = [verdicts[moment.rule] for moment in worst_moments(result.parts, result.track.time_s)]
    assert shown == sorted(shown, key=["fault", "borderline"].index)


def test_a_clean_clip_has_none(judged: Judge, butt_kicks: Exercise, tmp_path: Path) -> None:
    result = saved(judged(ButtKicks(kicks=8).track()), butt_kicks, tmp_path)
    assert worst_moments(result.parts, result.track.time_s) == []
