"""An exercise explained in the terminal."""

import io
import re

from rich.console import Console

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import MEASURES
from formcheck.report.rules_table import print_exercise
from formcheck.rules.words import source_phrase

EXERCISE = load_exercise("butt-kicks")


def explained(exercise: Exercise, width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_exercise(console, exercise)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_an_exercise_explained_says_how_many_frames_a_rule_needs() -> None:
    said = Console(width=200, record=True, file=io.StringIO())
    print_exercise(said, load_exercise("standing-kickback"))
    of_rules = dict(re.findall(r"  ([a-z-]+)\n(.*?)Source", said.export_text(), flags=re.DOTALL))
    needing = {rule for rule, text in of_rules.items() if "at 14 frames a second" in text}
    assert needing == {"momentum", "dropped-return"}


def test_an_exercise_is_explained_in_plain_words() -> None:
    text = explained(EXERCISE, width=300)
    for rule in EXERCISE.rules:
        assert rule.title in text
        assert rule.explain in text
    assert "Largest knee bend in a kick: fault below 105°, good from 120°." in text
    for cue in (
        "Lift your chest: lean from the ankles, not the waist",
        "Keep your elbows bent at a right angle",
        "Lift your left heel as high as the other",
        "Land lightly on the balls of your feet",  # of a rule that is not measured
    ):
        assert f'Cue: "{cue}"' in text
    for name in MEASURES:
        assert name not in text
    for note in EXERCISE.safety:
        assert note in text


def test_an_exercise_is_explained_with_its_own_word_for_a_rep() -> None:
    text = explained(load_exercise("quadruped-kickback"))
    assert "Largest thigh above the horizontal in a kickback:" in text
    assert "a kick " not in text
    assert "a kick:" not in text


def test_a_rule_that_no_clip_shows_is_explained_with_what_to_do_instead() -> None:
    kickbacks = load_exercise("quadruped-kickback")
    rule = next(rule for rule in kickbacks.rules if not rule.measured)
    told = explained(kickbacks)
    assert f"{rule.title}  {rule.id}\n" in told
    assert rule.why_unmeasured()[1:] in told
    assert f"Source: {source_phrase(rule.source)}." in told.split(rule.title)[1]


def test_an_explanation_fits_a_narrow_terminal() -> None:
    assert max(map(len, explained(EXERCISE, 60).splitlines())) <= 60
