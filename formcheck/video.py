"""Video files in and out: clips become RGB frames with times, judged frames become an MP4.

PyAV does the containers and the codecs. OpenCV turns pictures and converts them for the encoder,
which it does four times as fast.
"""

import errno
import os
import struct
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias, cast

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.buffer import Buffer
from av.codec.context import CodecContext
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Discard, Disposition
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from av.video.stream import VideoStream

from formcheck.files import replacing

Image: TypeAlias = npt.NDArray[np.uint8]

# FFmpeg "plays" text files as terminal art; here they are no video.
_TEXT_CODECS = frozenset({"ansi", "bintext", "idf", "xbin"})
# What MP4 holds as it is, from which sampling rate on in Hz; any other sound becomes AAC.
_MP4_AUDIO = {"aac": 0, "mp3": 16_000, "ac3": 0, "eac3": 0, "opus": 0}
# FFmpeg's numbers for the colour matrices (AVColorSpace).
_UNSPECIFIED, _SMPTE170M = 2, 6
# A clip that ends this much before its promised end was cut off. Less is untidy bookkeeping.
_CUT_OFF_S = 0.5
# Sound this long before the first picture is kept, for the decoder to warm up on; it is not heard.
_PRIMING_S = 0.1
# The MPEG clock: a whole number of ticks per frame at nearly every rate, NTSC included.
_TICKS_PER_S = 90_000
# Measured on two cores with a 1280x720 clip, colour conversion included: ultrafast costs 2.4 ms
# of CPU a frame, superfast 3.9, veryfast 5.0. At this crf it makes the largest file (1.8 Mbit/s),
# with a PSNR between theirs. Deblocking, which it leaves out, costs 0.1 ms and gains 0.1 dB (0.5
# and 0.4 at 1080x1920).
_X264 = {"preset": "ultrafast", "crf": "23", "x264-params": "deblock=0,0"}
# A picture to jump to at least this often, for scrubbing in a browser.
_KEY_FRAME_S = 2.0


