"""The files of results of the sample clip."""

import csv
import json
from pathlib import Path

import pytest

from formcheck.exercises.file import load_exercise
from formcheck.poses.recording import PoseRecording
from formcheck.report.json_report import Report, make_report
from formcheck.report.tables import write_measures, write_reps
from formcheck.results import Session
from tests.sample import results

EXERCISE = load_exercise("butt-kicks")


def test_report_reads_back_as_it_was(recording: PoseRecording, session: Session) -> None:
    text = (results() / "report.json").read_text("utf-8")
    saved = Report.model_validate_json(text)
    assert saved.to_json() == text
    report = make_report(recording, session, [EXERCISE])
    assert report.model_copy(update={"made": saved.made}).to_json() == text


def test_report_has_what_the_specification_names() -> None:
    report = json.loads((results() / "report.json").read_text("utf-8"))
    assert report["schema_version"] == 2
    assert report["source"].keys() == {
        *("path", "width", "height", "fps", "duration_s", "frames", "frames_with_pose", "looks"),
        "slow_motion",
        "camera_fps",
    }
    assert report["view"].keys() == {
        *("kind", "yaw_deg", "near_side", "facing", "from_behind", "elevation_deg")
    }
    assert [row["rule"] for row in report["summary"]] == [rule.id for rule in EXERCISE.rules]
    for row in report["summary"]:
        assert row["reason"] or row["verdict"] != "not_assessed"
    for rep in report["reps"]:
        assert rep["start_s"] < rep["peak_s"] < rep["end_s"]
        for check in rep["checks"]:
            assert check.keys() == {
                *("rule", "verdict", "value", "threshold", "unit", "at_s", "reason", "cue"),
                *("sigma", "side", "label", "measure", "main"),
                *("part", "part_side", "span_s", "lower_limit", "good_limit", "fault_limit"),
                *("detail", "at_least"),
            }
            assert check["reason" if check["verdict"] == "not_assessed" else "unit"]
    assert report["safety"]
    assert report["reminders"]
    assert report["warnings"] == []


def test_measures_have_a_row_for_every_frame(session: Session, tmp_path: Path) -> None:
    write_measures(tmp_path / "m.csv", session, "clip.mp4")
    with (tmp_path / "m.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == session.frames
    assert {"time_s", "left_knee_flexion_deg", "trunk_inclination_deg"} <= set(rows[0])
    assert not any("nan" in value for row in rows for value in row.values())
    for row, time_s in zip(rows, session.track.time_s, strict=True):
        assert float(row["time_s"]) == pytest.approx(time_s, abs=1e-4)


def test_reps_have_a_row_each(recording: PoseRecording, session: Session, tmp_path: Path) -> None:
    write_reps(tmp_path / "r.csv", make_report(recording, session, [EXERCISE]), "clip.mp4")
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["side"] for row in rows] == [rep.side for rep in session.reps]
    assert [row["verdict"] for row in rows] == [rep.verdict.value for rep in session.reps]


def test_no_reps_give_a_file_with_its_head(tmp_path: Path) -> None:
    report = Report.model_validate_json((results() / "report.json").read_text("utf-8"))
    write_reps(tmp_path / "r.csv", report.model_copy(update={"reps": []}), "clip.mp4")
    assert (tmp_path / "r.csv").read_text("utf-8") == (
        "clip,exercise,set,rep,side,start_s,peak_s,end_s,verdict\n"
    )
