"""One clip, from pictures to a judged session."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from formcheck.calibration import MEDIAPIPE_FULL, Calibration
from formcheck.checker import FormChecker
from formcheck.clean.live import LiveCleaner
from formcheck.clean.offline import Cleaned, clean
from formcheck.exercise import Exercise, built_in, load_exercise
from formcheck.kinematics import MEASURES, OUTLINE_MEASURES
from formcheck.people import choose_person
from formcheck.pose import PoseRecording, PoseTrack, Source
from formcheck.recognise import recognise
from formcheck.results import Recognition, Session
from formcheck.rules import values_needed

SHORTEST_S = 2.0  # nothing can be said of less
SLOW_FPS = 20.0
LOST_SHARE = 0.2
AUTO = "auto"  # the exercise that is recognised
SURE = 0.7  # confidence in what is recognised that is enough to contradict a user

Progress = Callable[[float], None]


def analyze(
    clip: str | Path,
    exercise: str | Exercise = AUTO,
    *,
    level: str = "",
    model: Path | None = None,
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

    Returns:
        The session: reps, set checks and a summary, with the measures of every frame.

    Raises:
        ClipError: the clip cannot be read, shows nobody for long enough, or, with "auto", none of
            the exercises.
        ExerciseError: no such exercise, or its file is wrong.
        BackendError: the model cannot be loaded.
    """
    named = load_exercise(exercise) if isinstance(exercise, str) and exercise != AUTO else None
    if isinstance(exercise, Exercise):
        named = exercise
    path = Path(clip)
    recording = record_poses(path, model=model, outline=needs_outline(named))
    chosen = named or recognised_exercise(recording, level)
    if needs_outline(chosen) and recording.track.edges_tl is None:
        recording = record_poses(path, model=model, outline=True)
    return judge(recording, chosen, level=level)


def needs_outline(exercise: Exercise | None) -> bool:
    """Whether an exercise has a rule that reads the outline of the trunk."""
    values = values_needed(exercise.rules) if exercise else ()
    return any(value.measure in OUTLINE_MEASURES for value in values)


def record_poses(
    path: Path,
    *,
    model: Path | None = None,
    progress: Progress | None = None,
    outline: bool = False,
) -> PoseRecording:
    """Run the pose model over a clip.

    With a second person in sight the clip is run again following both, which takes twice the
    time, and the one who fills the picture more is kept.

    Args:
        path: the clip.
        model: see `analyze`.
        progress: called with the share done, 0..1, now and then.
        outline: whether to trace the outline of the trunk, see `needs_outline`.

    Raises:
        ClipError: the clip cannot be read.
        BackendError: the model cannot be loaded.
    """
    recording = _record(path, model, progress, people=1, outline=outline)
    if recording is None:
        recording = _record(path, model, progress, people=2, outline=outline)
    assert recording is not None  # only who follows one person gives up at a second
    return recording


def _record(
    path: Path, model: Path | None, progress: Progress | None, *, people: int, outline: bool
) -> PoseRecording | None:
    """Run over the clip; None as soon as there are more people than are followed."""
    # Decoder and model take a second to load, and `judge` needs neither.
    from formcheck.backends.mediapipe import MediaPipeBackend
    from formcheck.video import ClipReader

    with (
        ClipReader(path) as clip,
        MediaPipeBackend(model, people=people, outline=outline) as backend,
    ):
        expected = clip.info.frames or round((clip.info.duration_s or 0.0) * clip.info.fps)
        frames, times_s = [], []
        for frame in clip:
            frames.append(backend.detect(frame.image, frame.time_s))
            if backend.crowded:
                return None
            times_s.append(frame.time_s)
            if progress and expected:
                progress(min(1.0, len(times_s) / expected))
        poses, stayed = choose_person(frames, times_s)
        track = PoseTrack.from_poses(poses, clip.info.width, clip.info.height)
        warnings = list(clip.warnings)
        if stayed > 1:
            warnings.append(
                f"{stayed} people in the picture: the one who fills it more was judged;"
                " film one person at a time"
            )
        frame_s = 1.0 / track.fps if track.fps else 0.0
        source = Source(
            path=str(path),
            width=clip.info.width,
            height=clip.info.height,
            fps=track.fps,
            duration_s=(times_s[-1] + frame_s) if times_s else 0.0,
            frames=len(times_s),
        )
        return PoseRecording(track, source, backend.name, tuple(warnings))


def recognised_exercise(recording: PoseRecording, level: str = "") -> Exercise:
    """Return the built-in exercise that poses show.

    Args:
        recording: what the model saw.
        level: one that the exercise must have; any when empty.

    Raises:
        ClipError: they show none, nobody for long enough, or one that has no such level.
    """
    _require_person(recording)
    found = recognise(recording.track)
    if not found.exercise:
        from formcheck.video import ClipError  # loads the decoder; see `_record`

        raise ClipError(
            f"{recording.source.path}: none of the exercises {', '.join(built_in())} was recognised"
            " in it: name the one it shows with --exercise"
        )
    exercise = load_exercise(found.exercise)
    if level and level not in exercise.levels:
        from formcheck.video import ClipError  # likewise

        levels = ", ".join(exercise.levels) or "none"
        raise ClipError(
            f"{recording.source.path}: recognised as {exercise.id}, which has no level"
            f' "{level}"; there are: {levels}'
        )
    return exercise


