"""How much slower formcheck is than the bare loop it is built on, as ratios within one run.

    python -m benchmarks.speed [CLIP] [--rounds N] [--json FILE]

The bare loop is OpenCV decoding and MediaPipe, nothing else. Each round times the bare loop and
``analyze`` with and without its videos and its review page one after the other, so that a machine
that slows down slows down all of them. The figures are medians over the rounds.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import mediapipe
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

from benchmarks.speed.samples import BUTT_KICKS
from formcheck.batch.clip import analyze_clip
from formcheck.batch.options import BatchOptions
from formcheck.detection.model_file import bundled_model
from formcheck.exercises.file import load_exercise
from formcheck.system.native_log import native_log_hidden

#: The largest ratio to the bare loop that is wanted.
TARGETS = {"analyze --no-video --no-review": 1.15, "analyze --no-review": 1.4}
#: The largest ratio of ``analyze`` to ``analyze --no-review`` that is wanted.
REVIEW_TARGET = 1.1


def bare_loop(clip: Path) -> int:
    """Decode with OpenCV, find the poses with MediaPipe, keep nothing; return the frames."""
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(bundled_model())),
        running_mode=RunningMode.VIDEO,
    )
    capture = cv2.VideoCapture(str(clip))
    fps = capture.get(cv2.CAP_PROP_FPS)
    frames = 0
    with native_log_hidden(), PoseLandmarker.create_from_options(options) as landmarker:
        while True:
            ok, image = capture.read()
            if not ok:
                return frames
            rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
            picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            landmarker.detect_for_video(picture, int(1000 * frames / fps))
            frames += 1


def measure(clip: Path, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each way, one value for each round; a first round only warms up."""
    exercise = load_exercise("butt-kicks")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        quick = BatchOptions(exercise, out, video=False, review=False, again=True)
        drawn = replace(quick, video=True)
        whole = replace(drawn, review=True)
        ways: dict[str, Callable[[], object]] = {
            "bare loop": lambda: bare_loop(clip),
            "analyze --no-video --no-review": lambda: analyze_clip(clip, out / "a", quick, _ignore),
            "analyze --no-review": lambda: analyze_clip(clip, out / "b", drawn, _ignore),
            "analyze": lambda: analyze_clip(clip, out / "c", whole, _ignore),
        }
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for counted in range(rounds + 1):
            for name, run in ways.items():
                start = time.perf_counter()
                run()
                if counted:
                    seconds[name].append(time.perf_counter() - start)
    return seconds


def _ratio(values: Sequence[float], others: Sequence[float]) -> float:
    """Return how many times as long one way took as another, as the median over the rounds."""
    return statistics.median(a / b for a, b in zip(values, others, strict=True))


def _ignore(what: str, share: float) -> None:
    pass


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed",
        description="Time formcheck against the bare loop of OpenCV and MediaPipe.",
    )
    parser.add_argument("clip", nargs="?", type=Path, default=BUTT_KICKS)
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
    arguments = parser.parse_args()
    seconds = measure(arguments.clip, arguments.rounds)
    frames = bare_loop(arguments.clip)
    bare = seconds["bare loop"]
    print(f"{arguments.clip.name}, {frames} frames, {arguments.rounds} rounds")
    figures = {}
    for name, values in seconds.items():
        ratio = _ratio(values, bare)
        ms = 1000 * statistics.median(values) / frames
        target = f"  (target <= {TARGETS[name]})" if name in TARGETS else ""
        print(f"{name:30s} {ms:6.2f} ms a frame   {ratio:5.2f} x{target}")
        figures[name] = {"ms_per_frame": ms, "ratio": ratio}
    review = _ratio(seconds["analyze"], seconds["analyze --no-review"])
    print(f"the review page makes analyze {review:.2f} x as long  (target <= {REVIEW_TARGET})")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
