"""The videos of a judged clip: with the results drawn over it, and clean, for the review page."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np

from formcheck.exercises.spec import Exercise
from formcheck.overlay import Overlay
from formcheck.overlay.colours import PALETTE
from formcheck.overlay.playback import Playback
from formcheck.overlay.room_below import room_below
from formcheck.results import Session
from formcheck.system.arrays import Image
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

    The clip is decoded once. Both videos have each frame that was judged, at its own time. Where
    the feet are low in the picture, the annotated one has a strip under it for the cues.

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
        played = [(session, exercise, Playback(session, exercise)) for session, exercise in parts]
        below = room_below(Overlay(like.width, like.height), [(s, p) for s, _, p in played])
        taller = replace(like, height=like.height + below)
        drawn = annotated and stack.enter_context(VideoFileWriter(annotated, taller))
        shown = _shown(played, like.width, like.height, below)
        for frame, (overlay, playback, index) in zip(reader, shown, strict=False):
            if copy:
                copy.write(frame.image, frame.time_s)
            if drawn:
                image = overlay.draw(_with_strip(frame.image, below), playback.frame(index))
                drawn.write(image, frame.time_s)
            progress((frame.index + 1) / frames)


def _with_strip(image: Image, below: int) -> Image:
    """Return a picture with a dark strip under it; ``below`` is the strip's height, in pixels."""
    if not below:
        return image
    strip = np.full((below, image.shape[1], 3), PALETTE.ink, np.uint8)
    return np.concatenate([image, strip])


def _shown(
    played: Sequence[tuple[Session, Exercise, Playback]], width: int, height: int, below: int
) -> Iterator[tuple[Overlay, Playback, int]]:
    """Yield for each judged frame what draws over it, what says what, and its number there."""
    for session, exercise, playback in played:
        overlay = _overlay(session, exercise, width, height, below)
        for index in range(session.frames):
            yield overlay, playback, index


def _overlay(session: Session, exercise: Exercise, width: int, height: int, below: int) -> Overlay:
    return Overlay(
        width,
        height,
        below=below,
        rep_word=exercise.rep_word,
        # The person's left is on the right of the picture when they face the camera.
        left_counter_on="right" if session.view.kind == "front" else "left",
        together=exercise.reps.legs == "together",
    )
