"""Every rule of butt kicks seen from the side: good, borderline, fault, or a reason."""

from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import Side, joint, other
from formcheck.poses.pose import PoseTrack
from formcheck.results import Check, RuleSummary, Session, Verdict
from tests.conftest import Judge
from tests.synthetic import ButtKicks, leg_landmarks, with_landmarks

pytestmark = pytest.mark.filterwarnings("error")

PER_REP = ("heel-not-to-glutes", "excessive-forward-lean", "bouncing", "thigh-swing")
OVER_SET = (
    "missing-arm-drive",
    "uneven-rhythm",
    "hard-descent",
    "left-right-asymmetry",
    "low-cadence",
    "toe-slam",
)
MEASURED = (*PER_REP, *OVER_SET)
FROM_THE_SIDE = (*PER_REP[:2], "thigh-swing", "missing-arm-drive", "hard-descent")


def of_reps(session: Session, rule: str, side: Side | None = None) -> list[Check]:
    reps = [rep for rep in session.reps if side in (None, rep.side)]
    return [check for rep in reps for check in rep.checks if check.rule == rule]


def of_set(session: Session, rule: str) -> Check:
    (check,) = (check for check in session.set_checks if check.rule == rule)
    return check


def in_summary(session: Session, rule: str) -> RuleSummary:
    (row,) = (row for row in session.summary if row.rule == rule)
    return row


def all_checks(session: Session) -> list[Check]:
    return [*session.set_checks, *(check for rep in session.reps for check in rep.checks)]


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize("changes", [{}, {"facing": -1}, {"cadence": 140.0}, {"yaw_deg": 12.0}])
def test_clean_kicks_are_good_by_every_rule(
    checked: Judge, fps: float, changes: dict[str, Any]
) -> None:
    session = checked(ButtKicks(fps=fps, **changes).track())
    assert {rule: in_summary(session, rule).verdict for rule in MEASURED} == dict.fromkeys(
        MEASURED, Verdict.GOOD
    )
    assert all(rep.good for rep in session.reps)
    assert not any(check.cue for check in all_checks(session))
    assert session.cues == ()


LEAN = "excessive-forward-lean"
# rule, what is wrong, verdict, true value, limit passed, a word of the cue
PER_REP_CASES: list[tuple[str, dict[str, Any], Verdict, float, float, str]] = [
    ("heel-not-to-glutes", {"left_deg": 124.0, "right_deg": 124.0}, Verdict.GOOD, 124, 120, ""),
    (
        "heel-not-to-glutes",
        {"left_deg": 112.0, "right_deg": 112.0},
        Verdict.BORDERLINE, 112, 120, "heel",
    ),
    ("heel-not-to-glutes", {"left_deg": 97.0, "right_deg": 97.0}, Verdict.FAULT, 97, 105, "heel"),
    ("heel-not-to-glutes", {"left_deg": 50.0, "right_deg": 50.0}, Verdict.FAULT, 50, 105, "heel"),
    (LEAN, {"ankle_lean_deg": 9.0}, Verdict.GOOD, 9, 15, ""),
    (LEAN, {"ankle_lean_deg": 17.5}, Verdict.BORDERLINE, 17.5, 15, "ankles"),
    (LEAN, {"ankle_lean_deg": 24.0}, Verdict.FAULT, 24, 20, "ankles"),
    (LEAN, {"ankle_lean_deg": -2.0}, Verdict.GOOD, -2, -5, ""),
    (LEAN, {"ankle_lean_deg": -9.0}, Verdict.FAULT, -9, -5, "back"),
    (LEAN, {"ankle_lean_deg": 0.0, "waist_bend_deg": 18.0}, Verdict.FAULT, 18, 12, "waist"),
    (LEAN, {"ankle_lean_deg": -8.0, "waist_bend_deg": 14.0}, Verdict.GOOD, 6, 15, ""),
    ("bouncing", {"bounce_ll": 0.1}, Verdict.GOOD, 0.1, 0.12, ""),
    ("bouncing", {"bounce_ll": 0.135}, Verdict.BORDERLINE, 0.135, 0.12, "low"),
    ("bouncing", {"bounce_ll": 0.2}, Verdict.FAULT, 0.2, 0.15, "low"),
    ("thigh-swing", {"thigh_swing_deg": 20.0}, Verdict.GOOD, 23, 25, ""),
    ("thigh-swing", {"thigh_swing_deg": 33.0}, Verdict.BORDERLINE, 36, 25, "thighs"),
    ("thigh-swing", {"thigh_swing_deg": 50.0}, Verdict.FAULT, 53, 40, "thighs"),
]  # fmt: skip


