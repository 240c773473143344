"""A recording: the poses of a clip with where they came from, saved and loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

from formcheck.errors import ClipError, PoseFileError
from formcheck.poses.limits import problem_of, require_small
from formcheck.poses.outline import Outline
from formcheck.poses.pose import PoseTrack, join
from formcheck.system.files import replacing
from formcheck.system.reading import open_regular

FORMAT_VERSION = 1
MIN_SEEN_S = 2.0  # a person who is seen for less is not judged

# The arrays that the second, mirrored pass over a clip has of its own.
_MIRRORED_ARRAYS = ("xy_px", "world_m", "visibility")
_MIRRORED = "mirrored_"  # prefix of their names in the file

_Arrays = Mapping[str, npt.NDArray[Any]]

#: What keeps a frame rate from being higher: how the clip was filmed, or, live, camera or computer.
FrameLimit = Literal["clip", "camera", "computer"]


def frame_limit(fps: float, camera_fps: float | None, *, almost_all: float = 0.85) -> FrameLimit:
    """Return what keeps a frame rate from being higher.

    Args:
        fps: frames a second that the pose model looked at.
        camera_fps: frames a second that the camera gave, live; None for a clip.
        almost_all: if at least this share of the camera's frames was looked at, the camera is the
            limit.
    """
    if camera_fps is None:
        return "clip"
    return "camera" if fps >= almost_all * camera_fps else "computer"


@dataclass(frozen=True, slots=True)
class Source:
    """The clip that poses come from.

    Attributes:
        path: the file, as the user named it.
        width: of the upright picture, in pixels.
        height: of the upright picture, in pixels.
        fps: frames per second by the timestamps.
        duration_s: length in seconds.
        frames: number of frames.
        slow_motion: how many times slower the clip plays than it was filmed; times and frame rate
            are those of the filming. None if that is not known: they are those of the clip.
        camera_fps: frames a second that the camera gave, of which the pose model looked at ``fps``.
            None for a clip.
    """

    path: str
    width: int
    height: int
    fps: float
    duration_s: float
    frames: int
    slow_motion: float | None = None
    camera_fps: float | None = None

    @property
    def frame_limit(self) -> FrameLimit:
        """What keeps the frame rate from being higher."""
        return frame_limit(self.fps, self.camera_fps)


@dataclass(frozen=True, slots=True)
class PoseRecording:
    """The poses of a clip with where they came from: what `poses.npz` holds.

    Attributes:
        track: as the backend gave it, before any cleaning.
        source: the clip.
        model: file name and sha256 of the pose model, "NAME sha256:HEX".
        warnings: of the clip reader and the backend, one sentence each.
        mirrored: the poses of the second pass, over the mirrored pictures, mirrored back to match
            ``track`` frame by frame. None if there was no second pass.
    """

    track: PoseTrack
    source: Source
    model: str
    warnings: tuple[str, ...] = ()
    mirrored: PoseTrack | None = None

    @property
    def passes(self) -> int:
        """How often the pose model ran over the clip: 1 or 2."""
        return 1 if self.mirrored is None else 2

    def part(self, start: int, stop: int) -> Self:
        """Return frames ``start`` up to, not including, ``stop``, with the same source."""
        return replace(
            self,
            track=self.track.part(start, stop),
            mirrored=self.mirrored and self.mirrored.part(start, stop),
        )

    def without_frames(self) -> Self:
        """Return what is known of the clip, without its frames, which take much memory."""
        none = self.track.part(0, 0)
        track = join([none, none])  # a copy: a part keeps all frames in the memory
        return replace(self, track=track, mirrored=self.mirrored and track)

    def filmed(self, slow_motion: float) -> Self:
        """Return the recording with the times of a clip that plays so many times slower.

        Args:
            slow_motion: see `Source`. It replaces what was assumed before.
        """
        factor = (self.source.slow_motion or 1.0) / slow_motion
        source = replace(
            self.source,
            fps=self.source.fps / factor,
            duration_s=self.source.duration_s * factor,
            slow_motion=slow_motion,
            camera_fps=self.source.camera_fps and self.source.camera_fps / factor,
        )
        return replace(
            self,
            source=source,
            track=replace(self.track, time_s=self.track.time_s * factor),
            mirrored=self.mirrored and replace(self.mirrored, time_s=self.mirrored.time_s * factor),
        )

    def save(self, path: Path) -> None:
        """Write the recording to ``path``, whole or not at all.

        Raises:
            OSError: the folder cannot be written or the disk is full.
        """
        outlines = {n: a.astype(np.float32) for n, a in self.track.outline.arrays().items()}
        more: dict[str, Any] = outlines | _mirrored_arrays(self.mirrored)
        with replacing(path) as temporary, temporary.open("wb") as stream:
            np.savez_compressed(
                stream,
                **more,
                format_version=np.array(FORMAT_VERSION),
                time_s=self.track.time_s,
                xy_px=self.track.xy_px.astype(np.float32),
                world_m=self.track.world_m.astype(np.float32),
                visibility=self.track.visibility.astype(np.float32),
                people=self.track.people,
                path=np.array(self.source.path),
                size=np.array([self.source.width, self.source.height]),
                fps=np.array(self.source.fps),
                duration_s=np.array(self.source.duration_s),
                frames=np.array(self.source.frames),
                slow_motion=np.array(self.source.slow_motion or np.nan),
                camera_fps=np.array(self.source.camera_fps or np.nan),
                model=np.array(self.model),
                warnings=np.array(self.warnings, dtype=np.str_),
            )

    @classmethod
    def load(cls, path: Path, *, silhouette: bool = True) -> Self:
        """Read what `save` wrote.

        Args:
            path: of the file.
            silhouette: whether to read the silhouette too. It takes more memory than all landmarks
                and is needed only if the person is seen from behind.

        Raises:
            PoseFileError: there is no such file, or formcheck did not write it.
        """
        try:
            with open_regular(path) as stream:
                require_small(stream)
                recording = cls._read(path, stream, silhouette=silhouette)
                problem = problem_of(recording)
        except FileNotFoundError:
            raise PoseFileError(f"{path}: no saved poses here: analyse the clip first") from None
        except PoseFileError:
            raise
        except Exception:  # NumPy and zipfile raise nearly anything for a damaged file.
            raise PoseFileError(
                f"{path}: not a pose file that formcheck wrote: analyse the clip again"
            ) from None
        if problem:
            raise PoseFileError(
                f"{path}: not a pose file that formcheck wrote, because {problem}:"
                " analyse the clip again"
            )
        return recording

    @classmethod
    def _read(cls, path: Path, stream: FileIO, *, silhouette: bool) -> Self:
        """Return what an open pose file holds."""
        with np.load(stream, allow_pickle=False) as arrays:
            _require_format(path, int(arrays["format_version"]))
            track = _load_track(arrays, silhouette=silhouette)
            return cls(
                track=track,
                source=_load_source(arrays),
                model=str(arrays["model"]),
                warnings=tuple(str(text) for text in arrays["warnings"]),
                mirrored=_load_mirrored(arrays, track),
            )


def require_person(recording: PoseRecording) -> None:
    """Raise unless a person is seen for long enough to be judged.

    Raises:
        ClipError: nobody is seen, or for less than `MIN_SEEN_S`.
    """
    path, track = recording.source.path, recording.track
    seen_s = float(track.found.sum()) / track.fps if track.fps else 0.0
    if seen_s >= MIN_SEEN_S - 1e-6:
        return
    if not track.found.any():
        raise ClipError(
            f"{path}: nobody was found in it: show one person, head to feet, in good light"
        )
    raise ClipError(
        f"{path}: a person is seen for only {seen_s:.1f} s, too short to judge:"
        f" {MIN_SEEN_S:.0f} s are the least, 10 s or more are good"
    )


def _mirrored_arrays(mirrored: PoseTrack | None) -> dict[str, npt.NDArray[np.float32]]:
    """Return the arrays of the second pass as they are saved, by their names in the file."""
    if mirrored is None:
        return {}
    arrays = {name: getattr(mirrored, name) for name in _MIRRORED_ARRAYS}
    arrays |= mirrored.outline.arrays()
    return {_MIRRORED + name: array.astype(np.float32) for name, array in arrays.items()}


def _require_format(path: Path, version: int) -> None:
    """Raise `PoseFileError` unless this version of formcheck reads a format."""
    if version != FORMAT_VERSION:
        raise PoseFileError(
            f"{path}: poses of format {version}, this version reads {FORMAT_VERSION}:"
            " analyse the clip again"
        )


def _load_track(arrays: _Arrays, *, silhouette: bool) -> PoseTrack:
    """Return the first pass that a file holds."""
    width, height = (int(value) for value in arrays["size"])
    return PoseTrack(
        time_s=arrays["time_s"].astype(np.float64),
        xy_px=arrays["xy_px"].astype(np.float64),
        world_m=arrays["world_m"].astype(np.float32, copy=False),
        visibility=arrays["visibility"].astype(np.float32, copy=False),
        people=arrays["people"].astype(np.int64),
        width=width,
        height=height,
        outline=Outline.load(arrays, silhouette=silhouette),
    )


def _load_mirrored(arrays: _Arrays, track: PoseTrack) -> PoseTrack | None:
    """Return the second pass that a file holds, if any, with the times of the first."""
    second = {n.removeprefix(_MIRRORED): arrays[n] for n in arrays if n.startswith(_MIRRORED)}
    if not second:
        return None
    poses: dict[str, Any] = {name: second[name].astype(np.float64) for name in _MIRRORED_ARRAYS}
    if any(array.shape != getattr(track, name).shape for name, array in poses.items()):
        raise ValueError("arrays of different lengths")
    return replace(track, **poses, outline=Outline.load(second))


def _load_source(arrays: _Arrays) -> Source:
    """Return the clip that a file names."""
    width, height = (int(value) for value in arrays["size"])
    return Source(
        path=str(arrays["path"]),
        width=width,
        height=height,
        fps=float(arrays["fps"]),
        duration_s=float(arrays["duration_s"]),
        frames=int(arrays["frames"]),
        slow_motion=_load_number(arrays, "slow_motion"),
        camera_fps=_load_number(arrays, "camera_fps"),
    )


def _load_number(arrays: _Arrays, name: str) -> float | None:
    """Return a number that may be unknown; None if it is, or if the file does not hold it."""
    number = float(arrays[name]) if name in arrays else np.nan
    return None if np.isnan(number) else number
