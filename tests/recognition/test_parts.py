"""A clip of one exercise or of several. Each part is judged as the exercise that it shows."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.batch.clip import analyze_clip
from formcheck.batch.options import BatchOptions
from formcheck.cleaned_clip import clean_parts
from formcheck.errors import ClipError, ExerciseError
from formcheck.exercises.file import load_exercise
from formcheck.judging import judge, judge_clip, judge_parts
from formcheck.poses.pose import join
from formcheck.recognition.parts import recognised_parts
from formcheck.results import Recognition
from tests.movements import FPS, squats
from tests.synthetic import ButtKicks, Kickbacks, recording

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def test_the_recognised_exercise_is_judged() -> None:
    poses = recording(Kickbacks(standing=True).track())
    (part,) = recognised_parts(poses)
    session = judge_parts(poses, clean_parts(poses, [part]))
    assert session.exercise == part.exercise.id == "standing-kickback"
    assert session.recognised is not None
    assert session.recognised.exercise == session.exercise
    assert session.recognised == judge(poses, part.exercise).recognised
    assert session.warnings == ()


def test_a_clip_of_two_exercises_is_cut_where_they_change() -> None:
    first, then = Kickbacks().track(), ButtKicks(kicks=16).track()
    later_s = float(first.time_s[-1]) + 1.0 / FPS
    both = recording(join([first, replace(then, time_s=then.time_s + later_s)]))
    shown = recognised_parts(both)
    assert [part.exercise.id for part in shown] == ["quadruped-kickback", "butt-kicks"]
    assert both.track.time_s[shown[1].start] == pytest.approx(later_s, abs=1.5)
    session = judge_parts(both, clean_parts(both, shown))
    assert session.exercise == "butt-kicks"  # it has the most reps
    assert [part.exercise for part in session.parts] == ["quadruped-kickback", "butt-kicks"]
    assert [part.counts for part in session.parts] == [
        {"left": 2, "right": 2}, {"left": 8, "right": 8},
    ]  # fmt: skip


def test_a_part_without_an_exercise_leaves_no_gap() -> None:
    """Standing about, one foot behind the other, before the first exercise."""
    split = Kickbacks(standing=True, travel_deg=6.0, hold_s=6.0, sides=("left",)).track()
    held = np.full(180, len(split) // 2)
    stand = replace(split.part(0, 180), xy_px=split.xy_px[held], time_s=np.arange(180) / FPS)
    tracks, at_s = [], 0.0
    for track in (stand, Kickbacks().track(), ButtKicks(kicks=16).track()):
        tracks.append(replace(track, time_s=track.time_s - track.time_s[0] + at_s))
        at_s = float(tracks[-1].time_s[-1]) + 1.0 / FPS
    poses = recording(join(tracks))
    shown = recognised_parts(poses)
    assert [part.exercise.id for part in shown] == ["quadruped-kickback", "butt-kicks"]
    assert shown[0].start == 0
    assert shown[0].stop == shown[1].start
    assert shown[1].stop == len(poses.track)


def test_no_exercise_is_an_error_that_names_all() -> None:
    message = r"^squat\.mp4: it shows none of .*butt-kicks.* --exercise"
    with pytest.raises(ClipError, match=message) as error:
        recognised_parts(recording(squats(), "squat.mp4"))
    assert "\n" not in str(error.value)


def test_an_exercise_that_is_not_sure_is_asked_for_and_not_judged() -> None:
    first, then = ButtKicks(kicks=5, stand_s=0.3, rest_s=0.0).track(), squats()
    later_s = float(first.time_s[-1]) + 1.0 / FPS
    both = join([first, replace(then, time_s=then.time_s + later_s)])
    with pytest.raises(ClipError, match=r"^clip\.mp4: not sure .*butt-kicks .*--exercise"):
        judge_clip(recording(both), None)
    assert judge_clip(recording(both), load_exercise("butt-kicks")).exercise == "butt-kicks"


def test_an_exercise_without_reps_is_asked_for_and_not_judged() -> None:
    """From behind kickbacks are counted by the outline, which these poses do not have."""
    poses = recording(Kickbacks(camera=ButtKicks(yaw_deg=-90.0)).track())
    with pytest.raises(ClipError, match=r"^clip\.mp4: .* no kickbacks were counted: .* --exercise"):
        judge_clip(poses, None)
    named = judge_clip(poses, load_exercise("quadruped-kickback"))
    assert named.recognised == Recognition("quadruped-kickback", 0.0)


def test_poses_without_an_exercise_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.analysis.record_poses", lambda *_, **__: recording(squats()))
    out = tmp_path / "out"
    with pytest.raises(ClipError, match="none of"):
        analyze_clip(Path("clip.mp4"), out, BatchOptions(None, tmp_path), lambda *_: None)
    assert [path.name for path in out.iterdir()] == ["poses.npz"]


def test_a_level_is_used_for_the_exercises_that_have_it() -> None:
    kicks, lifts = ButtKicks().track(), Kickbacks(standing=True).track()
    assert judge_clip(recording(kicks), None, level="tempo").level == "tempo"
    usual = judge_clip(recording(lifts), None, level="tempo")
    assert (usual.exercise, usual.level) == ("standing-kickback", "")
    assert usual.reps
    with pytest.raises(ExerciseError, match='no exercise has a level "temop"; did you mean'):
        judge_clip(recording(kicks), None, level="temop")
