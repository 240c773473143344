"""The verdicts on a clip, printed in the terminal."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.report.terminal import print_session
from formcheck.results import Check, RuleSummary, Session, Verdict
from tests import synthetic

EXERCISE = load_exercise("butt-kicks")
WORDS = ["FAULT", "borderline", "good"]


def table(session: Session, width: int, exercise: Exercise = EXERCISE) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_session(console, "clip.mp4", session, exercise)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_the_table_fits_and_has_every_rule(session: Session, width: int) -> None:
    text = table(session, width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split()).lower()
    if width >= 140:  # narrower, cells are broken into lines
        for rule in EXERCISE.rules:
            assert rule.title.lower() in flat


def test_faults_come_first_with_what_to_do(session: Session) -> None:
    rows = [row.verdict for row in session.summary]
    text = table(session, 80)
    order = [word for line in text.splitlines() if (word := line.split(" ")[0]) in WORDS]
    assert order == sorted(order, key=WORDS.index)
    for verdict, word in zip((Verdict.FAULT, Verdict.BORDERLINE, Verdict.GOOD), WORDS, strict=True):
        assert order.count(word) == rows.count(verdict)
    flat = " ".join(text.split())
    for row in session.summary:
        assert row.cue in flat


def test_a_rule_that_no_clip_shows_says_what_to_do_instead(session: Session) -> None:
    kickbacks = load_exercise("quadruped-kickback")
    rule = next(rule for rule in kickbacks.rules if not rule.measured)
    row = RuleSummary(rule.id, Verdict.NOT_ASSESSED, 0, 0, "", rule.why_unmeasured())
    text = table(replace(session, summary=(row,)), 400, kickbacks)
    (line,) = (line for line in text.splitlines() if rule.title in line)
    assert rule.why_unmeasured() in line


def test_rules_with_the_same_reason_share_a_line(session: Session) -> None:
    reason = "needs a side view"
    summary = [
        replace(row, verdict=Verdict.NOT_ASSESSED, reason=reason, cue="") for row in session.summary
    ]
    text = table(replace(session, summary=tuple(summary)), 500)
    assert text.count(reason) == 1
    assert "verdict" not in text


def test_why_kicks_were_not_judged_is_printed_before_the_table(session: Session) -> None:
    unseen = Check(
        "heel-not-to-glutes", Verdict.NOT_ASSESSED, reason="the foot was lost", main=True
    )
    reps = [replace(rep, checks=(unseen,)) for rep in session.reps[:2]]
    some = replace(session, reps=(*reps, *session.reps[2:]), warnings=("too dark",))
    lines = [line.strip() for line in table(some, 200).splitlines()]
    told = lines.index(
        f"Not judged: Heel to glutes in 2 of {len(some.reps)} kicks – the foot was lost"
    )
    header = next(i for i, line in enumerate(lines) if line.startswith("verdict"))
    assert told < lines.index("Warning: too dark") < header


def test_the_reasons_why_kicks_were_not_judged_add_up(session: Session) -> None:
    reasons = ["dark", "hidden", "lost", "hidden", "cut", "hidden", "lost", "outside"]
    reps = tuple(
        replace(
            rep,
            checks=(Check("heel-not-to-glutes", Verdict.NOT_ASSESSED, reason=reason, main=True),),
        )
        for rep, reason in zip(session.reps, reasons, strict=False)
    )
    assert len(reps) == len(reasons)
    lines = [line.strip() for line in table(replace(session, reps=reps), 200).splitlines()]
    assert [line for line in lines if line.startswith("Not judged: Heel")] == [
        "Not judged: Heel to glutes in 3 of 8 kicks – hidden",
        "Not judged: Heel to glutes in 2 of 8 kicks – lost",
        "Not judged: Heel to glutes in 1 of 8 kicks – dark",
        "Not judged: Heel to glutes in 2 of 8 kicks – 2 other reasons",
    ]


def test_the_only_other_reason_is_named(session: Session) -> None:
    reasons = ["hidden", "hidden", "lost", "lost", "cut", "cut", "dark"]
    reps = tuple(
        replace(
            rep,
            checks=(Check("heel-not-to-glutes", Verdict.NOT_ASSESSED, reason=reason, main=True),),
        )
        for rep, reason in zip(session.reps, reasons, strict=False)
    )
    text = table(replace(session, reps=reps), 200)
    assert "Not judged: Heel to glutes in 1 of 7 kicks – dark\n" in text
    assert "other reasons" not in text


def test_a_number_that_is_only_reported_is_not_called_unassessed() -> None:
    kickbacks = synthetic.Kickbacks()
    exercise = load_exercise(kickbacks.exercise)
    text = table(judge(synthetic.recording(kickbacks.track()), exercise), 200, exercise)
    (line,) = [line for line in text.splitlines() if "Reps per side" in line]
    assert line.startswith("Reps per side: left ")


def test_markup_in_names_is_only_text(session: Session) -> None:
    renamed = EXERCISE.model_copy(update={"rep_word": "[red]kicks[/red]", "name": "[b]x"})
    text = table(session, 100, renamed)
    assert "[red]kicks[/red]" in text.lower()
    assert "[b]x" in text
