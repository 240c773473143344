"""The part of the body that a verdict is about."""

from importlib import resources

from formcheck.body.parts import BodyPart
from formcheck.exercises.file import load_exercise, parse_exercise
from formcheck.poses.landmarks import other
from tests.conftest import Judge
from tests.rules.found import LEAN, in_summary, of_reps, of_set
from tests.synthetic import ButtKicks, Kickbacks

TEXT = (resources.files("formcheck") / "exercises" / "butt-kicks.toml").read_text("utf-8")
ON_ALL_FOURS = load_exercise("quadruped-kickback")
PARTS: dict[str, BodyPart] = {
    "heel-not-to-glutes": "knee",
    LEAN: "trunk",
    "missing-arm-drive": "arm",
    "bouncing": "body",
    "uneven-rhythm": "body",
    "hard-descent": "knee",
    "toe-slam": "foot",
    "lumbar-arching": "lower back",
    "trunk-rotation": "shoulders",
    "hip-collapse": "pelvis",
    "knee-tracking-inward": "knee",
    "left-right-asymmetry": "leg",
    "low-cadence": "body",
    "thigh-swing": "thigh",
}


def test_each_rule_of_butt_kicks_names_the_part_that_it_judges(checked: Judge) -> None:
    session = checked(ButtKicks(arm_range_deg=0.0, ankle_lean_deg=24.0).track())
    for rule, part in PARTS.items():
        assert in_summary(session, rule).part == part
    assert {check.part for check in of_reps(session, LEAN)} == {"trunk"}
    assert of_set(session, "missing-arm-drive").part == "arm"


def test_a_check_names_the_side_of_its_part(checked: Judge) -> None:
    session = checked(ButtKicks(left_deg=97.0).track())
    for check in of_reps(session, "heel-not-to-glutes"):
        assert check.part_side == check.side


def test_a_misplaced_knee_is_that_of_the_supporting_leg(judged: Judge) -> None:
    session = judged(Kickbacks(support_deg=-20.0).track(), exercise=ON_ALL_FOURS)
    for check in of_reps(session, "misplaced-hands-or-knees"):
        assert check.side
        assert (check.part, check.part_side) == ("thigh", other(check.side))


def test_hands_that_are_misplaced_are_those_of_both_arms(judged: Judge) -> None:
    session = judged(Kickbacks(arms_deg=-20.0).track(), exercise=ON_ALL_FOURS)
    for check in of_reps(session, "misplaced-hands-or-knees"):
        assert (check.part, check.part_side) == ("arm", None)


def test_a_rule_of_a_persons_own_has_the_part_of_its_measure(
    judged: Judge,
) -> None:
    own = """
[[rules]]
id = "chin"
title = "Chin"
kind = "threshold"
cue = "Look ahead"
limits = [{ value = { measure = "head_to_trunk_deg" }, fault_above = 90.0 }]
"""
    exercise = parse_exercise(TEXT + own, "mine.toml")
    assert in_summary(judged(ButtKicks().track(), exercise=exercise), "chin").part == "head"
