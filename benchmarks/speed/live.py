"""How fast `formcheck live` is: a 720p source at 30 frames a second, in a real window.

    python -m benchmarks.speed.live [--seconds 60 | --minutes 30] [--record] [--json FILE]

The sample clip with the raised hand is scaled up to 1280x720 and played in real time. The hand
starts the set; then the kicks of the clip are repeated. The window opens on an unseen display
(Xvfb). Latency is the time from when a picture is decoded to when the window shows it.
"""

import argparse
import json
import os
import tempfile
import threading
import time
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.speed.display import display
from benchmarks.speed.looping_camera import LoopingCamera, scaled_up
from benchmarks.speed.memory import resident_mb
from formcheck.exercises.file import load_exercise
from formcheck.live.app import App
from formcheck.live.camera.source import LiveSource
from formcheck.live.options import LiveOptions
from formcheck.live.stage import Stage
from formcheck.live.timing import FrameTiming
from formcheck.system.memory import keep_few_heaps
from formcheck.system.native_log import native_log_hidden
from formcheck.system.settings import remember_notes
from formcheck.video import ClipReader

#: The first seconds of a set are not measured.
WARM_UP_S = 2.0
#: The set begins within so many seconds, or the measurement gives up.
STARTS_WITHIN_S = 60.0
#: Memory is compared from so many seconds after the start on.
MEMORY_SETTLES_S = 60.0
#: Numbers kept of each frame: latency and the times of pose, engine, drawing and showing.
COLUMNS = 5
TARGETS = {
    "frames shown a second": (29.5, "at least"),
    "dropped, %": (1.0, "at most"),
    "latency p50, ms": (40.0, "at most"),
    "latency p95, ms": (66.0, "at most"),
    "engine + overlay, ms": (4.0, "at most"),
    "cue after its rep, ms": (300.0, "at most"),
    "memory grown after a minute, MB": (10.0, "at most"),
}


@dataclass
class Measured:
    """What is seen while the set is under way. As little as possible is kept."""

    first_s: float = 0.0
    last_s: float = 0.0
    first_index: int = -1
    last_index: int = 0
    rows: "array[float]" = field(default_factory=lambda: array("f"))
    cues_s: list[float] = field(default_factory=list)
    rep_end_s: float = 0.0

    def take(self, timing: FrameTiming) -> None:
        """Keep the times of a frame that was shown."""
        if timing.stage is not Stage.SET:
            return
        now_s = time.monotonic()
        if not self.first_s:
            self.first_s = now_s
        if now_s - self.first_s < WARM_UP_S:
            return
        if self.first_index < 0:
            self.first_index, self.first_s = timing.index, now_s - WARM_UP_S
        self.last_index, self.last_s = timing.index, now_s
        self.rep_end_s = timing.rep_end_s or self.rep_end_s
        if timing.new_cue:
            after_s = timing.set_s - self.rep_end_s - timing.waited_s
            self.cues_s.append(max(after_s, 0.0) + timing.latency_s)
        self.rows.extend(
            (timing.latency_s, timing.pose_s, timing.engine_s, timing.draw_s, timing.show_s)
        )


def time_to_decode_ms(clip: Path) -> float:
    """Return the mean time that decoding a frame takes, on the thread that takes the pictures."""
    with ClipReader(clip) as reader:
        begin_s = time.perf_counter()
        frames = sum(1 for _ in reader)
    return 1e3 * (time.perf_counter() - begin_s) / frames


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set variables of the environment for a while."""
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
    keep_few_heaps()  # as the command does when it starts
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
            LiveOptions((exercise,), exercise, record=Path(name) / "record" if record else None),
            LiveSource(lambda: LoopingCamera(*parts)),
            tell=lambda _: None,
            finished=lambda _: None,
            shown=measured.take,
        )

        def watch() -> None:
            _watch_memory(measured, seconds, memory)
            app.stop()

        threading.Thread(target=watch, daemon=True).start()
        with native_log_hidden():
            app.run()
    return figures(measured, memory, decode_ms)


def _watch_memory(measured: Measured, seconds: float, memory: list[tuple[float, float]]) -> None:
    """Wait for the set to begin, then note time and memory (MB) for as long as it is measured."""
    deadline_s = time.monotonic() + STARTS_WITHIN_S
    while not measured.first_s and time.monotonic() < deadline_s:
        time.sleep(0.1)
    begin_s = measured.first_s or time.monotonic()
    while time.monotonic() - begin_s < seconds + WARM_UP_S:
        memory.append((time.monotonic() - begin_s, resident_mb()))
        time.sleep(min(5.0, seconds / 4))


def figures(
    measured: Measured, memory: Sequence[tuple[float, float]], decode_ms: float
) -> dict[str, float]:
    """Sum up what was measured."""
    if len(measured.rows) < 2 * COLUMNS:
        raise SystemExit("The set did not begin: the raised hand was not seen.")
    table = np.array(measured.rows).reshape(-1, COLUMNS) * 1e3
    latency, _, _, _, show = table.T
    judged = table[table[:, 1] > 0.0]  # the other pictures are shown while the model is busy
    _, pose, engine, draw, _ = judged.T
    delivered = measured.last_index - measured.first_index + 1
    lasted_s = measured.last_s - measured.first_s - WARM_UP_S
    third = len(table) // 3
    return {
        "seconds": lasted_s,
        "frames shown a second": len(table) / lasted_s,
        "frames judged a second": len(judged) / lasted_s,
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
        **_memory_figures(memory),
    }


def _memory_figures(memory: Sequence[tuple[float, float]]) -> dict[str, float]:
    settles_s = min(MEMORY_SETTLES_S, memory[-1][0] / 2)
    settled = [mb for at_s, mb in memory if at_s >= settles_s]
    # The pictures that are alive change it by 8 MB from moment to moment: compare medians.
    some = max(3, len(settled) // 20)
    return {
        "memory at most, MB": max(settled),
        "memory at most, over the first, MB": max(settled) - settled[0],
        "memory grown after a minute, MB": median(settled[-some:]) - median(settled[:some]),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.live", description="Measure how fast formcheck live is."
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="default: 60")
    parser.add_argument("--minutes", type=float, help="in place of --seconds")
    parser.add_argument("--record", action="store_true", help="record the set at the same time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
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
