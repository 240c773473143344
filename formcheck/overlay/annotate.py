"""The annotated video: the clip again, with the results drawn over it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from formcheck.exercises.spec import Exercise
from formcheck.overlay import Overlay
from formcheck.overlay.playback import Playback
from formcheck.results import Session
from formcheck.video import ClipReader, VideoFileWriter


def annotate(
    clip: Path,
    target: Path,
    parts: Sequence[tuple[Session, Exercise]],
    progress: Callable[[float], None],
) -> None:
    """Write the annotated video of a judged clip, whole or not at all.

    Args:
        clip: the clip.
        target: the video.
        parts: the sessions that follow each other in the clip, each with its exercise.
        progress: called with the share done, 0..1.

    Raises:
        ClipError: the clip cannot be read any more.
        OSError: the video cannot be written.
    """
    frames = sum(session.frames for session, _ in parts)
    with ClipReader(clip) as reader, VideoFileWriter(target, reader.info) as writer:
        start = stop = 0  # the frames of the part that is drawn
        waiting = list(parts)
        for frame in reader:
            if frame.index >= frames:
                break
            if frame.index >= stop:
                session, exercise = waiting.pop(0)
                start, stop = stop, stop + session.frames
                playback = Playback(session, exercise)
                overlay = _overlay(session, exercise, reader.info.width, reader.info.height)
            overlay.draw(frame.image, playback.frame(frame.index - start))
            writer.write(frame.image, frame.time_s)
            progress((frame.index + 1) / frames)


def _overlay(session: Session, exercise: Exercise, width: int, height: int) -> Overlay:
    return Overlay(
        width,
        height,
        rep_word=exercise.rep_word,
        # The person's left is on the right of the picture when they face the camera.
        left_counter_on="right" if session.view.kind == "front" else "left",
        together=exercise.reps.legs == "together",
    )
