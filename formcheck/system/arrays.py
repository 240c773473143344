"""The array types that the whole package uses."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
Float32Array: TypeAlias = npt.NDArray[np.float32]  # what is kept of each frame of a long clip
AnyFloatArray: TypeAlias = npt.NDArray[np.floating]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
IntArray: TypeAlias = npt.NDArray[np.int64]
Image: TypeAlias = npt.NDArray[np.uint8]  # (height, width, 3), RGB

FRAMES_AT_ONCE = 4096


def pieces(frames: int) -> Iterator[slice]:
    """Yield slices that make up some frames: what is computed one by one takes less memory.

    Args:
        frames: how many there are; without any, an empty slice is yielded.
    """
    for start in range(0, max(frames, 1), FRAMES_AT_ONCE):
        yield slice(start, min(start + FRAMES_AT_ONCE, frames))


def rounded_to_float32(values: Sequence[FloatArray] | FloatArray) -> FloatArray:
    """Return the values as float64, each rounded to the nearest float32.

    Pose files hold float32. Poses are rounded as soon as they arrive, so that fresh and loaded
    poses lead to exactly the same verdicts.
    """
    return np.array(values, dtype=np.float32).astype(np.float64)


def make_read_only(*arrays: npt.NDArray[np.generic] | None) -> None:
    """Forbid writing to the arrays; None is skipped."""
    for array in arrays:
        if array is not None:
            array.setflags(write=False)
