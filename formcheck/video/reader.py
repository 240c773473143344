"""Read clips: upright RGB frames with their times, whatever is wrong with the file."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from formcheck.errors import ClipError
from formcheck.system.arrays import Image
from formcheck.video.container import (
    LIMITS,
    ClipInfo,
    Frame,
    audio_stream,
    close_clip,
    frame_rate_of,
    known_length_s,
    open_clip,
    require_size,
    seconds_of,
    slow_motion_of,
    video_stream,
)
from formcheck.video.upright import UprightPictures

_UNCONVERTED = (av.FFmpegError, ValueError, MemoryError)  # raised for colours and formats


class ClipReader:
    """Reads the frames of a clip, once, in the order of presentation, at strictly rising times.

    Damaged frames are left out, and so are frames whose time is not after that of the frame
    before. `warnings` says so once the clip has been read to its end. A frame without a time
    follows the frame before at the average rate. The next frame is decoded in the background,
    which takes 0.4 ms off each frame of 720p.

        with ClipReader(path) as clip:
            for frame in clip:
                ...
    """

    def __init__(self, path: str | os.PathLike[str], *, cut_off_s: float = 0.5) -> None:
        """Open a clip and decode its first frame.

        Args:
            path: of a video, a GIF or a still picture.
            cut_off_s: a clip that ends this much before its claimed end is reported as cut off;
                smaller differences come from inexact containers.

        Raises:
            ClipError: no picture can be read from it.
        """
        self._path = Path(path)
        self._cut_off_s = cut_off_s
        self._last, self._end_s = _Place(0.0, 1), 0.0
        self._lost_from: _Place | None = None
        self._misplaced = 0  # frames whose time was not after that of the frame before
        self._too_late = 0  # frames beyond what a clip may have
        self._warnings: list[str] = []
        self._container = open_clip(self._path)
        try:
            self._stream = video_stream(self._container, self._path)
            decoded = self._decoded()
            first = next(decoded, None)
            if first is None:
                large = "" if self._stream.width else " or has pictures of more than 8K"
                raise ClipError(
                    f"{self._path} is damaged (not one picture in it can be decoded){large}: "
                    "copy or export it again"
                )
            self._pictures = UprightPictures(self._stream, first)
            require_size(*self._pictures.full_size, self._path)
            image = self._first_image(first)
            self.info = self._describe(first)
        except BaseException:
            close_clip(self._container)
            raise
        self._frames = self._timed(first, image, decoded)
        self._pool = ThreadPoolExecutor(1, "clip-reader")
        self._ahead = self._read_ahead()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences about what is wrong with the clip, complete after the last frame."""
        return tuple(self._warnings)

    def close(self) -> None:
        """Close the file; no more frames can be read."""
        # Closing a container that another thread reads is a crash, so the thread ends first.
        self._pool.shutdown(cancel_futures=True)
        close_clip(self._container)

    def __enter__(self) -> Self:
        """Return the reader."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def __iter__(self) -> Iterator[Frame]:
        """Return the reader; the frames can be read once."""
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
        """Return what the container says, with the first decoded frame at hand."""
        stream = self._stream
        width, height = self._pictures.size
        rate = frame_rate_of(stream)
        start_s = seconds_of(first.pts, stream.time_base) or 0.0
        duration_s = _duration_s(self._container, stream, start_s)
        frames = stream.frames or None
        if frames and duration_s:  # a trimmed MP4 still counts the frames that it does not show
            frames = min(frames, round(duration_s * rate))
        return ClipInfo(
            path=self._path,
            width=width,
            height=height,
            fps=float(rate),
            duration_s=duration_s,
            frames=frames,
            start_s=start_s,
            rotation_deg=self._pictures.turn.clockwise_deg,
            has_audio=audio_stream(self._container) is not None,
            variable_frame_rate=abs((stream.base_rate or rate) / rate - 1) > 0.02,
            slow_motion=slow_motion_of(self._container, float(rate)),
        )

    def _decoded(self) -> Iterator[VideoFrame]:
        """Yield the frames that can be decoded, and note where some cannot."""
        try:
            for packet in self._container.demux(self._stream):
                yield from self._decode(packet)
        except av.FFmpegError:
            self._note_loss()
            yield from self._decode(None)  # frames that the decoder still holds

    def _decode(self, packet: "Packet[VideoStream] | None") -> Iterator[VideoFrame]:
        """Yield the undamaged frames of a packet; without a packet, those still in the decoder."""
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
        """Remember the place of the first loss."""
        self._lost_from = self._lost_from or self._last

    def _first_image(self, first: VideoFrame) -> Image:
        """Return the first picture.

        Raises:
            ClipError: its colours cannot be converted.
        """
        try:
            return self._pictures.convert(first)
        except _UNCONVERTED:
            raise ClipError(
                f"{self._path} stores its colours in a way that is not supported:"
                " export it again as H.264 (MP4)"
            ) from None

    def _timed(
        self, first: VideoFrame, image: Image, rest: Iterator[VideoFrame]
    ) -> Iterator[Frame]:
        """Yield the frames with rising times, and write the warnings after the last one."""
        index = 0
        self._end_s = self._end_of(first, 0.0)
        yield Frame(index, 0.0, image)
        del first, image  # large in a clip of 8K
        for frame, time_s in self._in_order(rest):
            try:
                image = self._pictures.convert(frame)
            except _UNCONVERTED:
                self._note_loss()
                continue
            index += 1
            self._last = _Place(time_s, index + 1)
            self._end_s = self._end_of(frame, time_s)
            yield Frame(index, time_s, image)
        self._warn()

    def _in_order(self, rest: Iterator[VideoFrame]) -> Iterator[tuple[VideoFrame, float]]:
        """Yield the frames after the first whose times rise, with their times in seconds."""
        time_s, number = 0.0, 1
        for frame in rest:
            seconds = seconds_of(frame.pts, self._stream.time_base)
            now_s = time_s + 1 / self.info.fps if seconds is None else seconds - self.info.start_s
            if now_s <= time_s:
                self._misplaced += 1
            elif now_s > LIMITS.longest_s:
                self._too_late += 1
            elif number == LIMITS.most_frames:
                self._too_late += 1
                return
            else:
                time_s, number = now_s, number + 1
                yield frame, time_s

    def _end_of(self, frame: VideoFrame, time_s: float) -> float:
        """Return when a frame ends, in seconds."""
        return time_s + (seconds_of(frame.duration, self._stream.time_base) or 1 / self.info.fps)

    def _warn(self) -> None:
        """Write the warnings of a clip that was read to its end."""
        info, last, lost_from = self.info, self._last, self._lost_from
        cut_off = info.duration_s is not None and self._end_s < info.duration_s - self._cut_off_s
        ends_damaged = cut_off or lost_from == last
        if lost_from and not (ends_damaged and last.time_s - lost_from.time_s < self._cut_off_s):
            self._warnings.append(
                f"{info.path.name} is damaged at {lost_from.describe(info)}: "
                "what could not be read was left out"
            )
        if ends_damaged:
            self._warnings.append(
                f"{info.path.name} is damaged after {last.describe(info)}: "
                "what comes before was judged"
            )
        if self._misplaced:
            self._warnings.append(
                f"{info.path.name} has frames whose time repeats or goes back; "
                f"left out: {self._misplaced}"
            )
        if self._too_late:
            self._warnings.append(
                f"{info.path.name} goes on for more than {LIMITS.longest_s / 3600:.0f} hours or"
                f" {LIMITS.most_frames} frames by its times: what comes later was left out"
            )


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a clip: the time in seconds and the number of the frame, from 1."""

    time_s: float
    number: int

    def describe(self, clip: ClipInfo) -> str:
        total = f" of {clip.frames}" if clip.frames else ""
        return f"{self.time_s:.1f} s (frame {self.number}{total})"


def _duration_s(container: InputContainer, stream: VideoStream, start_s: float) -> float | None:
    """Return the length that the file claims, in seconds; None if it claims none.

    Args:
        container: the opened file.
        stream: its pictures.
        start_s: time of the first picture, in seconds.
    """
    length_s = known_length_s(seconds_of(stream.duration, stream.time_base))
    if length_s is not None:
        return length_s
    # Matroska says when the pictures end, and does not say how long they last.
    end_s = _hours_minutes_seconds(stream.metadata.get("DURATION", ""))
    if end_s is None and container.duration:
        end_s = container.duration / av.time_base
        if "matroska" not in container.format.name:
            end_s += (container.start_time or 0) / av.time_base
    return known_length_s(None if end_s is None else max(end_s - start_s, 0.0))


def _hours_minutes_seconds(text: str) -> float | None:
    """Return a time such as "00:01:02.5" in seconds; None if it is none."""
    with suppress(ValueError):
        hours, minutes, seconds = map(float, text.split(":"))
        return known_length_s(hours * 3600 + minutes * 60 + seconds)
    return None
