"""How much memory a long set takes: half an hour of kicks, as fast as they can be judged.

    python -m benchmarks.soak [--minutes 30] [--blame]

No camera and no window: the poses of the sample clip's kicks are given to a live set on and on,
which is judged by this process alone, without second opinions.
What the finished set takes, judged once more as a whole, is told by itself.
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

from benchmarks.live import CLIP, FPS, KICKS_S, resident_mb
from formcheck.detection.watching import record_poses
from formcheck.exercises.file import load_exercise
from formcheck.live.set.one_set import LiveSet
from formcheck.poses.pose import Pose, PoseTrack

STEADY_S = 60.0  # after this long nothing should grow
BLAMED = 15  # lines that are named with --blame


def looped(track: PoseTrack, seconds: float) -> Iterator[Pose]:
    """The frames before the kicks, then the kicks on and on, at 30 frames a second."""
    first, stop = np.searchsorted(track.time_s, KICKS_S)
    poses = list(track.poses())
    shown = [*poses[:first], *poses[first:stop]]
    for index in range(round(seconds * FPS)):
        place = index if index < len(shown) else first + (index - first) % (stop - first)
        yield replace(shown[place], time_s=index / FPS)


def peak_mb() -> float:
    """The most memory that this process has had since it was asked to forget."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 2**10


def forget_peak() -> None:
    """Let `peak_mb` begin anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def run(minutes: float, *, blame: bool) -> dict[str, float]:
    """Give a set so many minutes of kicks and return the figures."""
    exercise = load_exercise("butt-kicks")
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:  # the model leaves nothing behind
        track = pool.submit(record_poses, CLIP, outline=True).result().track
    current = LiveSet(exercise, "", track.width, track.height)
    image = np.zeros((1, 1, 3), np.uint8)
    steady, before_mb, before = False, 0.0, None
    if blame:
        tracemalloc.start()
    begin_s = time.process_time()
    for pose in looped(track, 60.0 * minutes):
        if not steady and pose.time_s >= STEADY_S:
            steady, before_mb = True, resident_mb()
            before = tracemalloc.take_snapshot() if blame else None
        current.take(image, pose.time_s, pose)
        if not current.lasted_s and pose.time_s > KICKS_S[0]:
            current.go()
    took_s = time.process_time() - begin_s
    after_mb = resident_mb()
    if before is not None:
        grown = tracemalloc.take_snapshot().compare_to(before, "lineno")
        for line in grown[:BLAMED]:
            print(line)
        tracemalloc.stop()
    forget_peak()
    begin_s = time.process_time()
    session = current.finish("soak")
    return {
        "minutes": minutes,
        "attempts": float(len(session.reps)) if session else 0.0,
        "engine a frame, ms": 1e3 * took_s / (60.0 * minutes * FPS),
        "memory after a minute, MB": before_mb,
        "memory at the end, MB": after_mb,
        "grown after the first minute, MB": after_mb - before_mb,
        "judging the whole set, s": time.process_time() - begin_s,
        "its peak, MB more": peak_mb() - after_mb,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--blame", action="store_true", help="name the lines whose memory grew")
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    result = run(arguments.minutes, blame=arguments.blame)
    for name, value in result.items():
        print(f"{name:<36}{value:>9.1f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
