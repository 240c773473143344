"""Recorded poses become a judged session: cleaned, judged, recognised where no exercise is named.

This needs neither pictures nor the pose model.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from formcheck.cleaned_clip import CleanedPart, clean_clip, cleaned_stretches
from formcheck.detection.calibrations import calibration_warnings
from formcheck.engine.checker import FormChecker
from formcheck.engine.remarks import is_shown, looks_like_another, remarks
from formcheck.engine.slow_motion import seems_slowed, slow_motion_warnings, without_speed
from formcheck.engine.turns import joined
from formcheck.engine.whole_clip import run_engine, run_engine_again
from formcheck.errors import NAME_THE_EXERCISE, ClipError
from formcheck.exercises.file import built_in, load_exercise
from formcheck.exercises.levels import require_level
from formcheck.exercises.spec import Exercise
from formcheck.poses.frame_rate import effective_fps
from formcheck.poses.recording import PoseRecording, Source
from formcheck.results import Session
from formcheck.system.memory import give_back


def judge_clip(recording: PoseRecording, exercise: Exercise | None, *, level: str = "") -> Session:
    """Judge recorded poses as an exercise, or as the exercises that are recognised in them.

    Raises:
        ClipError: nobody is seen for long enough; or no exercise is named, and none is recognised
            for sure, or no rep of it is counted.
        ExerciseError: the exercise has no such level; or none is named, and none has it.
    """
    require_known_level(level, exercise)
    session = judge_any_count(recording, exercise, level)
    if exercise is None:
        require_reps(recording, session)
    return session


def judge_saved(
    path: Path, exercise: Exercise | None, *, level: str = "", slow_motion: float | None = None
) -> tuple[PoseRecording, Session]:
    """Judge saved poses as `judge_clip` does; they leave the memory before they are judged.

    Args:
        path: of the file.
        exercise: the exercise that they show; recognised if None.
        level: one of the exercise's levels; its default one if empty.
        slow_motion: how many times slower the clip plays than it was filmed; what the file says if
            None.

    Returns:
        The recording without its frames, and the session.

    Raises:
        PoseFileError: the file cannot be read.
    """
    recording, parts = _load_and_clean(path, exercise, level, slow_motion, silhouette=False)
    if any(part.is_from_behind for part in parts):
        del recording, parts
        recording, parts = _load_and_clean(path, exercise, level, slow_motion, silhouette=True)
    recording = recording.without_frames()
    give_back()
    session = judge_parts(recording, parts)
    del parts
    give_back()
    if exercise is None:
        require_reps(recording, session)
    return recording, session


def _load_and_clean(
    path: Path,
    exercise: Exercise | None,
    level: str,
    slow_motion: float | None,
    *,
    silhouette: bool,
) -> tuple[PoseRecording, list[CleanedPart]]:
    """Read and clean saved poses, see `judge_saved` and `PoseRecording.load`."""
    recording = PoseRecording.load(path, silhouette=silhouette)
    if slow_motion is not None:
        recording = recording.filmed(slow_motion)
    require_known_level(level, exercise)
    return recording, clean_clip(recording, exercise, level)


def judge_any_count(recording: PoseRecording, exercise: Exercise | None, level: str) -> Session:
    """Judge as `judge_clip` does, even if no rep is counted."""
    return judge_parts(recording, clean_clip(recording, exercise, level))


def require_known_level(level: str, exercise: Exercise | None) -> None:
    """Check that the exercise, or one of those that are recognised, has a level.

    Raises:
        ExerciseError: it has not.
    """
    if level:
        known = [exercise] if exercise else [load_exercise(name) for name in built_in()]
        require_level(level, known)


def require_reps(recording: PoseRecording, session: Session) -> None:
    """Check that reps were counted of an exercise that was recognised.

    Raises:
        ClipError: there are none, so it may be another exercise.
    """
    if any(part.reps for part in session.parts):
        return
    exercise = load_exercise(session.exercise)
    raise ClipError(
        f"{recording.source.path}: not sure which exercise it shows, because it looks like"
        f" {exercise.id}, but no {exercise.rep_word} were counted: {NAME_THE_EXERCISE}"
    )


def judge_parts(recording: PoseRecording, parts: Sequence[CleanedPart]) -> Session:
    """Judge each part of a clip as the exercise that it shows.

    Args:
        recording: the clip; its frames are not needed any more.
        parts: from `clean_clip`.

    Returns:
        The session with the most attempts. Its ``others`` are the sessions of the other parts.
    """
    sessions = [_judged_part(recording.source, part) for part in parts]
    main = max(sessions, key=lambda session: len(session.reps))
    others = tuple(session for session in sessions if session is not main)
    return replace(main, others=others, warnings=_clip_warnings(recording) + main.warnings)


def judge(recording: PoseRecording, exercise: Exercise, *, level: str = "") -> Session:
    """Clean and judge recorded poses. This needs neither pictures nor the pose model.

    Args:
        recording: the poses as the pose model gave them.
        exercise: the exercise that they show.
        level: one of the exercise's levels; its default one if empty.

    Raises:
        ClipError: nobody is seen for long enough.
        ExerciseError: the exercise has no such level.
    """
    return judge_any_count(recording, exercise, level)


def _judged_part(source: Source, part: CleanedPart) -> Session:
    """Judge a part, without the warnings that are about the whole clip."""
    exercise, recognised = part.exercise, part.recognised
    checkers = [
        run_engine_again(
            cleaned,
            part.fps,
            exercise,
            part.level,
            steady_s=steady_s,
            frame_limit=source.frame_limit,
        )
        for cleaned, steady_s in part.stretches
    ]
    session = joined(exercise, checkers)
    if source.slow_motion is None and seems_slowed(session, exercise):
        session = without_speed(session, exercise)
    if not session.reps and is_shown(recognised, exercise):
        recognised = replace(recognised, confidence=0.0)
    warnings = session.warnings
    warnings += remarks(session, exercise, part.fps, source.frame_limit)
    warnings += looks_like_another(recognised, exercise, session, part.fps)
    return replace(session, warnings=warnings, recognised=recognised)


def _clip_warnings(recording: PoseRecording) -> tuple[str, ...]:
    """Return what is wrong with the clip or its pose model, one sentence each."""
    warnings = recording.warnings + slow_motion_warnings(recording.source.slow_motion)
    return warnings + calibration_warnings(recording.model)


def check_stretches(recording: PoseRecording, exercise: Exercise, level: str) -> list[FormChecker]:
    """Clean each stretch between two turns of the person and judge it; nearly always it is one.

    Args:
        recording: the poses as the pose model gave them.
        exercise: the exercise that they show.
        level: one of its levels; its default one if empty.
    """
    fps, frame_limit = effective_fps(recording.track.time_s), recording.source.frame_limit
    return [
        run_engine(cleaned, fps, exercise, level, steady_s=steady_s, frame_limit=frame_limit)
        for cleaned, steady_s in cleaned_stretches(recording, exercise)
    ]
