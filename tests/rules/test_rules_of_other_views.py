"""Rules of butt kicks seen from front or rear, the drill that moves, and the pull-through style."""

from typing import Any

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.results import Check, Verdict
from tests.conftest import Judge
from tests.rules.found import in_summary, of_set
from tests.synthetic import ButtKicks, between

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

KNEE, HIP, TRUNK, STANCE, TRAVEL = (
    "knee-tracking-inward", "hip-collapse", "trunk-rotation", "stance-width", "not-travelling",
)  # fmt: skip
FRONT, REAR = 90.0, -90.0
FAULTY: dict[str, Any] = {
    "knee_inward_deg": 14.0,
    "hip_drop_deg": 12.0,
    "shoulder_turn_deg": 25.0,
    "shoulder_tilt_deg": 10.0,
    "stance_width": 2.4,
}


@pytest.fixture(scope="module")
def pull_through() -> Exercise:
    return load_exercise("butt-kicks-pull-through")


# rule, yaw, what is wrong, verdict, value told (of knees and hips the model shows a part, and the
# exercise file says how much), limit passed, unit, a word of the cue
SET_CASES: list[tuple[str, float, dict[str, Any], Verdict, float, float, str, str]] = [
    (KNEE, FRONT, {}, Verdict.GOOD, 2.5, 4.8, "deg", ""),
    (KNEE, FRONT, {"knee_inward_deg": -8.0}, Verdict.GOOD, -12.7, 4.8, "deg", ""),
    (KNEE, FRONT, {"knee_inward_deg": 2.0}, Verdict.BORDERLINE, 6.3, 4.8, "deg", "toes"),
    (KNEE, FRONT, {"knee_inward_deg": 8.0}, Verdict.FAULT, 17.7, 8.2, "deg", "toes"),
    (TRUNK, FRONT, {"shoulder_turn_deg": 8.0}, Verdict.GOOD, 16.0, 25.0, "deg", ""),
    (
        TRUNK, FRONT, {"shoulder_turn_deg": 16.0},
        Verdict.BORDERLINE, 32.0, 25.0, "deg", "facing forward",
    ),
    (TRUNK, FRONT, {"shoulder_tilt_deg": 4.0}, Verdict.GOOD, 0.0, 25.0, "deg", ""),
    (TRUNK, FRONT, {"shoulder_tilt_deg": 8.0}, Verdict.BORDERLINE, 16.0, 10.0, "deg", "level"),
    (HIP, REAR, {}, Verdict.GOOD, 3.7, 5.5, "deg", ""),
    (HIP, REAR, {"hip_drop_deg": 0.8}, Verdict.BORDERLINE, 6.1, 5.5, "deg", "level"),
    (HIP, REAR, {"hip_drop_deg": 3.0}, Verdict.FAULT, 12.7, 6.7, "deg", "level"),
    # Half of what the shoulders tilt is not the hips' own.
    (
        HIP, REAR, {"hip_drop_deg": 3.0, "shoulder_tilt_deg": 6.0},
        Verdict.GOOD, 3.7, 5.5, "deg", "",
    ),
    (HIP, FRONT, {"hip_drop_deg": 4.0}, Verdict.BORDERLINE, 11.2, 9.8, "deg", "level"),
    (HIP, FRONT, {"hip_drop_deg": 9.0}, Verdict.FAULT, 23.2, 11.7, "deg", "level"),
    (STANCE, FRONT, {}, Verdict.GOOD, 1.0, 0.7, "HW", ""),
    (STANCE, FRONT, {"stance_width": 0.5}, Verdict.BORDERLINE, 0.5, 0.7, "HW", "hip-width"),
    (STANCE, FRONT, {"stance_width": 2.2}, Verdict.BORDERLINE, 2.2, 1.8, "HW", "hip-width"),
]  # fmt: skip


@pytest.mark.parametrize("fps", [30.0, 60.0])
@pytest.mark.parametrize(
    ("rule", "yaw_deg", "changes", "verdict", "value", "threshold", "unit", "said"),
    SET_CASES,
    ids=[f"{case[0]}-{case[1]:.0f}-{case[2]}" for case in SET_CASES],
)
def test_rule_over_the_set(
    checked: Judge,
    fps: float,
    rule: str,
    yaw_deg: float,
    changes: dict[str, Any],
    verdict: Verdict,
    value: float,
    threshold: float,
    unit: str,
    said: str,
) -> None:
    session = checked(ButtKicks(fps=fps, yaw_deg=yaw_deg, **changes).track())
    check = of_set(session, rule)
    assert check.verdict is verdict
    assert check.value == pytest.approx(value, rel=0.04, abs=0.1)
    assert (check.threshold, check.unit) == (threshold, unit)
    assert said in check.cue
    assert bool(check.cue) == (verdict is not Verdict.GOOD)
    assert in_summary(session, rule).verdict is verdict


def test_thigh_of_the_kicking_leg_counts_for_the_knee(checked: Judge) -> None:
    """Feet close together let the standing knee look straight while the thighs point inwards."""
    session = checked(ButtKicks(yaw_deg=FRONT, stance_width=-0.9).track())
    check = of_set(session, KNEE)
    assert check.verdict is Verdict.FAULT
    # The knee is 0.095 m inside, over 0.43 m: 12.5 degrees as read.
    assert check.value == pytest.approx(16.0, abs=0.4)
    assert "under your hip" in check.cue


def test_one_knee_of_a_camera_off_the_front_is_not_blamed(checked: Judge) -> None:
    for yaw_deg in (75.0, 105.0):
        session = checked(ButtKicks(yaw_deg=yaw_deg).track())
        assert session.view.kind == "front"
        assert of_set(session, KNEE).verdict is Verdict.GOOD