@pytest.mark.parametrize("fps", [24.0, 60.0])
@pytest.mark.parametrize(
    ("rule", "changes", "verdict", "value", "threshold", "said"),
    PER_REP_CASES,
    ids=[f"{case[0]}-{case[1]}" for case in PER_REP_CASES],
)
def test_rule_over_each_rep(
    checked: Judge,
    fps: float,
    rule: str,
    changes: dict[str, Any],
    verdict: Verdict,
    value: float,
    threshold: float,
    said: str,
) -> None:
    kicks = ButtKicks(fps=fps, **changes)
    session = checked(kicks.track())
    checks = of_reps(session, rule)
    assert len(checks) == kicks.kicks
    for check, kick in list(zip(checks, kicks.plan, strict=True))[2:-2]:
        assert check.verdict is verdict
        assert check.value == pytest.approx(value, rel=0.02, abs=1.0 if value > 1.0 else 0.01)
        if verdict is not Verdict.GOOD:
            assert check.threshold == threshold
        assert check.unit == ("LL" if rule == "bouncing" else "deg")
        assert check.at_s == pytest.approx(kick.peak_s, abs=0.08)
        assert check.side == kick.side
        assert said in check.cue
        assert bool(check.cue) == (verdict is not Verdict.GOOD)
    row = in_summary(session, rule)
    assert row.verdict is verdict
    assert said in row.cue
    others = [in_summary(session, other_rule) for other_rule in PER_REP if other_rule != rule]
    assert all(other_row.verdict is Verdict.GOOD for other_row in others)


UNEVEN = "uneven-rhythm"
# rule, what is wrong, level, verdict, value from and to, limit passed, unit, a word of the cue
Range = tuple[float, float]
FAST = {"cadence": 150.0}
OVER_SET_CASES: list[tuple[str, dict[str, Any], str, Verdict, Range, float, str, str]] = [
    (UNEVEN, {"step_factors": (0.97, 1.0, 1.03)}, "", Verdict.GOOD, (1, 6), 10, "%", ""),
    (UNEVEN, {"step_factors": (0.7, 1.0, 1.3)}, "", Verdict.FAULT, (20, 50), 15, "%", "rhythm"),
    (
        UNEVEN,
        {"order": ("left", "right", "right"), "raise_steps": 0.42, "lower_steps": 0.48},
        "", Verdict.FAULT, (25, 40), 15, "%", "rhythm",
    ),
    ("left-right-asymmetry", {"left_deg": 124.0}, "", Verdict.GOOD, (4, 6), 10, "%", ""),
    (
        "left-right-asymmetry", {"right_deg": 115.0}, "", Verdict.BORDERLINE, (11, 14), 10, "%",
        "right heel",
    ),
    (
        "left-right-asymmetry", {"left_deg": 95.0}, "", Verdict.FAULT, (30, 33), 15, "%",
        "left heel",
    ),
    (
        "left-right-asymmetry", {"right_deg": 60.0}, "", Verdict.FAULT, (72, 76), 15, "%",
        "right heel",
    ),
    (
        "left-right-asymmetry", {"step_factors": (0.85, 1.15)}, "", Verdict.FAULT, (26, 34), 15,
        "%", "same time",
    ),
    ("toe-slam", FAST, "", Verdict.GOOD, (0, 8), 18, "deg", ""),
    ("toe-slam", {**FAST, "toes_down_deg": 10.0}, "", Verdict.GOOD, (10, 17.9), 18, "deg", ""),
    (
        "toe-slam", {**FAST, "toes_down_deg": 22.0}, "", Verdict.BORDERLINE, (22, 30), 18, "deg",
        "lightly",
    ),
    ("low-cadence", {"cadence": 95.0}, "", Verdict.GOOD, (94, 96), 90, "steps/min", ""),
    ("low-cadence", {"cadence": 85.0}, "", Verdict.BORDERLINE, (84, 86), 90, "steps/min", "ster"),
    ("low-cadence", {"cadence": 72.0}, "", Verdict.FAULT, (71, 73), 80, "steps/min", "faster"),
    (
        "low-cadence", {"cadence": 160.0}, "conditioning", Verdict.GOOD, (159, 161), 150,
        "steps/min", "",
    ),
    (
        "low-cadence", {"cadence": 142.0}, "conditioning", Verdict.BORDERLINE, (141, 143), 150,
        "steps/min", "faster",
    ),
    (
        "low-cadence", {"cadence": 120.0}, "conditioning", Verdict.FAULT, (119, 121), 135,
        "steps/min", "faster",
    ),
]  # fmt: skip


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize(
    ("rule", "changes", "level", "verdict", "value", "threshold", "unit", "said"),
    OVER_SET_CASES,
    ids=[f"{case[0]}-{case[1]}-{case[2]}" for case in OVER_SET_CASES],
)
def test_rule_over_the_set(
    checked: Judge,
    fps: float,
    rule: str,
    changes: dict[str, Any],
    level: str,
    verdict: Verdict,
    value: Range,
    threshold: float,
    unit: str,
    said: str,
) -> None:
    session = checked(ButtKicks(fps=fps, kicks=18, **changes).track(), level)
    check = of_set(session, rule)
    assert check.verdict is verdict
    assert check.value is not None
    assert value[0] <= check.value <= value[1]
    assert (check.threshold, check.unit) == (threshold, unit)
    assert check.at_s is not None
    assert said in check.cue
    assert in_summary(session, rule).verdict is verdict


