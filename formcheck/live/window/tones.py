"""The short sounds of a set, as WAV files."""

import io
import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

#: What a sound says: the countdown, the start of a set, a good rep, the end of a set.
Tone: TypeAlias = Literal["tick", "start", "good", "end"]


@dataclass(frozen=True, slots=True)
class Tones:
    """Short tones, one after the other.

    Attributes:
        tones: frequency in hertz and length in seconds of each.
        loudness: share of the largest possible, 0..1.
        rate_hz: samples a second.
    """

    tones: tuple[tuple[float, float], ...]
    loudness: float = 0.25
    rate_hz: int = 22_050


#: One low tone; two that rise far and stay; two short high ones; three that fall.
TONES: Final[dict[Tone, Tones]] = {
    "tick": Tones(((523.3, 0.08),)),
    "start": Tones(((523.3, 0.09), (1046.5, 0.28))),
    "good": Tones(((880.0, 0.05), (1318.5, 0.09))),
    "end": Tones(((1046.5, 0.11), (784.0, 0.11), (523.3, 0.25))),
}


def write_tones(path: Path, tones: Tones) -> None:
    """Write tones as a WAV file."""
    samples = []
    for hertz, seconds in tones.tones:
        count = round(seconds * tones.rate_hz)
        for i in range(count):
            fade = math.sin(math.pi * min(1.0, (i + 1) / count)) ** 0.5
            wave_now = math.sin(2 * math.pi * hertz * i / tones.rate_hz)
            samples.append(tones.loudness * fade * wave_now)
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(tones.rate_hz)
        file.writeframes(b"".join(struct.pack("<h", round(32_767 * s)) for s in samples))
    path.write_bytes(written.getvalue())
