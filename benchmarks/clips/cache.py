"""The folder of rendered clips and of what the pose model saw in them. Neither is made twice."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.human.errors import RenderError
from benchmarks.human.render import render_all
from benchmarks.human.spec import ClipSpec
from formcheck.analysis import Accuracy, needs_outline, wants_second_pass
from formcheck.detection.watching import record_poses, record_second_pass
from formcheck.errors import ClipError, PoseFileError
from formcheck.exercises.file import load_exercise
from formcheck.exercises.spec import Exercise
from formcheck.judging import judge
from formcheck.poses.outline import TRACED_SHAPES
from formcheck.poses.recording import PoseRecording

#: Where clips, their truth and their poses are kept unless a command says otherwise.
WORK = Path(__file__).parent.parent / "out"


def video_of(spec: ClipSpec, work: Path) -> Path:
    """Return where the rendered clip lies in the folder."""
    return work / f"{spec.name}.mp4"


def truth_file_of(spec: ClipSpec, work: Path) -> Path:
    """Return where the truth of the clip lies in the folder."""
    return work / f"{spec.name}.truth.json"


def is_rendered(spec: ClipSpec, work: Path) -> bool:
    """Return whether the clip and its truth are in the folder."""
    return video_of(spec, work).exists() and truth_file_of(spec, work).exists()


def render_missing(specs: Sequence[ClipSpec], work: Path, body_data: Path | None) -> None:
    """Render the clips that are not in the folder yet.

    Raises:
        RenderError: there is no body data to render with, or a clip cannot be rendered.
    """
    missing = [spec for spec in specs if not is_rendered(spec, work)]
    if not missing:
        return
    if body_data is None:
        raise RenderError(
            f"{len(missing)} of {len(specs)} clips are not in {work}. Give the folder with the"
            " MakeHuman body data to render them (BODY_DATA=DIR with make, or --body-data DIR)."
            " benchmarks/human/README.md says what it must hold."
        )
    render_all(missing, body_data, work, os.cpu_count() or 1)


def poses_of(spec: ClipSpec, work: Path, accuracy: Accuracy = "auto") -> PoseRecording:
    """Load the poses of a clip, or run the pose model over it and save them beside it.

    The mirrored second pass is part of the recording only if ``accuracy`` asks for it.
    """
    video, exercise = video_of(spec, work), load_exercise(spec.exercise)
    saved = video.with_suffix(".poses.npz")
    recording = _saved(saved)
    if recording is None or _lacks_outlines(recording, exercise):
        recording = record_poses(video, outline=needs_outline(exercise))
        recording.save(saved)
    once = replace(recording, mirrored=None)
    if accuracy == "normal" or not _wants_second_pass(once, exercise, accuracy):
        return once
    again = recording.mirrored
    slow = exercise.reps.tempo == "slow"
    if again is None or (slow and again.outline.legs_shown is None):
        source = replace(recording.source, path=str(video))  # the folder may have moved
        recording = record_second_pass(replace(recording, source=source), outline=slow)
        recording.save(saved)
    return recording


def _saved(poses: Path) -> PoseRecording | None:
    try:
        return PoseRecording.load(poses)
    except PoseFileError:
        return None


def _lacks_outlines(recording: PoseRecording, exercise: Exercise) -> bool:
    """Return whether the poses were saved by a version that traced less of the mask."""
    if not needs_outline(exercise):
        return False
    needed = TRACED_SHAPES if exercise.reps.tempo == "slow" else ("edges_tl",)
    return any(name not in recording.track.outline.arrays() for name in needed)


def _wants_second_pass(once: PoseRecording, exercise: Exercise, accuracy: Accuracy) -> bool:
    try:
        return wants_second_pass(judge(once, exercise), accuracy)
    except ClipError:  # the clip is refused as a whole
        return False
