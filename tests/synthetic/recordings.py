"""A track as a recorded clip."""

from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording, Source

# The pose model that comes with formcheck, as `PoseRecording.model` names it.
BUNDLED_MODEL = (
    "pose_landmarker_full.task"
    " sha256:83ca42af7ac00288dd5675331a56aed7f0cf9e2e7198b30ed57be3d670ef0f66"
)


def recording(
    track: PoseTrack, name: str = "clip.mp4", *, model: str = BUNDLED_MODEL
) -> PoseRecording:
    """Return the track as a clip recorded with a pose model."""
    frame_s = 1.0 / track.fps if track.fps else 0.0
    end_s = float(track.time_s[-1]) + frame_s if len(track) else 0.0
    source = Source(name, track.width, track.height, track.fps, end_s, len(track))
    return PoseRecording(track, source, model)
