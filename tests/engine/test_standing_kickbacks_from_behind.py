"""Standing kickbacks from behind: a leg that bends or leaves its line moves in the picture."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.poses.landmarks import Side, joint
from formcheck.results import Verdict
from tests.conftest import Judge, judge_live
from tests.engine.kickbacks import BOTH, EXERCISES, session_of
from tests.rules.found import in_summary, of_reps
from tests.synthetic import (
    ButtKicks,
    Kickbacks,
    recording,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LEFT: tuple[Side, ...] = ("left",)

BEHIND = ButtKicks(yaw_deg=-90.0)


@BOTH
def test_from_behind_the_user_is_told_to_turn(judged: Judge, standing: bool) -> None:
    session = session_of(judged, Kickbacks(standing=standing, camera=BEHIND))
    assert session.counts == {"left": 0, "right": 0}
    assert any("turn your left or right side" in warning for warning in session.warnings)
    assert in_summary(session, "leg-off-line").verdict is Verdict.NOT_ASSESSED


@pytest.mark.parametrize(
    ("off_deg", "knee_deg", "verdict"),
    [
        (0.0, 90.0, Verdict.GOOD),
        (6.0, 90.0, Verdict.GOOD),
        (-6.0, 90.0, Verdict.GOOD),
        (18.0, 90.0, Verdict.BORDERLINE),
        (18.0, 8.0, Verdict.BORDERLINE),
        (-18.0, 8.0, Verdict.BORDERLINE),
    ],
)
def test_a_standing_leg_off_its_line_is_seen_from_behind(
    judged: Judge, off_deg: float, knee_deg: float, verdict: Verdict
) -> None:
    kickbacks = Kickbacks(standing=True, off_line_deg=off_deg, top_knee_deg=knee_deg, camera=BEHIND)
    session = session_of(judged, kickbacks)
    assert session.counts == kickbacks.counts
    for check in of_reps(session, "leg-off-line"):
        assert check.verdict is verdict
        assert check.value == pytest.approx(off_deg, abs=2.0)
    assert any("cannot be seen" in warning for warning in session.warnings)


@pytest.mark.parametrize(
    ("rise_deg", "verdict"),
    [(0.0, Verdict.GOOD), (4.0, Verdict.NOT_ASSESSED), (9.0, Verdict.FAULT)],
)
def test_a_hip_that_opens_clearly_is_seen_from_behind(
    judged: Judge, rise_deg: float, verdict: Verdict
) -> None:
    kickbacks = Kickbacks(standing=True, top_knee_deg=90.0, sides=LEFT * 3, camera=BEHIND)
    track = kickbacks.track()
    xy_px = track.xy_px.copy()
    hips = [joint(side, "hip") for side in ("left", "right")]
    width_px = np.hypot(*(xy_px[0, hips[0]] - xy_px[0, hips[1]]))
    rise_px = np.tan(np.radians(rise_deg)) * width_px * kickbacks.raised("left")[0]
    xy_px[:, hips[0], 1] -= rise_px
    session = judged(replace(track, xy_px=xy_px), exercise=EXERCISES[kickbacks.exercise])
    row = in_summary(session, "pelvis-rotation")
    assert row.verdict is verdict
    assert ("hip bones" in row.reason) == (verdict is Verdict.NOT_ASSESSED)


def test_live_counts_from_behind_as_in_a_clip() -> None:
    kickbacks = Kickbacks(standing=True, top_knee_deg=90.0, camera=BEHIND)
    live = judge_live(recording(kickbacks.track()), EXERCISES[kickbacks.exercise])
    assert live.counts == kickbacks.counts
