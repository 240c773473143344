"""Kickbacks, on all fours and standing: counted one side at a time, slow, held, and judged."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.analysis import calibration_for, judge
from formcheck.body.subject import observe
from formcheck.body.view import View
from formcheck.engine.checker import FormChecker
from formcheck.engine.live_judge import LiveJudge
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import LEG_JOINTS, SIDES, Side, joint, other
from formcheck.poses.outline import Outline
from formcheck.poses.pose import PoseTrack
from formcheck.reps.attempts import Attempt
from formcheck.reps.sight import Sight
from formcheck.reps.slow_counter import SlowCounter
from formcheck.reps.window import RepWindow
from formcheck.results import Check, Session, Verdict
from formcheck.rules.context import Context
from formcheck.rules.sides import SidesRule
from tests.conftest import Judge, judge_live
from tests.rules.found import in_summary, of_reps, of_set
from tests.synthetic import (
    BUNDLED_MODEL,
    ButtKicks,
    Kickbacks,
    leg_landmarks,
    recording,
    with_landmarks,
)

pytestmark = pytest.mark.filterwarnings("error")

EXERCISES = {name: load_exercise(name) for name in ("quadruped-kickback", "standing-kickback")}
LEFT: tuple[Side, ...] = ("left",)
RIGHT: tuple[Side, ...] = ("right",)
BOTH = pytest.mark.parametrize("standing", [False, True], ids=["quadruped", "standing"])


def session_of(judged: Judge, kickbacks: Kickbacks) -> Session:
    return judged(kickbacks.track(), exercise=EXERCISES[kickbacks.exercise])


COMBINATIONS: list[dict[str, Any]] = [
    {},
    {"sides": ("right",)},
    {"sides": ("left",) * 5},
    {"sides": ("left", "right") * 4},
    {"sides": ("right",) * 4 + ("left",) * 3},
    {"fps": 24.0},
    {"fps": 60.0},
    {"lift_s": 3.0, "hold_s": 5.0, "lower_s": 3.0, "rest_s": 4.0},
    {"lift_s": 3.0, "hold_s": 0.0, "lower_s": 3.0, "rest_s": 0.1},
    {"lift_s": 0.25, "hold_s": 0.0, "lower_s": 0.4, "rest_s": 0.3},
    {"still_s": 0.1},
    {"still_s": 6.0},
    {"sides": ("left",) * 4, "sunk": 0.4},
    {"camera": ButtKicks(facing=-1)},
    {"camera": ButtKicks(yaw_deg=14.0)},
    {"camera": ButtKicks(noise_px=1.0)},
]


@BOTH
@pytest.mark.parametrize("changes", COMBINATIONS, ids=str)
def test_every_kickback_is_counted_once(
    judged: Judge, standing: bool, changes: dict[str, Any]
) -> None:
    kickbacks = Kickbacks(standing=standing, **changes)
    session = session_of(judged, kickbacks)
    assert session.counts == kickbacks.counts
    for rep, lift in zip(session.reps, kickbacks.plan, strict=True):
        top_s = lift.start_s + kickbacks.lift_s
        assert rep.side == lift.side
        assert top_s - 0.3 <= rep.peak_s <= top_s + kickbacks.hold_s + 0.3


@BOTH
def test_a_shallow_kickback_is_an_attempt_with_a_fault(judged: Judge, standing: bool) -> None:
    shallow = (20.0, 6.0) if standing else (90.0, 45.0)
    kickbacks = Kickbacks(standing=standing, travels_deg=shallow)
    session = session_of(judged, kickbacks)
    assert session.counts == kickbacks.counts
    found = [check.verdict for check in of_reps(session, "incomplete-range")]
    assert found == [Verdict.GOOD, Verdict.FAULT] * 2


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
def test_live_counts_as_in_a_clip(standing: bool) -> None:
    kickbacks = Kickbacks(standing=standing)
    live = judge_live(recording(kickbacks.track()), EXERCISES[kickbacks.exercise])
    assert live.counts == kickbacks.counts


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


def behind(kickbacks: Kickbacks, share: float, shown: float) -> PoseTrack:
    """In a share of the second rep's frames, so much of the left shank is not hidden."""
    track, legs_shown = kickbacks.track(), np.ones((len(kickbacks.track()), 2, 2))
    second_s, third_s = (lift.start_s for lift in kickbacks.plan[1:3])
    hidden = np.flatnonzero((track.time_s > second_s) & (track.time_s < third_s))
    legs_shown[hidden[np.arange(len(hidden)) % 10 < 10 * share], 0, 1] = shown
    return replace(track, outline=Outline(legs_shown=legs_shown))


