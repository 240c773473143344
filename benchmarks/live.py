"""How fast `formcheck live` is: a 720p source at 30 frames a second, in a real window.

    python -m benchmarks.live [--seconds 60 | --minutes 30] [--record] [--json FILE]

The sample clip with the raised hand is scaled up to 1280x720 and played in real time; the hand
starts the set, then its kicks go on and on. The window opens on a display of its own (Xvfb).
Latency runs from when a picture has been decoded to when the window has it on the screen.
"""

import argparse
import json
import os
import tempfile
import threading
import time
from array import array
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from benchmarks.display import display
from formcheck.exercises.file import load_exercise
from formcheck.live.app import App, Options, Spent
from formcheck.live.camera.capture import Source
from formcheck.live.stage import Stage
from formcheck.system.memory import keep_few_heaps
from formcheck.system.native_log import native_log_hidden
from formcheck.system.settings import remember_notes
from formcheck.video import AnnotatedVideoWriter, ClipInfo, ClipReader

CLIP = Path(__file__).parent.parent / "sample_videos" / "live.mp4"
KICKS_S = 7.5, 13.9  # of the clip: sixteen kicks, a whole number of strides
SIZE = 1280, 720
FPS = 30.0
WARM_UP_S = 2.0
COLUMNS = 5  # kept of each frame
TARGETS = {
    "frames shown a second": (29.5, "at least"),
    "dropped, %": (1.0, "at most"),
    "latency p50, ms": (40.0, "at most"),
    "latency p95, ms": (66.0, "at most"),
    "engine + overlay, ms": (4.0, "at most"),
    "cue after its rep, ms": (300.0, "at most"),
    "memory grown after a minute, MB": (10.0, "at most"),
}


class LoopingCamera:
    """Plays the way in once, then the kicks on and on, in real time.

    Each file is opened once: decoders that come and go would cost memory that no camera costs.
    """

    def __init__(self, way_in: Path, kicks: Path) -> None:
        self._pictures = self._played(way_in, kicks)
        self._index = -1
        self._start_s = 0.0

    @property
    def played(self) -> bool:
        return True

    def grab(self) -> tuple[npt.NDArray[np.uint8], float | None]:
        image = next(self._pictures)
        self._index += 1
        due_s = self._index / FPS
        if self._index == 1:  # at the first picture it stands until it is played
            self._start_s = time.monotonic() - due_s
        if self._index:
            time.sleep(max(0.0, self._start_s + due_s - time.monotonic()))
        return image, due_s

    def close(self) -> None:
        self._pictures.close()

    @staticmethod
    def _played(way_in: Path, kicks: Path) -> Generator[npt.NDArray[np.uint8], None, None]:
        import av  # only after cv2: its copy of libxcb, loaded first, keeps Qt from its window

        with av.open(str(way_in)) as clip:
            for frame in clip.decode(video=0):
                yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
        while True:
            with av.open(str(kicks)) as clip:
                seen = True
                while seen:  # a decoder that does not start again after a seek is opened anew
                    seen = False
                    for frame in clip.decode(video=0):
                        seen = True
                        yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
                    clip.seek(0)


@dataclass
class Measured:
    """What was seen while the set was under way; as little as possible is kept."""

    first_s: float = 0.0
    last_s: float = 0.0
    first_index: int = -1
    last_index: int = 0
    rows: "array[float]" = field(default_factory=lambda: array("f"))
    cues_s: list[float] = field(default_factory=list)
    rep_end_s: float = 0.0

    def take(self, spent: Spent) -> None:
        if spent.stage is not Stage.SET:
            return
        now_s = time.monotonic()
        if not self.first_s:
            self.first_s = now_s
        if now_s - self.first_s < WARM_UP_S:
            return
        if self.first_index < 0:
            self.first_index, self.first_s = spent.index, now_s - WARM_UP_S
        self.last_index, self.last_s = spent.index, now_s
        self.rep_end_s = spent.rep_end_s or self.rep_end_s
        if spent.said:
            self.cues_s.append(spent.set_s - self.rep_end_s + spent.latency_s)
        self.rows.extend(
            (
                spent.latency_s,
                spent.pose_s,
                spent.engine_s,
                spent.draw_s,
                spent.show_s,
            )
        )


def scaled_up(folder: Path) -> tuple[Path, Path]:
    """Write the clip at 720p: what comes before the kicks, and the kicks."""
    parts = folder / "way-in.mp4", folder / "kicks.mp4"
    spans = (0.0, KICKS_S[0]), KICKS_S
    for part, (from_s, to_s) in zip(parts, spans, strict=True):
        like = ClipInfo(Path("camera"), *SIZE, FPS)
        with ClipReader(CLIP) as clip, AnnotatedVideoWriter(part, like) as writer:
            for frame in clip:
                if not from_s <= frame.time_s < to_s:
                    continue
                share = SIZE[1] / clip.info.height
                image = cv2.resize(frame.image, None, fx=share, fy=share)
                side = SIZE[0] - image.shape[1]
                wide = cv2.copyMakeBorder(
                    image, 0, 0, side // 2, side - side // 2, cv2.BORDER_REPLICATE
                )
                writer.write(np.asarray(wide, np.uint8), frame.time_s - from_s)
    return parts


