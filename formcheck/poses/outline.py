"""The outline of a person: short rows of numbers traced in the model's segmentation mask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from formcheck.system.arrays import Float32Array, FloatArray, make_read_only

# The trunk is traced at these places along the line from mid-hip (0) to mid-shoulder (1).
# They begin below the hips, over the sacrum.
STATIONS: FloatArray = np.linspace(-0.1, 1.0, 37)
make_read_only(STATIONS)
# The two traced edges of the trunk, as seen when going up that line: 1 is the edge on the left,
# -1 the edge on the right. The back of a person who faces right is on the left.
EDGE_SIDES = (1, -1)
SILHOUETTE_ROWS = 96  # picture rows, spread evenly, in which the silhouette is traced

# Name and shape of each array for one frame.
TRACED_SHAPES: Mapping[str, tuple[int, int]] = {
    "edges_tl": (len(EDGE_SIDES), len(STATIONS)),
    "silhouette_px": (2, SILHOUETTE_ROWS),
    "legs_shown": (2, 2),
}


@dataclass(frozen=True, slots=True)
class Outline:
    """What was traced in the mask, in one frame or over a clip of n frames.

    Each array is None if it was never traced: the mask was not asked for, or the pose file is
    older than the array. Over a clip each array has a first axis of length n. Compute with them
    as float64: they are float32 to take little memory.

    Attributes:
        edges_tl: (2, `STATIONS`) distance from the hip-shoulder line to each edge of the trunk
            (`EDGE_SIDES`), in trunk lengths. NaN where unknown.
        silhouette_px: (2, `SILHOUETTE_ROWS`) left and right end of the person in each row, in
            pixels. NaN in rows that show nobody.
        legs_shown: (2, 2) share of the thigh and of the shank, of the left and the right leg,
            that lies inside the mask, 0..1. It is lower where something hides the leg.
    """

    edges_tl: Float32Array | None = None
    silhouette_px: Float32Array | None = None
    legs_shown: Float32Array | None = None

    def __post_init__(self) -> None:
        make_read_only(self.edges_tl, self.silhouette_px, self.legs_shown)

    @classmethod
    def stack(cls, frames: Sequence[Self]) -> Self:
        """Return the outline of a clip from the outlines of its frames.

        An array that is missing in some frames is NaN there.
        """
        filled = _fill_missing(frames, [()] * len(frames))
        return cls(**{name: np.array(arrays) for name, arrays in filled.items()})

    @classmethod
    def join(cls, clips: Sequence[Self], lengths: Sequence[int]) -> Self:
        """Return the outline of several clips that follow one another.

        Args:
            clips: their outlines. An array that is missing in some of them is NaN there.
            lengths: number of frames of each clip.
        """
        filled = _fill_missing(clips, [(n,) for n in lengths])
        return cls(**{name: np.concatenate(arrays) for name, arrays in filled.items()})

    @classmethod
    def load(
        cls, arrays: Mapping[str, npt.NDArray[np.generic]], *, silhouette: bool = True
    ) -> Self:
        """Return the outline kept in named arrays, with or without the silhouette."""
        names = [n for n in TRACED_SHAPES if n in arrays and (silhouette or n != "silhouette_px")]
        return cls(**{name: arrays[name].astype(np.float32, copy=False) for name in names})

    def arrays(self) -> dict[str, Float32Array]:
        """Return the arrays that were traced, by name."""
        all_arrays = {name: getattr(self, name) for name in TRACED_SHAPES}
        return {name: array for name, array in all_arrays.items() if array is not None}

    def frame(self, index: int) -> Self:
        """Return the outline of one frame of a clip."""
        return type(self)(**{name: array[index] for name, array in self.arrays().items()})

    def part(self, start: int, stop: int) -> Self:
        """Return frames ``start`` up to, not including, ``stop`` of a clip."""
        return type(self)(**{name: array[start:stop] for name, array in self.arrays().items()})

    def mirrored(self) -> Self:
        """Return the outline of a clip as a mirror shows it: left and right leg exchanged.

        Raises:
            ValueError: edges or silhouette were traced, and mirroring these is not supported.
        """
        if self.edges_tl is not None or self.silhouette_px is not None:
            raise ValueError("edges and silhouette cannot be mirrored")
        if self.legs_shown is None:
            return self
        return type(self)(legs_shown=self.legs_shown[:, ::-1])


NOT_TRACED = Outline()


def _fill_missing(
    outlines: Sequence[Outline], leading: Sequence[tuple[int, ...]]
) -> dict[str, list[Float32Array]]:
    """Return each traced array by name: its values in every outline, NaN where it was not traced.

    Args:
        outlines: of frames or of clips.
        leading: the axes before those of `TRACED_SHAPES`, for each outline.
    """
    filled = {}
    for name, shape in TRACED_SHAPES.items():
        arrays = [getattr(outline, name) for outline in outlines]
        if any(array is not None for array in arrays):
            filled[name] = [
                np.full((*axes, *shape), np.nan, dtype=np.float32) if array is None else array
                for array, axes in zip(arrays, leading, strict=True)
            ]
    return filled
