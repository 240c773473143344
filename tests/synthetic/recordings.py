"""A track as a recorded clip."""

from formcheck.poses.pose import PoseTrack
from formcheck.poses.recording import PoseRecording, Source


def recording(track: PoseTrack, name: str = "clip.mp4") -> PoseRecording:
    """Return the track as a recorded clip."""
    frame_s = 1.0 / track.fps if track.fps else 0.0
    end_s = float(track.time_s[-1]) + frame_s if len(track) else 0.0
    source = Source(name, track.width, track.height, track.fps, end_s, len(track))
    return PoseRecording(track, source, "synthetic")