def judge(
    recording: PoseRecording, exercise: Exercise, *, level: str = "", live: bool = False
) -> Session:
    """Clean and judge recorded poses: no model, no pictures.

    Args:
        recording: what the model saw.
        exercise: what is done.
        level: one of the exercise's levels; its default one when empty.
        live: frame by frame as from a camera, each frame cleaned by what came before it.

    Raises:
        ClipError: nobody is seen, or not for long enough.
    """
    _require_person(recording)
    checked = _checked_live if live else _checked
    session = checked(recording.track, exercise, level).finish()
    recognised = recognise(recording.track)
    warnings = recording.warnings + session.warnings
    warnings += remarks(session, exercise, recording.track.fps)
    warnings += _doubts(recognised, exercise)
    return replace(session, warnings=warnings, recognised=recognised)


def cleaned_for(track: PoseTrack, exercise: Exercise) -> Cleaned:
    """Clean a whole track as an exercise asks for, its person calibrated for it."""
    cleaned = clean(
        track,
        cutoff_hz=exercise.cleaning.cutoff_hz,
        max_gap_s=exercise.cleaning.max_gap_s,
        lag_s=MEDIAPIPE_FULL.lag_s,
        turns=exercise.reps.take_turns,
    )
    return replace(cleaned, subject=replace(cleaned.subject, calibration=calibration_of(exercise)))


def _checked(track: PoseTrack, exercise: Exercise, level: str) -> FormChecker:
    cleaned = cleaned_for(track, exercise)
    checker = FormChecker(exercise, cleaned.subject, track.fps, level)
    checker.extend(cleaned.track)
    return checker


def _checked_live(track: PoseTrack, exercise: Exercise, level: str) -> FormChecker:
    cleaner = LiveCleaner(
        track.width,
        track.height,
        max_gap_s=exercise.cleaning.max_gap_s,
        turns=exercise.reps.take_turns,
    )
    checker = FormChecker(exercise, cleaner.subject, cleaner.fps, level)
    calibration = calibration_of(exercise)
    for pose in track.poses():
        cleaned = cleaner.step(pose)
        checker.subject = replace(cleaner.subject, calibration=calibration)
        checker.fps = cleaner.fps
        checker.extend(cleaned)
    return checker


def calibration_of(exercise: Exercise) -> Calibration:
    """What the pose model misreads of an exercise."""
    if exercise.cleaning.knee_correction:
        return MEDIAPIPE_FULL
    return MEDIAPIPE_FULL.without_knee()


def _require_person(recording: PoseRecording) -> None:
    path, track = recording.source.path, recording.track
    seen_s = float(track.found.sum()) / track.fps if track.fps else 0.0
    if seen_s >= SHORTEST_S - 1e-6:
        return
    from formcheck.video import ClipError  # loads the decoder; see `_record`

    if not track.found.any():
        raise ClipError(
            f"{path}: nobody was found in it: show one person, head to feet, in good light"
        )
    raise ClipError(
        f"{path}: a person is seen for only {seen_s:.1f} s, too short to judge:"
        f" {SHORTEST_S:.0f} s are the least, 10 s or more are good"
    )


def remarks(session: Session, exercise: Exercise, fps: float) -> tuple[str, ...]:
    """What the user should know about how a session was filmed, at ``fps`` frames a second."""
    warnings = []
    lost = 1.0 - session.frames_with_pose / session.frames
    if lost > LOST_SHARE:
        warnings.append(
            f"the person was lost in {100 * lost:.0f} % of the frames:"
            " keep head to feet in the picture, in good light"
        )
    if fps < SLOW_FPS:
        warnings.append(
            f"{fps:.0f} frames a second are too few for fast movements: film at 24 or more"
        )
    if session.view.kind == "oblique" and session.view.yaw_deg is not None:
        warnings.append(
            f"filmed {session.view.yaw_deg:.0f}° off the side: most rules need your left or"
            " right side turned to the camera"
        )
    if not session.reps:
        from_the_side = MEASURES[exercise.reps.signal].views == "side"
        if from_the_side and session.view.kind != "side":
            warnings.append(
                f"{exercise.rep_word} are counted from the side only:"
                " turn your left or right side to the camera"
            )
        else:
            warnings.append(f"no {exercise.rep_word} were seen in it")
    return tuple(warnings)


def _doubts(recognised: Recognition, exercise: Exercise) -> tuple[str, ...]:
    """Say where a clip looks like something else than it is judged as.

    Nothing is known of a user's own exercise. Styles of an exercise are not held against each
    other: what tells them apart is a fault in one.
    """
    styles = exercise.id.removesuffix("-pull-through")
    same = recognised.exercise.removesuffix("-pull-through") == styles
    if same or recognised.confidence < SURE or exercise.id not in built_in():
        return ()
    looks = recognised.exercise or "none of the exercises that formcheck knows"
    return (f"this looks like {looks}, and was judged as {exercise.id} because that was named",)
