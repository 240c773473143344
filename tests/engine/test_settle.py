"""What only a whole clip can tell: kicks counted by the alternation of the legs."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body.subject import observe
from formcheck.engine.checker import FormChecker
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.results import Session, Verdict
from tests.synthetic import ButtKicks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

KICKS = ButtKicks(kicks=14, cadence=170.0, raise_steps=0.6, lower_steps=0.6)
LOST = 7


def hanging(track: PoseTrack) -> PoseTrack:
    """Return the track with the leg of one kick at rest during that kick."""
    kick = KICKS.plan[LOST]
    frames = np.flatnonzero(np.abs(track.time_s - kick.peak_s) < KICKS.step_s)
    xy_px = track.xy_px.copy()
    for name in LEG_JOINTS:
        xy_px[frames, joint(kick.side, name)] = xy_px[0, joint(kick.side, name)]
    return replace(track, xy_px=xy_px)


def settled(exercise: Exercise, track: PoseTrack, raised_deg: float) -> Session:
    """Judge a blurred track that shows one leg raised for a frame, by so many degrees."""
    kick = KICKS.plan[LOST]
    shanks_deg = np.full((len(track), 2), 20.0)
    top = np.abs(track.time_s - kick.peak_s).argmin()
    shanks_deg[top, SIDES.index(kick.side)] = 20.0 + raised_deg
    visibility = track.visibility.copy()
    visibility[:, [joint(side, "knee") for side in SIDES]] = 0.3  # no kick can be judged
    blurred = replace(track, visibility=visibility)
    checker = FormChecker(exercise, observe(blurred), blurred.fps, shanks_deg=shanks_deg)
    checker.extend(blurred)
    session = checker.finish()
    assert checker.reps == session.reps
    return session


@pytest.mark.parametrize(
    ("raised_deg", "words"), [(60.0, "was seen for a moment only"), (0.0, "was not seen")]
)
def test_a_missed_kick_is_counted_with_a_reason_and_not_judged(
    butt_kicks: Exercise, raised_deg: float, words: str
) -> None:
    session = settled(butt_kicks, hanging(KICKS.track()), raised_deg)
    assert session.counts == KICKS.counts
    assert [rep.index for rep in session.reps] == list(range(14))
    kick = session.reps[LOST]
    assert kick.side == KICKS.plan[LOST].side
    assert {check.verdict for check in kick.checks} == {Verdict.NOT_ASSESSED}
    assert all(words in check.reason for check in kick.checks)
    assert kick.main_check is not None
    assert any("1 of the 14 kicks" in warning for warning in session.warnings)
