"""What is not judged and why: wrong views, too few frames, hidden legs."""

from typing import Any

import numpy as np
import pytest

from formcheck.poses.landmarks import Side, other
from formcheck.poses.pose import join
from formcheck.results import Verdict
from tests.conftest import Judge
from tests.rules.found import LEAN, PER_REP, UNEVEN, in_summary, of_reps, of_set
from tests.synthetic import ButtKicks, leg_landmarks, with_landmarks

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

HEEL = "heel-not-to-glutes"
FROM_THE_SIDE = (*PER_REP[:2], "thigh-swing", "missing-arm-drive", "hard-descent")


@pytest.mark.parametrize("yaw_deg", [75.0, 90.0, -90.0, -75.0])
def test_rules_of_the_side_are_not_judged_from_elsewhere(checked: Judge, yaw_deg: float) -> None:
    faulty = {"left_deg": 60.0, "right_deg": 60.0, "ankle_lean_deg": 25.0, "arm_range_deg": 5.0}
    session = checked(ButtKicks(yaw_deg=yaw_deg, fps=60.0, **faulty).track())  # type: ignore[arg-type]
    for rule in FROM_THE_SIDE:
        row = in_summary(session, rule)
        assert row.verdict is Verdict.NOT_ASSESSED
        assert "turn your left or right side to the camera" in row.reason
        assert "needs a side view" in row.reason


@pytest.mark.parametrize("yaw_deg", [45.0, 90.0, -90.0])
def test_bouncing_and_cadence_are_judged_from_anywhere(checked: Judge, yaw_deg: float) -> None:
    session = checked(ButtKicks(yaw_deg=yaw_deg, bounce_ll=0.2, cadence=72.0).track())
    assert in_summary(session, "bouncing").verdict is Verdict.FAULT
    assert in_summary(session, "low-cadence").verdict is Verdict.FAULT


def test_a_little_off_the_side_is_judged_with_a_caution(checked: Judge) -> None:
    cautious = in_summary(checked(ButtKicks(yaw_deg=22.0).track()), "heel-not-to-glutes")
    assert cautious.verdict is Verdict.GOOD
    assert "22° off the side" in cautious.reason
    plain = in_summary(checked(ButtKicks(yaw_deg=8.0).track()), "heel-not-to-glutes")
    assert plain.reason == ""


def test_ten_frames_a_second_are_too_few_for_peaks_and_timing(checked: Judge) -> None:
    session = checked(ButtKicks(fps=10.0, cadence=200.0, left_deg=100, right_deg=100).track())
    for rule in ("heel-not-to-glutes", "bouncing", "thigh-swing", "uneven-rhythm", "hard-descent"):
        row = in_summary(session, rule)
        assert row.verdict is Verdict.NOT_ASSESSED, rule
        assert "10 frames a second are too few" in row.reason
        assert "film at" in row.reason
    assert in_summary(session, LEAN).verdict is Verdict.GOOD  # a mean needs no peak


def test_a_heel_that_few_frames_show_high_enough_is_high_enough(checked: Judge) -> None:
    kicks = ButtKicks(fps=10.0, cadence=150.0)
    session = checked(kicks.track())
    told = [check for check in of_reps(session, HEEL) if check.value is not None]
    assert len(told) >= 8
    for check in told:
        assert check.verdict is Verdict.GOOD
        assert check.at_least
        assert check.value is not None
        assert 120.0 <= check.value <= kicks.left_deg + 1.0
        assert check.reason == "10 frames a second may miss the top, so the number may be too low"
    assert in_summary(session, HEEL).verdict is Verdict.GOOD


def test_few_frames_do_not_call_both_legs_good_when_one_is_not_judged(checked: Judge) -> None:
    session = checked(ButtKicks(fps=10.0, cadence=150.0, left_deg=95.0).track())
    assert {check.verdict for check in of_reps(session, HEEL, "right")} >= {Verdict.GOOD}
    assert {check.verdict for check in of_reps(session, HEEL, "left")} == {Verdict.NOT_ASSESSED}
    row = in_summary(session, HEEL)
    assert row.verdict is Verdict.NOT_ASSESSED
    assert "10 frames a second are too few" in row.reason


