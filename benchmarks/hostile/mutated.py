"""Good clips of which some bytes were changed, lost, or lie."""

import random
import struct
from pathlib import Path

from benchmarks.hostile.case import Case, read_or_judged
from benchmarks.hostile.samples import USUAL, usual

#: Numbers that programs rarely expect, as four bytes.
_STRANGE = (0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0x10000, 0x7FFF, 0x01000000)
#: Boxes of MP4 and MOV whose numbers say how large, how long, how many and where.
_BOXES = (
    b"mvhd", b"tkhd", b"mdhd", b"stts", b"stsz", b"stco", b"stsc", b"stss", b"ctts", b"elst",
    b"avc1", b"avcC", b"hdlr", b"dref", b"url ", b"vmhd", b"stsd", b"moov", b"trak", b"mdat",
)  # fmt: skip
#: Elements of Matroska: duration, time scale, width, height, duration of a frame, and others.
_ELEMENTS = (
    b"\x44\x89", b"\x2a\xd7\xb1", b"\xb0", b"\xba", b"\x23\xe3\x83", b"\xe7", b"\xa3", b"\x86",
    b"\x16\x54\xae\x6b", b"\x1f\x43\xb6\x75", b"\x63\xa2", b"\x55\xb0", b"\xae",
)  # fmt: skip


def _written(folder: Path, name: str, data: bytes) -> Path:
    clip = folder / f"clip.{name}"
    clip.write_bytes(data)
    return clip


def flipped(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip with some bits flipped, anywhere or near its beginning or end."""
    name = list(USUAL)[number % len(USUAL)]
    data = bytearray(usual(name))
    flips = rng.choice((1, 3, 10, 100, 1000))
    first, last = rng.choice(((0, len(data)), (0, 800), (len(data) - 800, len(data))))
    for _ in range(flips):
        data[rng.randrange(first, last)] ^= 1 << rng.randrange(8)
    clip = _written(folder, name, bytes(data))
    return read_or_judged(clip, f"{name}, {flips} bits flipped in {first}–{last}", number)


def cut(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip that lost a piece, has one twice, or has zeros or noise in place of one."""
    name = list(USUAL)[number % len(USUAL)]
    data = usual(name)
    first = rng.randrange(len(data))
    piece = data[first : first + rng.choice((1, 17, 512, 4096, len(data) // 3))]
    last = first + len(piece)
    changed = {
        "cut off": data[:first],
        "beginning lost": data[first:],
        "piece lost": data[:first] + data[last:],
        "piece twice": data[:last] + data[first:],
        "zeros": data[:first] + bytes(len(piece)) + data[last:],
        "noise": data[:first] + rng.randbytes(len(piece)) + data[last:],
        "moved": data[:first] + data[last:] + piece,
        "another format in it": data[:first] + usual(rng.choice(list(USUAL))) + data[last:],
    }
    how = rng.choice(list(changed))
    return read_or_judged(_written(folder, name, changed[how]), f"{name}, {how} at {first}", number)


def lying(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip whose header says strange numbers."""
    name = ("mp4", "mkv", "mov", "webm", "avi", "mp4", "ts", "gif", "flv")[number % 9]
    data = bytearray(usual(name))
    changed = []
    for _ in range(rng.choice((1, 1, 2, 5))):
        if name in {"mp4", "mov"}:
            mark = rng.choice(_BOXES)
            place = data.find(mark) + 4 * rng.randrange(-1, 12)
        elif name in {"mkv", "webm"}:
            mark = rng.choice(_ELEMENTS)
            place = data.find(mark) + len(mark) + rng.randrange(3)
        else:
            mark, place = b"", rng.randrange(4, 400)
        place = max(0, min(place, len(data) - 8))
        strange = struct.pack(">I", rng.choice((*_STRANGE, rng.getrandbits(32))))
        size = rng.choice((1, 2, 4))
        data[place : place + size] = strange[:size]
        changed.append(f"{mark!r}@{place}={strange[:size].hex()}")
    return read_or_judged(
        _written(folder, name, bytes(data)), f"{name}, {' '.join(changed)}", number
    )
