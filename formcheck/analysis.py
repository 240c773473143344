"""One clip, from its pictures to a judged session.

This is where the rooms meet: the pose model runs over the clip, the poses are cleaned, the engine
judges them, and a second pass is made where it helps. What a clip needs is decided here, so that
neither the pose model knows the rules nor the engine the pose model.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from formcheck.body.calibration import Calibration
from formcheck.body.facing import stretches
from formcheck.cleaning.whole_clip import Cleaned, clean
from formcheck.detection.calibrations import calibration_of, calibration_warnings
from formcheck.detection.model_file import heavy_model
from formcheck.detection.watching import record_poses, record_second_pass
from formcheck.engine.checker import FormChecker
from formcheck.engine.remarks import is_shown, looks_like_another, remarks
from formcheck.engine.slow_motion import seems_slowed, slow_motion_warnings, without_speed
from formcheck.engine.turns import joined
from formcheck.engine.whole_clip import run_engine, run_engine_again
from formcheck.errors import ClipError
from formcheck.exercises.file import built_in, load_exercise
from formcheck.exercises.levels import require_level
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import OUTLINE_MEASURES
from formcheck.poses.recording import PoseRecording, require_person
from formcheck.recognition.parts import Part, recognised_parts
from formcheck.recognition.recognise import recognise
from formcheck.results import Recognition, Session
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
    _require_level(level, exercise)  # before the long work
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
    session = _judged_clip(recording, exercise, level)
    if recording.mirrored is None and wants_second_pass(session, accuracy):
        exercises = [exercise or load_exercise(part.exercise) for part in session.parts]
        recording = record_second_pass(
            recording,
            outline=any(shown.reps.tempo == "slow" for shown in exercises),
            model=model,
            progress=lambda share: stage("second pass", share),
        )
        keep(recording)
        session = _judged_clip(recording, exercise, level)
    if exercise is None:
        _require_reps(recording, session)
    return recording, session


def chosen_model(model: Path | None, exercise: Exercise | None, accuracy: Accuracy) -> Path | None:
    """Return the pose model that `record_and_judge` takes; None is the one of formcheck."""
    if model is None and accuracy == "high" and not (exercise and exercise.reps.tempo == "slow"):
        return heavy_model()  # it reads slow movements no better
    return model


def judge_clip(recording: PoseRecording, exercise: Exercise | None, *, level: str = "") -> Session:
    """Judge recorded poses as an exercise, or as the exercises that are recognised in them.

    Raises:
        ClipError: nobody is seen for long enough; or no exercise is named, and none is recognised
            for sure, or no rep of it is counted.
        ExerciseError: the exercise has no such level; or none is named, and none has it.
    """
    _require_level(level, exercise)
    session = _judged_clip(recording, exercise, level)
    if exercise is None:
        _require_reps(recording, session)
    return session


def _judged_clip(recording: PoseRecording, exercise: Exercise | None, level: str) -> Session:
    """Judge as `judge_clip` does, even if no rep is counted."""
    if exercise:
        return judge(recording, exercise, level=level)
    return judge_parts(recording, recognised_parts(recording), level=level)


def _require_level(level: str, exercise: Exercise | None) -> None:
    """Check that the exercise, or one of those that are recognised, has a level.

    Raises:
        ExerciseError: it has not.
    """
    if level:
        known = [exercise] if exercise else [load_exercise(name) for name in built_in()]
        require_level(level, known)


def _require_reps(recording: PoseRecording, session: Session) -> None:
    """Check that reps were counted of an exercise that was recognised.

    Raises:
        ClipError: there are none, so it may be another exercise.
    """
    if any(part.reps for part in session.parts):
        return
    exercise = load_exercise(session.exercise)
    raise ClipError(
        f"{recording.source.path}: not sure which exercise it shows, because it looks like"
        f" {exercise.id}, but no {exercise.rep_word} were counted: name it with --exercise"
    )


def judge_parts(recording: PoseRecording, shown: Sequence[Part], *, level: str = "") -> Session:
    """Judge each part of a clip as the exercise that it shows.

    Args:
        recording: the poses of the whole clip.
        shown: the parts, in order of time.
        level: used for the exercises that have it; the others get their default level.

    Returns:
        The session with the most attempts. Its ``others`` are the sessions of the other parts.

    Raises:
        ClipError: nobody is seen for long enough.
    """
    sessions = [
        _judged_part(
            recording.part(part.start, part.stop),
            part.exercise,
            level=level if level in part.exercise.levels else "",
            recognised=part.recognised,
        )
        for part in shown
    ]
    main = max(sessions, key=lambda session: len(session.reps))
    others = tuple(session for session in sessions if session is not main)
    return replace(main, others=others, warnings=_clip_warnings(recording) + main.warnings)


def judge(
    recording: PoseRecording,
    exercise: Exercise,
    *,
    level: str = "",
    recognised: Recognition | None = None,
) -> Session:
    """Clean and judge recorded poses. This needs neither pictures nor the pose model.

    Args:
        recording: the poses as the pose model gave them.
        exercise: the exercise that they show.
        level: one of the exercise's levels; its default one if empty.
        recognised: what the poses look like, if that is known already.

    Raises:
        ClipError: nobody is seen for long enough.
        ExerciseError: the exercise has no such level.
    """
    session = _judged_part(recording, exercise, level=level, recognised=recognised)
    return replace(session, warnings=_clip_warnings(recording) + session.warnings)


def _judged_part(
    recording: PoseRecording,
    exercise: Exercise,
    *,
    level: str,
    recognised: Recognition | None,
) -> Session:
    """Judge as `judge` does, without the warnings that are about the whole clip."""
    require_level(level, [exercise])
    require_person(recording)
    checkers = check_stretches(recording, exercise, level, late_neutral=True)
    session = joined(exercise, checkers)
    if recording.source.slow_motion is None and seems_slowed(session, exercise):
        session = without_speed(session, exercise)
    recognised = recognised or recognise(recording.track)
    if not session.reps and is_shown(recognised, exercise):
        recognised = replace(recognised, confidence=0.0)
    warnings = session.warnings
    warnings += remarks(session, exercise, recording.track.fps)
    warnings += looks_like_another(recognised, exercise, session)
    return replace(session, warnings=warnings, recognised=recognised)


def _clip_warnings(recording: PoseRecording) -> tuple[str, ...]:
    """Return what is wrong with the clip or its pose model, one sentence each."""
    warnings = recording.warnings + slow_motion_warnings(recording.source.slow_motion)
    return warnings + calibration_warnings(recording.model)


def calibration_for(model: str, exercise: Exercise) -> Calibration:
    """Return the corrections for poses of a model (see `PoseRecording.model`) in an exercise."""
    slow = exercise.reps.tempo == "slow"
    return calibration_of(model, slow=slow, knee=exercise.cleaning.knee_correction)


def cleaned_for(
    recording: PoseRecording, exercise: Exercise, steady: slice = slice(None)
) -> Cleaned:
    """Clean a whole recording for an exercise, and calibrate the person for the pose model.

    Args:
        recording: the poses as the pose model gave them.
        exercise: the exercise that they show.
        steady: the frames in which the person does not turn round.
    """
    calibration = calibration_for(recording.model, exercise)
    cleaned = clean(
        recording.track,
        cutoff_hz=exercise.cleaning.cutoff_hz,
        max_gap_s=exercise.cleaning.max_gap_s,
        lag_s=calibration.lag_s,
        legs=exercise.reps.legs,
        mirrored=recording.mirrored,
        steady=steady,
    )
    return replace(cleaned, subject=replace(cleaned.subject, calibration=calibration))


def check_stretches(
    recording: PoseRecording, exercise: Exercise, level: str, *, late_neutral: bool = False
) -> list[FormChecker]:
    """Clean each stretch between two turns of the person and judge it; nearly always it is one.

    Args:
        recording: the poses as the pose model gave them.
        exercise: the exercise that they show.
        level: one of its levels; its default one if empty.
        late_neutral: judge once more if the neutral pose was seen only after the first rep.
    """
    track = recording.track
    run = run_engine_again if late_neutral else run_engine
    return [
        run(
            cleaned_for(recording.part(some.start, some.stop), exercise, some.steady),
            track.fps,
            exercise,
            level,
            steady_s=some.steady_s(track),
        )
        for some in stretches(track)
    ]


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
