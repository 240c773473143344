"""Kicks whose thigh comes up are kicks with a fault; a run of high knees is another movement."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.poses.pose import PoseTrack, join
from formcheck.results import Session, Verdict
from tests.conftest import Judge
from tests.movements import moved, wave
from tests.synthetic import ButtKicks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

THIGH_UP = ButtKicks(kicks=14, thigh_swing_deg=70.0)


def running_high_knees() -> PoseTrack:
    """Return high knees in which the shank swings up behind before the thigh comes up."""
    thighs, knees = [], []
    for late in (0.0, 0.5):
        thighs.append(95.0 * wave(1.3, late) ** 2)
        knees.append(105.0 * wave(1.3, late - 0.1) ** 2)
    return moved((thighs[0], thighs[1]), (knees[0], knees[1]))


def one_after_the_other(*tracks: PoseTrack) -> PoseTrack:
    later, at_s = [], 0.0
    for track in tracks:
        later.append(replace(track, time_s=track.time_s + at_s))
        at_s = float(later[-1].time_s[-1]) + 1.0 / track.fps
    return join(later)


def left_out(session: Session) -> list[str]:
    return [warning for warning in session.warnings if "left out" in warning]


def test_a_kick_whose_thigh_comes_up_is_counted_and_flagged(judged: Judge) -> None:
    session = judged(THIGH_UP.track())
    assert session.counts == THIGH_UP.counts
    (row,) = (row for row in session.summary if row.rule == "thigh-swing")
    assert row.verdict is Verdict.FAULT
    assert row.value is not None
    assert row.value > 60.0
    assert not left_out(session)


def test_high_knees_are_left_out_with_their_number_and_the_reason(judged: Judge) -> None:
    session = judged(running_high_knees())
    assert session.counts == {"left": 0, "right": 0}
    (warning,) = left_out(session)
    number = int(warning.split()[0])
    assert 16 <= number <= 21  # 1.3 a second of each leg
    assert "as in high knees" in warning
    assert session.cues == ()


def test_butt_kicks_before_high_knees_are_counted(judged: Judge) -> None:
    kicks = ButtKicks(kicks=10, rest_s=2.0)
    session = judged(one_after_the_other(kicks.track(), running_high_knees()))
    assert session.counts == kicks.counts
    assert [rep.index for rep in session.reps] == list(range(10))
    assert left_out(session)


def test_one_knee_that_comes_up_is_no_high_knee(judged: Judge) -> None:
    """A kick is left out only in a run of such kicks."""
    kicks = ButtKicks(kicks=14)
    track = kicks.track()
    one = kicks.plan[6]
    high = ButtKicks(kicks=14, thigh_swing_deg=90.0, left_deg=110.0, right_deg=110.0).track()
    during = np.abs(track.time_s - one.peak_s) < 0.5 * kicks.step_s
    xy_px = np.where(during[:, None, None], high.xy_px, track.xy_px)
    session = judged(replace(track, xy_px=xy_px))
    assert sum(session.counts.values()) >= 13
    assert not left_out(session)