def time_to_decode_ms(clip: Path) -> float:
    """Of a frame, on the thread that takes the pictures: the mean over a clip."""
    with ClipReader(clip) as reader:
        begin_s = time.perf_counter()
        frames = sum(1 for _ in reader)
    return 1e3 * (time.perf_counter() - begin_s) / frames


def resident_mb() -> float:
    """Memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def run(seconds: float, *, record: bool) -> dict[str, float]:
    """Run a set for so long and return the figures."""
    keep_few_heaps()  # as the command does at its start
    exercise = load_exercise("butt-kicks")
    measured = Measured()
    memory: list[tuple[float, float]] = []
    with (
        tempfile.TemporaryDirectory() as name,
        display() as shown,
        environment(DISPLAY=shown, XDG_CONFIG_HOME=name),
    ):
        remember_notes("read", exercise.safety)
        parts = scaled_up(Path(name))
        decode_ms = time_to_decode_ms(parts[1])
        app = App(
            Options((exercise,), exercise, record=Path(name) / "record" if record else None),
            Source(lambda: LoopingCamera(*parts)),
            tell=lambda _: None,
            finished=lambda _: None,
            spent=measured.take,
        )

        def watch() -> None:
            deadline_s = time.monotonic() + 60.0
            while not measured.first_s and time.monotonic() < deadline_s:
                time.sleep(0.1)
            begin_s = measured.first_s or time.monotonic()
            while time.monotonic() - begin_s < seconds + WARM_UP_S:
                memory.append((time.monotonic() - begin_s, resident_mb()))
                time.sleep(min(5.0, seconds / 4))
            app.stop()

        threading.Thread(target=watch, daemon=True).start()
        with native_log_hidden():
            app.run()
    return figures(measured, memory, decode_ms)


def figures(
    measured: Measured, memory: list[tuple[float, float]], decode_ms: float
) -> dict[str, float]:
    """Sum up."""
    if len(measured.rows) < 2 * COLUMNS:
        raise SystemExit("The set did not begin: the hand was not seen.")
    table = np.array(measured.rows).reshape(-1, COLUMNS) * 1e3
    latency, pose, engine, draw, show = table.T
    delivered = measured.last_index - measured.first_index + 1
    lasted_s = measured.last_s - measured.first_s - WARM_UP_S
    third = len(table) // 3
    settled = [mb for at_s, mb in memory if at_s >= min(60.0, memory[-1][0] / 2)]
    # The pictures alive at any moment are 8 MB more or less of it: ends are compared by medians.
    some = max(3, len(settled) // 20)
    return {
        "seconds": lasted_s,
        "frames shown a second": len(table) / lasted_s,
        "dropped, %": 100.0 * (1.0 - len(table) / delivered),
        "latency p50, ms": float(np.percentile(latency, 50)),
        "latency p95, ms": float(np.percentile(latency, 95)),
        "latency p50 of the last third, ms": float(np.percentile(latency[-third:], 50)),
        "decode, ms": decode_ms,
        "pose, ms": float(np.median(pose)),
        "engine, ms": float(np.median(engine)),
        "engine p95, ms": float(np.percentile(engine, 95)),
        "draw, ms": float(np.median(draw)),
        "draw p95, ms": float(np.percentile(draw, 95)),
        "engine + overlay, ms": float(np.median(engine + draw)),
        "show, ms": float(np.median(show)),
        "cues": float(len(measured.cues_s)),
        "cue after its rep, ms": 1e3 * max(measured.cues_s, default=float("nan")),
        "memory at most, MB": max(settled),
        "memory at most beside the first, MB": max(settled) - settled[0],
        "memory grown after a minute, MB": median(settled[-some:]) - median(settled[:some]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--minutes", type=float, help="instead of --seconds")
    parser.add_argument("--record", action="store_true", help="record the set meanwhile")
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    seconds = arguments.minutes * 60.0 if arguments.minutes else arguments.seconds
    result = run(seconds, record=arguments.record)
    for name, value in result.items():
        target, way = TARGETS.get(name, (None, ""))
        said = ""
        if target is not None:
            met = value >= target if way == "at least" else value <= target
            said = f"  {way} {target:g}: {'met' if met else 'MISSED'}"
        print(f"{name:<36}{value:>9.1f}{said}")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
