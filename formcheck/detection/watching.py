"""Watch a clip: run the pose model over its pictures and record the poses."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from formcheck.detection.backend import PoseBackend
from formcheck.detection.people import choose_person
from formcheck.errors import ClipError
from formcheck.poses.outline import Outline
from formcheck.poses.pose import Pose, PoseTrack
from formcheck.poses.recording import PoseRecording, Source

if TYPE_CHECKING:
    from formcheck.video import ClipReader, Frame

Progress = Callable[[float], None]
_NEARLY_DONE: Final = 0.999  # the share at the last frame that a container claims


def record_poses(
    path: Path,
    *,
    model: Path | None = None,
    progress: Progress | None = None,
    outline: bool = False,
    slow_motion: float | None = None,
) -> PoseRecording:
    """Run the pose model over a clip and return the poses.

    If a second person is seen, the clip is run again following both, which takes twice the time,
    and the one who fills most of the picture is kept.

    Args:
        path: of the clip.
        model: a ``.task`` bundle; the one that comes with formcheck if None.
        progress: called after each frame with the share done, 0..1, which is 1 at the end.
        outline: whether to trace the outline of the person, see `formcheck.poses.outline`.
        slow_motion: how many times slower the clip plays than it was filmed; if None, what the
            file says of it.

    Raises:
        ClipError: the clip cannot be read.
        BackendError: the model cannot be loaded.
    """
    recording = _record(path, model, progress, slow_motion, people=1, outline=outline)
    if recording is None:
        recording = _record(path, model, progress, slow_motion, people=2, outline=outline)
    assert recording is not None  # only a run that follows one person gives up
    return recording


def record_second_pass(
    recording: PoseRecording,
    *,
    outline: bool,
    model: Path | None = None,
    progress: Progress | None = None,
) -> PoseRecording:
    """Run the pose model over the mirrored clip and return the poses of both passes.

    `formcheck.cleaning.merge` makes one track of them.

    One person is followed. If it is another one than in the recording, cleaning ignores the
    second pass. If the clip cannot be read any more, the recording is returned with a warning.

    Args:
        recording: the first pass.
        outline: whether to trace how much of the legs is shown. Slow movements need it: they may
            take both legs from the second pass.
        model: a ``.task`` bundle; the one that comes with formcheck if None.
        progress: called now and then with the share done, 0..1.

    Raises:
        BackendError: the model cannot be loaded.
    """
    try:
        people = _watch_mirrored(recording.source, model, progress, outline=outline)
    except ClipError as error:
        warning = f"it could not be watched a second time: {error}"
        return replace(recording, warnings=(*recording.warnings, warning))
    times_s = recording.track.time_s.tolist()
    if len(people) != len(times_s):  # the file has changed in between
        return recording
    poses, _ = choose_person(people, times_s)
    track = PoseTrack.from_poses(poses, recording.source.width, recording.source.height)
    track = replace(track, outline=Outline(legs_shown=track.outline.legs_shown))
    return replace(recording, mirrored=track.mirrored())


def _watch_mirrored(
    source: Source, model: Path | None, progress: Progress | None, *, outline: bool
) -> list[list[Pose]]:
    """Return the people in each frame of a clip, as seen in the mirrored pictures."""
    # Imported here, because a decoder and a model take a second to load.
    from formcheck.detection.mediapipe import MediaPipeBackend
    from formcheck.video import ClipReader

    slower = source.slow_motion or 1.0
    with (
        ClipReader(source.path) as clip,
        MediaPipeBackend(model, outline=outline, scout=False) as backend,
    ):
        pending = [
            backend.detect_later(frame.image[:, ::-1], frame.time_s / slower)
            for frame in _frames(clip, progress)
        ]
        return [poses.result() for poses in pending]


def _record(
    path: Path,
    model: Path | None,
    progress: Progress | None,
    slow_motion: float | None,
    *,
    people: int,
    outline: bool,
) -> PoseRecording | None:
    """Return the poses of a clip; None as soon as more people are seen than are followed."""
    from formcheck.detection.mediapipe import MediaPipeBackend
    from formcheck.video import ClipReader

    with (
        ClipReader(path) as clip,
        MediaPipeBackend(model, people=people, outline=outline) as backend,
    ):
        return _run(backend, clip, progress, slow_motion)


def _run(
    backend: PoseBackend, clip: "ClipReader", progress: Progress | None, slow_motion: float | None
) -> PoseRecording | None:
    """Run a backend over a clip; return None as soon as it is `PoseBackend.crowded_so_far`."""
    slow_motion = slow_motion or clip.info.slow_motion
    pending, times_s = [], []
    for frame in _frames(clip, progress):
        time_s = frame.time_s / (slow_motion or 1.0)
        pending.append(backend.detect_later(frame.image, time_s))
        if backend.crowded_so_far:
            return None
        times_s.append(time_s)
    if backend.wait_if_crowded():
        return None
    poses, stayed = choose_person([poses.result() for poses in pending], times_s)
    track = PoseTrack.from_poses(poses, clip.info.width, clip.info.height)
    warnings = list(clip.warnings)
    if stayed > 1:
        warnings.append(
            f"{stayed} people in the picture: the one who fills it more was judged;"
            " film one person at a time"
        )
    source = _source(clip.info.path, track, slow_motion)
    return PoseRecording(track, source, backend.name, tuple(warnings))


def _source(path: Path, track: PoseTrack, slow_motion: float | None) -> Source:
    """Return what a recording keeps of the clip that a track was seen in."""
    frame_s = 1.0 / track.fps if track.fps else 0.0
    return Source(
        path=str(path),
        width=track.width,
        height=track.height,
        fps=track.fps,
        duration_s=(float(track.time_s[-1]) + frame_s) if len(track) else 0.0,
        frames=len(track),
        slow_motion=slow_motion,
    )


def _frames(clip: "ClipReader", progress: Progress | None) -> "Iterator[Frame]":
    """Yield the frames of a clip, and report the share done after each; 1 only after the last."""
    expected = clip.info.frames or round((clip.info.duration_s or 0.0) * clip.info.fps)
    report = progress or (lambda share: None)
    for done, frame in enumerate(clip, start=1):
        yield frame
        report(min(_NEARLY_DONE, done / expected) if expected else 0.0)
    report(1.0)
