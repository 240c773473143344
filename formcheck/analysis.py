"""One clip, from its pictures to a judged session.

This is where the rooms meet: the pose model runs over the clip, the poses are cleaned, the engine
judges them, and a second pass is made where it helps. What a clip needs is decided here, so that
neither the pose model knows the rules nor the engine the pose model.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from formcheck.detection.model_file import heavy_model
from formcheck.detection.watching import record_poses, record_second_pass
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge_any_count, require_known_level, require_reps
from formcheck.kinematics.measures import OUTLINE_MEASURES
from formcheck.poses.recording import PoseRecording
from formcheck.results import Session
from formcheck.rules.rule import needs_one_of

AUTO = "auto"  # recognise the exercise

Accuracy = Literal["auto", "normal", "high"]  # when a second pass is made


def analyze(
    clip: str | Path,
    exercise: str | Path | Exercise = AUTO,
    *,
    level: str = "",
    model: str | Path | None = None,
    accuracy: Accuracy = "auto",
    slow_motion: float | None = None,
) -> Session:
    """Judge a clip.

    Everything happens on this machine. MediaPipe's native library would send usage statistics;
    proxy settings that only native code and child processes see prevent that.

    Args:
        clip: a video file.
        exercise: id of a built-in exercise, path of a TOML file, an `Exercise`, or "auto" to
            recognise the built-in exercise that the clip shows.
        level: one of the exercise's levels; its default one if empty.
        model: a MediaPipe ``.task`` file, or "heavy" for the heavy model, which users build
            themselves. If None, the one that comes with formcheck; the heavy one if it has been
            built, ``accuracy`` is "high", and the exercise is not one of slow movements.
        accuracy: when a second pass is made. It runs the pose model over the mirrored picture,
            which shows blurred feet better, and takes 1.7 times as long. "high" makes it for all
            clips that can gain from it, "normal" for none, "auto" for those of which the first
            pass shows too little.
        slow_motion: how many times slower the clip plays than it was filmed: 4 if it was filmed
            at 120 frames a second and plays at 30. If None, what the file says of it.

    Returns:
        The session: reps, set checks and a summary, with the measures of every frame.

    Raises:
        ClipError: the clip cannot be read, shows nobody for long enough, or, with "auto", shows
            none of the exercises.
        ExerciseError: no such exercise, its file is wrong, or it has no such level.
        BackendError: the pose model cannot be loaded.
    """
    if isinstance(exercise, Exercise):
        named: Exercise | None = exercise
    else:
        named = None if exercise == AUTO else load_exercise(exercise)
    _, session = record_and_judge(
        Path(clip),
        named,
        level=level,
        model=None if model is None else Path(model),
        accuracy=accuracy,
        slow_motion=slow_motion,
    )
    return session


def record_and_judge(
    clip: Path,
    exercise: Exercise | None,
    *,
    level: str,
    model: Path | None,
    accuracy: Accuracy,
    slow_motion: float | None = None,
    stage: Callable[[str, float], None] = lambda what, share: None,
    keep: Callable[[PoseRecording], object] = lambda recording: None,
    saved: PoseRecording | None = None,
) -> tuple[PoseRecording, Session]:
    """Run the pose model over a clip and judge it; make a second pass if that helps.

    Args:
        clip: a video file.
        exercise: the exercise that it shows; recognised if None.
        level: one of the exercise's levels; its default one if empty. If no exercise is named,
            those without this level get their default one.
        model: a MediaPipe ``.task`` file, "heavy" or None, see `analyze`.
        accuracy: when a second pass is made, see `analyze`.
        slow_motion: how many times slower the clip plays than it was filmed, see `analyze`.
        stage: called with the name of the stage and the share of it that is done, 0..1.
        keep: called with the poses as soon as there are any, and again after a second pass.
        saved: what ``keep`` got in an earlier run with the same arguments; the pose model does not
            run again for it.

    Returns:
        The poses and their session.

    Raises:
        ClipError: the clip cannot be read, shows nobody for long enough, or shows none of the
            exercises.
        ExerciseError: the exercise has no such level.
        BackendError: the pose model cannot be loaded.
    """
    require_known_level(level, exercise)  # before the long work
    model = chosen_model(model, exercise, accuracy)
    if saved is None:
        stage("finding the person", 0.0)
        recording = record_poses(
            clip,
            model=model,
            progress=lambda share: stage("finding the person", share),
            outline=needs_outline(exercise),
            slow_motion=slow_motion,
        )
        keep(recording)
    else:
        recording = saved
    session = judge_any_count(recording, exercise, level)
    if recording.mirrored is None and wants_second_pass(session, accuracy):
        exercises = [exercise or load_exercise(part.exercise) for part in session.parts]
        recording = record_second_pass(
            recording,
            outline=any(shown.reps.tempo == "slow" for shown in exercises),
            model=model,
            progress=lambda share: stage("second pass", share),
        )
        keep(recording)
        session = judge_any_count(recording, exercise, level)
    if exercise is None:
        require_reps(recording, session)
    return recording, session


def chosen_model(model: Path | None, exercise: Exercise | None, accuracy: Accuracy) -> Path | None:
    """Return the pose model that `record_and_judge` takes; None is the one of formcheck."""
    if model is None and accuracy == "high" and not (exercise and exercise.reps.tempo == "slow"):
        return heavy_model()  # it reads slow movements no better
    return model


def needs_outline(exercise: Exercise | None) -> bool:
    """Return True if the outline of the trunk is needed; None is an exercise yet unknown."""
    return exercise is None or needs_one_of(OUTLINE_MEASURES, exercise.rules)


def wants_second_pass(session: Session, accuracy: Accuracy) -> bool:
    """Return True if the pose model shall run once more, over the mirrored picture.

    Args:
        session: the result of the first pass.
        accuracy: "normal" never makes a second pass, "high" wherever it can help, and "auto" where
            the count is in doubt or few attempts were seen well enough to be judged.
    """
    needs = {part.second_pass for part in session.parts}
    if accuracy == "auto":
        return "needed" in needs
    return accuracy == "high" and needs != {"useless"}