@BOTH
@pytest.mark.parametrize(
    ("share", "shown", "judged_at_all"),
    [(1.0, 0.4, False), (0.6, 0.8, False), (0.3, 0.4, True), (1.0, 0.9, True), (1.0, np.nan, True)],
)
def test_a_leg_behind_something_is_counted_and_not_judged(
    judged: Judge, standing: bool, share: float, shown: float, judged_at_all: bool
) -> None:
    kickbacks = Kickbacks(standing=standing, sides=("left", "right", "left", "right"))
    session = judged(behind(kickbacks, share, shown), exercise=EXERCISES[kickbacks.exercise])
    assert session.counts == kickbacks.counts
    found = of_reps(session, "incomplete-range")
    assert [check.verdict is Verdict.GOOD for check in found] == [True, judged_at_all, True, True]
    warned = any("in front of a leg in 1 of the 4" in warning for warning in session.warnings)
    assert warned is not judged_at_all
    assert found[1].reason.startswith("something is in front of a leg") is not judged_at_all


@BOTH
def test_a_leg_for_which_the_model_takes_another_is_not_judged(
    judged: Judge, standing: bool
) -> None:
    kickbacks = Kickbacks(standing=standing, sides=LEFT * 2)
    first = kickbacks.plan[0]
    track = kickbacks.track()
    rising = (track.time_s > first.start_s) & (track.time_s < first.start_s + 0.5)
    xy_px = track.xy_px.copy()
    hip, knee = (joint("left", name) for name in ("hip", "knee"))
    xy_px[rising, knee] += 0.5 * (xy_px[rising, hip] - xy_px[rising, knee])
    session = judged(replace(track, xy_px=xy_px), exercise=EXERCISES[kickbacks.exercise])
    assert session.counts == kickbacks.counts
    found = [check.verdict for check in of_reps(session, "momentum")]
    assert found == [Verdict.NOT_ASSESSED, Verdict.GOOD]


def with_unless(measure: str, above: float) -> Exercise:
    """On all fours, the range not judged where a measure at the top lies above a number."""
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


@pytest.mark.parametrize(("jump_ll", "exchanged"), [(0.15, False), (0.4, True)])
def test_a_foot_that_stays_down_and_jumps_is_the_other_one(jump_ll: float, exchanged: bool) -> None:
    kickbacks = Kickbacks(standing=True, sides=("left", "right", "left", "right"))
    track = kickbacks.track()
    first_s = kickbacks.plan[0].start_s
    begins = (track.time_s > first_s + 0.5) & (track.time_s < first_s + 0.9)
    places = track.xy_px.copy()
    person = observe(track)
    for name in ("ankle", "heel", "foot_index"):
        places[begins, joint("right", name), 1] -= jump_ll * person.leg_px
    checker = FormChecker(EXERCISES[kickbacks.exercise], person, track.fps)
    checker.extend(replace(track, xy_px=places))
    session = checker.finish()
    assert session.counts == kickbacks.counts
    found = of_reps(session, "incomplete-range")
    assert [check.verdict is Verdict.GOOD for check in found] == [not exchanged, True, True, True]
    assert found[0].reason.startswith("one leg was mistaken for the other") is exchanged
    assert any("in 1 of the 4 kickbacks" in said for said in session.warnings) is exchanged
    assert (session.second_look == "needed") is exchanged


