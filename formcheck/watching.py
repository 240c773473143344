"""A clip watched: the pose model run over its pictures."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, TypedDict

from formcheck.exercise import Exercise
from formcheck.kinematics import OUTLINE_MEASURES
from formcheck.people import choose_person
from formcheck.pose import PoseRecording, PoseTrack, Source
from formcheck.rules import needs_one_of

Progress = Callable[[float], None]
Accuracy = Literal["normal", "high"]


def needs_outline(exercise: Exercise | None) -> bool:
    """Whether an exercise, or one yet to be recognised, reads the outline of the trunk."""
    # Nearly all of them do.
    return exercise is None or needs_one_of(OUTLINE_MEASURES, exercise.rules)


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
        model: see `formcheck.analysis.analyze`.
        progress: called with the share done, 0..1, now and then.
        outline: whether to trace the outline of the trunk, see `needs_outline`.
        mirrored: whether to watch the clip in the mirror as well, see `formcheck.analysis.analyze`.

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
        for frame in clip:
            frames.append(backend.detect_later(frame.image, frame.time_s))
            if backend.crowded:
                return None
            if mirror:
                in_mirror.append(mirror.detect_later(frame.image[:, ::-1], frame.time_s))
            times_s.append(frame.time_s)
            if progress and expected:
                progress(min(1.0, len(times_s) / expected))
        if backend.was_crowded():
            return None
        poses, stayed = choose_person([seen.result() for seen in frames], times_s)
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
            poses, _ = choose_person([seen.result() for seen in in_mirror], times_s)
            again = PoseTrack.from_poses(poses, clip.info.width, clip.info.height).mirrored()
        return PoseRecording(track, source, backend.name, tuple(warnings), again)