@pytest.mark.parametrize(("fps", "judged_there"), [(12.0, False), (15.0, True)])
@pytest.mark.parametrize(
    "rule",
    ["heel-not-to-glutes", UNEVEN, "left-right-asymmetry", "low-cadence", "missing-arm-drive"],
)
def test_below_14_frames_a_second_even_a_slow_kick_is_too_quick(
    checked: Judge, rule: str, fps: float, judged_there: bool
) -> None:
    kicks = ButtKicks(fps=fps, cadence=100.0, left_deg=110.0, right_deg=110.0)
    session = checked(kicks.track())
    assert session.counts == kicks.counts
    row = in_summary(session, rule)
    assert (row.verdict is not Verdict.NOT_ASSESSED) == judged_there
    assert ("12 frames a second are too few" in row.reason) != judged_there
    assert in_summary(session, "bouncing").verdict is Verdict.GOOD


def test_a_kick_that_was_seen_often_enough_is_judged_although_others_were_not(
    checked: Judge,
) -> None:
    track = ButtKicks(fps=30.0, cadence=100.0, left_deg=110.0, right_deg=110.0).track()
    busy_s = float(np.median(track.time_s))
    seen = [i for i, at_s in enumerate(track.time_s) if at_s < busy_s or i % 4 == 0]
    session = checked(join([track.part(i, i + 1) for i in seen]))
    few = [check for check in of_reps(session, HEEL) if "too few" in check.reason]
    assert few
    assert all(check.at_s and check.at_s > busy_s for check in few)
    assert in_summary(session, HEEL).verdict is Verdict.BORDERLINE
    assert in_summary(session, UNEVEN).verdict is Verdict.NOT_ASSESSED


@pytest.mark.parametrize(("fps", "judged_there"), [(7.0, False), (13.0, True)])
def test_two_kicks_that_few_frames_show_as_one_long_kick_are_not_judged(
    checked: Judge, fps: float, judged_there: bool
) -> None:
    session = checked(ButtKicks(fps=fps, cadence=60.0).track())
    assert all(rep.end_s - rep.start_s > 1.0 for rep in session.reps)
    row = in_summary(session, "heel-not-to-glutes")
    assert row.verdict is (Verdict.GOOD if judged_there else Verdict.NOT_ASSESSED)
    assert ("7 frames a second are too few" in row.reason) != judged_there


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("far_deg", [130.0, 60.0])
def test_a_hidden_far_leg_is_not_judged_and_the_near_one_is(
    checked: Judge, facing: int, far_deg: float
) -> None:
    near: Side = "right" if facing == 1 else "left"
    far = other(near)
    peaks: dict[str, Any] = {f"{far}_deg": far_deg}
    track = ButtKicks(facing=1 if facing == 1 else -1, **peaks).track()
    session = checked(with_landmarks(track, leg_landmarks(far), visibility=0.1))
    for check in of_reps(session, "heel-not-to-glutes", far):
        assert check.verdict is Verdict.NOT_ASSESSED
        assert f"the {far} " in check.reason
    assert {c.verdict for c in of_reps(session, "heel-not-to-glutes", near)} == {Verdict.GOOD}
    symmetry = of_set(session, "left-right-asymmetry")
    assert symmetry.verdict is Verdict.NOT_ASSESSED
    assert symmetry.reason


def test_a_hidden_far_leg_is_called_hidden(checked: Judge) -> None:
    track = with_landmarks(ButtKicks().track(), leg_landmarks("left"), visibility=0.1)
    reasons = {check.reason for check in of_reps(checked(track), "heel-not-to-glutes", "left")}
    assert reasons == {"the left leg is hidden: film from the other side as well"}


def test_the_near_leg_is_not_called_hidden(checked: Judge) -> None:
    track = with_landmarks(ButtKicks().track(), leg_landmarks("right"), visibility=0.1)
    session = checked(track)
    reasons = {check.reason for check in of_reps(session, "heel-not-to-glutes", "right")}
    assert session.view.near_side == "right"
    assert reasons == {"the right leg was not seen well enough: film from the exact side"}


def test_feet_outside_the_picture_are_not_judged(checked: Judge) -> None:
    track = ButtKicks(px_per_m=520.0).track()
    assert track.xy_px[..., 1].max() > track.height
    session = checked(track)
    for check in of_reps(session, "heel-not-to-glutes"):
        if check.verdict is Verdict.NOT_ASSESSED:
            assert "leaves the picture" in check.reason
