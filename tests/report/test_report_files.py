"""`report.json`, `measures.csv` and `reps.csv` of synthetic clips."""

import csv
import json
import math
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from formcheck.exercises.spec import Exercise
from formcheck.report.json_report import Report, make_report, write_report
from formcheck.report.made import Settings
from formcheck.report.rule_report import RuleReport
from formcheck.report.tables import read_measures, write_measures, write_reps
from formcheck.results import Check, Recognition, Rep, Session
from tests.conftest import Judge
from tests.synthetic import ButtKicks, recording, standing, without_person

CLIPS: dict[str, dict[str, Any]] = {
    "clean": {},
    "faulty": {"left_deg": 60.0, "bounce_ll": 0.2, "waist_bend_deg": 25.0},
    "oblique": {"yaw_deg": 45.0},
    "front": {"yaw_deg": 90.0},
    "one": {"kicks": 1},
    "standing": {"kicks": 0, "rest_s": 3.0},
}


def report_of(session: Session, exercise: Exercise, name: str = "clip.mp4") -> Report:
    return make_report(recording(session.track, name), session, [exercise] * len(session.parts))


@pytest.mark.parametrize("changes", CLIPS.values(), ids=CLIPS)
def test_the_report_can_be_read_again(
    judged: Judge, butt_kicks: Exercise, tmp_path: Path, changes: dict[str, Any]
) -> None:
    session = judged(ButtKicks(**changes).track())
    write_report(tmp_path / "report.json", report_of(session, butt_kicks))
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    report = Report.model_validate_json(text)
    assert report.schema_version == 2
    assert report.counts == session.counts
    assert [row.rule for row in report.summary] == [rule.id for rule in butt_kicks.rules]
    assert len(report.reps) == len(session.reps)
    assert report.safety == list(butt_kicks.safety)
    assert "NaN" not in text
    assert "Infinity" not in text


def test_the_report_has_view_counts_and_faults(judged: Judge, butt_kicks: Exercise) -> None:
    session = judged(ButtKicks(left_deg=60.0).track())
    data = json.loads(report_of(session, butt_kicks).to_json())
    assert data["view"] == {
        "kind": "side",
        "yaw_deg": pytest.approx(0.0, abs=1e-6),
        "facing": 1,
        "from_behind": False,
        "elevation_deg": pytest.approx(0.7, abs=0.1),
        "near_side": "right",
    }
    assert data["counts"] == {"left": 8, "right": 8}
    faulty = next(row for row in data["summary"] if row["rule"] == "heel-not-to-glutes")
    assert (faulty["verdict"], faulty["reps_judged"], faulty["reps_faulty"]) == ("fault", 16, 8)


def test_a_field_that_is_added_to_a_result_appears_in_the_report(
    judged: Judge, butt_kicks: Exercise
) -> None:
    data = json.loads(report_of(judged(ButtKicks().track()), butt_kicks).to_json())
    (rep, *_), (check, *_), (row, *_) = data["reps"], data["set_checks"], data["summary"]
    for part, kind in ((rep, Rep), (check, Check), (row, RuleReport)):
        assert part.keys() - {"verdict"} == {field.name for field in fields(kind)} - {"verdict"}


def test_each_of_two_exercises_has_its_own_warnings_and_recognition(
    judged: Judge, butt_kicks: Exercise
) -> None:
    session = replace(
        judged(ButtKicks(kicks=4).track()),
        recognised=Recognition("butt-kicks", 0.9),
        warnings=("blurred", "too dark"),
    )
    other = replace(
        session,
        exercise="standing-kickback",
        recognised=Recognition("standing-kickback", 0.8),
        warnings=("too dark",),
    )
    report = report_of(replace(session, others=(other,)), butt_kicks)
    assert report.warnings == ["blurred", "too dark"]
    assert report.others[0].warnings == ["too dark"]
    for row, confidence in ((report, 0.9), (report.others[0], 0.8)):
        assert row.recognised is not None
        assert row.recognised.exercise == row.exercise
        assert row.recognised.confidence == confidence


