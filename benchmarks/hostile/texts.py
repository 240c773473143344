"""Exercise files, saved poses, results and lists that are broken, huge, or lie."""

import io
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.hostile.case import Case
from benchmarks.hostile.samples import good_results
from formcheck.exercises.file import built_in, text_of

_VALUES = (
    "nan", "inf", "-inf", "1e308", "1e-308", "-1", "0", "9" * 400, "true", '""', "[]", "{}",
    '"\\u001b]0;x\\u0007"', '"' + "k" * 5000 + '"', "[" * 200 + "]" * 200, "1e999", "0x1",
    "2020-01-01", '"[/bold]"', '"{side:99999}"', "[1, 2, 3]", '"left"', "0.0000001",
)  # fmt: skip
_LINE = re.compile(r"^([\w.-]+ = )(.+)$", re.MULTILINE)


def exercise(rng: random.Random, folder: Path, number: int) -> Case:
    """Make an exercise file from a good one with which something is wrong."""
    text = text_of(list(built_in())[number % len(built_in())])
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    values = list(_LINE.finditer(text))
    one, value = rng.choice(values), rng.choice(_VALUES)
    changes = {
        "another value": text[: one.start(2)] + value + text[one.end(2) :],
        "line lost": "".join(lines[:at] + lines[at + 1 :]),
        "line twice": "".join(lines[: at + 1] + lines[at:]),
        "cut off": text[: rng.randrange(len(text))],
        "key misspelt": text[: one.start(1)] + "x" + text[one.start(1) :],
        "nested": f"a = {'[' * 3000}{']' * 3000}\n{text}",
        "huge": text + "# " + "x" * 5_000_000,
        "many keys": text + "".join(f"a{i} = {i}\n" for i in range(30_000)),
        "many tables": text + "[[rules]]\n" * 20_000,
        "empty": "",
    }
    how = rng.choice(("another value", "another value", *changes))
    data = bytearray(changes[how].encode())
    if number % 10 == 9 and data:
        how = f"{how}, bytes that are no text"
        for _ in range(rng.choice((1, 5, 50))):
            data[rng.randrange(len(data))] = rng.randrange(256)
    path = folder / "mine.toml"
    path.write_bytes(data)
    about = f"{how} ({one[1]}{value[:20]})" if how.startswith("another value") else how
    command: list[str | Path] = ["exercises", path] if number % 3 == 2 else [
        "analyze", good_results(), "--from-poses", "--exercise", path,
    ]  # fmt: skip
    return Case(command, about)