def without_tops(kicks: ButtKicks) -> PoseTrack:
    """Around the top of every kick its shank looks too short for its foot to be believed."""
    track = kicks.track()
    xy_px = track.xy_px.copy()
    for kick in kicks.plan:
        top = np.abs(track.time_s - kick.peak_s) < 0.1
        knee = xy_px[top, joint(kick.side, "knee")]
        for name in ("ankle", "heel", "foot_index"):
            foot = xy_px[top, joint(kick.side, name)]
            xy_px[top, joint(kick.side, name)] = knee + 0.62 * (foot - knee)
    return replace(track, xy_px=xy_px)


@pytest.mark.parametrize(("spread", "verdict"), [(0.03, Verdict.GOOD), (0.2, Verdict.FAULT)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_turns_of_the_legs_tell_the_rhythm_where_no_top_is_seen(
    judged: Judge, seed: int, spread: float, verdict: Verdict
) -> None:
    steps = 1.0 + spread * np.random.default_rng(seed).permutation(np.linspace(-1.7, 1.7, 18))
    kicks = ButtKicks(kicks=19, cadence=130.0, step_factors=tuple(steps))
    session = judged(without_tops(kicks))
    assert session.counts == kicks.counts
    assert in_summary(session, "heel-not-to-glutes").verdict is Verdict.NOT_ASSESSED
    check = of_set(session, UNEVEN)
    assert check.verdict is verdict
    assert check.value == pytest.approx(100.0 * spread, abs=6.0)


@pytest.mark.parametrize("wrong", ["left", "right"])
def test_toes_are_judged_by_the_near_foot_where_it_is_seen(checked: Judge, wrong: Side) -> None:
    track = ButtKicks(fps=60.0, cadence=150.0, toes_down_deg=4.0).track()
    near = checked(track).view.near_side
    foot = [joint(wrong, "foot_index")]
    down = with_landmarks(track, foot, shift_px=np.array([0.0, 24.0]))
    expected = Verdict.BORDERLINE if wrong == near else Verdict.GOOD
    assert of_set(checked(down), "toe-slam").verdict is expected


def test_toes_are_judged_by_both_feet_where_the_near_one_is_hidden(checked: Judge) -> None:
    track = ButtKicks(fps=60.0, cadence=150.0, toes_down_deg=30.0).track()
    near = checked(track).view.near_side
    assert near is not None
    hidden = with_landmarks(track, leg_landmarks(near), visibility=0.1)
    assert of_set(checked(hidden), "toe-slam").verdict is Verdict.BORDERLINE


def test_toes_that_come_down_slowly_slam_nothing(checked: Judge) -> None:
    slow = ButtKicks(toes_down_deg=25.0, cadence=60.0, lower_steps=1.4)
    check = of_set(checked(slow.track()), "toe-slam")
    assert (check.verdict, check.cue) == (Verdict.GOOD, "")
    assert check.value is not None
    assert check.threshold is not None
    assert check.value > check.threshold
    assert check.reason == "the foot comes down slowly, so the toes do not slam"


@pytest.mark.parametrize(
    "changes",
    [
        {"step_factors": (1.0, 1.0, 1.6)},
        {"step_factors": (1.0, 1.0, 1.0, 1.0, 1.8)},
        {"peak_offsets_deg": (0.0, 0.0, -45.0, -45.0)},
        {"peak_offsets_deg": (0.0, 0.0, 0.0, 0.0, -50.0, -50.0)},
    ],
    ids=str,
)
def test_every_third_kick_out_of_rhythm_is_uneven(checked: Judge, changes: dict[str, Any]) -> None:
    session = checked(ButtKicks(fps=60.0, kicks=19, **changes).track())
    assert of_set(session, UNEVEN).verdict is not Verdict.GOOD


@pytest.mark.parametrize("yaw_deg", [45.0, 90.0])
def test_legs_whose_heights_cannot_be_compared_are_not_called_alike(
    checked: Judge, yaw_deg: float
) -> None:
    session = checked(ButtKicks(yaw_deg=yaw_deg, left_deg=60.0, fps=60.0).track())
    check = of_set(session, "left-right-asymmetry")
    assert check.verdict is not Verdict.GOOD or check.reason


def test_kicks_seen_badly_can_be_even_but_not_uneven(checked: Judge) -> None:
    both = [*leg_landmarks("left"), *leg_landmarks("right")]
    even, uneven = (
        of_set(checked(with_landmarks(kicks.track(), both, visibility=0.2)), UNEVEN)
        for kicks in (ButtKicks(), ButtKicks(step_factors=(0.75, 1.35, 0.9, 1.0)))
    )
    assert even.verdict is Verdict.GOOD
    assert uneven.verdict is Verdict.NOT_ASSESSED
    assert "light" in uneven.reason


@pytest.mark.parametrize("fps", [30.0, 60.0])
def test_a_dropped_foot_is_told_from_one_set_down(checked: Judge, fps: float) -> None:
    dropped, soft = (
        of_set(
            checked(ButtKicks(fps=fps, raise_steps=0.8, lower_steps=lower).track()), "hard-descent"
        )
        for lower in (0.3, 0.75)
    )
    assert dropped.verdict is Verdict.FAULT
    assert "softly" in dropped.cue
    assert soft.verdict is Verdict.GOOD
    assert None not in (dropped.value, dropped.threshold, soft.value)


def test_five_kicks_tell_a_dropped_foot_and_four_do_not(checked: Judge) -> None:
    def verdict(kicks: int, lower_steps: float) -> Verdict:
        person = ButtKicks(kicks=kicks, raise_steps=0.8, lower_steps=lower_steps)
        return of_set(checked(person.track()), "hard-descent").verdict

    assert verdict(5, 0.3) is Verdict.FAULT
    assert verdict(5, 0.75) is Verdict.GOOD
    assert verdict(4, 0.3) is Verdict.NOT_ASSESSED


def test_two_misread_kicks_of_seven_drop_no_foot(checked: Judge) -> None:
    track = ButtKicks(kicks=7, raise_steps=0.8, lower_steps=0.75, fps=60.0).track()
    before = of_set(checked(track), "hard-descent")
    xy_px = track.xy_px.copy()
    for rep in checked(track).reps[2:4]:
        falling = (track.time_s > rep.peak_s + 0.03) & (track.time_s <= rep.end_s)
        assert rep.side is not None
        for point in leg_landmarks(rep.side):
            xy_px[falling, point] = xy_px[np.searchsorted(track.time_s, rep.end_s), point]
    after = of_set(checked(replace(track, xy_px=xy_px)), "hard-descent")
    assert after.verdict is Verdict.GOOD
    assert after.value == pytest.approx(before.value, abs=0.1)


@pytest.mark.parametrize("cadence", [100.0, 150.0, 190.0])
def test_a_quick_cadence_alone_is_no_dropped_foot(checked: Judge, cadence: float) -> None:
    kicks = ButtKicks(fps=60.0, cadence=cadence, raise_steps=0.8, lower_steps=0.8)
    assert of_set(checked(kicks.track()), "hard-descent").verdict is Verdict.GOOD


def test_cadence_is_told_where_the_level_sets_no_target(checked: Judge) -> None:
    check = of_set(checked(ButtKicks(cadence=70.0).track(), "tempo"), "low-cadence")
    assert check.verdict is Verdict.NOT_ASSESSED
    assert check.value == pytest.approx(70.0, abs=0.5)
    assert check.unit == "steps/min"
    assert "70 steps/min" in check.reason


@pytest.mark.parametrize(("peak_deg", "verdict"), [(110.0, Verdict.GOOD), (75.0, Verdict.FAULT)])
def test_for_tempo_the_heel_need_only_reach_the_knee(
    checked: Judge, peak_deg: float, verdict: Verdict
) -> None:
    track = ButtKicks(left_deg=peak_deg, right_deg=peak_deg).track()
    session = checked(track, "tempo")
    assert in_summary(session, "heel-not-to-glutes").verdict is verdict
    assert {check.unit for check in of_reps(session, "heel-not-to-glutes")} == {"TH"}


def test_too_few_kicks_for_the_rules_over_the_set(checked: Judge) -> None:
    session = checked(ButtKicks(kicks=3, fps=60.0).track())
    for rule in OVER_SET:
        check = of_set(session, rule)
        assert check.verdict is Verdict.NOT_ASSESSED
        assert check.reason
    assert "go on for longer" in of_set(session, "low-cadence").reason


@pytest.mark.parametrize("yaw_deg", [45.0, 90.0, -90.0, -45.0])
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


@pytest.mark.parametrize("yaw_deg", [45.0, 90.0, -90.0])
def test_rhythm_is_judged_from_anywhere(checked: Judge, yaw_deg: float) -> None:
    even = checked(ButtKicks(yaw_deg=yaw_deg, fps=60.0).track())
    uneven = checked(ButtKicks(yaw_deg=yaw_deg, fps=60.0, step_factors=(0.7, 1.0, 1.3)).track())
    assert in_summary(even, UNEVEN).verdict is Verdict.GOOD
    assert in_summary(uneven, UNEVEN).verdict is Verdict.FAULT


def test_a_little_off_the_side_is_judged_with_a_caution(checked: Judge) -> None:
    cautious = in_summary(checked(ButtKicks(yaw_deg=22.0).track()), "heel-not-to-glutes")
    assert cautious.verdict is Verdict.GOOD
    assert "22° off the side" in cautious.reason
    plain = in_summary(checked(ButtKicks(yaw_deg=8.0).track()), "heel-not-to-glutes")
    assert plain.reason == ""


def test_ten_frames_a_second_are_too_few_for_peaks_and_timing(checked: Judge) -> None:
    session = checked(ButtKicks(fps=10.0, cadence=200.0).track())
    for rule in ("heel-not-to-glutes", "bouncing", "thigh-swing", "uneven-rhythm", "hard-descent"):
        row = in_summary(session, rule)
        assert row.verdict is Verdict.NOT_ASSESSED, rule
        assert "10 frames a second are too few" in row.reason
        assert "film at" in row.reason
    assert in_summary(session, LEAN).verdict is Verdict.GOOD  # a mean needs no peak


def test_ten_frames_a_second_are_named_as_the_reason_for_symmetry_too(checked: Judge) -> None:
    row = in_summary(checked(ButtKicks(fps=10.0, cadence=200.0).track()), "left-right-asymmetry")
    assert row.verdict is Verdict.NOT_ASSESSED
    assert "frames a second" in row.reason


@pytest.mark.parametrize(("fps", "judged_there"), [(12.0, False), (15.0, True)])
@pytest.mark.parametrize("rule", ["heel-not-to-glutes", UNEVEN, "left-right-asymmetry"])
def test_below_14_frames_a_second_a_slow_kick_is_too_quick_as_well(
    checked: Judge, rule: str, fps: float, judged_there: bool
) -> None:
    kicks = ButtKicks(fps=fps, cadence=100.0)
    session = checked(kicks.track())
    assert session.counts == kicks.counts
    row = in_summary(session, rule)
    assert row.verdict is (Verdict.GOOD if judged_there else Verdict.NOT_ASSESSED)
    assert ("12 frames a second are too few" in row.reason) != judged_there
    assert in_summary(session, "bouncing").verdict is Verdict.GOOD


@pytest.mark.parametrize(
    ("fps", "verdict"), [(20.0, Verdict.NOT_ASSESSED), (30.0, Verdict.BORDERLINE)]
)
@pytest.mark.parametrize("name", ["butt-kicks", "butt-kicks-pull-through"])
def test_a_slam_is_not_looked_for_where_too_few_frames_show_it(
    judged: Judge, name: str, fps: float, verdict: Verdict
) -> None:
    track = ButtKicks(fps=fps, cadence=150.0, toes_down_deg=24.0).track()
    check = of_set(judged(track, exercise=load_exercise(name)), "toe-slam")
    assert check.verdict is verdict
    assert ("20 frames a second are too few" in check.reason) == (fps == 20.0)


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


def test_feet_outside_the_picture_are_not_judged(checked: Judge) -> None:
    track = ButtKicks(px_per_m=520.0).track()
    assert track.xy_px[..., 1].max() > track.height
    session = checked(track)
    for check in of_reps(session, "heel-not-to-glutes"):
        if check.verdict is Verdict.NOT_ASSESSED:
            assert "leaves the picture" in check.reason


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kicks": 1},
        {"fps": 10.0, "cadence": 200.0},
        {"yaw_deg": 90.0},
        {"yaw_deg": 45.0},
        {"left_deg": 60.0, "waist_bend_deg": 25.0, "arm_range_deg": 5.0, "bounce_ll": 0.2},
        {"step_factors": (0.6, 1.4), "cadence": 70.0, "thigh_swing_deg": 50.0},
        {"order": ("left",), "raise_steps": 0.4, "lower_steps": 0.2},
    ],
    ids=str,
)
def test_every_verdict_says_what_it_must(
    checked: Judge, butt_kicks: Exercise, changes: dict[str, Any]
) -> None:
    session = checked(ButtKicks(**{"fps": 60.0, **changes}).track())
    assert [row.rule for row in session.summary] == [rule.id for rule in butt_kicks.rules]
    for check in all_checks(session):
        if check.verdict is Verdict.NOT_ASSESSED:
            assert check.reason
            assert not check.cue
        else:
            assert check.value is not None
            assert check.threshold is not None
            assert check.unit
            assert check.at_s is not None
        assert bool(check.cue) == (check.verdict in (Verdict.BORDERLINE, Verdict.FAULT))
    for row in session.summary:
        assert row.reason if row.verdict is Verdict.NOT_ASSESSED else True
        assert bool(row.cue) == (row.verdict in (Verdict.BORDERLINE, Verdict.FAULT))