def put_right(elevation_deg: float, check: Check, session: Session) -> float:
    """The far thigh is read 3.3 degrees too high where it is level."""
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
        expected = put_right(value, check, session) if "range" in rule and not standing else value
        near = 1.5 if abs(value) > 1.0 else 0.05
        assert check.value == pytest.approx(expected, rel=0.1, abs=near)
        assert bool(check.cue) == (verdict is not Verdict.GOOD)
    assert in_summary(session, rule).verdict is verdict


@pytest.mark.parametrize(("hold_s", "verdict"), [(0.5, Verdict.FAULT), (0.02, Verdict.GOOD)])
def test_a_knee_is_pushed_past_straight_where_it_stays_so(
    judged: Judge, hold_s: float, verdict: Verdict
) -> None:
    kickbacks = Kickbacks(standing=True, top_knee_deg=-7.0, lift_s=0.2, lower_s=0.2, hold_s=hold_s)
    for check in of_reps(session_of(judged, kickbacks), "knee-hyperextension"):
        assert check.verdict is verdict


@pytest.mark.parametrize(
    ("top_knee_deg", "verdict"), [(-14.0, Verdict.FAULT), (10.0, Verdict.NOT_ASSESSED)]
)
def test_what_one_leg_does_wrong_is_told_though_the_other_is_hidden(
    judged: Judge, top_knee_deg: float, verdict: Verdict
) -> None:
    kickbacks = Kickbacks(standing=True, sides=LEFT * 3, top_knee_deg=top_knee_deg)
    hidden = with_landmarks(kickbacks.track(), leg_landmarks("right"), visibility=0.1)
    session = judged(hidden, exercise=EXERCISES["standing-kickback"])
    for check in of_reps(session, "knee-hyperextension"):
        assert check.verdict is verdict
        assert ("right leg is hidden" in check.reason) == (verdict is Verdict.NOT_ASSESSED)


@BOTH
def test_style_is_read_from_the_knee_at_the_top(judged: Judge, standing: bool) -> None:
    for knee_deg, style in ((90.0, "bent knee"), (10.0, "straight leg"), (48.0, "")):
        kickbacks = Kickbacks(standing=standing, top_knee_deg=knee_deg)
        assert session_of(judged, kickbacks).style == style


def test_the_knee_is_not_judged_where_the_style_has_it_change(judged: Judge) -> None:
    for kickbacks in (Kickbacks(top_knee_deg=8.0), Kickbacks(standing=True, top_knee_deg=90.0)):
        row = in_summary(session_of(judged, kickbacks), "knee-angle-drift")
        assert row.verdict is Verdict.NOT_ASSESSED
        assert row.reason.startswith("judged only for")


def test_the_knee_is_read_as_the_model_has_it(judged: Judge) -> None:
    for rep in session_of(judged, Kickbacks()).reps:
        assert rep.measures["knee_flexion_at_top_deg"] == pytest.approx(90.0, abs=0.5)


@BOTH
def test_how_far_the_trunk_moves_is_told(judged: Judge, standing: bool) -> None:
    for lean_deg in (0.0, 12.0):
        for rep in session_of(judged, Kickbacks(standing=standing, lean_deg=lean_deg)).reps:
            assert rep.measures["trunk_range_deg"] == pytest.approx(lean_deg, abs=1.5)


def test_rocking_over_the_hands_is_told(judged: Judge) -> None:
    track = Kickbacks().track()
    shoulders = [joint(side, "shoulder") for side in SIDES]
    wrists = [joint(side, "wrist") for side in SIDES]
    arm_px = float(np.ptp(track.xy_px[0, [shoulders[0], wrists[0]], 1]))
    rocking = np.stack([0.1 * arm_px * np.sin(4.0 * track.time_s), 0.0 * track.time_s], axis=-1)
    rocked = with_landmarks(track, shoulders, shift_px=rocking[:, None])
    for rep in judged(rocked, exercise=EXERCISES["quadruped-kickback"]).reps:
        assert rep.measures["arm_line_range_deg"] == pytest.approx(11.4, abs=0.6)


