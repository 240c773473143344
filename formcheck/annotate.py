"""The annotated video: the clip again, with what was found drawn over it."""

from collections.abc import Callable
from pathlib import Path

from formcheck.exercise import Exercise
from formcheck.overlay import Overlay
from formcheck.playback import Playback
from formcheck.results import Session
from formcheck.video import AnnotatedVideoWriter, ClipReader


def annotate(
    clip: Path,
    target: Path,
    session: Session,
    exercise: Exercise,
    progress: Callable[[float], None],
) -> None:
    """Write the annotated video of a judged clip, whole or not at all.

    Raises:
        ClipError: the clip cannot be read any more.
        OSError: the video cannot be written.
    """
    playback = Playback(session, exercise)
    with ClipReader(clip) as reader, AnnotatedVideoWriter(target, reader.info) as writer:
        overlay = Overlay(
            reader.info.width,
            reader.info.height,
            rep_word=exercise.rep_word,
            # The person's left is on the right of the picture when they face the camera.
            left_counter_on="right" if session.view.kind == "front" else "left",
        )
        for frame in reader:
            if frame.index >= session.frames:
                break
            overlay.draw(frame.image, playback.frame(frame.index))
            writer.write(frame.image, frame.time_s)
            progress((frame.index + 1) / session.frames)
