"""When a rep begins, as the page shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.results import Rep
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class BoundLimits:
    """Where a leg has begun to move.

    Attributes:
        risen_share: a leg has begun to rise once its angle is this share of the way to the peak. A
            rep ends when 30 % are left, so both ends look alike.
    """

    risen_share: float = 0.2


BOUNDS = BoundLimits()


def from_the_rise(
    reps: Sequence[Rep], measure: str, columns: Mapping[str, FloatArray], time_s: FloatArray
) -> Iterator[Rep]:
    """Yield the reps; one that begins while the other leg is up begins where its own leg rises.

    Its angle creeps before: the first kick of one leg moves the whole body.

    Args:
        reps: of a part of the clip, in order of time.
        measure: the angle that rises with a rep.
        columns: the measures by name, (n,) each.
        time_s: (n,) times.
    """
    last_end_s = -np.inf
    for rep in reps:
        early = rep.side is not None and rep.start_s < last_end_s
        last_end_s = max(last_end_s, rep.end_s)
        values = columns.get(f"{rep.side}_{measure}")
        yield rep if not early or values is None else _begun(rep, values, time_s)


def _begun(rep: Rep, values: FloatArray, time_s: FloatArray) -> Rep:
    """Return a rep that begins at the last frame in which its leg has hardly risen."""
    rising = np.flatnonzero((rep.start_s <= time_s) & (time_s <= rep.peak_s))
    known = rising[np.isfinite(values[rising])]
    if known.size < 2:
        return rep
    low, high = values[known].min(), values[known].max()
    down = known[values[known] <= low + BOUNDS.risen_share * (high - low)]
    return replace(rep, start_s=max(rep.start_s, float(time_s[down[-1]])))
