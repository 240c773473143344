"""Recorded poses become a judged session: cleaned, judged, recognised where no exercise is named.

This needs neither pictures nor the pose model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.body.calibration import Calibration
from formcheck.body.facing import stretches
from formcheck.cleaning.whole_clip import Cleaned, clean
from formcheck.detection.calibrations import calibration_of, calibration_warnings
from formcheck.engine.checker import FormChecker
from formcheck.engine.remarks import is_shown, looks_like_another, remarks
from formcheck.engine.slow_motion import seems_slowed, slow_motion_warnings, without_speed
from formcheck.engine.turns import joined
from formcheck.engine.whole_clip import run_engine, run_engine_again
from formcheck.errors import ClipError
from formcheck.exercises.file import built_in, load_exercise
from formcheck.exercises.levels import require_level
from formcheck.exercises.spec import Exercise
from formcheck.poses.frame_rate import effective_fps
from formcheck.poses.recording import PoseRecording, Source, require_person
from formcheck.recognition.parts import Part, recognised_parts
from formcheck.recognition.recognise import recognise
from formcheck.results import Recognition, Session
from formcheck.system.memory import give_back


@dataclass(frozen=True, slots=True)
class CleanedPart:
    """The part of a clip that shows one exercise, ready to be judged without the raw poses.

    Attributes:
        exercise: what is done.
        level: one of its levels; its default one if empty.
        recognised: what the poses look like.
        fps: frames a second, see `effective_fps`.
        stretches: the cleaned poses between two turns of the person, each with the times from when
            to when they do not turn.
    """

    exercise: Exercise
    level: str
    recognised: Recognition
    fps: float
    stretches: tuple[tuple[Cleaned, tuple[float, float]], ...]


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
    recording = PoseRecording.load(path)
    if slow_motion is not None:
        recording = recording.filmed(slow_motion)
    require_known_level(level, exercise)
    parts = clean_clip(recording, exercise, level)
    recording = recording.without_frames()
    give_back()
    session = judge_parts(recording, parts)
    if exercise is None:
        require_reps(recording, session)
    return recording, session


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
        f" {exercise.id}, but no {exercise.rep_word} were counted: name it with --exercise"
    )


def clean_clip(
    recording: PoseRecording, exercise: Exercise | None, level: str
) -> list[CleanedPart]:
    """Clean recorded poses for the exercise that they show, or for those that are recognised.

    Args:
        recording: the poses of the whole clip.
        exercise: the exercise; recognised if None.
        level: see `clean_parts`; an exercise that is named must have it.

    Raises:
        ClipError: nobody is seen for long enough, or no exercise is recognised for sure.
        ExerciseError: the exercise has no such level.
    """
    if exercise is None:
        return clean_parts(recording, recognised_parts(recording), level)
    return [_cleaned_part(recording, exercise, level, None)]


def clean_parts(
    recording: PoseRecording, shown: Sequence[Part], level: str = ""
) -> list[CleanedPart]:
    """Clean each part of a clip for the exercise that it shows.

    Args:
        recording: the poses of the whole clip.
        shown: the parts, in order of time.
        level: used for the exercises that have it; the others get their default level.

    Raises:
        ClipError: nobody is seen for long enough.
    """
    return [
        _cleaned_part(
            recording.part(part.start, part.stop),
            part.exercise,
            level if level in part.exercise.levels else "",
            part.recognised,
        )
        for part in shown
    ]


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


def _cleaned_part(
    recording: PoseRecording, exercise: Exercise, level: str, recognised: Recognition | None
) -> CleanedPart:
    require_level(level, [exercise])
    require_person(recording)
    return CleanedPart(
        exercise,
        level,
        recognised or recognise(recording.track),
        effective_fps(recording.track.time_s),
        tuple(_cleaned_stretches(recording, exercise)),
    )


def _judged_part(source: Source, part: CleanedPart) -> Session:
    """Judge a part, without the warnings that are about the whole clip."""
    exercise, recognised = part.exercise, part.recognised
    session = joined(exercise, _checked(part, source, late_neutral=True))
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


def check_stretches(recording: PoseRecording, exercise: Exercise, level: str) -> list[FormChecker]:
    """Clean each stretch between two turns of the person and judge it; nearly always it is one.

    Args:
        recording: the poses as the pose model gave them.
        exercise: the exercise that they show.
        level: one of its levels; its default one if empty.
    """
    part = CleanedPart(
        exercise,
        level,
        Recognition("", 0.0),  # nobody asks
        effective_fps(recording.track.time_s),
        tuple(_cleaned_stretches(recording, exercise)),
    )
    return _checked(part, recording.source, late_neutral=False)


def _cleaned_stretches(
    recording: PoseRecording, exercise: Exercise
) -> Iterator[tuple[Cleaned, tuple[float, float]]]:
    """Yield the stretches of `CleanedPart`."""
    track = recording.track
    for some in stretches(track):
        part = recording.part(some.start, some.stop)
        yield cleaned_for(part, exercise, some.steady), some.steady_s(track)


def _checked(part: CleanedPart, source: Source, *, late_neutral: bool) -> list[FormChecker]:
    """Judge each stretch of a part.

    Args:
        part: the part.
        source: the clip.
        late_neutral: judge once more if the neutral pose was seen only after the first rep.
    """
    run = run_engine_again if late_neutral else run_engine
    return [
        run(
            cleaned,
            part.fps,
            part.exercise,
            part.level,
            steady_s=steady_s,
            frame_limit=source.frame_limit,
        )
        for cleaned, steady_s in part.stretches
    ]
