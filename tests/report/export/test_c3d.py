"""C3D, read back with ezc3d."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezc3d
import numpy as np
import pytest

from formcheck.errors import ResultError
from formcheck.poses.landmarks import Landmark
from formcheck.report.export.exports import EXPORTS, export_result
from formcheck.report.folder import ResultsFolder
from formcheck.results import Session
from tests.report.export.conftest import Save, exported


def read(folder: Path) -> Any:  # noqa: ANN401
    return ezc3d.c3d(str(folder / "pose.c3d"))


def test_markers_have_their_places_in_pixels(save: Save, kicks: Session) -> None:
    file = read(exported(save(), "c3d"))
    point = file["parameters"]["POINT"]
    names, points = point["LABELS"]["value"], file["data"]["points"]
    assert point["UNITS"]["value"] == ["mm"]
    assert point["RATE"]["value"][0] == pytest.approx(30.0)
    assert points.shape == (4, len(names), kicks.frames)
    ankle = points[:2, names.index("LAnkle")].T * [1.0, -1.0]
    np.testing.assert_allclose(ankle, kicks.track.xy_px[:, Landmark.LEFT_ANKLE], atol=0.01)
    missing = np.isnan(ankle[:, 0])
    assert 0 < missing.sum() < kicks.frames
    residuals = file["data"]["meta_points"]["residuals"][0, names.index("LAnkle")]
    assert ((residuals < 0.0) == missing).all()


def test_with_a_height_the_unit_is_a_millimetre(save: Save) -> None:
    file = read(exported(save(), "c3d", height_m=1.80))
    names, points = file["parameters"]["POINT"]["LABELS"]["value"], file["data"]["points"]
    hip, ankle = (points[1, names.index(name)] for name in ("RHip", "RAnkle"))
    assert np.nanmax(hip - ankle) == pytest.approx(1000 * 0.491 * 1.80, rel=0.05)


def test_reps_are_events(save: Save, kicks: Session) -> None:
    event = read(exported(save(), "c3d"))["parameters"]["EVENT"]
    times_s = event["TIMES"]["value"].T @ [60.0, 1.0]
    found = zip(event["CONTEXTS"]["value"], event["LABELS"]["value"], times_s, strict=True)
    tops = [(context, time_s) for context, label, time_s in found if label == "top"]
    assert [context.lower() for context, _ in tops] == [rep.side for rep in kicks.reps]
    assert [time_s for _, time_s in tops] == pytest.approx(
        [rep.peak_s for rep in kicks.reps], abs=1e-3
    )


def test_a_clip_without_reps_has_no_events(save: Save) -> None:
    assert read(exported(save(reps=(), sets=(), summary=()), "c3d"))["data"]["points"].size


def test_without_ezc3d_the_other_formats_are_written(
    save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ezc3d", None)
    result = save()
    files = ResultsFolder.make(result.folder, "--out")
    (problem,) = export_result(result, ["c3d", "srt"], files)
    assert problem == "the format c3d needs the package ezc3d: run pip install 'formcheck[c3d]'"
    assert files.written == ["clip.srt"]


def test_a_clip_that_is_too_long_for_the_format_is_refused(save: Save) -> None:
    result = save()
    long = replace(result, track=replace(result.track, time_s=np.arange(70_000) / 60.0))
    with pytest.raises(ResultError, match="at most 65535 frames and the clip has 70000"):
        EXPORTS["c3d"].files(long, None)
