"""`track.npz`: what is drawn over the frames of a judged clip.

`docs/files.md` describes every array.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from formcheck.errors import ResultError
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.back_shape import SHAPE_FIT
from formcheck.kinematics.dorsal_profile import back_edge_px
from formcheck.poses.landmarks import COUNT
from formcheck.poses.limits import require_small
from formcheck.results import Session
from formcheck.system.arrays import BoolArray, Float32Array, FloatArray, pieces
from formcheck.system.files import replacing
from formcheck.system.reading import open_regular

FORMAT_VERSION: Final = 1
BACK_POINTS: Final = int(SHAPE_FIT.used.sum())


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """The part of a clip in which one exercise is done.

    Attributes:
        first_frame: its first frame in the clip.
        last_frame: its last frame.
        main: whether it stands at the top of `report.json`.
    """

    first_frame: int
    last_frame: int
    main: bool


@dataclass(frozen=True, slots=True)
class DrawnTrack:
    """What is drawn over the n frames of a clip.

    Attributes:
        time_s: (n,) times of the frames, in seconds.
        xy_px: (n, 33, 2) cleaned landmarks in pixels, NaN where unknown or nobody is there.
            Compute with them as float64: they are float32 to take little memory.
        back_px: (n, k, 2) the edge of the back from the sacrum up, in pixels; NaN where it is
            hidden or not judged.
        parts: the exercises that follow each other.
        unsure: (n, 33) which landmarks are hidden, or were lost: where they are is a guess.
    """

    time_s: FloatArray
    xy_px: Float32Array
    back_px: Float32Array
    parts: tuple[DrawnPart, ...]
    unsure: BoolArray

    @classmethod
    def of(cls, session: Session, exercises: Sequence[Exercise]) -> Self:
        """Return what is drawn over a judged clip.

        Args:
            session: the clip.
            exercises: the exercises of ``session.parts``.
        """
        parts = session.parts
        return cls(
            time_s=np.concatenate([part.time_s for part in parts]),
            xy_px=_joined([_seen(part) for part in parts]),
            back_px=_joined([_back_px(*each) for each in zip(parts, exercises, strict=True)]),
            parts=tuple(_drawn_parts(session)),
            unsure=np.concatenate([part.track.unsure for part in parts]),
        )

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        with replacing(path) as temporary, temporary.open("wb") as stream:
            np.savez_compressed(
                stream,
                format_version=np.array(FORMAT_VERSION),
                time_s=self.time_s,
                xy_px=self.xy_px,
                back_px=self.back_px,
                unsure=self.unsure,
                frames=np.array([[part.first_frame, part.last_frame] for part in self.parts]),
                main=np.array([part.main for part in self.parts]),
            )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            ResultError: there is no such file, or formcheck did not write it.
        """
        try:
            with open_regular(path) as stream:
                require_small(stream)
                with np.load(stream, allow_pickle=False) as arrays:
                    if int(arrays["format_version"]) != FORMAT_VERSION:
                        raise ResultError(
                            f"{path}: written by another version of formcheck: judge the clip again"
                        )
                    track = cls._read(arrays)
        except FileNotFoundError:
            raise ResultError(
                f"{path}: no such file: judge the poses again with --from-poses"
            ) from None
        except ResultError:
            raise
        except Exception:  # NumPy and zipfile raise nearly anything for a damaged file
            raise _damaged(path) from None
        if not track._is_whole():
            raise _damaged(path)
        return track

    @classmethod
    def _read(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """Return what an open file holds; in older ones no landmark is unsure."""
        xy_px = arrays["xy_px"].astype(np.float32, copy=False)
        told = arrays["unsure"] if "unsure" in arrays else np.zeros(xy_px.shape[:2])
        return cls(
            time_s=arrays["time_s"].astype(np.float64),
            xy_px=xy_px,
            unsure=told.astype(np.bool_),
            back_px=arrays["back_px"].astype(np.float32, copy=False),
            parts=tuple(
                DrawnPart(int(first), int(last), bool(main))
                for (first, last), main in zip(arrays["frames"], arrays["main"], strict=True)
            ),
        )

    def _is_whole(self) -> bool:
        """Return whether the arrays have their shapes and the parts follow each other."""
        n = len(self.time_s)
        ends = [0, *(part.last_frame + 1 for part in self.parts)]
        return (
            n > 0
            and self.time_s.shape == (n,)
            and bool(np.isfinite(self.time_s).all() and (np.diff(self.time_s) > 0.0).all())
            and self.xy_px.shape == (n, COUNT, 2)
            and self.unsure.shape == (n, COUNT)
            and self.back_px.ndim == 3
            and self.back_px.shape[::2] == (n, 2)
            and ends == [*(part.first_frame for part in self.parts), n]
            and ends == sorted(set(ends))
            and sum(part.main for part in self.parts) == 1
        )


def _damaged(path: Path) -> ResultError:
    return ResultError(f"{path}: not a file that formcheck wrote: judge the clip again")


def _drawn_parts(session: Session) -> Iterator[DrawnPart]:
    start = 0
    for part in session.parts:
        yield DrawnPart(start, start + len(part.track) - 1, main=part is session)
        start += len(part.track)


def _joined(arrays: Sequence[Float32Array]) -> Float32Array:
    """Return arrays one after the other; a single one as it is, not as a second one like it."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _seen(session: Session) -> Float32Array:
    """Return the landmarks of a session, NaN in frames in which nobody is found."""
    xy_px = session.track.xy_px.astype(np.float32)
    xy_px[~session.track.found] = np.nan
    return xy_px


def _back_px(session: Session, exercise: Exercise) -> Float32Array:
    """Return (n, k, 2) the traced edge of the back; NaN where the exercise does not judge it."""
    track = session.track
    edge_px = np.full((len(track), BACK_POINTS, 2), np.nan, dtype=np.float32)
    rule, _ = exercise.back_rule
    if not rule or track.outline.edges_tl is None:
        return edge_px
    running = exercise.reps.tempo == "fast"
    views = [(some.start_s, some.view) for some in session.stretches]
    starts = np.searchsorted(track.time_s, [start_s for start_s, _ in views]).tolist()
    bounds = [0, *starts[1:], len(track)]
    for (_, view), start, stop in zip(
        views or [(0.0, session.view)], bounds[:-1], bounds[1:], strict=True
    ):
        if view.kind == "side" and start < stop:
            part = track.part(start, stop)
            for some in pieces(len(part)):
                edge_px[start:stop][some] = back_edge_px(
                    part.part(some.start, some.stop), view.facing or 1, running=running
                )
    return edge_px
