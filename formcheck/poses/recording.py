"""A recording: the poses of a clip with where they came from, saved and loaded."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np

from formcheck.errors import PoseFileError
from formcheck.poses.outline import TRACED
from formcheck.poses.pose import PoseTrack
from formcheck.system.files import replacing

FORMAT_VERSION = 1
_SEEN_TWICE = ("xy_px", "world_m", "visibility")  # of a clip that was seen in the mirror as well


@dataclass(frozen=True, slots=True)
class Source:
    """Where poses come from. Sizes are those of the upright picture."""

    path: str
    width: int
    height: int
    fps: float
    duration_s: float
    frames: int


@dataclass(frozen=True, slots=True)
class PoseRecording:
    """A track with where it came from: what `poses.npz` holds.

    Attributes:
        track: as the backend gave it, before any cleaning.
        source: the clip.
        model: name and sha256 of the model file.
        warnings: what the reader and the backend had to say.
        mirrored: the same frames, seen in the mirror and turned back; None where the clip was
            seen once only.
    """

    track: PoseTrack
    source: Source
    model: str
    warnings: tuple[str, ...] = field(default=())
    mirrored: PoseTrack | None = None

    @property
    def looks(self) -> int:
        """How often the clip was watched."""
        return 1 if self.mirrored is None else 2

    def part(self, start: int, stop: int) -> Self:
        """Return frames ``start`` up to, not including, ``stop``, as of the same source."""
        return replace(
            self,
            track=self.track.part(start, stop),
            mirrored=self.mirrored and self.mirrored.part(start, stop),
        )

    def save(self, path: Path) -> None:
        """Write to ``path``, whole or not at all.

        Raises:
            OSError: the folder cannot be written or the disk is full.
        """
        more: dict[str, Any] = {}
        for name in TRACED:
            if getattr(self.track, name) is not None:
                more[name] = getattr(self.track, name).astype(np.float32)
        if self.mirrored is not None:
            for name in _SEEN_TWICE:
                more[f"mirrored_{name}"] = getattr(self.mirrored, name).astype(np.float32)
            if self.mirrored.legs_shown is not None:
                more["mirrored_legs_shown"] = self.mirrored.legs_shown.astype(np.float32)
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
                model=np.array(self.model),
                warnings=np.array(self.warnings, dtype=np.str_),
            )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            PoseFileError: no such file, or not one that formcheck wrote.
        """
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
                if int(data["format_version"]) != FORMAT_VERSION:
                    raise PoseFileError(
                        f"{path}: poses of format {int(data['format_version'])}, this version reads"
                        f" {FORMAT_VERSION}: analyse the clip again"
                    )
                width, height = (int(value) for value in data["size"])
                track = PoseTrack(
                    time_s=data["time_s"].astype(np.float64),
                    xy_px=data["xy_px"].astype(np.float64),
                    world_m=data["world_m"].astype(np.float64),
                    visibility=data["visibility"].astype(np.float64),
                    people=data["people"].astype(np.int64),
                    width=width,
                    height=height,
                    **{n: data[n].astype(np.float64) for n in TRACED if n in data},
                )
                n = len(track)
                if not n == len(track.xy_px) == len(track.world_m) == len(track.visibility):
                    raise ValueError("arrays of different lengths")
                mirrored = None
                if "mirrored_xy_px" in data:
                    again: dict[str, Any] = dict.fromkeys(TRACED)
                    again |= {n: data[f"mirrored_{n}"].astype(np.float64) for n in _SEEN_TWICE}
                    if any(again[n].shape != getattr(track, n).shape for n in _SEEN_TWICE):
                        raise ValueError("arrays of different lengths")
                    if "mirrored_legs_shown" in data:
                        again["legs_shown"] = data["mirrored_legs_shown"].astype(np.float64)
                    mirrored = replace(track, **again)
                source = Source(
                    path=str(data["path"]),
                    width=width,
                    height=height,
                    fps=float(data["fps"]),
                    duration_s=float(data["duration_s"]),
                    frames=int(data["frames"]),
                )
                warnings = tuple(str(text) for text in data["warnings"])
                return cls(track, source, str(data["model"]), warnings, mirrored)
        except FileNotFoundError:
            raise PoseFileError(f"{path}: no saved poses here: analyse the clip first") from None
        except PoseFileError:
            raise
        except Exception:  # NumPy and zipfile raise nearly anything for a damaged file.
            raise PoseFileError(
                f"{path}: not a pose file that formcheck wrote: analyse the clip again"
            ) from None


SHORTEST_S = 2.0  # nothing can be said of less


def require_person(recording: PoseRecording) -> None:
    """See that there is somebody to judge.

    Raises:
        ClipError: nobody is seen, or not for long enough.
    """
    path, track = recording.source.path, recording.track
    seen_s = float(track.found.sum()) / track.fps if track.fps else 0.0
    if seen_s >= SHORTEST_S - 1e-6:
        return
    from formcheck.errors import ClipError  # loads the decoder

    if not track.found.any():
        raise ClipError(
            f"{path}: nobody was found in it: show one person, head to feet, in good light"
        )
    raise ClipError(
        f"{path}: a person is seen for only {seen_s:.1f} s, too short to judge:"
        f" {SHORTEST_S:.0f} s are the least, 10 s or more are good"
    )