class ClipError(Exception):
    """A clip that cannot be used: one sentence that says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """What a clip's container says, as far as it matters here.

    Attributes:
        path: the file.
        width: of the frames in pixels: upright and with square pixels.
        height: of the frames in pixels, likewise.
        fps: average frames per second. The frames' own times are what counts.
        duration_s: length in seconds as the container claims, or None.
        frames: number of frames as the container claims, or None.
        start_s: time of the first frame in seconds on the container's clock, which the sound
            is on too.
        rotation_deg: the clockwise turn that made the stored pictures upright, 0, 90, 180 or 270.
        has_audio: whether there is a sound track that can be decoded.
        variable_frame_rate: whether the frames are unevenly spaced, guessed from the container.
    """

    path: Path
    width: int
    height: int
    fps: float
    duration_s: float | None = None
    frames: int | None = None
    start_s: float = 0.0
    rotation_deg: int = 0
    has_audio: bool = False
    variable_frame_rate: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a clip.

    Attributes:
        index: place among the frames handed out, from 0, without holes.
        time_s: presentation time in seconds; the first frame is at 0.
        image: (height, width, 3) uint8, RGB, upright, C-contiguous, free to be drawn on.
    """

    index: int
    time_s: float
    image: Image


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a stored picture becomes upright: first transposed, then mirrored."""

    transpose: bool = False
    mirror_x: bool = False
    mirror_y: bool = False

    @classmethod
    def of(cls, frame: VideoFrame) -> Self:
        """Read the display matrix, which phones write instead of turning the pictures."""
        matrix = cast(Buffer | None, frame.side_data.get("DISPLAYMATRIX"))
        if matrix is None:
            return cls()
        # x' = a x + c y and y' = b x + d y. VideoFrame.rotation would lose the mirroring.
        a, b, _, c, d, *_ = struct.unpack("=9i", bytes(matrix))
        if abs(b) > abs(a):
            return cls(transpose=True, mirror_x=c < 0, mirror_y=b < 0)
        return cls(mirror_x=a < 0, mirror_y=d < 0)

    @property
    def clockwise_deg(self) -> int:
        """The turn in degrees, leaving out any mirroring."""
        if self.transpose:
            return 90 if self.mirror_x else 270
        return 180 if self.mirror_x and self.mirror_y else 0

    def apply(self, image: Image) -> Image:
        """Return the picture upright and C-contiguous."""
        if self.transpose:
            image = cast(Image, cv2.transpose(image))
        if self.mirror_x or self.mirror_y:
            axis = -1 if self.mirror_x and self.mirror_y else int(self.mirror_x)
            image = cast(Image, cv2.flip(image, axis))
        # FFmpeg pads the rows, and MediaPipe sees nobody in a padded picture.
        return np.ascontiguousarray(image)


class ClipReader:
    """Reads the frames of a clip, once, in the order of presentation, at strictly rising times.

    Damaged frames, and frames whose time is not after the one before, are left out; `warnings`
    says so once the clip has been read to its end. A frame without a time follows the one before
    at the average rate. While the caller works on a frame the next one is decoded in the
    background, which takes 0.4 ms off each frame of 720p.

        with ClipReader(path) as clip:
            for frame in clip:
                ...
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open a clip and decode its first frame.

        Args:
            path: a video, a GIF or a still picture.

        Raises:
            ClipError: no picture can be read from it.
        """
        self._path = Path(path)
        self._last, self._end_s = _Place(0.0, 1), 0.0
        self._lost_from: _Place | None = None
        self._warnings: list[str] = []
        self._container = _open(self._path)
        try:
            self._stream = _video_stream(self._container, self._path)
            decoded = self._decoded()
            first = next(decoded, None)
            if first is None:
                raise ClipError(
                    f"{self._path} is damaged: not one picture in it can be decoded. "
                    "Copy or export it again."
                )
            self._turn = _Turn.of(first)
            self._stored_size = _square_pixels(self._stream, first)
            self.info = self._describe(first)
        except BaseException:
            self._container.close()
            raise
        self._reformatter = VideoReformatter()
        self._frames = self._timed(first, decoded)
        self._pool = ThreadPoolExecutor(1, "clip-reader")
        self._ahead = self._read_ahead()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Plain sentences about what is wrong with the clip, complete after the last frame."""
        return tuple(self._warnings)

    def close(self) -> None:
        """Close the file; no more frames can be read."""
        # To close a container that another thread reads is a crash, so the thread ends first.
        self._pool.shutdown(cancel_futures=True)
        self._container.close()

    def __enter__(self) -> Self:
        """Return the reader."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def __iter__(self) -> Iterator[Frame]:
        """Return the reader: the frames can be had once."""
        return self

    def __next__(self) -> Frame:
        """Return the next frame."""
        frame = self._ahead.result()
        if frame is None:
            raise StopIteration
        self._ahead = self._read_ahead()
        return frame

    def _read_ahead(self) -> Future[Frame | None]:
        return self._pool.submit(lambda: next(self._frames, None))

    def _describe(self, first: VideoFrame) -> ClipInfo:
        stream = self._stream
        width, height = self._stored_size
        if self._turn.transpose:
            width, height = height, width
        rate = stream.average_rate or stream.guessed_rate or Fraction(25)
        duration_s = _duration_s(self._container, stream)
        frames = stream.frames or None
        if frames and duration_s:  # a trimmed MP4 still counts the frames it no longer shows
            frames = min(frames, round(duration_s * rate))
        return ClipInfo(
            path=self._path,
            width=width,
            height=height,
            fps=float(rate),
            duration_s=duration_s,
            frames=frames,
            start_s=_seconds(first.pts, stream.time_base) or 0.0,
            rotation_deg=self._turn.clockwise_deg,
            has_audio=_audio_stream(self._container) is not None,
            variable_frame_rate=abs((stream.base_rate or rate) / rate - 1) > 0.02,
        )

    def _decoded(self) -> Iterator[VideoFrame]:
        """Yield what can be decoded and take down what cannot."""
        try:
            for packet in self._container.demux(self._stream):
                yield from self._decode(packet)
        except av.FFmpegError:
            self._note_loss()
            yield from self._decode(None)  # what the decoder still holds

    def _decode(self, packet: "Packet[VideoStream] | None") -> Iterator[VideoFrame]:
        try:
            frames = self._stream.decode(packet)
        except av.FFmpegError:
            self._note_loss()
            return
        for frame in frames:
            if frame.is_corrupt:
                self._note_loss()
            else:
                yield frame

    def _note_loss(self) -> None:
        self._lost_from = self._lost_from or self._last

    def _timed(self, first: VideoFrame, rest: Iterator[VideoFrame]) -> Iterator[Frame]:
        info = self.info
        base = self._stream.time_base
        time_s, index, misplaced = 0.0, 0, 0
        self._end_s = _seconds(first.duration, base) or 1 / info.fps
        yield Frame(index, time_s, self._upright(first))
        for frame in rest:
            seconds = _seconds(frame.pts, base)
            now_s = time_s + 1 / info.fps if seconds is None else seconds - info.start_s
            if now_s <= time_s:
                misplaced += 1
                continue
            time_s, index = now_s, index + 1
            self._last = _Place(time_s, index + 1)
            self._end_s = time_s + (_seconds(frame.duration, base) or 1 / info.fps)
            yield Frame(index, time_s, self._upright(frame))
        self._sum_up(misplaced)

    def _upright(self, frame: VideoFrame) -> Image:
        width, height = self._stored_size
        untagged = Colorspace.ITU709 if frame.height >= 720 else Colorspace.ITU601
        rgb = self._reformatter.reformat(
            frame,
            width=width,
            height=height,
            format="rgb24",
            src_colorspace=untagged if frame.colorspace == _UNSPECIFIED else None,
            dst_color_range=ColorRange.JPEG,
            threads=1,  # to start threads for every frame costs more than they save
        )
        image = cast(Image, rgb.to_ndarray())
        # An RGB source comes back as the decoder's own picture, which is not ours to draw on.
        return self._turn.apply(image.copy() if rgb is frame else image)

    def _sum_up(self, misplaced: int) -> None:
        info, last, lost_from = self.info, self._last, self._lost_from
        cut_off = info.duration_s is not None and self._end_s < info.duration_s - _CUT_OFF_S
        ends_damaged = cut_off or lost_from == last
        if lost_from and not (ends_damaged and last.time_s - lost_from.time_s < _CUT_OFF_S):
            self._warnings.append(
                f"{info.path.name} is damaged at {lost_from.describe(info)}: "
                "what could not be read was left out."
            )
        if ends_damaged:
            self._warnings.append(
                f"{info.path.name} is damaged after {last.describe(info)}: "
                "what comes before was judged."
            )
        if misplaced:
            self._warnings.append(
                f"{info.path.name} has frames whose time repeats or goes back; "
                f"left out: {misplaced}."
            )


class AnnotatedVideoWriter:
    """Writes frames as an MP4 that a browser plays, with the sound of the clip they came from.

    H.264, 4:2:0, the index in front so that it starts at once. The frames keep their times, even
    or not; sound is copied where MP4 can hold it, made AAC where not, stays in step with the
    pictures and ends with them. H.264 wants even sizes: an odd width or height gets its last
    column or row twice. Frames are encoded in the background, which takes 1 ms off each frame
    of 720p.

    The file appears under its name at a good end only; after an error or an interrupt inside
    the `with` block nothing is left of it, or, `in_pieces`, what plays.

        with AnnotatedVideoWriter(path, clip.info) as video:
            video.write(image, frame.time_s)
    """

    def __init__(
        self, path: str | os.PathLike[str], like: ClipInfo, *, in_pieces: bool = False
    ) -> None:
        """Start a video.

        Args:
            path: where the video goes; the folder must be there.
            like: the clip that gives size, rate and sound.
            in_pieces: whether the unfinished file plays, too: after a power cut all but the last
                two seconds are in it, and after an error they are kept.

        Raises:
            ClipError: the video would overwrite the clip.
            OSError: the file cannot be written there.
        """
        self._path = Path(path)
        self._like = like
        if self._path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if self._path.exists() and like.path.exists() and self._path.samefile(like.path):
            raise ClipError(f"{path} is the clip itself: give the annotated video another name.")
        self._last_tick = -1
        self._encoding: Future[None] | None = None
        with self._os_errors(), ExitStack() as stack:
            file = _keeping(self._path) if in_pieces else replacing(self._path)
            part = stack.enter_context(file)
            part.touch()  # now, not after minutes of work, is the time to find a folder locked
            pieces = "+frag_keyframe+empty_moov+default_base_moof"
            flags = {"movflags": pieces if in_pieces else "+faststart"}
            self._container = av.open(f"file:{part}", "w", format="mp4", container_options=flags)
            stack.callback(_close_anyhow, self._container)
            self._stream = self._add_video()
            self._sound = _Sound(like, self._container) if like.has_audio else None
            if self._sound:
                stack.callback(self._sound.close)
            self._pool = stack.enter_context(ThreadPoolExecutor(1, "video-writer"))
            self._cleanup = stack.pop_all()

    def write(self, image: Image, time_s: float) -> None:
        """Add a frame.

        Args:
            image: (height, width, 3) uint8, RGB, of the clip's size. It may be changed or used
                again as soon as this returns.
            time_s: presentation time in seconds, after that of the frame before.

        Raises:
            ValueError: the size is another or the time does not rise.
            OSError: the disk is full or gone; it may be about an earlier frame.
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
        self._encoding = self._pool.submit(self._encode, yuv, tick)

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the video, or after an error remove what there is of it; see the class."""
        if error is not None:
            self._cleanup.__exit__(kind, error, trace)
            return
        with self._os_errors(), self._cleanup:
            self._finish()

    def _add_video(self) -> VideoStream:
        rate = Fraction(self._like.fps).limit_denominator(1001)
        stream = self._container.add_stream("libx264", rate=rate, options=_X264)
        stream.width = self._like.width + self._like.width % 2
        stream.height = self._like.height + self._like.height % 2
        stream.pix_fmt = "yuv420p"
        stream.gop_size = max(1, round(_KEY_FRAME_S * rate))
        stream.thread_count = 0
        stream.codec_context.time_base = Fraction(1, _TICKS_PER_S)
        # OpenCV converts by BT.601; a player that is not told guesses BT.709 for large pictures.
        stream.colorspace = _SMPTE170M
        stream.color_range = ColorRange.MPEG
        stream.color_primaries = ColorPrimaries.BT709
        stream.color_trc = ColorTrc.BT709
        return stream

    def _encode(self, yuv: Image, tick: int) -> None:
        frame = VideoFrame.from_ndarray(yuv, format="yuv420p")
        frame.pts, frame.time_base = tick, Fraction(1, _TICKS_PER_S)
        self._container.mux(self._stream.encode(frame))
        if self._sound:
            self._sound.mux_until(tick / _TICKS_PER_S)

    def _wait(self) -> None:
        """Wait for the frame in the encoder, so that its error is ours."""
        if self._encoding:
            self._encoding.result()

    def _finish(self) -> None:
        self._wait()
        if self._encoding is None:
            raise ValueError(f"{self._path}: a video needs at least one frame")
        self._container.mux(self._stream.encode(None))
        if self._sound:
            self._sound.mux_until(self._last_tick / _TICKS_PER_S + 1 / self._like.fps)
        self._container.close()

    @contextmanager
    def _os_errors(self) -> Iterator[None]:
        """Turn PyAV's errors of the system into Python's own, about the path the caller knows."""
        try:
            yield
        except OSError as error:
            code = error.errno or errno.EIO
            raise OSError(code, os.strerror(code), str(self._path)) from error


@contextmanager
def _keeping(path: Path) -> Iterator[Path]:
    """As `replacing`, but a file that plays is kept after an error, too."""
    with replacing(path) as part:
        try:
            yield part
        except BaseException:
            if _plays(part):
                part.replace(path)
            raise


def _plays(path: Path) -> bool:
    try:
        ClipReader(path).close()
    except ClipError:
        return False
    return True


class _Sound:
    """The sound of a clip on its way into another file, in step with the pictures."""

    def __init__(self, clip: ClipInfo, target: OutputContainer) -> None:
        self._start_s = clip.start_s
        self._target = target
        self._container = _open(clip.path)
        source = _audio_stream(self._container)
        assert source is not None, "has_audio promises one"
        self._source = source
        _discard_all_but(source, self._container)
        self._stream = (
            target.add_stream_from_template(source)
            if _fits_mp4(source)
            # One rate and layout that AAC surely has; the encoder resamples.
            else target.add_stream("aac", rate=48_000, layout="stereo")
        )
        self._packets = self._shifted()
        self._waiting = next(self._packets, None)

    def close(self) -> None:
        """Close the clip."""
        self._container.close()

    def mux_until(self, end_s: float) -> None:
        """Hand on the sound that starts before a time, in seconds after the first picture."""
        while self._waiting:
            seconds = _seconds(self._waiting.pts, self._waiting.time_base)
            if seconds is not None and seconds >= end_s:
                return
            with suppress(av.error.InvalidDataError):  # a damaged bit of sound is left out
                self._target.mux(self._waiting)
            self._waiting = next(self._packets, None)

    def _shifted(self) -> Iterator["Packet[AudioStream]"]:
        """Yield packets for the target on the clock of its pictures, at rising times."""
        last: int | None = None
        for packet in self._recoded() if self._stream.codec_context.is_encoder else self._copied():
            packet.dts = packet.pts
            if packet.pts is None or (last is not None and packet.pts <= last):
                continue
            last = packet.pts
            packet.stream = self._stream
            yield packet

    def _copied(self) -> Iterator["Packet[AudioStream]"]:
        for packet in self._source_packets():
            packet.pts = self._shift(packet.pts)
            if packet.pts is not None:
                yield packet

    def _recoded(self) -> Iterator["Packet[AudioStream]"]:
        for packet in self._source_packets():
            with suppress(av.FFmpegError):
                for frame in self._source.decode(packet):
                    frame.pts = self._shift(frame.pts)
                    if frame.pts is not None:
                        yield from self._stream.encode(frame)
        yield from self._stream.encode(None)

    def _source_packets(self) -> Iterator["Packet[AudioStream]"]:
        with suppress(av.FFmpegError):  # a damaged clip: its sound ends here
            yield from self._container.demux(self._source)

    def _shift(self, ticks: int | None) -> int | None:
        """Count from the first picture; None for what is long before it, or has no time."""
        base = self._source.time_base
        if ticks is None or base is None:
            return None
        ticks -= round(self._start_s / base)
        return ticks if ticks * base >= -_PRIMING_S else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a clip: the time in seconds and the frame's number, from 1."""

    time_s: float
    number: int

    def describe(self, clip: ClipInfo) -> str:
        total = f" of {clip.frames}" if clip.frames else ""
        return f"{self.time_s:.1f} s (frame {self.number}{total})"


