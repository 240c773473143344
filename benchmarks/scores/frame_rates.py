"""Judge clips of which a slow computer sees only some frames, at irregular times.

    python -m benchmarks.scores.frame_rates [--split test] [--work DIR] [--rates 5 8 12 15 20 30]

The pose model runs over the frames that such a computer would take: the newest one whenever it has
finished the one before. A clip is then judged frame by frame, as live. Printed for each rate: how
many verdicts are not assessed, in how many clips a fault is told that is not there, how many of the
true faults are found and how many are called good, and in how many clips every rep of both legs is
counted. Clips that are filmed at an angle or turn round are left out.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.clips.cache import WORK, is_rendered, poses_of, truth_file_of, video_of
from benchmarks.clips.clip import SPLITS, BenchmarkClip
from benchmarks.clips.splits import clips
from benchmarks.clips.truth import Truth
from benchmarks.scores.live_runs import run_live
from benchmarks.scores.told import Told, counted_text, found_text, not_assessed_pct, told_of
from formcheck.detection.mediapipe import MediaPipeBackend
from formcheck.detection.people import choose_person
from formcheck.errors import PoseFileError
from formcheck.exercises.file import load_exercise
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording
from formcheck.system.arrays import FloatArray
from formcheck.video import ClipReader

RATES = (5, 8, 12, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class BusyComputer:
    """How irregularly a busy computer takes frames.

    Attributes:
        spread: standard deviation of the logarithm of the time that a frame takes.
        hiccup_share: how often another program holds it up.
        hiccup_s: for how long at most; at least a third of it.
    """

    spread: float = 0.28
    hiccup_share: float = 0.03
    hiccup_s: float = 0.3

    def frames_taken(self, time_s: FloatArray, rate: int) -> list[int]:
        """Return the numbers of the frames that a computer takes which manages ``rate`` a second.

        Args:
            time_s: (n,) times of the frames of the clip.
            rate: how many frames a second it manages on average without hold-ups.
        """
        random = np.random.default_rng(rate)
        taken, free_s = [], -np.inf
        for index, at_s in enumerate(time_s.tolist()):
            if at_s < free_s:
                continue
            taken.append(index)
            busy_s = random.lognormal(-(self.spread**2) / 2.0, self.spread) / rate
            if random.random() < self.hiccup_share:
                busy_s += random.uniform(self.hiccup_s / 3.0, self.hiccup_s)
            free_s = at_s + busy_s
        return taken


@dataclass(frozen=True, slots=True)
class RateScore:
    """One clip at one frame rate.

    Attributes:
        fps: frames a second that were judged.
        told: what the user is told.
    """

    fps: float
    told: Told


def poses_at(clip: BenchmarkClip, rate: int, work: Path) -> PoseRecording:
    """Run the pose model over the frames that are taken at a rate, or load what it saw before."""
    saved = work / f"{clip.spec.name}.{rate}fps.poses.npz"
    try:
        return PoseRecording.load(saved)
    except PoseFileError:
        whole = replace(poses_of(clip.spec, work), mirrored=None)
    taken = set(BusyComputer().frames_taken(whole.track.time_s, rate))
    with (
        ClipReader(video_of(clip.spec, work)) as reader,
        MediaPipeBackend(outline=True, scout=False) as backend,
    ):
        people = [
            backend.detect(frame.image, frame.time_s)
            for index, frame in enumerate(reader)
            if index in taken
        ]
    poses, _ = choose_person(people, whole.track.time_s[sorted(taken)].tolist())
    track = PoseTrack.from_poses(poses, whole.track.width, whole.track.height)
    source = replace(whole.source, fps=track.fps, frames=len(track))
    recording = replace(whole, track=track, source=source)
    recording.save(saved)
    return recording


def score_at(clip: BenchmarkClip, rate: int, work: Path) -> RateScore:
    """Judge a rendered clip live at a frame rate, and compare it with the truth."""
    truth, exercise = Truth.read(truth_file_of(clip.spec, work)), load_exercise(clip.spec.exercise)
    recording = poses_at(clip, rate, work)
    session = run_live(recording, exercise, clip.level).session
    return RateScore(recording.track.fps, told_of(clip, truth, exercise, session))


def main() -> None:
    """Judge the clips of a split at each rate and print a row for it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scores.frame_rates",
        description="Judge clips of which a slow computer sees only some frames.",
    )
    parser.add_argument(
        "--split", choices=SPLITS, action="append", help="may be repeated; default: test"
    )
    parser.add_argument("--work", type=Path, default=WORK, help="folder of the rendered clips")
    parser.add_argument("--rates", type=int, nargs="+", default=RATES, metavar="FPS")
    arguments = parser.parse_args()
    some = [clip for split in arguments.split or ["test"] for clip in clips(split)]
    some = [clip for clip in some if clip.kind not in ("oblique", "turn")]
    rendered = [clip for clip in some if is_rendered(clip.spec, arguments.work)]
    print(f"{len(rendered)} of {len(some)} clips are in {arguments.work}")
    print(
        "rate  judged/s  not assessed %  clips with an untrue fault  faults found  called good"
        "  counted right"
    )
    for rate in arguments.rates:
        scores = [score_at(clip, rate, arguments.work) for clip in rendered]
        for line in _lines(rate, scores):
            print(line)


def _lines(rate: int, scores: Sequence[RateScore]) -> Iterator[str]:
    """Yield the row of a rate, and a line for each clip with an untrue fault."""
    if not scores:
        return
    told = [score.told for score in scores]
    untrue = [score for score in scores if score.told.untrue]
    good = sum(len(one.called_good) for one in told)
    fps = float(np.mean([score.fps for score in scores]))
    yield (
        f"{rate:4d}  {fps:8.1f}  {not_assessed_pct(told):14.0f}  {len(untrue):26d}"
        f"  {found_text(told):>12}  {good:11d}  {counted_text(told):>13}"
    )
    for one in untrue:
        yield f"      {one.told.clip}, {one.fps:.1f} frames a second: {', '.join(one.told.untrue)}"


if __name__ == "__main__":
    main()
