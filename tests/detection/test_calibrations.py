"""The corrections of each known pose model."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.body.calibration import NO_CORRECTION
from formcheck.cleaned_clip import clean_parts
from formcheck.detection.calibrations import (
    MEDIAPIPE_FULL,
    MEDIAPIPE_HEAVY,
    calibration_of,
    calibration_warnings,
)
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge, judge_parts
from formcheck.recognition.parts import Part
from formcheck.recognition.recognise import recognise
from formcheck.results import Verdict
from tests.conftest import judge_live
from tests.synthetic import BUNDLED_MODEL, ButtKicks, recording

HEAVY = (
    "pose_landmarker_heavy.task"
    " sha256:1a40669bdd338f7a407db34b82d6f9e060837ad739780280b23baee5f69d6519"
)
LITE = "pose_landmarker_lite.task sha256:0123"


def test_a_model_is_known_by_its_content_and_not_by_its_name() -> None:
    renamed = "model.task" + BUNDLED_MODEL.removeprefix("pose_landmarker_full.task")
    for model in (BUNDLED_MODEL, renamed):
        assert calibration_of(model) == MEDIAPIPE_FULL
        assert calibration_of(model, slow=True) == MEDIAPIPE_FULL.for_slow()
        for slow in (True, False):
            assert calibration_of(model, slow=slow, knee=False) == MEDIAPIPE_FULL.without_knee()
        assert calibration_warnings(model) == ()
    for model in (LITE, "pose_landmarker_full.task sha256:0123", ""):
        assert calibration_of(model) == calibration_of(model, knee=False) == NO_CORRECTION
        assert len(calibration_warnings(model)) == 1


def test_the_heavy_model_has_corrections_of_its_own() -> None:
    assert calibration_of(HEAVY) == MEDIAPIPE_HEAVY
    assert calibration_of(HEAVY) != calibration_of(BUNDLED_MODEL)
    assert calibration_warnings(HEAVY) == ()


@pytest.mark.parametrize(("model", "judged"), [(BUNDLED_MODEL, False), (HEAVY, True)])
def test_a_leg_is_seen_by_the_visibility_that_its_model_gives(
    butt_kicks: Exercise, model: str, judged: bool
) -> None:
    track = ButtKicks().track()
    faint = replace(track, visibility=np.full_like(track.visibility, 0.3))
    session = judge(recording(faint, model=model), butt_kicks)
    checks = [rep.main_check for rep in session.reps]
    assert checks
    assert all(
        check is not None and (check.verdict is not Verdict.NOT_ASSESSED) == judged
        for check in checks
    )


@pytest.mark.parametrize("live", [False, True])
def test_angles_of_an_unknown_model_are_judged_as_read(butt_kicks: Exercise, live: bool) -> None:
    track = ButtKicks(left_deg=115.0, right_deg=115.0, fps=60.0).track()
    session, corrected = (
        (judge_live if live else judge)(recording(track, model=model), butt_kicks)
        for model in (LITE, BUNDLED_MODEL)
    )
    peaks = [rep.measures["peak_knee_flexion_deg"] or np.nan for rep in session.reps]
    assert np.median(peaks) == pytest.approx(115.0, abs=1.0)
    if not live:  # a live set is judged as a clip when it is over, and warns then
        warnings = [text for text in session.warnings if "not corrected" in text]
        assert len(warnings) == 1
        assert "pose_landmarker_lite.task" in warnings[0]
    assert not any("not corrected" in text for text in corrected.warnings)


def test_a_clip_of_several_parts_warns_once(butt_kicks: Exercise) -> None:
    seen = replace(recording(ButtKicks().track(), model=LITE), warnings=("a damaged clip",))
    half = len(seen.track) // 2
    known = recognise(seen.track)
    parts = [Part(butt_kicks, start, stop, known) for start, stop in ((0, half), (half, 2 * half))]
    session = judge_parts(seen, clean_parts(seen, parts))
    said = [text for part in session.parts for text in part.warnings]
    for text in ("a damaged clip", "not corrected"):
        assert sum(text in one for one in said) == 1
    assert session.warnings[0] == "a damaged clip"
