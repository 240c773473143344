"""One clip, from pictures to a judged session."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

from formcheck.calibration import MEDIAPIPE_FULL, Calibration
from formcheck.checker import FormChecker
from formcheck.clean.live import LiveCleaner
from formcheck.clean.offline import Cleaned, clean
from formcheck.exercise import Exercise, built_in, load_exercise
from formcheck.kinematics import MEASURES, NEUTRAL_MEASURES, OUTLINE_MEASURES
from formcheck.people import choose_person
from formcheck.pose import Pose, PoseRecording, PoseTrack, Source
from formcheck.recognise import parts, recognise
from formcheck.results import Recognition, Session
from formcheck.rules import values_needed
from formcheck.subject import Subject

if TYPE_CHECKING:
    from formcheck.video import Frame

SHORTEST_S = 2.0  # nothing can be said of less
SLOW_FPS = 20.0
LOST_SHARE = 0.2
AUTO = "auto"  # the exercise that is recognised
SURE = 0.7  # confidence in what is recognised that is enough to contradict a user

Progress = Callable[[float], None]
Accuracy = Literal["normal", "high"]


def analyze(
    clip: str | Path,
    exercise: str | Exercise = AUTO,
    *,
    level: str = "",
    model: Path | None = None,
    accuracy: Accuracy = "normal",
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
        accuracy: with "high" the clip is watched in the mirror as well, which takes 1.7 times
            the time and tells more of feet that are blurred.

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
    recording = record_poses(path, model=model, **watching(named, accuracy))
    if named:
        return judge(recording, named, level=level)
    return judge_parts(recording, recognised_parts(recording, level), level=level)


def needs_outline(exercise: Exercise | None) -> bool:
    """Whether an exercise, or one yet to be recognised, reads the outline of the trunk."""
    # Nearly all of them do.
    return exercise is None or _needs_one_of(OUTLINE_MEASURES, exercise)


def needs_neutral(exercise: Exercise) -> bool:
    """Whether an exercise has a rule that compares with the person's own neutral."""
    return _needs_one_of(NEUTRAL_MEASURES, exercise)


def _needs_one_of(measures: tuple[str, ...], exercise: Exercise) -> bool:
    return any(value.measure in measures for value in values_needed(exercise.rules))


class Watching(TypedDict):
    """How a clip is watched: two of the arguments of `record_poses`."""

    outline: bool
    mirrored: bool


def watching(exercise: Exercise | None, accuracy: Accuracy) -> Watching:
    """How to watch a clip of an exercise, or of one that is still to be recognised.

    What is seen in the mirror is of use where the legs take turns.
    """
    mirrored = accuracy == "high" and (exercise is None or exercise.reps.take_turns)
    return Watching(outline=needs_outline(exercise), mirrored=mirrored)


def record_poses(
    path: Path,
    *,
    model: Path | None = None,
    progress: Progress | None = None,
    outline: bool = False,
    mirrored: bool = False,
) -> PoseRecording:
    """Run the pose model over a clip.

    With a second person in sight the clip is run again following both, which takes twice the
    time, and the one who fills the picture more is kept.

    Args:
        path: the clip.
        model: see `analyze`.
        progress: called with the share done, 0..1, now and then.
        outline: whether to trace the outline of the trunk, see `needs_outline`.
        mirrored: whether to watch the clip in the mirror as well, see `analyze`.

    Raises:
        ClipError: the clip cannot be read.
        BackendError: the model cannot be loaded.
    """
    recording = _record(path, model, progress, people=1, outline=outline, mirrored=mirrored)
    if recording is None:
        recording = _record(path, model, progress, people=2, outline=outline, mirrored=mirrored)
    assert recording is not None  # only who follows one person gives up at a second
    return recording


