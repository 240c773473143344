"""How much memory a long set takes: half an hour of kicks, judged as fast as possible.

    python -m benchmarks.speed.soak [--minutes 30] [--blame] [--json FILE]

There is no camera and no window: a live set gets the poses of the sample clip's kicks again and
again, and this process alone judges them, without second opinions. The memory that judging the
finished set as a whole takes is a figure of its own.
"""

import argparse
import json
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.speed.memory import forget_peak, peak_mb, resident_mb
from benchmarks.speed.samples import LIVE, LIVE_FPS, LIVE_KICKS_S
from formcheck.detection.watching import record_poses
from formcheck.exercises.file import load_exercise
from formcheck.live.set.one_set import LiveSet
from formcheck.poses.pose import Pose, PoseTrack

#: From so many seconds on, nothing should grow.
STEADY_S = 60.0
#: How many lines of code --blame prints.
BLAMED = 15


def looped(track: PoseTrack, seconds: float) -> Iterator[Pose]:
    """Yield the frames before the kicks, then the kicks on and on, at 30 frames a second."""
    first, stop = np.searchsorted(track.time_s, LIVE_KICKS_S)
    poses = list(track.poses())
    shown = [*poses[:first], *poses[first:stop]]
    for index in range(round(seconds * LIVE_FPS)):
        place = index if index < len(shown) else first + (index - first) % (stop - first)
        yield replace(shown[place], time_s=index / LIVE_FPS)


def run(minutes: float, *, blame: bool) -> dict[str, float]:
    """Give a set so many minutes of kicks and return the figures."""
    exercise = load_exercise("butt-kicks")
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:  # the model leaves no memory here
        recording = pool.submit(record_poses, LIVE, outline=True).result()
    track = recording.track
    current = LiveSet(exercise, "", track.width, track.height, recording.model)
    image = np.zeros((1, 1, 3), np.uint8)
    steady, before_mb, before = False, 0.0, None
    if blame:
        tracemalloc.start()
    begin_s = time.process_time()
    for pose in looped(track, 60.0 * minutes):
        if not steady and pose.time_s >= STEADY_S:
            steady, before_mb = True, resident_mb()
            before = tracemalloc.take_snapshot() if blame else None
        current.add_frame(image, pose.time_s, pose)
        if not current.lasted_s and pose.time_s > LIVE_KICKS_S[0]:
            current.go()
    took_s = time.process_time() - begin_s
    after_mb = resident_mb()
    if before is not None:
        _print_growth(before)
    forget_peak()
    begin_s = time.process_time()
    session = current.finish()
    return {
        "minutes": minutes,
        "attempts": float(len(session.reps)) if session else 0.0,
        "engine a frame, ms": 1e3 * took_s / (60.0 * minutes * LIVE_FPS),
        "memory after a minute, MB": before_mb,
        "memory at the end, MB": after_mb,
        "grown after the first minute, MB": after_mb - before_mb,
        "judging the whole set, s": time.process_time() - begin_s,
        "its peak, MB more": peak_mb() - after_mb,
    }


def _print_growth(before: tracemalloc.Snapshot) -> None:
    """Print the lines of code whose memory grew most, and stop tracing."""
    for line in tracemalloc.take_snapshot().compare_to(before, "lineno")[:BLAMED]:
        print(line)
    tracemalloc.stop()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.soak",
        description="Measure how much memory a long live set takes.",
    )
    parser.add_argument("--minutes", type=float, default=30.0, help="default: 30")
    parser.add_argument("--blame", action="store_true", help="print the lines whose memory grew")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
    arguments = parser.parse_args()
    result = run(arguments.minutes, blame=arguments.blame)
    for name, value in result.items():
        print(f"{name:<36}{value:>9.1f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
