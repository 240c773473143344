"""How many frames a second there are, as a short event meets them."""

from collections.abc import Sequence
from statistics import median

import numpy as np

from formcheck.system.arrays import FloatArray


def effective_fps(time_s: FloatArray | Sequence[float], *, stall: float = 5.0) -> float:
    """Return the rate of even frames between which a short event is as far from the next one.

    Frames that a busy computer takes come unevenly. The top of a kick is more likely to fall into
    a long gap than into a short one, in proportion to their lengths, so the gap in which it lies
    is not sum(s) / n long on average, but sum(s²) / sum(s). Even frames with gaps of this length
    show as much of it. For even frames this is the frame rate itself, for uneven ones it is lower:
    of a clip in which gaps of 0.05 and 0.15 s take turns, 8 instead of 10.

    Args:
        time_s: of the frames, in seconds, in order.
        stall: a gap counts at most as this many usual ones, because one long break hides what
            happens in it, and nothing of the rest.

    Returns:
        Frames a second; 0 with fewer than two frames.
    """
    gaps_s = np.diff(time_s)
    if not len(gaps_s):
        return 0.0
    gaps_s = np.minimum(gaps_s, stall * median(gaps_s.tolist()))
    return float(gaps_s.sum() / np.square(gaps_s).sum())
