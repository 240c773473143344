"""A new kind of rule takes one file: it is read, judged and printed without any other change."""

import io
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Literal

import pytest
from rich.console import Console

from formcheck.errors import ExerciseError
from formcheck.exercises.file import parse_exercise
from formcheck.exercises.spec import Exercise
from formcheck.report.rules_table import print_exercise
from formcheck.report.terminal import print_session
from formcheck.reps.attempts import Attempt
from formcheck.results import Check, Verdict
from formcheck.rules.context import Context
from formcheck.rules.limits import Criterion, Limits
from formcheck.rules.rule import Rule, SetRule
from tests.conftest import Judge
from tests.synthetic import ButtKicks

TEXT = (resources.files("formcheck") / "exercises" / "butt-kicks.toml").read_text("utf-8")
RULE = """
[[rules]]
id = "short-set"
title = "Length of the set"
kind = "duration"
cue = "Go on for a little longer"
duration = { borderline_below = 20.0, fault_below = 10.0 }
"""


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    """Define the kind; forget it again, so that other tests know the built-in kinds alone."""

    class DurationRule(SetRule):
        """Judges how long a set lasts, in seconds."""

        kind: Literal["duration"]
        duration: Limits

        def criteria(self, level: str) -> list[Criterion]:
            return [Criterion("time", self.duration, "s")]

        def judge_reps(self, attempts: Sequence[Attempt], context: Context) -> Check:
            (criterion,) = self.criteria(context.level)
            lasted_s = attempts[-1].end_s - attempts[0].start_s
            return self.judge_value(criterion, lasted_s, attempts[-1].end_s)

    yield
    assert Rule.kinds.pop("duration") is DurationRule


def exercise() -> Exercise:
    return parse_exercise(TEXT + RULE, "mine.toml")


def printed(kicks: int, judged: Judge) -> tuple[Check, str]:
    """Judge so many kicks, and return the check of the new rule and the printed table."""
    session = judged(ButtKicks(kicks=kicks).track(), exercise=exercise())
    (check,) = (check for check in session.set_checks if check.rule == "short-set")
    console = Console(file=io.StringIO(), width=200, highlight=False)
    print_session(console, "clip.mp4", session, exercise())
    assert isinstance(console.file, io.StringIO)
    return check, console.file.getvalue()


def row_of(rule: str, text: str) -> str:
    (line,) = (line for line in text.splitlines() if rule in line)
    return " ".join(line.split())


def test_it_is_judged_and_has_its_row_in_the_table(judged: Judge) -> None:
    check, text = printed(12, judged)
    assert check.verdict is Verdict.FAULT
    assert check.unit == "s"
    row = row_of("Length of the set", text)
    assert row.startswith("FAULT")
    assert row.endswith("Go on for a little longer")
    assert f"{check.value:.2f} s" in row


def test_it_is_not_judged_where_a_rule_of_the_set_cannot_be(judged: Judge) -> None:
    check, text = printed(3, judged)
    assert check.verdict is Verdict.NOT_ASSESSED
    assert "needs 4 reps, saw 3: go on for longer" in row_of("ength of the set", text)


def test_it_is_explained() -> None:
    console = Console(file=io.StringIO(), width=200, highlight=False)
    print_exercise(console, exercise())
    assert isinstance(console.file, io.StringIO)
    assert "Time: fault below 10 s, good from 20 s." in console.file.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "duration"', 'kind = "durration"', 'no rule kind "durration"; did you mean "dur'),
        ("fault_below = 10.0", "fault_belo = 10.0", "duration.fault_belo: unknown key; valid here"),
        ("duration = {", "length = {", '["short-set"].length: unknown key; valid here: id, title'),
    ],
)
def test_a_slip_in_it_is_told_as_in_any_other_kind(old: str, new: str, said: str) -> None:
    with pytest.raises(ExerciseError) as caught:
        parse_exercise(TEXT + RULE.replace(old, new), "mine.toml")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