def _record(
    path: Path,
    model: Path | None,
    progress: Progress | None,
    *,
    people: int,
    outline: bool,
    mirrored: bool,
) -> PoseRecording | None:
    """Run over the clip; None as soon as there are more people than are followed."""
    # Decoder and model take a second to load, and `judge` needs neither.
    from formcheck.backends.mediapipe import MediaPipeBackend
    from formcheck.video import ClipReader

    with ExitStack() as stack:
        clip = stack.enter_context(ClipReader(path))
        backend = stack.enter_context(MediaPipeBackend(model, people=people, outline=outline))
        mirror = None
        if mirrored:
            mirror = stack.enter_context(MediaPipeBackend(model, people=people, scout=False))
        expected = clip.info.frames or round((clip.info.duration_s or 0.0) * clip.info.fps)
        frames, in_mirror, times_s = [], [], []
        for frame in _read_ahead(iter(clip)):
            frames.append(backend.detect(frame.image, frame.time_s))
            if backend.crowded:
                return None
            if mirror:
                in_mirror.append(mirror.detect(frame.image[:, ::-1], frame.time_s))
            times_s.append(frame.time_s)
            if progress and expected:
                progress(min(1.0, len(times_s) / expected))
        if backend.was_crowded():
            return None
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
        again = None
        if mirror:
            seen, _ = choose_person(in_mirror, times_s)
            again = PoseTrack.from_poses(seen, clip.info.width, clip.info.height).mirrored()
        return PoseRecording(track, source, backend.name, tuple(warnings), again)


def _read_ahead(frames: "Iterator[Frame]") -> "Iterator[Frame]":
    """Decode the next frame while this one is looked at."""
    with ThreadPoolExecutor(1) as decoder:
        coming = decoder.submit(next, frames, None)
        while (frame := coming.result()) is not None:
            coming = decoder.submit(next, frames, None)
            yield frame


@dataclass(frozen=True, slots=True)
class Part:
    """Frames ``start`` up to ``stop`` of a clip, and the exercise that they show."""

    exercise: Exercise
    start: int
    stop: int


def recognised_parts(recording: PoseRecording, level: str = "") -> tuple[Part, ...]:
    """Return the built-in exercises that poses show, one after the other; nearly always one.

    Args:
        recording: what the model saw.
        level: one that some of the exercises must have; any when empty.

    Raises:
        ClipError: they show none, nobody for long enough, or none that has such a level.
    """
    _require_person(recording)
    track, found = recording.track, dict[int, str]()
    for start, stop in parts(track):
        part = track.part(start, stop)
        if float(part.found.sum()) >= SHORTEST_S * track.fps:
            found[start] = recognise(part).exercise
    # What shows none of them belongs to what is before it, or at the beginning after it.
    named = [(start, name) for start, name in found.items() if name]
    starts = [0, *(start for start, _ in named[1:]), len(track)]
    shown = tuple(
        Part(load_exercise(name), start, stop)
        for (_, name), (start, stop) in zip(named, pairwise(starts), strict=False)
    )
    if not shown:
        from formcheck.video import ClipError  # loads the decoder; see `_record`

        raise ClipError(
            f"{recording.source.path}: none of the exercises {', '.join(built_in())} was recognised"
            " in it: name the one it shows with --exercise"
        )
    if level and not any(level in part.exercise.levels for part in shown):
        from formcheck.video import ClipError  # likewise

        first = shown[0].exercise
        levels = ", ".join(first.levels) or "none"
        raise ClipError(
            f"{recording.source.path}: recognised as {first.id}, which has no level"
            f' "{level}"; there are: {levels}'
        )
    return shown


def judge_parts(recording: PoseRecording, shown: Sequence[Part], *, level: str = "") -> Session:
    """Judge each part of a clip as the exercise that it shows.

    Returns:
        The session with the most attempts; its ``others`` are those of the other parts.

    Raises:
        ClipError: nobody is seen, or not for long enough.
    """
    if len(shown) == 1:
        return judge(recording, shown[0].exercise, level=level)
    sessions = [
        judge(
            recording.part(part.start, part.stop),
            part.exercise,
            level=level if level in part.exercise.levels else "",
        )
        for part in shown
    ]
    main = max(sessions, key=lambda session: len(session.reps))
    others = tuple(session for session in sessions if session is not main)
    return replace(main, others=others)


