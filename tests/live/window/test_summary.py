"""The page after a set."""

from pathlib import Path

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.live.window.page import PageStyle, _fitted, page_plate
from formcheck.live.window.summary import STYLE, summary_page
from formcheck.overlay import Overlay
from formcheck.results import Session, Verdict
from tests.conftest import Judge
from tests.movements import squats
from tests.synthetic import ButtKicks, Kickbacks


@pytest.fixture
def many_faults(judged: Judge) -> Session:
    return judged(ButtKicks(left_deg=85.0, ankle_lean_deg=25.0, bounce_ll=0.2).track())


def texts(session: Session | None, exercise: Exercise, saved: Path | None = None) -> list[str]:
    return [line.text for line in summary_page(session, exercise, 24.0, saved)]


def test_legs_that_move_together_have_one_line(judged: Judge) -> None:
    squat = load_exercise("squat")
    session = judged(squats(), exercise=squat)
    assert sum("squats: " in text for text in texts(session, squat)) == 1


def test_good_comes_first_then_one_thing_then_the_rest(
    many_faults: Session, butt_kicks: Exercise
) -> None:
    lines = summary_page(many_faults, butt_kicks, 24.0, None)
    assert next(line.mark for line in lines if line.mark) is Verdict.GOOD
    (one,) = (line for line in lines if line.mark and line.size >= STYLE.large)
    assert one.text == "Left leg: pull your heel all the way up to your glutes"
    after = lines[lines.index(one) + 1]
    heel = "LEFT heel: 8 of 8 kicks faulty, worst 94° in Left 1 (fault below 105°, good from 120°)"
    assert f"{heel}; right fine" in after.text
    rest = lines[lines.index(after) + 1 :]
    assert [line.mark for line in rest if line.mark][:2] == [Verdict.FAULT] * 2
    assert any("Not judged: " in line.text and "camera" in line.text for line in rest)


def test_it_says_how_long_and_how_fast_and_where_it_is_saved(
    many_faults: Session, butt_kicks: Exercise
) -> None:
    lines = summary_page(many_faults, butt_kicks, 24.0, Path("sets"))
    assert lines[0].text == "Butt kicks: done · 0:24 · 100 steps/min"
    assert "Saved in sets" in [line.text for line in lines]
    assert [line.key for line in lines if line.key] == ["o"]
    assert not any(line.key for line in summary_page(many_faults, butt_kicks, 24.0, None))


def test_what_could_not_be_judged_is_told_with_what_to_do(
    judged: Judge, butt_kicks: Exercise
) -> None:
    session = judged(ButtKicks(yaw_deg=90.0).track())
    said = texts(session, butt_kicks)
    assert not any("well done" in text for text in said)
    page = summary_page(session, butt_kicks, 24.0, None)
    large = max((line for line in page if line.mark), key=lambda line: line.size)
    assert large.text.startswith("Needs a side view")
    assert "turn your left or right side to the camera" in large.text
    assert sum("turn your left or right side" in text for text in said) == 1
    assert {"Left 8 kicks", "Right 8 kicks"} <= set(said)


def test_a_faultless_set_is_praised_and_an_empty_one_explained(
    judged: Judge, butt_kicks: Exercise
) -> None:
    good = texts(judged(ButtKicks(bounce_ll=0.02).track()), butt_kicks)
    assert any("well done" in text for text in good)
    assert any("No kicks were counted" in text for text in texts(None, butt_kicks))


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (1920, 1080), (720, 1280)])
def test_it_fits_and_can_be_read_from_two_metres(
    size: tuple[int, int], many_faults: Session, judged: Judge, butt_kicks: Exercise
) -> None:
    kickback = load_exercise("standing-kickback")
    kickbacks = judged(Kickbacks(standing=True, travel_deg=4.0).track(), exercise=kickback)
    for session, exercise in ((many_faults, butt_kicks), (kickbacks, kickback)):
        page = summary_page(session, exercise, 65.0, Path("/home/anna/Videos/formcheck/set-12"))
        overlay = Overlay(*size)
        (sprite, left, top), buttons = page_plate(overlay, page)
        assert left + sprite.size[0] <= size[0]
        assert top + sprite.size[1] <= size[1]
        assert [button.key for button in buttons] == ["o"]
        laid = _fitted(overlay, page, sprite.size[0], PageStyle())
        large = [row.size for row in laid.rows if row.line.size >= STYLE.large]
        assert min(large) >= min(size[1], 4 / 3 * size[0]) / 18
        assert {line.text for line in page if not line.spare} <= {r.line.text for r in laid.rows}