def _open(path: Path) -> InputContainer:
    """Open a file for reading, or say plainly what is wrong with it."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError:
        raise ClipError(f"{path} does not exist: check the name.") from None
    except IsADirectoryError:
        raise ClipError(f"{path} is a folder: name a video file in it.") from None
    except OSError as error:
        raise ClipError(f"{path} cannot be opened: {error.strerror}.") from None
    if not head:
        raise ClipError(f"{path} is empty (0 bytes): copy or record it again.")
    try:
        # "file:" keeps FFmpeg from reading a name such as "take:2.mp4" as an address.
        return av.open(f"file:{path}", metadata_errors="replace")
    except av.FFmpegError:
        if head[4:] == b"ftyp":
            raise ClipError(
                f"{path} is incomplete: the index that MP4 and MOV files end with is missing, "
                "as after a broken-off recording or copy. Copy or export it again."
            ) from None
        raise ClipError(
            f"{path} is not a video that can be read: use an MP4, MOV, WebM, MKV or AVI file."
        ) from None


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the stream with the pictures, ready to be decoded on all cores."""
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not moving:
        raise ClipError(f"{path} has no pictures, only sound or data: use a video file.")
    stream = moving[0]
    if stream.codec_context is None:
        raise ClipError(
            f"{path} uses a video codec that is not supported: convert it to H.264 (MP4)."
        )
    if stream.codec_context.name in _TEXT_CODECS:
        raise ClipError(f"{path} is a text file: use a video file.")
    stream.thread_type = "AUTO"
    _discard_all_but(stream, container)
    return stream