@BOTH
@pytest.mark.parametrize("side", ["left", "right"])
def test_one_side_alone_is_told_and_no_fault(judged: Judge, standing: bool, side: Side) -> None:
    session = session_of(judged, Kickbacks(standing=standing, sides=(side,) * 3))
    check = of_set(session, "uneven-sides")
    assert check.verdict is Verdict.NOT_ASSESSED
    assert f"only the {side} leg worked" in check.reason
    assert all(rep.good for rep in session.reps)


@BOTH
def test_sides_that_differ_in_number_are_told(judged: Judge, standing: bool) -> None:
    def check(left: int, right: int) -> Check:
        kickbacks = Kickbacks(standing=standing, sides=LEFT * left + RIGHT * right)
        return of_set(session_of(judged, kickbacks), "uneven-sides")

    assert check(3, 2).verdict is Verdict.GOOD
    uneven = check(4, 2)
    assert (uneven.verdict, uneven.value, uneven.side) == (Verdict.BORDERLINE, 2.0, "right")
    assert "right leg" in uneven.cue


@BOTH
def test_sides_that_differ_in_range_are_told(judged: Judge, standing: bool) -> None:
    travels = (30.0, 14.0) if standing else (95.0, 70.0)
    sides = (LEFT + RIGHT) * 2
    session = session_of(judged, Kickbacks(standing=standing, sides=sides, travels_deg=travels))
    check = of_set(session, "uneven-sides")
    assert (check.verdict, check.side) == (Verdict.BORDERLINE, "right")
    far_deg = 0.0 if standing else 3.3  # the left leg is, and read too high
    assert check.value == pytest.approx(travels[0] - travels[1] - far_deg, abs=2.0)


@BOTH
@pytest.mark.parametrize("lower_s", [0.7, 1.4])
def test_the_fastest_lowering_is_told(judged: Judge, standing: bool, lower_s: float) -> None:
    travel_deg = 20.0 if standing else 90.0
    kickbacks = Kickbacks(standing=standing, travel_deg=travel_deg, lower_s=lower_s)
    expected = travel_deg * np.pi / 2.0 / lower_s  # it goes as a cosine does
    for rep in session_of(judged, kickbacks).reps:
        assert rep.measures["peak_lowering_speed_deg_s"] == pytest.approx(expected, rel=0.12)


def test_a_rep_that_may_be_the_other_legs_asks_for_no_more_of_them() -> None:
    rule = EXERCISES["quadruped-kickback"].rule("uneven-sides")
    assert isinstance(rule, SidesRule)
    context = Context(View("side", 0.0, "left", 1), 30.0, "")

    def attempt(side: Side, start_s: float, sight: Sight = "seen") -> Attempt:
        sights: dict[Side, Sight] = {"left": "seen", "right": "seen", side: sight}
        end_s = start_s + 2.0
        values = {rule.value: 0.0}
        return Attempt(
            side, start_s, start_s + 1.0, end_s, 60, cut=False, values=values, sight=sights
        )

    lefts = [attempt("left", start_s) for start_s in (0.0, 3.0, 6.0)]
    for right in (attempt("right", 9.0), attempt("right", 9.0, "lost"), attempt("right", 7.0)):
        assert rule.judge_reps([*lefts, right], context).verdict is Verdict.BORDERLINE
    check = rule.judge_reps([*lefts, attempt("right", 7.0, "lost")], context)
    assert check.verdict is Verdict.NOT_ASSESSED
    assert "right leg was not seen well enough to count" in check.reason
    covered = [attempt("left", start_s, "covered") for start_s in (0.0, 3.0, 6.0)]
    check = rule.judge_reps([*covered, attempt("right", 9.0)], context)
    assert check.verdict is Verdict.NOT_ASSESSED
    assert "something is in front of a leg" in check.reason