class _Opens:
    """Opens a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self._path,)


def poses(rng: random.Random, folder: Path, number: int) -> Case:
    """Make saved poses from good ones with which something is wrong."""
    data = (good_results() / "poses.npz").read_bytes()
    path = folder / "poses.npz"
    if number % 3 == 0:
        changed = bytearray(data)
        flips = rng.choice((1, 5, 50, 500))
        for _ in range(flips):
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        if rng.random() < 0.3:
            del changed[rng.randrange(len(changed)) :]
        path.write_bytes(changed)
        about = f"{flips} bits flipped"
    else:
        arrays = dict(np.load(io.BytesIO(data)))
        name = rng.choice(list(arrays))
        about = f"{name}: {_spoil(arrays, name, rng, folder)}"
        np.savez_compressed(path, **arrays)
        if rng.random() < 0.1:
            about += _lie(path, rng)
    return Case(["analyze", path, "--from-poses", "--exercise", "butt-kicks"], about)


def _spoil(arrays: dict[str, np.ndarray], name: str, rng: random.Random, folder: Path) -> str:
    """Replace an array by a strange one; return what it is."""
    array = arrays[name]
    huge = rng.choice((1e9, 1e30, 1e308, -1e300, 1e-300))
    choices: dict[str, Callable[[], np.ndarray]] = {
        "pickled": lambda: np.array([_Opens(folder.parent / "unpickled")], dtype=object),
        "empty": lambda: array[:0] if array.ndim else np.array([]),
        "shorter": lambda: array[:-1] if array.ndim else np.array([1, 2]),
        "one more dimension": lambda: array[None],
        "flat": lambda: array.reshape(-1),
        "text": lambda: np.full(array.shape, "\x1b]0;x\x07"),
        "long text": lambda: np.array("x" * 2_000_000),
        "zeros": lambda: np.zeros_like(array),
        "complex": lambda: np.full(array.shape, 1j),
        "ten million": lambda: np.zeros(10_000_000, np.int8),
    }
    if array.dtype.kind in "fi":
        choices |= {
            "NaN": lambda: np.full(array.shape, np.nan),
            "infinite": lambda: np.full(array.shape, np.inf),
            f"{huge:g}": lambda: np.full(array.shape, huge),
            "backwards": lambda: array[::-1] if array.ndim else -array,
            "negative": lambda: -array.astype(float),
            "random": lambda: np.array(np.frombuffer(rng.randbytes(8 * array.size))).reshape(
                array.shape
            ),
            "stretched": lambda: array * 10.0**6,
        }
    how = rng.choice(list(choices))
    arrays[name] = choices[how]()
    if rng.random() < 0.1:
        del arrays[name]
        how = "missing"
    return how


def _lie(path: Path, rng: random.Random) -> str:
    """Write one array of an archive with a header that says another shape."""
    lied = path.with_suffix(".lied")
    shape = rng.choice((10**7, 10**12, 2**62))
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(lied, "w") as after:
        for member in before.infolist():
            content = before.read(member)
            if member.filename == "time_s.npy":
                header = str({"descr": "<f8", "fortran_order": False, "shape": (shape,)})
                padded = header.ljust(117) + "\n"
                content = content[:8] + len(padded).to_bytes(2, "little") + padded.encode()
            after.writestr(member, content)
    lied.replace(path)
    return f", says {shape} frames"


_FILES = (
    "report.json", "measures.csv", "track.npz", "clip.json", "reps.csv", "notes.css", "clip.mp4",
    "poses.npz", "review.html",
)  # fmt: skip


def results(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a folder of results of which a file is damaged, and use it."""
    place = shutil.copytree(good_results(), folder / "results")
    name = _FILES[number % len(_FILES)]
    data = (place / name).read_bytes() or b"x"
    at = rng.randrange(len(data))
    digits = list(re.finditer(rb"\d+(\.\d+)?", data))
    one = rng.choice(digits) if digits else re.match(b"", data)
    assert one
    value = rng.choice((b"NaN", b"-1", b"1e999", b"9" * 500, b'"x"', b"null", b"[" * 3000, b"{}"))
    changes = {
        "empty": b"",
        "cut off": data[:at],
        "bytes": data[:at] + rng.randbytes(20) + data[at + 20 :],
        "another value": data[: one.start()] + value + data[one.end() :],
        "another value ": data[: one.start()] + value + data[one.end() :],
        "script": data.replace(b"butt-kicks", b"</script><script>alert(1)</script>"),
        "escape": data.replace(b"butt-kicks", b"\x1b]0;x\x07"),
        "doubled": data + data,
    }
    how = rng.choice(list(changes))
    (place / name).write_bytes(changes[how])
    commands: tuple[list[str | Path], ...] = (
        ["review", place],
        ["export", place, "--to", "srt,vtt,trc,mot,xlsx"],
        ["analyze", place, "--from-poses"],
    )
    return Case(rng.choice(commands), f"{name}: {how} at {at}")


def lists(rng: random.Random, folder: Path, number: int) -> Case:
    """Make a list of clips that is broken, or names strange things."""
    path = folder / "list.txt"
    good = str(good_results() / "poses.npz").encode()
    lines = (
        b"\xff\xfe\x00", b"/dev/zero", b"/dev/stdin", b"/", b"@list.txt", b"\0", b"../" * 3000,
        b"[", b"**/**/**/*.npz", b"~", b"x" * 300, b"# x", b"", b"\x1b]0;x\x07.mp4", good, good,
        b"-", b"--out", b"file:" + good, b"http://127.0.0.1/x", b"C:\\x", b"\xe2\x80\xae.mp4",
    )  # fmt: skip
    count = rng.choice((0, 1, 3, 8))
    path.write_bytes(b"\n".join(rng.choices(lines, k=count)))
    if number % 10 == 0:
        path.write_bytes(rng.randbytes(3_000))
    arguments = ["analyze", f"@{path}", "--from-poses", "--exercise", "butt-kicks", "--jobs", "1"]
    return Case(arguments, f"a list of {count} lines")
