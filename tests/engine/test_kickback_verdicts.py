"""Kickbacks, on all fours and standing: what is measured and judged of each one."""

from typing import Any

import numpy as np
import pytest

from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import SIDES, joint
from formcheck.results import Check, Session, Verdict
from tests.conftest import Judge
from tests.engine.kickbacks import BOTH, EXERCISES, session_of
from tests.rules.found import in_summary, of_reps
from tests.synthetic import (
    Kickbacks,
    with_landmarks,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


@BOTH
@pytest.mark.parametrize("fps", [10.0, 15.0])
def test_below_14_frames_a_second_the_tempo_is_not_judged(
    judged: Judge, standing: bool, fps: float
) -> None:
    kickbacks = Kickbacks(standing=standing, fps=fps)
    session = session_of(judged, kickbacks)
    assert session.counts == kickbacks.counts
    expected = Verdict.NOT_ASSESSED if fps == 10.0 else Verdict.GOOD
    for rule in ("momentum", "dropped-return"):
        row = in_summary(session, rule)
        assert row.verdict is expected
        assert ("10 frames a second are too few" in row.reason) == (fps == 10.0)
    assert in_summary(session, "incomplete-range").verdict is Verdict.GOOD


@BOTH
@pytest.mark.parametrize("fps", [24.0, 60.0])
@pytest.mark.parametrize("top_knee_deg", [90.0, 8.0])
def test_clean_kickbacks_have_no_fault_and_no_cue(
    judged: Judge, standing: bool, fps: float, top_knee_deg: float
) -> None:
    kickbacks = Kickbacks(standing=standing, fps=fps, top_knee_deg=top_knee_deg)
    session = session_of(judged, kickbacks)
    assert session.cues == ()
    assert all(rep.good for rep in session.reps)
    for row in session.summary:
        rule = EXERCISES[kickbacks.exercise].rule(row.rule)
        if rule.id in ("lumbar-arching", "rib-flare"):
            assert row.verdict is Verdict.NOT_ASSESSED  # these tracks have no outline
            assert "outline" in row.reason
        elif row.rule in ("leg-off-line", "pelvis-rotation"):
            assert row.verdict is Verdict.NOT_ASSESSED
            assert "your back to the camera" in row.reason or not standing
        elif rule.kind not in ("unmeasured", "target") and rule.id != "knee-angle-drift":
            assert row.verdict is Verdict.GOOD, row


def with_unless(measure: str, above: float) -> Exercise:
    """Return the exercise with a condition: the range is not judged above a number at the top."""
    usual = EXERCISES["quadruped-kickback"]
    content = usual.model_dump()
    (rule,) = [rule for rule in content["rules"] if rule["id"] == "incomplete-range"]
    value = {"measure": measure, "phase": "top", "reduce": "median"}
    rule["limits"][0]["unless"] = {"value": value, "above": above}
    return Exercise.model_validate(content)


@pytest.mark.parametrize(
    ("measure", "above", "verdict"),
    [
        ("knee_flexion_deg", 60.0, Verdict.NOT_ASSESSED),
        ("knee_flexion_deg", 120.0, Verdict.FAULT),
        ("lumbar_extension_deg", 10.0, Verdict.FAULT),  # unknown: these tracks have no outline
    ],
)
def test_a_limit_does_not_count_where_its_unless_holds(
    judged: Judge, measure: str, above: float, verdict: Verdict
) -> None:
    kickbacks = Kickbacks(travel_deg=60.0, top_knee_deg=90.0)
    session = judged(kickbacks.track(), exercise=with_unless(measure, above))
    checks = of_reps(session, "incomplete-range")
    assert {check.verdict for check in checks} == {verdict}
    assert all("arches" in c.reason for c in checks if c.verdict is Verdict.NOT_ASSESSED)


# rule, standing, what is wrong, verdict, true value
CASES: list[tuple[str, bool, dict[str, Any], Verdict, float]] = [
    ("incomplete-range", False, {"travel_deg": 92.0}, Verdict.GOOD, 2.0),
    ("incomplete-range", False, {"travel_deg": 80.0}, Verdict.BORDERLINE, -10.0),
    ("incomplete-range", False, {"travel_deg": 60.0}, Verdict.FAULT, -30.0),
    ("incomplete-range", True, {"travel_deg": 9.0}, Verdict.BORDERLINE, 9.0),
    ("incomplete-range", True, {"travel_deg": 5.0}, Verdict.FAULT, 5.0),
    ("incomplete-range", True, {"travel_deg": 5.0, "top_knee_deg": 90.0}, Verdict.FAULT, 5.0),
    ("range-too-high", False, {"travel_deg": 110.0}, Verdict.BORDERLINE, 20.0),
    ("range-too-high", True, {"travel_deg": 40.0}, Verdict.BORDERLINE, 40.0),
    ("momentum", False, {"lift_s": 0.7}, Verdict.BORDERLINE, 0.413),
    ("momentum", False, {"lift_s": 0.4}, Verdict.FAULT, 0.236),
    ("momentum", True, {"lift_s": 0.3}, Verdict.FAULT, 0.177),
    ("dropped-return", False, {"lower_s": 0.9}, Verdict.BORDERLINE, 0.75),
    ("dropped-return", False, {"lower_s": 0.4}, Verdict.FAULT, 0.333),
    ("dropped-return", True, {"lower_s": 0.4}, Verdict.FAULT, 0.333),
    ("knee-angle-drift", False, {"top_knee_deg": 65.0}, Verdict.BORDERLINE, -25.0),
    ("knee-angle-drift", False, {"top_knee_deg": 50.0}, Verdict.FAULT, -40.0),
    ("knee-angle-drift", True, {"top_knee_deg": 33.0}, Verdict.BORDERLINE, 25.0),
    ("knee-hyperextension", True, {"top_knee_deg": -14.0}, Verdict.FAULT, -14.0),
    ("knee-hyperextension", True, {"support_knee_deg": -12.0}, Verdict.FAULT, -12.0),
    ("trunk-lean", True, {"lean_deg": 10.0}, Verdict.BORDERLINE, 10.0),
    ("trunk-lean", True, {"lean_deg": 15.0}, Verdict.FAULT, 15.0),
    ("trunk-lean", True, {"trunk_deg": 28.0}, Verdict.FAULT, 28.0),
    ("misplaced-hands-or-knees", False, {"arms_deg": 16.0}, Verdict.BORDERLINE, 13.0),
    ("misplaced-hands-or-knees", False, {"arms_deg": -20.0}, Verdict.FAULT, -23.0),
    ("misplaced-hands-or-knees", False, {"support_deg": 15.0}, Verdict.BORDERLINE, 15.0),
    ("misplaced-hands-or-knees", False, {"support_deg": -20.0}, Verdict.FAULT, -20.0),
    ("head-position", False, {"head_deg": 45.0}, Verdict.BORDERLINE, 35.0),
    ("head-position", False, {"head_deg": -25.0}, Verdict.BORDERLINE, -42.8),
]


def corrected(elevation_deg: float, check: Check, session: Session) -> float:
    """Return the angle after the calibration, which lowers a level far thigh by 3.3 degrees."""
    far = check.side != session.view.near_side
    return elevation_deg - 3.3 * far * float(np.cos(np.radians(elevation_deg)))


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize(("rule", "standing", "changes", "verdict", "value"), CASES, ids=str)
def test_rule_over_each_rep(
    judged: Judge,
    rule: str,
    standing: bool,
    changes: dict[str, Any],
    verdict: Verdict,
    value: float,
    fps: float,
) -> None:
    session = session_of(judged, Kickbacks(standing=standing, fps=fps, **changes))
    checks = of_reps(session, rule)
    assert len(checks) == 4
    for check in checks:
        assert check.verdict is verdict
        expected = corrected(value, check, session) if "range" in rule and not standing else value
        near = 1.5 if abs(value) > 1.0 else 0.05
        assert check.value == pytest.approx(expected, rel=0.1, abs=near)
        assert bool(check.cue) == (verdict is not Verdict.GOOD)
    assert in_summary(session, rule).verdict is verdict


@pytest.mark.parametrize(("hold_s", "verdict"), [(0.5, Verdict.FAULT), (0.02, Verdict.GOOD)])
def test_hyperextension_is_a_fault_when_it_is_held(
    judged: Judge, hold_s: float, verdict: Verdict
) -> None:
    kickbacks = Kickbacks(standing=True, top_knee_deg=-7.0, lift_s=0.2, lower_s=0.2, hold_s=hold_s)
    for check in of_reps(session_of(judged, kickbacks), "knee-hyperextension"):
        assert check.verdict is verdict


@BOTH
def test_style_is_read_from_the_knee_at_the_top(judged: Judge, standing: bool) -> None:
    for knee_deg, style in ((90.0, "bent knee"), (10.0, "straight leg"), (48.0, "")):
        kickbacks = Kickbacks(standing=standing, top_knee_deg=knee_deg)
        assert session_of(judged, kickbacks).style == style


def test_knee_drift_is_not_judged_in_a_style_that_bends_the_knee(judged: Judge) -> None:
    for kickbacks in (Kickbacks(top_knee_deg=8.0), Kickbacks(standing=True, top_knee_deg=90.0)):
        row = in_summary(session_of(judged, kickbacks), "knee-angle-drift")
        assert row.verdict is Verdict.NOT_ASSESSED
        assert row.reason.startswith("judged only for")


def test_the_knee_is_corrected_by_as_much_as_measured_in_kickbacks(judged: Judge) -> None:
    session = session_of(judged, Kickbacks())
    for rep in session.reps:
        more = 2.5 if rep.side == session.view.near_side else 4.0
        assert rep.measures["knee_flexion_at_top_deg"] == pytest.approx(90.0 + more, abs=0.5)


@BOTH
def test_the_range_of_the_trunk_is_reported(judged: Judge, standing: bool) -> None:
    for lean_deg in (0.0, 12.0):
        for rep in session_of(judged, Kickbacks(standing=standing, lean_deg=lean_deg)).reps:
            assert rep.measures["trunk_range_deg"] == pytest.approx(lean_deg, abs=1.5)


def test_rocking_over_the_hands_is_reported(judged: Judge) -> None:
    track = Kickbacks().track()
    shoulders = [joint(side, "shoulder") for side in SIDES]
    wrists = [joint(side, "wrist") for side in SIDES]
    arm_px = float(np.ptp(track.xy_px[0, [shoulders[0], wrists[0]], 1]))
    rocking = np.stack([0.1 * arm_px * np.sin(4.0 * track.time_s), 0.0 * track.time_s], axis=-1)
    rocked = with_landmarks(track, shoulders, shift_px=rocking[:, None])
    for rep in judged(rocked, exercise=EXERCISES["quadruped-kickback"]).reps:
        assert rep.measures["arm_line_range_deg"] == pytest.approx(11.4, abs=0.6)


@BOTH
@pytest.mark.parametrize("lower_s", [0.7, 1.4])
def test_the_speed_of_the_fastest_lowering_is_reported(
    judged: Judge, standing: bool, lower_s: float
) -> None:
    travel_deg = 20.0 if standing else 90.0
    kickbacks = Kickbacks(standing=standing, travel_deg=travel_deg, lower_s=lower_s)
    expected = travel_deg * np.pi / 2.0 / lower_s  # it goes as a cosine does
    for rep in session_of(judged, kickbacks).reps:
        assert rep.measures["peak_lowering_speed_deg_s"] == pytest.approx(expected, rel=0.12)


@BOTH
def test_has_every_rule_of_the_coaching_texts(standing: bool) -> None:
    rules = {rule.id for rule in EXERCISES[Kickbacks(standing=standing).exercise].rules}
    own = {"knee-hyperextension", "trunk-lean"} if standing else {"misplaced-hands-or-knees"}
    assert rules - {"head-position"} == own | {
        "lumbar-arching", "rib-flare", "incomplete-range", "range-too-high", "momentum",
        "dropped-return", "knee-angle-drift", "pelvis-rotation", "leg-off-line", "uneven-sides",
        "rep-target",
    }  # fmt: skip
    assert ("head-position" in rules) is not standing


@BOTH
def test_lowering_is_judged_over_the_whole_way_down(judged: Judge, standing: bool) -> None:
    for lower_s, verdict in ((0.45, Verdict.FAULT), (1.3, Verdict.GOOD), (3.0, Verdict.GOOD)):
        kickbacks = Kickbacks(standing=standing, lower_s=lower_s)
        checks = of_reps(session_of(judged, kickbacks), "dropped-return")
        assert [check.verdict for check in checks] == [verdict] * 4
        for check in checks:
            assert check.value == pytest.approx(lower_s / kickbacks.lift_s, rel=0.2)
