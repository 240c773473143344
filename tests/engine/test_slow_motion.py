"""Clips in slow motion: asked for, not judged by speed, and put right once it is known."""

from dataclasses import replace

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.judging import judge
from formcheck.poses.recording import PoseRecording
from formcheck.results import RuleSummary, Session, Verdict
from tests.synthetic import ButtKicks, Kickbacks, recording

KICKS = load_exercise("butt-kicks")
SPEED = ("low-cadence", "hard-descent", "toe-slam")


def played_slower(times: float, cadence: float = 160.0) -> PoseRecording:
    """Return butt kicks that were filmed at 120 frames a second and play so many times slower."""
    track = ButtKicks(kicks=16, fps=120.0, cadence=cadence).track()
    return recording(replace(track, time_s=track.time_s * times))


def row_of(session: Session, rule: str) -> RuleSummary:
    return next(row for row in session.summary if row.rule == rule)


@pytest.mark.parametrize("times", [4.0, 8.0])
def test_speed_is_not_judged_in_what_seems_to_be_slow_motion(times: float) -> None:
    session = judge(played_slower(times), KICKS)
    assert session.counts == {"left": 8, "right": 8}
    assert any("--slow-motion 4" in warning for warning in session.warnings)
    for rule in SPEED:
        assert row_of(session, rule).verdict is Verdict.NOT_ASSESSED
        assert not any(cue.rule == rule for cue in session.cues)
        assert not any(
            check.rule == rule and check.verdict is not Verdict.NOT_ASSESSED
            for rep in session.reps
            for check in rep.checks
        )
    assert "--slow-motion" in row_of(session, "low-cadence").reason
    assert row_of(session, "heel-not-to-glutes").verdict is Verdict.GOOD


def test_with_the_factor_the_clip_is_judged_as_it_was_filmed() -> None:
    known = played_slower(4.0).filmed(4.0)
    assert known.track.fps == pytest.approx(120.0)
    assert known.source.fps == pytest.approx(120.0)
    session = judge(known, KICKS)
    assert row_of(session, "low-cadence").value == pytest.approx(160.0, abs=2.0)
    assert all(row_of(session, rule).verdict is Verdict.GOOD for rule in SPEED)
    (warning,) = (warning for warning in session.warnings if "slow motion" in warning)
    assert warning.startswith("the clip plays 4 times slower than it was filmed")
    assert judge(known.filmed(2.0).filmed(4.0), KICKS).warnings == session.warnings


def test_who_says_that_it_is_not_slow_motion_is_judged() -> None:
    session = judge(played_slower(4.0).filmed(1.0), KICKS)
    assert row_of(session, "low-cadence").verdict is Verdict.FAULT
    assert not any("slow motion" in warning for warning in session.warnings)


@pytest.mark.parametrize("cadence", [72.0, 80.0, 160.0])
def test_slow_kicks_are_not_taken_for_slow_motion(cadence: float) -> None:
    session = judge(played_slower(1.0, cadence), KICKS)
    assert not any("slow motion" in warning for warning in session.warnings)
    assert row_of(session, "low-cadence").value == pytest.approx(cadence, abs=2.0)


def test_kickbacks_may_be_slow() -> None:
    kickbacks = Kickbacks()
    session = judge(recording(kickbacks.track()), load_exercise(kickbacks.exercise))
    assert not any("slow motion" in warning for warning in session.warnings)