def test_the_same_clip_gives_the_same_bytes_but_for_the_date(
    judged: Judge, butt_kicks: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    track = ButtKicks(noise_px=2.0, left_deg=80.0).track()
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        session = judged(track)
        write_report(tmp_path / folder / "report.json", report_of(session, butt_kicks))
        write_measures(tmp_path / folder / "measures.csv", session, "clip.mp4")
        write_reps(tmp_path / folder / "reps.csv", report_of(session, butt_kicks), "clip.mp4")
    for name in ("report.json", "measures.csv", "reps.csv"):
        first, second = ((tmp_path / f / name).read_bytes() for f in ("first", "second"))
        assert first == second
        assert first.endswith(b"\n")
        assert b"\r" not in first


def test_the_report_says_when_and_how_it_was_made(
    judged: Judge, butt_kicks: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = judged(ButtKicks(kicks=2).track())
    asked = Settings("my kicks.toml", "tempo", "high", 4.0)
    made = make_report(recording(session.track), session, [butt_kicks], asked).made
    assert made is not None
    assert made.settings == asked
    assert made.formcheck == version("formcheck")
    assert made.model == recording(session.track).model
    assert abs(datetime.now(UTC) - made.date) < timedelta(minutes=1)
    assert made.date.tzinfo is not None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    fixed = json.loads(report_of(session, butt_kicks).to_json())["made"]
    assert fixed["date"] == "2023-11-14T22:13:20Z"
    assert fixed["settings"]["exercise"] == "butt-kicks"


def test_the_report_has_the_cues_with_their_times(judged: Judge, butt_kicks: Exercise) -> None:
    session = judged(ButtKicks(left_deg=60.0).track())
    (cue, *_) = json.loads(report_of(session, butt_kicks).to_json())["cues"]
    assert cue == {
        "rule": "heel-not-to-glutes",
        "text": session.cues[0].text,
        "verdict": "fault",
        "start_s": pytest.approx(session.cues[0].start_s, abs=1e-4),
        "end_s": pytest.approx(session.cues[0].end_s, abs=1e-4),
    }


def test_a_rep_read_back_has_the_same_verdict(judged: Judge, butt_kicks: Exercise) -> None:
    session = judged(without_person(ButtKicks(left_deg=60.0).track(), 2.0, 2.5))
    text = report_of(session, butt_kicks).to_json()
    verdicts = [rep.verdict for rep in session.reps]
    assert [rep["verdict"] for rep in json.loads(text)["reps"]] == verdicts
    assert [rep.verdict for rep in Report.model_validate_json(text).reps] == verdicts


# What version 1 of the file and the first files of version 2 did not have.
SINCE_V1 = {"title", "value", "threshold", "unit", "label", "measure", "sigma", "sides"}
SINCE_2 = {
    *("made", "cues", "angle", "title", "rep_word", "start_s", "end_s", "stretches"),
}
IN_ROWS = {"measured", "advice", "explanation", "source", "limits"}


@pytest.mark.parametrize("schema_version", [1, 2])
def test_older_reports_are_read(judged: Judge, butt_kicks: Exercise, schema_version: int) -> None:
    session = judged(ButtKicks(left_deg=60.0).track())
    data = json.loads(report_of(session, butt_kicks).to_json())
    old = {key: value for key, value in data.items() if key not in SINCE_2}
    gone = IN_ROWS | (SINCE_V1 if schema_version == 1 else set())
    old |= {
        "schema_version": schema_version,
        "summary": [{k: v for k, v in row.items() if k not in gone} for row in data["summary"]],
    }
    for key in ("from_behind", "elevation_deg", "facing"):
        del old["view"][key]
    del old["source"]["slow_motion"]
    report = Report.model_validate_json(json.dumps(old))
    assert report.schema_version == 2
    assert report.made is None
    assert [row.verdict for row in report.summary] == [row.verdict for row in session.summary]
    assert Report.model_validate_json(report.to_json()) == report


def test_a_file_name_may_contain_any_character(
    judged: Judge, butt_kicks: Exercise, tmp_path: Path
) -> None:
    name = 'Übung "1",\n2.mp4'
    write_report(tmp_path / "report.json", report_of(judged(standing()), butt_kicks, name))
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["source"]["path"] == name


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_measures_have_columns_with_side_and_unit_and_true_angles(
    checked: Judge, tmp_path: Path
) -> None:
    kicks = ButtKicks(kicks=4)
    session = checked(kicks.track())
    write_measures(tmp_path / "measures.csv", session, "clip.mp4")
    rows = rows_of(tmp_path / "measures.csv")
    assert len(rows) == session.frames
    columns = list(rows[0])
    assert columns[:2] == ["clip", "time_s"]
    assert {
        "left_knee_flexion_deg", "right_knee_flexion_deg", "left_hip_flexion_deg",
        "left_thigh_elevation_deg", "trunk_inclination_deg",
    } <= set(columns)  # fmt: skip
    endings = ("_deg", "_s", "_th", "_tl", "_ll", "_hw", "_share")
    assert all(name.endswith(endings) for name in columns[1:])
    for i, row in enumerate(rows):
        assert float(row["time_s"]) == pytest.approx(session.track.time_s[i], abs=1e-4)
        assert float(row["left_knee_flexion_deg"]) == pytest.approx(
            kicks.knee_flexion_deg("left")[i], abs=0.01
        )


def test_an_unknown_measure_is_an_empty_cell(judged: Judge, tmp_path: Path) -> None:
    session = judged(without_person(ButtKicks(kicks=4).track(), 2.0, 2.5))
    write_measures(tmp_path / "measures.csv", session, "clip.mp4")
    for row in rows_of(tmp_path / "measures.csv"):
        gone = 2.0 <= float(row["time_s"]) < 2.5 - 1e-3
        assert (row["left_knee_flexion_deg"] == "") == gone
        assert not any("nan" in cell.lower() for cell in row.values())


def test_from_the_front_the_angles_of_the_side_view_are_empty(
    judged: Judge, tmp_path: Path
) -> None:
    session = judged(ButtKicks(yaw_deg=90.0, kicks=2).track())
    write_measures(tmp_path / "measures.csv", session, "clip.mp4")
    rows = rows_of(tmp_path / "measures.csv")
    assert {row["left_knee_flexion_deg"] for row in rows} == {""}
    assert all(math.isfinite(float(row["mid_hip_height_ll"])) for row in rows)


def test_reps_have_leg_times_and_verdicts(
    checked: Judge, butt_kicks: Exercise, tmp_path: Path
) -> None:
    kicks = ButtKicks(left_deg=95.0)
    report = report_of(checked(kicks.track()), butt_kicks)
    write_reps(tmp_path / "reps.csv", report, "clip.mp4")
    rows = rows_of(tmp_path / "reps.csv")
    assert [row["side"] for row in rows] == [kick.side for kick in kicks.plan]
    assert [row["rep"] for row in rows] == [str(i + 1) for i in range(len(kicks.plan))]
    assert {(row["clip"], row["exercise"], row["set"]) for row in rows} == {
        ("clip.mp4", "butt-kicks", "1")
    }
    for row, kick in zip(rows, kicks.plan, strict=True):
        assert float(row["start_s"]) < float(row["peak_s"]) < float(row["end_s"])
        assert float(row["peak_knee_flexion_deg"]) == pytest.approx(kick.peak_flexion_deg, abs=1.0)
        assert row["heel-not-to-glutes"] == ("fault" if kick.side == "left" else "good")
        assert row["verdict"] == row["heel-not-to-glutes"]


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=HYPERLINK(1).mp4", "'=HYPERLINK(1).mp4"),
        ("-1.mp4", "'-1.mp4"),
        ('a "b", c.mp4', 'a "b", c.mp4'),
        ("two\nlines\u2028nan.mp4", r"two\nlines\u2028nan.mp4"),
    ],
)
def test_the_name_of_a_clip_is_a_cell_of_text(
    judged: Judge, butt_kicks: Exercise, tmp_path: Path, name: str, cell: str
) -> None:
    session = judged(ButtKicks(kicks=4).track())
    write_reps(tmp_path / "reps.csv", report_of(session, butt_kicks), name)
    write_measures(tmp_path / "measures.csv", session, name)
    for file, count in (("reps.csv", len(session.reps)), ("measures.csv", session.frames)):
        assert [row["clip"] for row in rows_of(tmp_path / file)] == [cell] * count
    measures = read_measures((tmp_path / "measures.csv").read_text("utf-8").splitlines())
    assert measures.keys() == {"time_s", *session.measures}
    assert measures["time_s"] == pytest.approx(session.time_s, abs=1e-4)


def test_an_old_report_stays_if_the_new_one_cannot_be_written(
    judged: Judge, butt_kicks: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.json"
    path.write_text("old")
    report = report_of(judged(standing()), butt_kicks)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_report(path, report)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["report.json"]
