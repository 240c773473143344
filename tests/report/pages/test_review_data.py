"""The data of the review page."""

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.exercises.file import load_exercise
from formcheck.judging import judge_clip
from formcheck.overlay.playback import Playback
from formcheck.poses.landmarks import Landmark
from formcheck.poses.pose import join
from formcheck.poses.recording import PoseRecording
from formcheck.report.folder import ResultsFolder
from formcheck.report.pages.html import Numbers
from formcheck.report.pages.review.data import review_data
from formcheck.report.pages.review.page import write_review
from formcheck.report.saved import SavedResult
from formcheck.results import Session, Verdict
from tests.synthetic import ButtKicks, Kickbacks
from tests.synthetic import recording as recorded


@pytest.fixture
def result(kicks_folder: Path) -> SavedResult:
    return SavedResult.load(kicks_folder)


def numbers(of_page: Numbers, dtype: str) -> Any:  # noqa: ANN401
    return np.frombuffer(base64.b64decode(of_page.text), dtype)


def test_landmarks_come_back_within_a_tenth_of_a_pixel(result: SavedResult, kicks: Session) -> None:
    data = review_data(result, None)
    names, places = data["landmarks"]["names"], data["places"]
    xy = numbers(data["landmarks"]["xy"], "<u2").reshape(kicks.frames, len(names), 2)
    ankle = places["origin"] + places["scale"] * xy[:, names.index("left_ankle")]
    np.testing.assert_allclose(ankle, kicks.track.xy_px[:, Landmark.LEFT_ANKLE], atol=0.1)
    assert {names[a].split("_")[-1] for a, _ in data["landmarks"]["lines"]} >= {"knee", "ankle"}


def test_what_is_unknown_or_far_outside_the_picture_is_unknown(
    result: SavedResult,
) -> None:
    xy_px = result.track.xy_px
    xy_px[3], xy_px[4, Landmark.LEFT_KNEE] = np.nan, (1e5, 10.0)
    data = review_data(result, None)
    names = data["landmarks"]["names"]
    xy = numbers(data["landmarks"]["xy"], "<u2").reshape(len(xy_px), len(names), 2)
    assert (xy[3] == 65535).all()
    assert (xy[4, names.index("left_knee")] == 65535).all()
    assert (xy[4, names.index("right_knee")] < 65535).all()
    assert (numbers(data["landmarks"]["head"], "<u2").reshape(-1, 3)[3] == 65535).all()


def test_a_part_has_its_verdicts_and_the_measures_of_its_frames(
    result: SavedResult, kicks: Session
) -> None:
    (part,) = review_data(result, None)["parts"]
    assert (part["exercise"], part["first_frame"]) == ("butt-kicks", 0)
    assert [rep["verdict"] for rep in part["reps"]] == [rep.verdict for rep in kicks.shown_reps]
    knee = part["measures"]["left_knee_flexion_deg"]
    assert (knee["label"], knee["unit"], knee["side"]) == ("knee bend", "deg", "left")
    np.testing.assert_allclose(
        numbers(knee["data"], "<f4"), kicks.measures["left_knee_flexion_deg"], atol=1e-3
    )
    assert "left_knee_inward_deg" not in part["measures"]  # not seen from the side


def test_a_rep_has_the_verdict_that_the_video_shows(result: SavedResult) -> None:
    heel = next(row for row in result.report.summary if row.rule == "heel-not-to-glutes")
    at = result.report.summary.index(heel)
    first = result.report.reps[0]
    checks = tuple(
        replace(check, verdict=Verdict.FAULT) if check.rule == heel.rule else check
        for check in first.checks
    )
    result.report.reps[0] = replace(first, checks=checks)
    for over_clip, shown in ((Verdict.FAULT, "fault"), (Verdict.BORDERLINE, "borderline")):
        result.report.summary[at] = replace(heel, verdict=over_clip)
        (part,) = review_data(result, None)["parts"]
        rep = next(part["reps"])
        assert rep["verdict"] == shown
        assert rep["checks"][0]["verdict"] == shown


def test_the_page_is_made_from_the_files_alone(result: SavedResult) -> None:
    write_review(result.folder)
    text = (result.folder / "review.html").read_text("utf-8")
    assert 'id="data">{"clip":' in text
    # A name of SVG and a comment of uPlot are no places that anything is loaded from.
    for address in ("http://www.w3.org/2000/svg", "/*! https://github.com/leeoniya/uPlot"):
        text = text.replace(address, "")
    assert "http://" not in text
    assert "https://" not in text


def test_each_exercise_of_a_clip_has_its_own_frames(tmp_path: Path) -> None:
    first, then = Kickbacks().track(), ButtKicks(kicks=16).track()
    later = replace(then, time_s=then.time_s + float(first.time_s[-1]) + 0.04)
    both = recorded(join([first, later]))
    session = judge_clip(both, None)
    exercises = [load_exercise(part.exercise) for part in session.parts]
    ResultsFolder(tmp_path, "--out").write_session(both, session, exercises)
    parts = review_data(SavedResult.load(tmp_path), None)["parts"]
    assert [part["exercise"] for part in parts] == ["quadruped-kickback", "butt-kicks"]
    assert [part["first_frame"] for part in parts] == [0, parts[0]["last_frame"] + 1]
    assert parts[1]["last_frame"] == len(both.track) - 1
    for shown, part in zip(parts, session.parts, strict=True):
        assert len(list(shown["reps"])) == len(part.reps)
        np.testing.assert_allclose(
            numbers(shown["measures"]["left_knee_flexion_deg"]["data"], "<f4"),
            part.measures["left_knee_flexion_deg"],
            atol=1e-3,
        )


def test_the_traced_back_is_where_the_video_draws_it(
    recording: PoseRecording, session: Session, tmp_path: Path
) -> None:
    exercise = load_exercise("butt-kicks")
    ResultsFolder(tmp_path, "--out").write_session(recording, session, [exercise])
    data = review_data(SavedResult.load(tmp_path), None)
    points, places = data["back"]["points"], data["places"]
    xy = numbers(data["back"]["xy"], "<u2").reshape(session.frames, points, 2).astype(float)
    xy[xy == 65535] = np.nan
    playback = Playback(session, exercise)
    drawn = [(i, frame.back) for i in range(session.frames) if (frame := playback.frame(i)).back]
    assert drawn
    for index, back in drawn:
        assert back is not None
        there = places["origin"] + places["scale"] * xy[index]
        np.testing.assert_allclose(there, back.xy_px, atol=0.1)
