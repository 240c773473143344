"""One clip, from pictures to a judged session."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from formcheck.body.calibration import Calibration
from formcheck.cleaning.whole_clip import Cleaned, clean
from formcheck.detection.calibrations import calibration_of, calibration_warnings
from formcheck.detection.watching import look_again, record_poses
from formcheck.engine.checker import FormChecker
from formcheck.engine.remarks import doubts, remarks
from formcheck.exercises.file import load_exercise, require_level
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import NEUTRAL_MEASURES, OUTLINE_MEASURES
from formcheck.poses.recording import PoseRecording, require_person
from formcheck.recognition.parts import Part, recognised_parts
from formcheck.recognition.recognise import recognise
from formcheck.results import Recognition, Session
from formcheck.rules.rule import needs_one_of

AUTO = "auto"  # the exercise that is recognised

Accuracy = Literal["auto", "normal", "high"]


def analyze(
    clip: str | Path,
    exercise: str | Path | Exercise = AUTO,
    *,
    level: str = "",
    model: Path | None = None,
    accuracy: Accuracy = "auto",
) -> Session:
    """Judge a clip.

    Everything happens on this machine. MediaPipe's native library would send usage statistics;
    it is kept from it by proxy settings that only native code and child processes see.

    Args:
        clip: a video file.
        exercise: id of a built-in exercise, path of a TOML file, an `Exercise`, or "auto" for
            the built-in exercise that is recognised in the clip.
        level: one of the exercise's levels; its default one when empty.
        model: a MediaPipe ``.task`` bundle; the one that comes with formcheck when None.
        accuracy: how closely to look. Watched in the mirror as well, a clip tells more of feet
            that are blurred, in 1.7 times the time: "high" does so with all clips that gain by
            it, "normal" with none, "auto" with those of which the first look tells too little.

    Returns:
        The session: reps, set checks and a summary, with the measures of every frame.

    Raises:
        ClipError: the clip cannot be read, shows nobody for long enough, or, with "auto", none of
            the exercises.
        ExerciseError: no such exercise, its file is wrong, or it has no such level.
        BackendError: the model cannot be loaded.
    """
    if isinstance(exercise, Exercise):
        named: Exercise | None = exercise
    else:
        named = None if exercise == AUTO else load_exercise(exercise)
    _, session = watch_and_judge(Path(clip), named, level=level, model=model, accuracy=accuracy)
    return session


def watch_and_judge(
    clip: Path,
    exercise: Exercise | None,
    *,
    level: str,
    model: Path | None,
    accuracy: Accuracy,
    stage: Callable[[str, float], None] = lambda what, share: None,
    keep: Callable[[PoseRecording], object] = lambda recording: None,
) -> tuple[PoseRecording, Session]:
    """Watch a clip and judge it; where that is wanted, watch and judge it once more.

    Args:
        clip: a video file.
        exercise: what is done; recognised when None.
        level: see `analyze`.
        model: likewise.
        accuracy: likewise.
        stage: told what is being done, and the share of it that is done.
        keep: given the poses as soon as there are any, and again with the second look.

    Raises:
        ClipError: see `analyze`.
        ExerciseError: likewise.
        BackendError: likewise.
    """
    if exercise:
        require_level(level, [exercise])  # before the clip is watched
    stage("finding the person", 0.0)
    recording = record_poses(
        clip,
        model=model,
        progress=lambda share: stage("finding the person", share),
        outline=needs_outline(exercise),
    )
    keep(recording)
    session = judge_clip(recording, exercise, level=level)
    if wants_second_look(session, accuracy):
        shown = [exercise or load_exercise(part.exercise) for part in session.parts]
        recording = look_again(
            recording,
            outline=any(one.reps.tempo == "slow" for one in shown),
            model=model,
            progress=lambda share: stage("second pass", share),
        )
        keep(recording)
        session = judge_clip(recording, exercise, level=level)
    return recording, session


def judge_clip(recording: PoseRecording, exercise: Exercise | None, *, level: str = "") -> Session:
    """Judge recorded poses as an exercise, or as what is recognised in them.

    Raises:
        ClipError: nobody is seen, or not for long enough, or, where no exercise is named, none
            of them is recognised or none that has such a level.
    """
    if exercise:
        return judge(recording, exercise, level=level)
    return judge_parts(recording, recognised_parts(recording, level), level=level)


def judge_parts(recording: PoseRecording, shown: Sequence[Part], *, level: str = "") -> Session:
    """Judge each part of a clip as the exercise that it shows.

    Returns:
        The session with the most attempts; its ``others`` are those of the other parts.

    Raises:
        ClipError: nobody is seen, or not for long enough.
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
    """Clean and judge recorded poses: no model, no pictures.

    Args:
        recording: what the model saw.
        exercise: what is done.
        level: one of the exercise's levels; its default one when empty.
        recognised: what they look like, where that is known already.

    Raises:
        ClipError: nobody is seen, or not for long enough.
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
    session = _judged(recording, exercise, level)
    recognised = recognised or recognise(recording.track)
    warnings = session.warnings
    warnings += remarks(session, exercise, recording.track.fps)
    warnings += doubts(recognised, exercise)
    return replace(session, warnings=warnings, recognised=recognised)


def _clip_warnings(recording: PoseRecording) -> tuple[str, ...]:
    """Return what is wrong with the clip or its pose model, one sentence each."""
    return recording.warnings + calibration_warnings(recording.model)


def calibration_for(model: str, exercise: Exercise) -> Calibration:
    """Return the corrections for poses of a model (see `PoseRecording.model`) in an exercise."""
    return calibration_of(model, knee=exercise.cleaning.knee_correction)


def cleaned_for(recording: PoseRecording, exercise: Exercise) -> Cleaned:
    """Clean a whole recording as an exercise asks for, its person calibrated for it."""
    calibration = calibration_for(recording.model, exercise)
    cleaned = clean(
        recording.track,
        cutoff_hz=exercise.cleaning.cutoff_hz,
        max_gap_s=exercise.cleaning.max_gap_s,
        lag_s=calibration.lag_s,
        legs=exercise.reps.legs,
        mirrored=recording.mirrored,
    )
    return replace(cleaned, subject=replace(cleaned.subject, calibration=calibration))


def checked(
    cleaned: Cleaned,
    fps: float,
    exercise: Exercise,
    level: str,
    neutral_s: tuple[float, float] | None = None,
) -> tuple[FormChecker, Session]:
    """Run the engine over a whole clip that is clean; see `FormChecker`."""
    checker = FormChecker(
        exercise, cleaned.subject, fps, level, neutral_s, shanks_deg=cleaned.shanks_deg
    )
    checker.extend(cleaned.track)
    return checker, checker.finish()


def _judged(recording: PoseRecording, exercise: Exercise, level: str) -> Session:
    cleaned, fps = cleaned_for(recording, exercise), recording.track.fps
    checker, session = checked(cleaned, fps, exercise, level)
    late = checker.neutral_s and session.reps and session.reps[0].start_s < checker.neutral_s[0]
    if late and needs_one_of(NEUTRAL_MEASURES, exercise.rules):
        _, session = checked(cleaned, fps, exercise, level, checker.neutral_s)
    return session


def needs_outline(exercise: Exercise | None) -> bool:
    """Whether an exercise, or one yet to be recognised, reads the outline of the trunk."""
    return exercise is None or needs_one_of(OUTLINE_MEASURES, exercise.rules)


def wants_second_look(session: Session, accuracy: Accuracy) -> bool:
    """Whether a clip that was judged is to be watched again, in the mirror.

    Args:
        session: what came of the first look.
        accuracy: "normal" never looks twice, "high" wherever that is of use, and "auto" where
            the count is in doubt or few attempts were seen well enough to be judged.
    """
    looks = {part.second_look for part in session.parts}
    if accuracy == "auto":
        return "needed" in looks
    return accuracy == "high" and looks != {"useless"}
