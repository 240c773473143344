"""The clean copy of a clip: upright, every frame at its own time, made to be stepped through."""

from itertools import islice
from pathlib import Path

from formcheck.errors import ClipError
from formcheck.video.reader import ClipReader
from formcheck.video.writer import SCRUBBED, VideoFileWriter


def write_clean_copy(clip: Path, path: Path, size: tuple[int, int], frames: int) -> None:
    """Copy the frames of a clip that were judged, whole or not at all.

    Args:
        clip: the clip.
        path: of the copy.
        size: width and height of the clip that was judged, in pixels.
        frames: how many of its frames were judged.

    Raises:
        ClipError: it cannot be read, or it is not the clip that was judged.
        OSError: the copy cannot be written.
    """
    with ClipReader(clip) as reader:
        if (reader.info.width, reader.info.height) != size:
            raise _another(clip)
        with VideoFileWriter(path, reader.info, encoding=SCRUBBED) as copy:
            copied = 0
            for frame in islice(reader, frames):
                copy.write(frame.image, frame.time_s)
                copied += 1
            if copied < frames:
                raise _another(clip)


def _another(clip: Path) -> ClipError:
    return ClipError(f"{clip} is not the clip that was judged: analyze it again")
