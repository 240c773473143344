"""How right formcheck is on clips whose truth is known.

    python -m benchmarks.score FOLDER...

Each folder holds clips with their ``.truth.json`` beside them, as ``benchmarks.human.render``
writes them. Poses are kept beside the clips and used again, so that a change in the rules is
scored in seconds. Prints a line a clip (kicks counted and true, faults found, faults asked for)
and the totals.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.analysis import judge, record_poses
from formcheck.exercise import load_exercise
from formcheck.landmarks import SIDES
from formcheck.pose import PoseFileError, PoseRecording
from formcheck.results import Session, Verdict

SAME_KICK_S = 0.2


def poses_of(clip: Path) -> PoseRecording:
    """Load the poses beside a clip, or run the model and save them there."""
    saved = clip.with_suffix(".poses.npz")
    try:
        return PoseRecording.load(saved)
    except PoseFileError:
        recording = record_poses(clip)
        recording.save(saved)
        return recording


def errors(session: Session, truth: dict[str, Any]) -> list[tuple[bool, float, float]]:
    """Of each true kick that was found: near leg or far, peak time in s, judged peak in degrees."""
    found = []
    for kick in truth["reps"]:
        for rep in session.reps:
            late_s = rep.peak_s - kick["peak_s"]
            if rep.side == kick["side"] and abs(late_s) < SAME_KICK_S:
                check = rep.checks[0]
                read_deg = np.nan if check.value is None else check.value
                error_deg = read_deg - kick["peak_knee_flexion_deg"]
                found.append((rep.side == session.view.near_side, late_s, error_deg))
    return found


def score(folders: list[Path]) -> None:
    """Score every clip of the folders and print."""
    exercise = load_exercise("butt-kicks")
    exact, kicks, judged, clips = 0, 0, 0, 0
    late_frames: list[float] = []
    peaks: dict[bool, list[float]] = {True: [], False: []}
    for truth_path in sorted(path for folder in folders for path in folder.glob("*.truth.json")):
        clip = truth_path.with_name(truth_path.name.replace(".truth.json", ".mp4"))
        truth = json.loads(truth_path.read_text(encoding="utf-8"))
        recording = poses_of(clip)
        session = judge(recording, exercise)
        true_counts = {s: sum(kick["side"] == s for kick in truth["reps"]) for s in SIDES}
        asked = [name for name, size in truth["spec"]["butt_kick_faults"].items() if is_size(size)]
        faults = [row.rule for row in session.summary if row.verdict is Verdict.FAULT]
        counted = " ".join(f"{s} {session.counts[s]}/{true_counts[s]}" for s in SIDES)
        print(f"{clip.stem:28s} {counted:20s} found {faults} asked for {asked}")
        clips += 1
        exact += session.counts == true_counts
        for near, late_s, error_deg in errors(session, truth):
            late_frames.append(abs(late_s) * recording.track.fps)
            kicks += 1
            if np.isfinite(error_deg):
                judged += 1
                peaks[near].append(error_deg)
    print(
        f"\n{clips} clips, counts of both legs exact in {exact}; {judged} of {kicks} kicks judged"
    )
    print(f"peak time: {np.median(late_frames):.2f} frames off in half of the kicks,", end=" ")
    print(f"{np.quantile(late_frames, 0.95):.2f} in 95 %")
    for near, values in peaks.items():
        name = "near" if near else "far"
        print(
            f"peak knee flexion, {name} leg: {np.mean(values):+.1f} ± {np.std(values):.1f} degrees"
        )


def is_size(size: object) -> bool:
    """Whether a field of the fault specification asks for something."""
    return isinstance(size, int | float) and size != 0


def main() -> None:
    """Parse the command line and score."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path)
    score(parser.parse_args().folders)


if __name__ == "__main__":
    main()
