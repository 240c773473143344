"""One attempt with its numbers; nothing is judged yet."""

from dataclasses import dataclass, field
from math import nan

from formcheck.poses.landmarks import Side
from formcheck.reps.arm_swing import ArmSwing
from formcheck.reps.sight import Sight
from formcheck.reps.spec import Phase, Value


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt with the numbers that the rules need.

    Attributes:
        side: the working leg.
        start_s: when it began, in seconds.
        peak_s: when the signal was highest.
        end_s: when the leg had nearly come down, in seconds: see `RepWindow.end`.
        frames: the number of frames it lasted; 0 for an attempt that no frame shows.
        cut: whether the clip begins or ends in the middle of it.
        values: the numbers that the exercise asks for; NaN where unknown.
        sight: how well each leg was seen.
        arm: the swing of the near arm over the stride; None where it was not seen.
        fps: frames a second while it lasted, see `effective_fps`; NaN for an attempt that no
            frame shows.
        height: how far the signal rose by which attempts are counted, in its unit; NaN for an
            attempt that no frame shows.
        spans_s: from when to when the phases last over which values are averaged, in seconds.
    """

    side: Side
    start_s: float
    peak_s: float
    end_s: float
    frames: int
    cut: bool
    values: dict[Value, float]
    sight: dict[Side, Sight]
    arm: ArmSwing | None = field(default=None)
    fps: float = nan
    height: float = nan
    spans_s: dict[Phase, tuple[float, float]] = field(default_factory=dict)

    def within(self, time_s: tuple[float, float]) -> bool:
        """Tell whether the attempt lies within a time, from when to when in seconds."""
        return time_s[0] <= self.start_s and self.end_s <= time_s[1]
