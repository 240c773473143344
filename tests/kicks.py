"""Kicks that were counted, for tests that need no frames."""

from formcheck.poses.landmarks import SIDES, Side
from formcheck.reps.attempts import Attempt


def seen_kick(side: Side, peak_s: float, fps: float = 30.0) -> Attempt:
    """Return a kick of 0.4 seconds that was seen whole."""
    return Attempt(
        side=side,
        start_s=peak_s - 0.2,
        peak_s=peak_s,
        end_s=peak_s + 0.2,
        frames=12,
        cut=False,
        values={},
        sight=dict.fromkeys(SIDES, "seen"),
        fps=fps,
    )
