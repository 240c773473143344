"""The videos of a judged clip: with the results drawn over it, and clean, for the review page."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from formcheck.exercises.spec import Exercise
from formcheck.overlay import Overlay
from formcheck.overlay.playback import Playback
from formcheck.results import Session
from formcheck.video import SCRUBBED, ClipReader, VideoFileWriter


def write_videos(
    clip: Path,
    parts: Sequence[tuple[Session, Exercise]],
    progress: Callable[[float], None],
    *,
    annotated: Path | None = None,
    clean: Path | None = None,
) -> None:
    """Write the annotated video of a judged clip and a clean copy, each whole or not at all.

    The clip is decoded once. Both videos have each frame that was judged, at its own time.

    Args:
        clip: the clip.
        parts: the sessions that follow each other in the clip, each with its exercise.
        progress: called with the share done, 0..1.
        annotated: the path of the annotated video; None for none.
        clean: the path of the clean copy; None for none.

    Raises:
        ClipError: the clip cannot be read any more.
        OSError: a video cannot be written.
    """
    frames = sum(session.frames for session, _ in parts)
    with ExitStack() as stack:
        reader = stack.enter_context(ClipReader(clip))
        like = reader.info
        copy = clean and stack.enter_context(VideoFileWriter(clean, like, encoding=SCRUBBED))
        drawn = annotated and stack.enter_context(VideoFileWriter(annotated, like))
        shown = _shown(parts, like.width, like.height)
        for frame, (overlay, playback, index) in zip(reader, shown, strict=False):
            if copy:
                copy.write(frame.image, frame.time_s)
            if drawn:
                overlay.draw(frame.image, playback.frame(index))
                drawn.write(frame.image, frame.time_s)
            progress((frame.index + 1) / frames)


def _shown(
    parts: Sequence[tuple[Session, Exercise]], width: int, height: int
) -> Iterator[tuple[Overlay, Playback, int]]:
    """Yield for each judged frame what draws over it, what says what, and its number there."""
    for session, exercise in parts:
        playback = Playback(session, exercise)
        overlay = _overlay(session, exercise, width, height)
        for index in range(session.frames):
            yield overlay, playback, index


def _overlay(session: Session, exercise: Exercise, width: int, height: int) -> Overlay:
    return Overlay(
        width,
        height,
        rep_word=exercise.rep_word,
        # The person's left is on the right of the picture when they face the camera.
        left_counter_on="right" if session.view.kind == "front" else "left",
        together=exercise.reps.legs == "together",
    )
