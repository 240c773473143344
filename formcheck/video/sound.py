"""Copy the sound of a clip into another file, in step with the pictures."""

from collections.abc import Iterator
from contextlib import suppress

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet

from formcheck.video.container import (
    ClipInfo,
    audio_stream,
    close_clip,
    discard_all_but,
    open_clip,
    seconds_of,
)

# Codecs that MP4 can hold, and the lowest sampling rate for which this is so, in Hz. Any other
# sound is converted to AAC.
_MP4_AUDIO = {"aac": 0, "mp3": 16_000, "ac3": 0, "eac3": 0, "opus": 0}


class SoundTrack:
    """The sound of a clip: copied if MP4 can hold it, converted to AAC if not.

    Args:
        clip: the clip; it must have sound (`ClipInfo.has_audio`).
        target: the file to be written; its pictures must be added before.
        priming_s: sound this long before the first picture is kept, in seconds. It is not heard,
            but a decoder needs it to begin.
    """

    def __init__(self, clip: ClipInfo, target: OutputContainer, *, priming_s: float = 0.1) -> None:
        self._start_s, self._priming_s = clip.start_s, priming_s
        self._target = target
        self._container = open_clip(clip.path)
        source = audio_stream(self._container)
        assert source is not None, "has_audio promises one"
        self._source = source
        discard_all_but(source, self._container)
        self._stream = (
            target.add_stream_from_template(source)
            if _fits_mp4(source)
            # A rate and a layout that every AAC encoder has; the encoder resamples.
            else target.add_stream("aac", rate=48_000, layout="stereo")
        )
        self._packets = self._shifted()
        self._waiting = next(self._packets, None)

    def close(self) -> None:
        """Close the clip."""
        close_clip(self._container)

    def mux_until(self, end_s: float) -> None:
        """Write the sound that starts before a time, in seconds after the first picture."""
        while self._waiting:
            seconds = seconds_of(self._waiting.pts, self._waiting.time_base)
            if seconds is not None and seconds >= end_s:
                return
            with suppress(av.error.InvalidDataError):  # damaged sound is left out
                self._target.mux(self._waiting)
            self._waiting = next(self._packets, None)

    def _shifted(self) -> Iterator["Packet[AudioStream]"]:
        """Yield packets for the target, on the clock of its pictures, at rising times."""
        last: int | None = None
        for packet in self._recoded() if self._stream.codec_context.is_encoder else self._copied():
            packet.dts = packet.pts
            if packet.pts is None or (last is not None and packet.pts <= last):
                continue
            last = packet.pts
            packet.stream = self._stream
            yield packet

    def _copied(self) -> Iterator["Packet[AudioStream]"]:
        """Yield the packets of the clip, on the clock of the pictures."""
        for packet in self._source_packets():
            packet.pts = self._shift(packet.pts)
            if packet.pts is not None:
                yield packet

    def _recoded(self) -> Iterator["Packet[AudioStream]"]:
        """Yield the sound converted to AAC, on the clock of the pictures."""
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
        """Return ticks after the first picture; None if unknown, or too long before it."""
        base = self._source.time_base
        if ticks is None or base is None:
            return None
        ticks -= round(self._start_s / base)
        return ticks if ticks * base >= -self._priming_s else None


def _fits_mp4(stream: AudioStream) -> bool:
    """Return whether MP4 can hold a sound track as it is."""
    lowest_hz = _MP4_AUDIO.get(stream.codec_context.codec.canonical_name)
    return lowest_hz is not None and stream.sample_rate >= lowest_hz
