"""The example of an exercise of one's own: nothing of squats is in the program."""

from pathlib import Path

import pytest

from formcheck.cli.main import main
from formcheck.exercises.file import built_in, load_exercise
from formcheck.results import Session, Verdict
from tests.conftest import Judge
from tests.movements import squats
from tests.synthetic import ButtKicks

SQUAT = load_exercise("squat")
TRUE_COUNT = 3  # and a bit, in eight seconds


def verdict(session: Session, rule: str) -> Verdict:
    return next(row.verdict for row in session.summary if row.rule == rule)


@pytest.mark.parametrize("yaw_deg", [0.0, 40.0, 90.0])
def test_counts_from_everywhere(judged: Judge, yaw_deg: float) -> None:
    session = judged(squats(ButtKicks(yaw_deg=yaw_deg)), exercise=SQUAT)
    assert len(session.reps) == TRUE_COUNT
    assert session.counts == {"left": TRUE_COUNT, "right": TRUE_COUNT}
    assert all(rep.side is None for rep in session.reps)


def test_depth_and_lean_are_judged_from_the_side(judged: Judge) -> None:
    session = judged(squats(), exercise=SQUAT)
    deepest = [check.value for rep in session.reps for check in rep.checks if check.rule == "depth"]
    assert deepest == pytest.approx([80.0] * TRUE_COUNT, abs=2.0)
    assert verdict(session, "depth") is Verdict.GOOD
    assert verdict(session, "trunk-lean") is Verdict.GOOD
    assert verdict(session, "knees-inward") is Verdict.NOT_ASSESSED


def test_knees_are_judged_from_the_front(judged: Judge) -> None:
    session = judged(squats(ButtKicks(yaw_deg=90.0)), exercise=SQUAT)
    assert verdict(session, "knees-inward") is Verdict.GOOD
    assert verdict(session, "depth") is Verdict.NOT_ASSESSED


def test_is_an_example_and_not_recognised() -> None:
    assert "squat" not in built_in()


def test_a_copy_of_it_is_an_exercise_of_ones_own(tmp_path: Path, judged: Judge) -> None:
    assert main(["exercises", "new", "deep-squat", "--from", "squat", "--out", str(tmp_path)]) == 0
    path = tmp_path / "deep-squat.toml"
    path.write_text(
        path.read_text("utf-8")
        .replace("fault_below = 60.0", "fault_below = 85.0")
        .replace("borderline_below = 75.0", "borderline_below = 90.0"),
        "utf-8",
    )
    session = judged(squats(), exercise=load_exercise(str(path)))
    assert verdict(session, "depth") is Verdict.FAULT
