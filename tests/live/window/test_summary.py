"""The page after a set."""

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.window.summary import summary_page
from formcheck.results import Verdict
from tests.conftest import Judge
from tests.movements import squats
from tests.synthetic import ButtKicks


def test_legs_that_move_together_have_one_line(judged: Judge) -> None:
    squat = load_exercise("squat")
    lines = summary_page(judged(squats(), exercise=squat), squat, 24.0, "")
    assert sum("squats" in line.text for line in lines) == 1


def test_the_summary_names_what_to_work_on(judged: Judge, butt_kicks: Exercise) -> None:
    session = judged(ButtKicks(left_deg=85.0, right_deg=85.0, ankle_lean_deg=25.0).track())
    lines = summary_page(session, butt_kicks, 24.0, "sets")
    text = [line.text for line in lines]
    assert text[0] == "Butt kicks: done"
    assert "Left  8 kicks: 8 with a fault" in text
    assert "0:24 · 100 steps/min" in text
    assert butt_kicks.rule("heel-not-to-glutes").cue in text
    assert sum(line.mark is Verdict.FAULT for line in lines) <= 3
    assert "Saved in sets" in text


def test_a_faultless_set_is_praised_and_an_empty_one_explained(
    judged: Judge, butt_kicks: Exercise
) -> None:
    good = judged(ButtKicks(bounce_ll=0.02).track())
    page = summary_page(good, butt_kicks, 9.0, "")
    assert any("well done" in line.text for line in page)
    page = summary_page(None, butt_kicks, 1.0, "")
    assert any("No kicks were counted" in line.text for line in page)