def _audio_stream(container: InputContainer) -> AudioStream | None:
    for stream in container.streams.audio:
        codec = cast(CodecContext | None, stream.codec_context)  # None is missing in PyAV's types
        if codec is not None and stream.sample_rate:
            return stream
    return None


def _fits_mp4(stream: AudioStream) -> bool:
    lowest_hz = _MP4_AUDIO.get(stream.codec_context.codec.canonical_name)
    return lowest_hz is not None and stream.sample_rate >= lowest_hz


def _discard_all_but(stream: VideoStream | AudioStream, container: InputContainer) -> None:
    for other in container.streams:
        if other is not stream:
            other.discard = Discard.all


def _square_pixels(stream: VideoStream, frame: VideoFrame) -> tuple[int, int]:
    """Width and height in pixels as stored, stretched until the pixels are square."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    if not 0.25 < aspect < 4:
        aspect = Fraction(1)  # nonsense in the header
    if aspect > 1:
        return round(frame.width * aspect), frame.height
    return frame.width, round(frame.height / aspect)


def _duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    length_s = _seconds(stream.duration, stream.time_base)
    if length_s is None and (tag := stream.metadata.get("DURATION")):  # Matroska
        with suppress(ValueError):
            hours, minutes, seconds = map(float, tag.split(":"))
            length_s = hours * 3600 + minutes * 60 + seconds
    if length_s is None and container.duration:
        length_s = container.duration / av.time_base
    return length_s


def _seconds(ticks: int | None, time_base: Fraction | None) -> float | None:
    return None if ticks is None or time_base is None else float(ticks * time_base)


def _close_anyhow(container: OutputContainer) -> None:
    """Close a file that is finished, or lost anyway."""
    with suppress(av.FFmpegError):
        container.close()
