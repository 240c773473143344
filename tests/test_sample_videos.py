"""The sample videos with the pose model: each is found to show what it was made to show."""

import json
from pathlib import Path

import pytest

from benchmarks.clips.truth import Truth
from benchmarks.scores.true_verdicts.verdicts import true_verdicts
from formcheck import analyze
from formcheck.analysis import Accuracy
from formcheck.results import Verdict
from formcheck.video import ClipReader

SAMPLES = Path(__file__).parent.parent / "sample_videos"
CLIPS = sorted(SAMPLES.glob("*.mp4"))


def test_there_are_a_dozen_clips_of_all_exercises() -> None:
    exercises = {Truth.read(clip.with_suffix(".truth.json")).spec["exercise"] for clip in CLIPS}
    assert len(CLIPS) >= 12
    assert exercises == {
        "butt-kicks",
        "butt-kicks-pull-through",
        "quadruped-kickback",
        "standing-kickback",
    }


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.stem)
def test_each_clip_is_small_and_has_its_truth_beside_it(clip: Path) -> None:
    truth = json.loads(clip.with_suffix(".truth.json").read_text(encoding="utf-8"))
    with ClipReader(clip) as reader:
        assert reader.info.frames == len(truth["frames"]["time_s"])
        assert reader.info.width == truth["spec"]["camera"]["width"]
    assert clip.stat().st_size <= 1_000_000


@pytest.mark.parametrize(
    "name",
    [
        "butt-kicks-hips-drop",
        "quadruped-kickback-arching",
        "quadruped-kickback-short-swings",
        "standing-kickback-lean",
    ],
)
def test_every_rep_is_counted_and_no_fault_but_its_own_is_found(name: str) -> None:
    clip = SAMPLES / f"{name}.mp4"
    truth = Truth.read(clip.with_suffix(".truth.json"))
    session = analyze(clip, exercise=truth.spec["exercise"])
    assert session.counts == truth.counts()
    found = {row.rule for row in session.summary if row.verdict is Verdict.FAULT}
    true = {rule for rule, verdict in true_verdicts(truth).items() if verdict == "fault"}
    assert found == true != set()


def test_a_dark_clip_is_warned_of_and_not_judged() -> None:
    session = analyze(SAMPLES / "butt-kicks-dim.mp4", exercise="butt-kicks")
    assert not [row.rule for row in session.summary if row.verdict is Verdict.FAULT]
    assert not [rep for rep in session.reps if rep.verdict is Verdict.FAULT]
    assert any("more light" in warning for warning in session.warnings)


def test_blurred_feet_are_judged_after_a_second_pass() -> None:
    clip = SAMPLES / "butt-kicks-lean-portrait.mp4"

    def verdicts(accuracy: Accuracy) -> dict[str, Verdict]:
        session = analyze(clip, exercise="butt-kicks", accuracy=accuracy)
        assert session.counts == Truth.read(clip.with_suffix(".truth.json")).counts()
        return {row.rule: row.verdict for row in session.summary}

    one_pass, two_passes = verdicts("normal"), verdicts("auto")
    assert one_pass["thigh-swing"] is Verdict.NOT_ASSESSED
    assert two_passes["thigh-swing"] is two_passes["heel-not-to-glutes"] is Verdict.GOOD
    assert two_passes["excessive-forward-lean"] is two_passes["bouncing"] is Verdict.FAULT
