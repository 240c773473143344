"""A clip watched: the pose model run over its pictures."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.detection.people import choose_person
from formcheck.poses.outline import Outline
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording, Source

if TYPE_CHECKING:
    from formcheck.video import ClipReader, Frame

Progress = Callable[[float], None]


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
        model: see `formcheck.analysis.analyze`.
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
    path: Path,
    model: Path | None,
    progress: Progress | None,
    *,
    people: int,
    outline: bool,
) -> PoseRecording | None:
    """Run over the clip; None as soon as there are more people than are followed."""
    # Decoder and model take a second to load, and `judge` needs neither.
    from formcheck.detection.mediapipe import MediaPipeBackend
    from formcheck.video import ClipReader

    with ExitStack() as stack:
        clip = stack.enter_context(ClipReader(path))
        backend = stack.enter_context(MediaPipeBackend(model, people=people, outline=outline))
        frames, times_s = [], []
        for frame in _frames(clip, progress):
            frames.append(backend.detect_later(frame.image, frame.time_s))
            if backend.crowded:
                return None
            times_s.append(frame.time_s)
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
        return PoseRecording(track, source, backend.name, tuple(warnings))


def look_again(
    recording: PoseRecording,
    *,
    slow: bool,
    model: Path | None = None,
    progress: Progress | None = None,
) -> PoseRecording:
    """Watch a clip a second time, in the mirror; see `formcheck.cleaning.merge`.

    One person is followed. Where that is not the one of the recording, the first look counts; it
    stands alone, with a warning, where the clip cannot be read any more.

    Args:
        recording: what was seen at first.
        slow: whether the legs do not take turns: then one look may be believed as a whole, and
            what it says of what hides a leg is wanted, too.
        model: see `formcheck.analysis.analyze`.
        progress: called with the share done, 0..1, now and then.

    Raises:
        BackendError: the model cannot be loaded.
    """
    from formcheck.detection.mediapipe import MediaPipeBackend
    from formcheck.errors import ClipError
    from formcheck.video import ClipReader

    with ExitStack() as stack:
        try:
            clip = stack.enter_context(ClipReader(Path(recording.source.path)))
            backend = stack.enter_context(MediaPipeBackend(model, outline=slow, scout=False))
            seen = [
                backend.detect_later(frame.image[:, ::-1], frame.time_s)
                for frame in _frames(clip, progress)
            ]
        except ClipError as error:
            warning = f"it could not be watched a second time: {error}"
            return replace(recording, warnings=(*recording.warnings, warning))
        people = [poses.result() for poses in seen]
    times_s = recording.track.time_s.tolist()
    if len(people) != len(times_s):  # the file has changed meanwhile
        return recording
    poses, _ = choose_person(people, times_s)
    track = PoseTrack.from_poses(poses, recording.source.width, recording.source.height)
    of_legs = replace(track, outline=Outline(legs_shown=track.outline.legs_shown))
    return replace(recording, mirrored=of_legs.mirrored())


def _frames(clip: "ClipReader", progress: Progress | None) -> "Iterator[Frame]":
    """The frames of a clip; telling how far it is."""
    expected = clip.info.frames or round((clip.info.duration_s or 0.0) * clip.info.fps)
    for done, frame in enumerate(clip, start=1):
        yield frame
        if progress and expected:
            progress(min(1.0, done / expected))
