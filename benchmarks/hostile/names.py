"""Names of clips that a terminal would obey, or that no program expects."""

import os
import random
from pathlib import Path

from benchmarks.hostile.case import Case, judged
from benchmarks.hostile.samples import usual

_NAMES: tuple[bytes, ...] = (
    b"\x1b]0;owned\x07.mp4", b"\x1b[2J\x1b[H.mp4", b"\x1b[31mred.mp4", b"\x9b31mred.mp4",
    b"\xc2\x9b31mred.mp4", b"\xc2\x9d0;x\xc2\x9c.mp4", b"\x1bP1;1|x\x1b\\.mp4", b"a\rb.mp4",
    b"a\nb.mp4", b"a\x08\x08b.mp4", b"\x07.mp4", b"\x7f.mp4", b"a\tb.mp4",
    "a\u202egpj.mp4".encode(), "\u2066x\u2069.mp4".encode(), "\u2028.mp4".encode(),
    b"\xff\xfe\xfd.mp4", b"\xc3\x28.mp4", b"\xed\xa0\x80.mp4", "é\u0301ö🏃🏽‍♀️.mp4".encode(),
    b"x" * 251 + b".mp4", "ß".encode() * 127, "🏃".encode() * 62 + b".mp4", b"...mp4", b"..mp4",
    b".mp4", b"....", b" .mp4", b" ", b"clip", b"clip.", b"-clip.mp4", b"--out", b"@clip.mp4",
    b"*.mp4", b"?.mp4", b"[a].mp4", b"[", b"%d.mp4", b"%03d.mp4", b"~.mp4", b"$HOME.mp4",
    b"`id`.mp4", b"a'b.mp4", b'a"b.mp4', b"a\\b.mp4", b"{x}.mp4", b"[bold]x[/bold].mp4",
    b"[/].mp4", b":smile:.mp4", b"<script>alert(1)</script>.mp4", b"a&b=c#d?.mp4", b"CON.mp4",
    b"nul", b"clip.json", b"overview.html", b"poses.npz", b"raw.mp4", b"annotated.mp4", b".lock",
    b"a,b;c.mp4", b"=1+1.mp4", b"a|b.mp4", b"pipe:0", b"http:.mp4", b"file:clip.mp4",
)  # fmt: skip


def names(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a clip, good or not, with a strange name; most are shown in a terminal."""
    name = _NAMES[number % len(_NAMES)]
    if number >= len(_NAMES):
        allowed = [byte for byte in range(1, 256) if byte != ord("/")]
        name = bytes(rng.choices(allowed, k=rng.choice((1, 5, 40, 255))))
        name = name if name.strip(b".") else b"x"
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    good = number % 4 == 0
    path.write_bytes(usual("mp4") if good else b"no clip, but a line of text\n" * 20)
    return judged(path, ascii(name), number // 4, terminal=rng.random() < 0.8)
