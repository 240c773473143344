"""Reports: what stands in the files and in the terminal."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from rich.console import Console

from formcheck.analysis import judge
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import MEASURES
from formcheck.poses.recording import PoseRecording
from formcheck.report import words
from formcheck.report.json_report import Report, make_report
from formcheck.report.rules_table import print_exercise
from formcheck.report.tables import write_measures, write_reps
from formcheck.report.terminal import print_session
from formcheck.reps.curve import OF_A_CURVE
from formcheck.reps.spec import Phase, Reduce, Value
from formcheck.results import Check, RuleSummary, Session, Verdict
from formcheck.rules.limits import Limits
from tests import synthetic
from tests.sample import results

EXERCISE = load_exercise("butt-kicks")


@pytest.fixture(scope="module")
def recording() -> PoseRecording:
    return PoseRecording.load(results() / "poses.npz")


@pytest.fixture(scope="module")
def session(recording: PoseRecording) -> Session:
    return judge(recording, EXERCISE)


def table(session: Session, width: int, exercise: Exercise = EXERCISE) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_session(console, "clip.mp4", session, exercise)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def explained(exercise: Exercise, width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_exercise(console, exercise)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_report_reads_back_as_it_was(recording: PoseRecording, session: Session) -> None:
    text = (results() / "report.json").read_text("utf-8")
    assert make_report(recording.source, session, [EXERCISE]).to_json() == text
    assert Report.model_validate_json(text).to_json() == text


def test_report_has_what_the_specification_names() -> None:
    report = json.loads((results() / "report.json").read_text("utf-8"))
    assert report["schema_version"] == 2
    assert report["source"].keys() == {
        *("path", "width", "height", "fps", "duration_s", "frames", "frames_with_pose", "looks")
    }
    assert report["view"].keys() == {"kind", "yaw_deg", "near_side"}
    assert [row["rule"] for row in report["summary"]] == [rule.id for rule in EXERCISE.rules]
    for row in report["summary"]:
        assert row["reason"] or row["verdict"] != "not_assessed"
    for rep in report["reps"]:
        assert rep["start_s"] < rep["peak_s"] < rep["end_s"]
        for check in rep["checks"]:
            assert check.keys() == {
                *("rule", "verdict", "value", "threshold", "unit", "at_s", "reason", "cue")
            }
            assert check["reason" if check["verdict"] == "not_assessed" else "unit"]
    assert report["safety"]
    assert report["reminders"]
    assert report["warnings"] == []


def test_measures_have_a_row_for_every_frame(session: Session, tmp_path: Path) -> None:
    write_measures(tmp_path / "m.csv", session)
    with (tmp_path / "m.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == session.frames
    assert {"time_s", "left_knee_flexion_deg", "trunk_inclination_deg"} <= set(rows[0])
    assert not any("nan" in value for row in rows for value in row.values())
    for row, time_s in zip(rows, session.track.time_s, strict=True):
        assert float(row["time_s"]) == pytest.approx(time_s, abs=1e-4)


def test_reps_have_a_row_each(session: Session, tmp_path: Path) -> None:
    write_reps(tmp_path / "r.csv", session)
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["side"] for row in rows] == [rep.side for rep in session.reps]
    assert [row["verdict"] for row in rows] == [rep.verdict.value for rep in session.reps]


def test_no_reps_give_a_file_with_its_head(session: Session, tmp_path: Path) -> None:
    write_reps(tmp_path / "r.csv", replace(session, reps=()))
    assert (tmp_path / "r.csv").read_text("utf-8") == (
        "index,side,start_s,peak_s,end_s,verdict,exercise,set\n"
    )


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


WORDS = ["FAULT", "borderline", "good"]


def test_a_rule_that_no_clip_shows_says_what_to_do_instead(session: Session) -> None:
    kickbacks = load_exercise("quadruped-kickback")
    rule = next(rule for rule in kickbacks.rules if not rule.measured)
    row = RuleSummary(rule.id, Verdict.NOT_ASSESSED, 0, 0, "", rule.why_unmeasured())
    text = table(replace(session, summary=(row,)), 400, kickbacks)
    (line,) = (line for line in text.splitlines() if rule.title in line)
    assert rule.why_unmeasured() in line
    told = explained(kickbacks)
    assert f"{rule.title}  {rule.id}\n" in told
    assert rule.why_unmeasured()[1:] in told
    assert f"Source: {rule.source}." in told.split(rule.title)[1]


def test_rules_with_the_same_reason_share_a_line(session: Session) -> None:
    reason = "needs a side view"
    summary = [
        replace(row, verdict=Verdict.NOT_ASSESSED, reason=reason, cue="") for row in session.summary
    ]
    text = table(replace(session, summary=tuple(summary)), 500)
    assert text.count(reason) == 1
    assert "verdict" not in text


def test_why_kicks_were_not_judged_is_told_before_the_table(session: Session) -> None:
    unseen = Check(
        "heel-not-to-glutes", Verdict.NOT_ASSESSED, reason="the foot was lost", main=True
    )
    reps = [replace(rep, checks=(unseen,)) for rep in session.reps[:2]]
    some = replace(session, reps=(*reps, *session.reps[2:]), warnings=("too dark",))
    lines = [line.strip() for line in table(some, 200).splitlines()]
    told = lines.index(f"Not judged: 2 of {len(some.reps)} kicks – the foot was lost")
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
    assert [line for line in lines if line.startswith("Not judged")] == [
        "Not judged: 3 of 8 kicks – hidden",
        "Not judged: 2 of 8 kicks – lost",
        "Not judged: 1 of 8 kicks – dark",
        "Not judged: 2 of 8 kicks, for other reasons",
    ]


def test_a_number_that_is_only_told_is_not_called_unassessed() -> None:
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


def test_an_exercise_explained_says_how_many_frames_a_rule_needs() -> None:
    said = Console(width=200, record=True, file=io.StringIO())
    print_exercise(said, load_exercise("standing-kickback"))
    of_rules = dict(re.findall(r"  ([a-z-]+)\n(.*?)Source", said.export_text(), flags=re.DOTALL))
    needing = {rule for rule, text in of_rules.items() if "at 14 frames a second" in text}
    assert needing == {"momentum", "dropped-return"}


def test_every_measure_unit_and_phase_has_words() -> None:
    assert all(measure.label for measure in MEASURES.values())
    assert {measure.unit for measure in MEASURES.values()} <= set(words._UNITS)
    for reduce in get_args(Reduce):
        for phase in ("rep",) if reduce in OF_A_CURVE else get_args(Phase):
            value = Value(measure="knee_flexion_deg", reduce=reduce, phase=phase, leg="stance")
            assert "_" not in words.value_phrase(value, "kick")
            assert value.unit in words._UNITS


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (98.4, "deg", "98°"),
        (-0.2, "deg", "0°"),
        (0.123, "LL", "12 % of leg length"),
        (2.95, "LL/s", "3.0 leg lengths a second"),
        (149.6, "steps/min", "150 steps/min"),
        (9.6, "%", "10 %"),
        (1.5, "furlongs", "1.50 furlongs"),
    ],
)
def test_figures_read_as_words(value: float, unit: str, said: str) -> None:
    assert words.figure(value, unit) == said


def test_limits_read_as_words() -> None:
    limits = Limits(borderline_below=0.05, fault_below=0.02, borderline_above=0.125)
    assert (
        words.ranges(limits, "LL")
        == "borderline under 5 % or over 12.5 %, a fault under 2 % of leg length"
    )


def test_an_exercise_is_explained_in_plain_words() -> None:
    text = explained(EXERCISE)
    for rule in EXERCISE.rules:
        assert rule.title in text
        assert rule.explain in text
    assert "Largest knee bend in a kick: borderline under 120°, a fault under 105°." in text
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


def test_an_explanation_fits_a_narrow_terminal() -> None:
    assert max(map(len, explained(EXERCISE, 60).splitlines())) <= 60
