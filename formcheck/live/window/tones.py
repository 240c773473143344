"""The tones of a good rep, as a WAV file."""

import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tones:
    """Short tones, one after the other.

    Attributes:
        tones: frequency in hertz and length in seconds of each.
        loudness: share of the largest possible, 0..1.
        rate_hz: samples a second.
    """

    tones: tuple[tuple[float, float], ...] = ((880.0, 0.05), (1318.5, 0.09))
    loudness: float = 0.25
    rate_hz: int = 22_050


def write_tones(path: Path, tones: Tones = Tones()) -> None:
    """Write tones as a WAV file."""
    samples = []
    for hertz, seconds in tones.tones:
        count = round(seconds * tones.rate_hz)
        for i in range(count):
            fade = math.sin(math.pi * min(1.0, (i + 1) / count)) ** 0.5
            wave_now = math.sin(2 * math.pi * hertz * i / tones.rate_hz)
            samples.append(tones.loudness * fade * wave_now)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(tones.rate_hz)
        file.writeframes(b"".join(struct.pack("<h", round(32_767 * s)) for s in samples))