def test_a_far_leg_that_reads_a_little_low_is_not_called_weaker(checked: Judge) -> None:
    """It reads low by being half hidden; only a large difference is beyond that."""
    far_lower = of_set(checked(ButtKicks(left_deg=115.0).track()), "left-right-asymmetry")
    assert far_lower.verdict is Verdict.GOOD
    assert "timing alone" in far_lower.reason


@pytest.mark.parametrize(
    ("bounce_ll", "verdict"), [(0.05, Verdict.NOT_ASSESSED), (0.135, Verdict.BORDERLINE)]
)
def test_a_kick_whose_main_rule_is_unknown_is_not_good_but_may_be_wrong(
    checked: Judge, bounce_ll: float, verdict: Verdict
) -> None:
    session = checked(ButtKicks(yaw_deg=45.0, bounce_ll=bounce_ll).track())
    assert session.reps
    assert {rep.verdict for rep in session.reps} == {verdict}


def test_few_steps_show_as_much_unevenness_as_many(judged: Judge) -> None:
    # 13 steps spread as normal ones are, by 17 % of their mean: beyond the limit of 15.
    shares = [(rank - 0.375) / 13.25 for rank in range(1, 14)]
    steps = [1.0 + 0.17 * NormalDist().inv_cdf(share) for share in shares]
    shuffled = tuple(np.random.default_rng(2).permutation(steps))
    session = judged(ButtKicks(kicks=14, step_factors=shuffled, fps=60.0).track())
    assert of_set(session, "uneven-rhythm").verdict is Verdict.FAULT
