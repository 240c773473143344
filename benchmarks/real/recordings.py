"""The poses of a real clip: recorded from the user's file, or kept in the project."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.clips.cache import WORK as BENCHMARK_WORK
from benchmarks.real.truth import RealClip
from formcheck.analysis import record_and_judge
from formcheck.errors import ClipError
from formcheck.exercises.file import load_exercise
from formcheck.poses.outline import NOT_TRACED
from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording

#: Poses of clips whose licence allows to keep them; its README names the sources.
POSES = Path(__file__).parent / "poses"
#: Where recorded poses are kept unless the command says otherwise.
WORK = BENCHMARK_WORK / "real"


@dataclass(frozen=True, slots=True)
class Precision:
    """How exactly poses are kept in the project, in digits after the point.

    A tenth of a pixel turns a leg of 100 pixels by less than 0.1 degrees.
    """

    pixels: int = 1
    metres: int = 3
    visibility: int = 2


PRECISION = Precision()


def recording_of(clip: RealClip, folder: Path | None, work: Path) -> PoseRecording | None:
    """Return the poses of a clip; None if neither the clip nor its poses are there.

    A clip in the folder is recorded once, as `formcheck analyze` does; its poses are kept in
    ``work``. For other clips the poses that the project keeps are used.

    Raises:
        ClipError: the clip cannot be read.
    """
    if folder and (folder / clip.file).exists():
        return _recorded(clip, folder / clip.file, work / f"{clip.name}.poses.npz")
    kept = kept_poses(clip)
    return PoseRecording.load(kept) if kept.exists() else None


def kept_poses(clip: RealClip) -> Path:
    """Return where the project keeps the poses of a clip, if it does."""
    return POSES / f"{clip.name}.poses.npz"


def _recorded(clip: RealClip, video: Path, saved: Path) -> PoseRecording:
    if not saved.exists() or saved.stat().st_mtime < video.stat().st_mtime:
        saved.parent.mkdir(parents=True, exist_ok=True)
        saved.unlink(missing_ok=True)
        exercise = load_exercise(clip.exercise) if clip.exercise else None
        try:
            record_and_judge(
                video,
                exercise,
                level="",
                model=None,
                accuracy="auto",
                keep=lambda recording: recording.save(saved),
            )
        except ClipError:
            if not saved.exists():
                raise
    return PoseRecording.load(saved)


def small(clip: RealClip, recording: PoseRecording) -> PoseRecording:
    """Return poses as the project keeps them: rounded, without outlines, to save space."""
    mirrored = recording.mirrored
    return replace(
        recording,
        track=_rounded(recording.track),
        mirrored=None if mirrored is None else _rounded(mirrored),
        source=replace(recording.source, path=clip.file),
    )


def _rounded(track: PoseTrack) -> PoseTrack:
    return replace(
        track,
        xy_px=np.round(track.xy_px, PRECISION.pixels),
        world_m=np.round(track.world_m, PRECISION.metres),
        visibility=np.round(track.visibility, PRECISION.visibility),
        outline=NOT_TRACED,
    )
