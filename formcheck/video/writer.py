"""Write judged frames as an MP4 that a browser plays, with the sound of the clip."""

import errno
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Final, Self, cast

import av
import cv2
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc
from av.video.stream import VideoStream

from formcheck.errors import ClipError
from formcheck.system.arrays import Image
from formcheck.system.files import replacing
from formcheck.system.threads import thread_count
from formcheck.video.container import ClipInfo
from formcheck.video.reader import ClipReader
from formcheck.video.sound import SoundTrack

# The MPEG clock: frames fall on whole ticks at nearly every frame rate, NTSC included.
_TICKS_PER_S: Final = 90_000
_BT601: Final = 6  # FFmpeg's number for the colour matrix of BT.601 (AVCOL_SPC_SMPTE170M)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How H.264 is encoded: the least CPU time at a good picture.

    Measured on two cores with a 1280x720 clip, colour conversion included, ultrafast costs 2.4 ms
    of CPU per frame, superfast 3.9 and veryfast 5.0. At crf 23 ultrafast makes the largest file
    (1.8 Mbit/s), with a PSNR between those of the other two.

    Attributes:
        preset: of x264.
        crf: constant rate factor of x264; a lower one makes a larger file.
        params: more parameters of x264. The preset leaves out deblocking: here it is on, which
            costs 0.1 ms per frame and gains 0.1 dB (0.5 and 0.4 at 1080x1920).
        key_frame_s: longest time between two pictures that a player can jump to, in seconds.
        piece_s: length of the pieces of a file that plays while it is written, in seconds. A piece
            costs 200 bytes.
    """

    preset: str = "ultrafast"
    crf: int = 23
    params: str = "deblock=0,0"
    key_frame_s: float = 2.0
    piece_s: float = 0.4

    def options(self) -> dict[str, str]:
        """Return the options for FFmpeg."""
        return {"preset": self.preset, "crf": str(self.crf), "x264-params": self.params}

    def pieces(self) -> dict[str, str]:
        """Return the options for a file in pieces: each is on disk as soon as it is complete."""
        return {
            "movflags": "+empty_moov+default_base_moof",
            "frag_duration": str(round(self.piece_s * 1e6)),
            "flush_packets": "1",
        }


ENCODING = Encoding()
#: Of a video that people step and scrub through. On a clip of 480p the file is a third larger.
SCRUBBED = Encoding(key_frame_s=0.5)


class VideoFileWriter:
    """Writes frames as an MP4 that a browser plays, with the sound of the clip.

    The pictures are H.264, 4:2:0, with the index in front so that playing starts at once. Frames
    keep their times, evenly spaced or not. The sound stays in step with the pictures and ends
    with them; it is copied if MP4 can hold it and converted to AAC if not. H.264 needs even
    sizes: if width or height are odd, the last column or row is written twice. Frames are encoded
    in the background, which takes 1 ms off each frame of 720p.

    The file gets its name when it is complete, and after an error inside the `with` block nothing
    is left of it. With ``in_pieces`` it has its name from the start, and its part so far plays,
    however the process ends.

        with VideoFileWriter(path, clip.info) as video:
            video.write(image, frame.time_s)
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        like: ClipInfo,
        *,
        in_pieces: bool = False,
        encoding: Encoding = ENCODING,
    ) -> None:
        """Start a video.

        Args:
            path: of the video; its folder must exist.
            like: the clip with the same size, frame rate and sound.
            in_pieces: whether the file can be played while it is written. It lacks at most the last
                second then. After an error the part that plays is kept.
            encoding: how the pictures are encoded.

        Raises:
            ClipError: the video would overwrite the clip.
            OSError: the file cannot be written there.
        """
        self._path = Path(path)
        self._like, self._encoding = like, encoding
        _require_another_file(self._path, like.path)
        self._last_tick = -1
        self._job: Future[None] | None = None
        with self._os_errors(), ExitStack() as stack:
            file = _keeping(self._path) if in_pieces else replacing(self._path)
            part = stack.enter_context(file)
            part.touch()  # a folder that cannot be written shows now, not after minutes of work
            options = encoding.pieces() if in_pieces else {"movflags": "+faststart"}
            self._container = av.open(f"file:{part}", "w", format="mp4", container_options=options)
            stack.callback(_close_anyhow, self._container)
            self._stream = self._add_video()
            self._sound = SoundTrack(like, self._container) if like.has_audio else None
            if self._sound:
                stack.callback(self._sound.close)
            # Opens the file now: the thread would make it anew after `drop_unfinished`.
            self._container.start_encoding()
            self._pool = stack.enter_context(ThreadPoolExecutor(1, "video-writer"))
            self._cleanup = stack.pop_all()

    def write(self, image: Image, time_s: float) -> None:
        """Add a frame.

        Args:
            image: (height, width, 3) uint8, RGB, of the clip's size. The caller may change it
                afterwards.
            time_s: presentation time in seconds, after that of the frame before.

        Raises:
            ValueError: the size is wrong, or the time is not after that of the frame before.
            OSError: the disk is full or gone. The error may be about an earlier frame.
        """
        size = (self._like.height, self._like.width, 3)
        if image.shape != size:
            raise ValueError(f"a frame has the shape {image.shape}, the video {size}")
        tick = round(time_s * _TICKS_PER_S)
        if tick <= self._last_tick:
            raise ValueError(f"the time {time_s} s is not after that of the frame before")
        self._last_tick = tick
        height, width, _ = size
        if height % 2 or width % 2:
            image = cast(
                Image,
                cv2.copyMakeBorder(image, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE),
            )
        yuv = cast(Image, cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420))
        with self._os_errors():
            self._wait()
        self._job = self._pool.submit(self._encode, yuv, tick)

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the video; after an error, remove it or keep what plays, see the class."""
        if error is not None:
            self._cleanup.__exit__(kind, error, trace)
            return
        with self._os_errors(), self._cleanup:
            self._finish()

    def _add_video(self) -> VideoStream:
        """Add the stream of the pictures to the file."""
        rate = Fraction(self._like.fps).limit_denominator(1001)
        stream = self._container.add_stream("libx264", rate=rate, options=self._encoding.options())
        stream.width = self._like.width + self._like.width % 2
        stream.height = self._like.height + self._like.height % 2
        stream.pix_fmt = "yuv420p"
        stream.gop_size = max(1, round(self._encoding.key_frame_s * rate))
        stream.thread_count = thread_count()
        stream.codec_context.time_base = Fraction(1, _TICKS_PER_S)
        # OpenCV converts by BT.601; without this, players assume BT.709 for large pictures.
        stream.colorspace = _BT601
        stream.color_range = ColorRange.MPEG
        stream.color_primaries = ColorPrimaries.BT709
        stream.color_trc = ColorTrc.BT709
        return stream

    def _encode(self, yuv: Image, tick: int) -> None:
        """Encode a frame and write it, with the sound up to it."""
        frame = VideoFrame.from_ndarray(yuv, format="yuv420p")
        frame.pts, frame.time_base = tick, Fraction(1, _TICKS_PER_S)
        self._container.mux(self._stream.encode(frame))
        if self._sound:
            self._sound.mux_until(tick / _TICKS_PER_S)

    def _wait(self) -> None:
        """Wait for the frame that is being encoded, and raise its error if it failed."""
        if self._job:
            self._job.result()

    def _finish(self) -> None:
        """Write what the encoder still holds, and the rest of the sound."""
        self._wait()
        if self._job is None:
            raise ValueError(f"{self._path}: a video needs at least one frame")
        self._container.mux(self._stream.encode(None))
        if self._sound:
            self._sound.mux_until(self._last_tick / _TICKS_PER_S + 1 / self._like.fps)
        self._container.close()

    @contextmanager
    def _os_errors(self) -> Iterator[None]:
        """Turn system errors of PyAV into those of Python, about the path that the caller knows."""
        try:
            yield
        except OSError as error:
            code = error.errno or errno.EIO
            raise OSError(code, os.strerror(code), str(self._path)) from error


def _require_another_file(path: Path, clip: Path) -> None:
    """Raise an error if a video cannot be written because of what is there already.

    Raises:
        IsADirectoryError: it is a folder.
        ClipError: it is the clip itself.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and clip.exists() and path.samefile(clip):
        raise ClipError(f"{path} is the clip itself: give the annotated video another name.")


@contextmanager
def _keeping(path: Path) -> Iterator[Path]:
    """Yield the path; after an error, remove the file unless it plays."""
    try:
        yield path
        path.stat()  # an error where the disk was pulled out meanwhile
    except BaseException:
        if not _plays(path):
            path.unlink(missing_ok=True)
        raise


def _plays(path: Path) -> bool:
    """Return whether a picture can be read from a video file."""
    try:
        ClipReader(path).close()
    except ClipError:
        return False
    return True


def _close_anyhow(container: OutputContainer) -> None:
    """Close a file, whether that succeeds or not: it is finished, or lost anyway."""
    with suppress(av.FFmpegError):
        container.close()
