"""Judge clips whose pictures were spoiled, as poor cameras, rooms and hands spoil them.

    python -m benchmarks.scores.spoiled [--split drawn-again] [--work DIR] [--clips 16]

The pose model runs over the frames of rendered clips after each of the treatments below. For each
is printed in how many clips every rep of both legs is counted, in how many a fault is told that is
not there, how many of the true faults are found, and how many verdicts are not assessed.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np

from benchmarks.clips.cache import WORK, is_rendered, poses_of, truth_file_of, video_of
from benchmarks.clips.clip import SPLITS, BenchmarkClip
from benchmarks.clips.splits import clips
from benchmarks.clips.truth import Truth
from benchmarks.scores.told import Told, counted_text, found_text, not_assessed_pct, told_of
from formcheck.detection.mediapipe import MediaPipeBackend
from formcheck.detection.people import choose_person
from formcheck.errors import ClipError
from formcheck.exercises.file import load_exercise
from formcheck.judging import judge
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording
from formcheck.system.arrays import Image
from formcheck.video import ClipReader

#: Returns the spoiled picture of a moment, given in seconds.
Treatment: TypeAlias = Callable[[Image, float], Image]


def _as_is(image: Image, time_s: float) -> Image:
    return image


def _dark(image: Image, time_s: float) -> Image:
    """Return a picture of a dim room: a third of the light, and the noise of a small sensor."""
    noise = np.random.default_rng(round(1000.0 * time_s)).normal(0.0, 9.0, image.shape)
    return np.asarray(np.clip(0.3 * image + noise, 0.0, 255.0).astype(np.uint8), np.uint8)


def _bright(image: Image, time_s: float) -> Image:
    """Return a picture against the light: bright parts are white."""
    return np.asarray(cv2.convertScaleAbs(image, alpha=1.7, beta=20.0), np.uint8)


def _coarse(image: Image, time_s: float) -> Image:
    """Return a picture of 160 lines, enlarged."""
    height, width = image.shape[:2]
    small = cv2.resize(image, (width * 160 // height, 160), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height)), np.uint8)


def _compressed(image: Image, time_s: float) -> Image:
    """Return a picture that was compressed to little."""
    _, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 8])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def _tilted(image: Image, time_s: float) -> Image:
    """Return the picture of a camera that leans by 7 degrees."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2.0, height / 2.0), 7.0, 1.0)
    return np.asarray(
        cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def _without_head(image: Image, time_s: float) -> Image:
    """Return the picture without its upper fifth."""
    return np.ascontiguousarray(image[len(image) // 5 :])


def _hand_held(image: Image, time_s: float) -> Image:
    """Return the picture of a camera that swings by up to 4.5 % of its sides."""
    height, width = image.shape[:2]
    turns = 2.0 * np.pi * time_s
    across = 0.5 * np.sin(0.9 * turns) + 0.4 * np.sin(2.3 * turns)
    down = 0.5 * np.sin(1.1 * turns) + 0.4 * np.sin(2.9 * turns)
    shift = np.array([[1, 0, 0.05 * width * across], [0, 1, 0.05 * height * down]], np.float32)
    return np.asarray(
        cv2.warpAffine(image, shift, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


TREATMENTS: Mapping[str, Treatment] = {
    "as it is": _as_is,
    "dark": _dark,
    "bright": _bright,
    "160 lines": _coarse,
    "compressed": _compressed,
    "tilted by 7°": _tilted,
    "head cut off": _without_head,
    "held in a hand": _hand_held,
}


def told_when_spoiled(clip: BenchmarkClip, treatment: Treatment, work: Path) -> Told:
    """Spoil a rendered clip, judge it, and compare it with the truth."""
    truth, exercise = Truth.read(truth_file_of(clip.spec, work)), load_exercise(clip.spec.exercise)
    try:
        session = judge(_spoiled_poses(clip, treatment, work), exercise, level=clip.level)
    except ClipError:  # nobody is seen for long enough
        session = None
    return told_of(clip, truth, exercise, session)


def _spoiled_poses(clip: BenchmarkClip, treatment: Treatment, work: Path) -> PoseRecording:
    whole = replace(poses_of(clip.spec, work), mirrored=None)
    with (
        ClipReader(video_of(clip.spec, work)) as reader,
        MediaPipeBackend(outline=True, scout=False) as backend,
    ):
        size = whole.track.height, whole.track.width
        people = []
        for frame in reader:
            image = treatment(frame.image, frame.time_s)
            size = image.shape[0], image.shape[1]
            people.append(backend.detect(image, frame.time_s))
    poses, _ = choose_person(people, whole.track.time_s.tolist())
    track = PoseTrack.from_poses(poses, size[1], size[0])
    return replace(whole, track=track)


def main() -> None:
    """Judge clips after each treatment and print a row for it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scores.spoiled",
        description="Judge clips whose pictures were spoiled.",
    )
    parser.add_argument("--split", choices=SPLITS, default="drawn-again")
    parser.add_argument("--work", type=Path, default=WORK, help="folder of the rendered clips")
    parser.add_argument("--clips", type=int, default=16, help="the first ones (default: 16)")
    arguments = parser.parse_args()
    some = clips(arguments.split)[: arguments.clips]
    rendered = [clip for clip in some if is_rendered(clip.spec, arguments.work)]
    print(f"{len(rendered)} of {len(some)} clips are in {arguments.work}")
    print(
        f"{'treatment':15}  counted right  clips with an untrue fault  faults found  not assessed %"
    )
    for name, treatment in TREATMENTS.items():
        told = [told_when_spoiled(clip, treatment, arguments.work) for clip in rendered]
        if not told:
            return
        untrue = sum(bool(one.untrue) for one in told)
        print(
            f"{name:15}  {counted_text(told):>13}  {untrue:26d}  {found_text(told):>12}"
            f"  {not_assessed_pct(told):14.0f}"
        )
        for one in told:
            if one.untrue or not one.counted:
                what = [*one.untrue, *([] if one.counted else ["counted wrong"])]
                print(f"      {one.clip}: {', '.join(what)}")


if __name__ == "__main__":
    main()