def judge(
    recording: PoseRecording, exercise: Exercise, *, level: str = "", live: bool = False
) -> Session:
    """Clean and judge recorded poses: no model, no pictures.

    Args:
        recording: what the model saw.
        exercise: what is done.
        level: one of the exercise's levels; its default one when empty.
        live: frame by frame as from a camera, see `LiveJudge`.

    Raises:
        ClipError: nobody is seen, or not for long enough.
    """
    _require_person(recording)
    judged = _judged_live if live else _judged
    session = judged(recording, exercise, level)
    recognised = recognise(recording.track)
    warnings = recording.warnings + session.warnings
    warnings += remarks(session, exercise, recording.track.fps)
    warnings += _doubts(recognised, exercise)
    return replace(session, warnings=warnings, recognised=recognised)


def cleaned_for(recording: PoseRecording, exercise: Exercise) -> Cleaned:
    """Clean a whole recording as an exercise asks for, its person calibrated for it."""
    cleaned = clean(
        recording.track,
        cutoff_hz=exercise.cleaning.cutoff_hz,
        max_gap_s=exercise.cleaning.max_gap_s,
        lag_s=MEDIAPIPE_FULL.lag_s,
        turns=exercise.reps.take_turns,
        mirrored=recording.mirrored,
    )
    return replace(cleaned, subject=replace(cleaned.subject, calibration=calibration_of(exercise)))


def _judged(recording: PoseRecording, exercise: Exercise, level: str) -> Session:
    cleaned = cleaned_for(recording, exercise)

    def judged(neutral_s: tuple[float, float] | None = None) -> tuple[FormChecker, Session]:
        checker = FormChecker(
            exercise,
            cleaned.subject,
            recording.track.fps,
            level,
            neutral_s,
            shanks_deg=cleaned.shanks_deg,
        )
        checker.extend(cleaned.track)
        return checker, checker.finish()

    checker, session = judged()
    late = checker.neutral_s and session.reps and session.reps[0].start_s < checker.neutral_s[0]
    if late and needs_neutral(exercise):
        _, session = judged(checker.neutral_s)
    return session


def _judged_live(recording: PoseRecording, exercise: Exercise, level: str) -> Session:
    track = recording.track
    live = LiveJudge(track.width, track.height, exercise, level)
    for pose in track.poses():
        live.step(pose)
    return live.finish()


class LiveJudge:
    """Cleans and judges frame by frame, as from a camera: the same engine as for a clip.

    Args:
        width: of the upright picture, in pixels.
        height: likewise.
        exercise: what is done.
        level: one of the exercise's levels; its default one when empty.
        memory_s: see `FormChecker`.

    Attributes:
        cleaner: what cleans.
        checker: what has been judged so far, a moment behind the camera.
    """

    def __init__(
        self,
        width: int,
        height: int,
        exercise: Exercise,
        level: str = "",
        *,
        memory_s: float = inf,
    ) -> None:
        self.cleaner = LiveCleaner(
            width,
            height,
            cutoff_hz=exercise.cleaning.cutoff_hz,
            max_gap_s=exercise.cleaning.max_gap_s,
            lag_s=MEDIAPIPE_FULL.lag_s,
            turns=exercise.reps.take_turns,
        )
        self._calibration = calibration_of(exercise)
        self.checker = FormChecker(
            exercise, self.subject, self.cleaner.fps, level, memory_s=memory_s
        )

    @property
    def subject(self) -> Subject:
        """The person as known by now."""
        return replace(self.cleaner.subject, calibration=self._calibration)

    def step(self, pose: Pose) -> PoseTrack:
        """Take the next frame; return it cleaned for drawing, a track of one."""
        frame = self.cleaner.step(pose)
        self._judge(frame.settled)
        return frame.now

    def finish(self) -> Session:
        """Judge what is still open and return the session."""
        self._judge(self.cleaner.finish())
        return self.checker.finish()

    def _judge(self, settled: PoseTrack) -> None:
        if not len(settled):
            return
        self.checker.subject = self.subject
        self.checker.fps = self.cleaner.fps
        self.checker.extend(settled)


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
    if session.view.kind == "rear" and exercise.reps.rear_signal:
        warnings.append(
            f"from behind, {exercise.rep_word} with a straight leg that stays in its line cannot be"
            " seen: turn your left or right side to the camera to have all of them counted"
        )
    elif not session.reps:
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