@BOTH
def test_the_number_of_reps_is_told_and_not_judged(judged: Judge, standing: bool) -> None:
    session = session_of(judged, Kickbacks(standing=standing, sides=LEFT * 3 + RIGHT * 2))
    check = of_set(session, "rep-target")
    assert check.verdict is Verdict.NOT_ASSESSED
    assert check.reason == "left 3, right 2; 10–20 per side is usual"


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
def test_a_hip_that_opens_is_seen_from_behind_if_clearly(
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


def count(*levels: float) -> list[RepWindow]:
    """Count where a signal goes from one level to the next in half a second each."""
    signal = np.interp(np.arange(0.0, len(levels) - 1.0, 1.0 / 15.0), range(len(levels)), levels)
    counter = SlowCounter("left", min_height=10.0, low_forgets_s=5.0)
    windows = [counter.update(i / 30.0, float(value)) for i, value in enumerate(signal)]
    return [window for window in [*windows, counter.finish()] if window is not None]


def test_a_leg_that_comes_down_half_way_is_counted_again() -> None:
    assert len(count(0, 0, 90, 90, 40, 90, 40, 90, 0, 0)) == 3


def test_a_tremble_at_the_top_is_no_rep_of_its_own() -> None:
    assert len(count(0, 0, 90, 70, 90, 70, 90, 0, 0)) == 1


def test_a_resting_level_that_has_risen_does_not_join_reps() -> None:
    assert len(count(0, 0, 15, 12, 12, 90, 12, 12, 90, 12, 12)) >= 2


def test_a_rep_begins_where_it_leaves_its_lowest_tenth() -> None:
    (window,) = count(0, 0, 3, 3, 3, 90, 90, 0, 0)
    assert window.start == pytest.approx(4 * 15 + 1, abs=1.5)
    assert window.top[0] <= window.peak <= window.top[1]
    assert window.top[1] - window.top[0] == pytest.approx(17, abs=2)


def test_however_a_signal_trembles_an_attempt_has_its_frames_in_order() -> None:
    random = np.random.default_rng(3)
    for _ in range(20):
        levels = np.cumsum(random.normal(0.0, 25.0, 60))
        for window in count(*levels):
            assert window.start <= window.top[0] <= window.peak <= window.top[1] <= window.end


@BOTH
@pytest.mark.parametrize("lower_s", [0.25, 0.7, 1.4, 3.0])
@pytest.mark.parametrize("fps", [24.0, 60.0])
def test_a_kickback_is_judged_as_soon_as_the_leg_is_down(
    standing: bool, lower_s: float, fps: float
) -> None:
    kickbacks = Kickbacks(standing=standing, lower_s=lower_s, rest_s=1.0, fps=fps)
    track = kickbacks.track()
    exercise = EXERCISES[kickbacks.exercise]
    calibration = calibration_for(BUNDLED_MODEL, exercise)
    live = LiveJudge(track.width, track.height, exercise, calibration=calibration)
    judged_s: list[float] = []
    for pose in track.poses():
        live.step(pose)
        judged_s += [pose.time_s] * (len(live.checker.reps) - len(judged_s))
    assert len(judged_s) == len(kickbacks.plan)
    for at_s, lift in zip(judged_s, kickbacks.plan, strict=True):
        down_s = lift.start_s + kickbacks.lift_s + kickbacks.hold_s + lower_s
        assert down_s - 0.3 * lower_s <= at_s <= down_s + 0.3


@BOTH
def test_how_a_leg_is_lowered_is_judged_by_all_of_the_way_down(
    judged: Judge, standing: bool
) -> None:
    for lower_s, verdict in ((0.45, Verdict.FAULT), (1.3, Verdict.GOOD), (3.0, Verdict.GOOD)):
        kickbacks = Kickbacks(standing=standing, lower_s=lower_s)
        checks = of_reps(session_of(judged, kickbacks), "dropped-return")
        assert [check.verdict for check in checks] == [verdict] * 4
        for check in checks:
            assert check.value == pytest.approx(lower_s / kickbacks.lift_s, rel=0.2)


@pytest.mark.parametrize("live", [False, True])
def test_a_hidden_standing_leg_that_is_drawn_along_is_not_counted_as_well(live: bool) -> None:
    kickbacks = Kickbacks(standing=True, sides=("left",) * 5)
    track = kickbacks.track()
    xy_px, world_m = track.xy_px.copy(), track.world_m.copy()
    for points in (xy_px, world_m):
        for name in LEG_JOINTS:
            lifted = points[:, joint("left", name)] - points[:, joint("left", "hip")]
            points[:, joint("right", name)] = points[:, joint("right", "hip")] + 0.97 * lifted
    hidden = replace(track, xy_px=xy_px, world_m=world_m)
    judged_as = judge_live if live else judge
    session = judged_as(recording(hidden), EXERCISES[kickbacks.exercise])
    assert len(session.reps) == 5
    assert any("either leg" in warning for warning in session.warnings)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # A bump as the other leg leaves, over when that one is down again.
        ((0, 0, 10, 90, 90, 90, 30, 0, 0), (0, -20, 25, 8, 8, 8, 8, -12, -12)),
        # Drawn along with the other one, which looks lower for a while.
        ((0, 0, 60, 52, 50, 45, 0, 0), (0, 0, 20, 50, 45, 10, 0, 0)),
    ],
)
def test_nobody_lifts_both_knees_at_once(one: tuple[float, ...], two: tuple[float, ...]) -> None:
    counters = [SlowCounter(side, min_height=20.0, low_forgets_s=5.0) for side in SIDES]
    found: list[list[RepWindow]] = [[], []]
    for levels, counter, windows in zip((one, two), counters, found, strict=True):
        signal = np.interp(
            np.arange(0.0, len(levels) - 1.0, 1.0 / 15.0), range(len(levels)), levels
        )
        for i, value in enumerate(signal):
            window = counter.update(i / 30.0, float(value))
            if window is not None:
                windows.append(window)
    assert [len(windows) for windows in found] == [1, 1]
    assert not counters[0].is_ripple(found[0][0], counters[1], 1.1)
    assert counters[1].is_ripple(found[1][0], counters[0], 1.1)