def test_a_small_drop_of_the_hip_is_not_passed_from_the_front(checked: Judge) -> None:
    for drop_deg in (0.0, 2.5):
        row = in_summary(checked(ButtKicks(yaw_deg=FRONT, hip_drop_deg=drop_deg).track()), HIP)
        assert row.verdict is Verdict.NOT_ASSESSED
        assert "turn your back to the camera" in row.reason


def test_hips_need_eight_steps(checked: Judge) -> None:
    row = in_summary(checked(ButtKicks(yaw_deg=REAR, kicks=7, hip_drop_deg=9.0).track()), HIP)
    assert row.verdict is Verdict.NOT_ASSESSED
    assert "needs 8 reps" in row.reason


def test_who_never_stands_still_is_told_to(checked: Judge) -> None:
    track = between(ButtKicks(yaw_deg=FRONT, stance_width=2.4).track(), 1.8, 8.0)
    row = in_summary(checked(track), STANCE)
    assert row.verdict is Verdict.NOT_ASSESSED
    assert "stand for one second before you start" in row.reason


@pytest.mark.parametrize(
    ("yaw_deg", "judged"),
    [(0.0, ()), (45.0, ()), (-45.0, ()), (FRONT, (KNEE, HIP, TRUNK, STANCE)), (REAR, (HIP,))],
)
def test_only_the_right_view_is_judged(
    checked: Judge, yaw_deg: float, judged: tuple[str, ...]
) -> None:
    session = checked(ButtKicks(yaw_deg=yaw_deg, **FAULTY).track())
    for rule in (KNEE, HIP, TRUNK, STANCE):
        row = in_summary(session, rule)
        if rule in judged:
            assert row.verdict in (Verdict.FAULT, Verdict.BORDERLINE), rule
        else:
            assert row.verdict is Verdict.NOT_ASSESSED, rule
            assert "camera" in row.reason


@pytest.mark.parametrize("yaw_deg", [FRONT, REAR])
@pytest.mark.parametrize("noise_px", [0.0, 1.5])
def test_clean_kicks_have_no_fault_from_front_and_rear(
    judged: Judge, yaw_deg: float, noise_px: float
) -> None:
    session = judged(ButtKicks(yaw_deg=yaw_deg, noise_px=noise_px).track())
    assert session.reps
    assert {row.verdict for row in session.summary} <= {Verdict.GOOD, Verdict.NOT_ASSESSED}


def test_a_little_off_the_front_is_judged_with_a_caution(checked: Judge) -> None:
    assert "off the front" in of_set(checked(ButtKicks(yaw_deg=68.0).track()), KNEE).reason
    assert of_set(checked(ButtKicks(yaw_deg=82.0).track()), KNEE).reason == ""


def of_travel(checked: Judge, level: str, **changes: Any) -> Check:  # noqa: ANN401
    return of_set(checked(ButtKicks(width=2560, **changes).track(), level), TRAVEL)


@pytest.mark.parametrize("facing", [1, -1])
def test_a_drill_that_moves(checked: Judge, facing: int) -> None:
    moves = of_travel(checked, "moving", travel_m=0.15, facing=facing)
    assert moves.verdict is Verdict.GOOD
    assert moves.value == pytest.approx(2 * 0.15 / 0.86, rel=0.03)  # metres over leg length
    stays = of_travel(checked, "moving", facing=facing)
    assert stays.verdict is Verdict.BORDERLINE  # advice, never a fault
    assert "forward" in stays.cue
    backwards = of_travel(checked, "moving", travel_m=-0.15, facing=facing)
    assert backwards.verdict is Verdict.BORDERLINE


@pytest.mark.parametrize("level", ["", "conditioning", "tempo"])
def test_staying_in_place_is_fine_too(checked: Judge, level: str) -> None:
    check = of_travel(checked, level)
    assert check.verdict is Verdict.NOT_ASSESSED
    assert "fine too" in check.reason


THIGH = "thigh-swing"


@pytest.mark.parametrize(
    ("thigh_deg", "verdict"),
    [(45.0, Verdict.GOOD), (75.0, Verdict.GOOD), (20.0, Verdict.BORDERLINE), (6.0, Verdict.FAULT)],
)
def test_in_pull_through_the_thigh_must_come_up(
    judged: Judge, pull_through: Exercise, thigh_deg: float, verdict: Verdict
) -> None:
    kicks = ButtKicks(thigh_swing_deg=thigh_deg, fps=60.0)
    session = judged(kicks.track(), exercise=pull_through)
    assert session.style == "pull-through"
    assert session.counts == kicks.counts
    row = in_summary(session, THIGH)
    assert row.verdict is verdict
    assert ("thigh" in row.cue) == (verdict is not Verdict.GOOD)
    assert in_summary(session, "heel-not-to-glutes").verdict is Verdict.GOOD


def test_pull_through_differs_from_the_classic_style_in_the_thigh_alone(
    butt_kicks: Exercise, pull_through: Exercise
) -> None:
    for rule in butt_kicks.rules:
        assert (pull_through.rule(rule.id) == rule) == (rule.id != THIGH), rule.id
    assert pull_through.cleaning == butt_kicks.cleaning
    assert pull_through.rep_measures == butt_kicks.rep_measures


@pytest.mark.parametrize(("yaw_deg", "counted"), [(FRONT, True), (REAR, True), (0.0, False)])
def test_a_low_kick_counts_where_little_of_it_can_be_seen(
    judged: Judge, yaw_deg: float, counted: bool
) -> None:
    kicks = ButtKicks(left_deg=30.0, right_deg=30.0, thigh_swing_deg=4.0, yaw_deg=yaw_deg)
    session = judged(kicks.track())
    assert session.counts == (kicks.counts if counted else {"left": 0, "right": 0})