def dragged(kickbacks: Kickbacks, share: float) -> PoseTrack:
    """The leg that stands goes along with a share of what the other one does."""
    track = kickbacks.track()
    xy_px = track.xy_px.copy()
    for side in kickbacks.counts:
        lifted = kickbacks.raised(side)[0] > 0.0
        for name in ("knee", "ankle", "heel", "foot_index"):
            column, along = joint(side, name), joint(other(side), name)
            way_px = track.xy_px[:, column] - track.xy_px[0, column]
            xy_px[lifted, along] += share * way_px[lifted]
    return replace(track, xy_px=xy_px)


def test_a_kickback_of_a_few_degrees_is_counted_once_though_both_legs_seem_to_move(
    judged: Judge,
) -> None:
    kickbacks = Kickbacks(standing=True, travel_deg=3.0)
    session = judged(dragged(kickbacks, 0.7), exercise=EXERCISES["standing-kickback"])
    assert session.counts == kickbacks.counts
    assert in_summary(session, "incomplete-range").verdict is Verdict.FAULT


def test_where_either_leg_may_have_done_it_the_count_says_so(judged: Judge) -> None:
    kickbacks = Kickbacks(standing=True, travel_deg=3.0)
    session = judged(dragged(kickbacks, 0.95), exercise=EXERCISES["standing-kickback"])
    assert sum(session.counts.values()) == len(kickbacks.sides)
    assert any("either leg" in warning for warning in session.warnings)
