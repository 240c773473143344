"""Where one attempt lies in its clip."""

from dataclasses import dataclass

from formcheck.poses.landmarks import Side


@dataclass(frozen=True, slots=True)
class RepWindow:
    """The frames of one attempt of one leg, numbered from the first frame of the clip.

    Attributes:
        side: the working leg.
        start: the frame in which the signal began to rise.
        peak: the frame of its maximum.
        end: the frame in which the signal had come down to 30 % of its height
            (`CounterLimits.down_share`), or, in slow reps, from which it rose again.
        end_s: the time of that frame, in seconds.
        top: the first and the last frame near the maximum.
        height: from the resting level to the peak, in the signal's unit.
        apart: the frame from which on the leg is behind the other one; ``start`` where that is not
            known. Hips that shift sideways first move both legs, as seen at an angle.
        cut: whether the clip begins or ends in the middle of the attempt.
        torn: whether the foot was lost on the way, so that the signal fell in between.
        stride_start: the frame in which the stride of this attempt began: the end of the same
            leg's last attempt, or ``start`` when that was too long ago.
        before_s: the curve of this attempt is read from so many seconds before ``start``.
        settle_s: so many seconds after ``end`` the foot is down and at rest.
    """

    side: Side
    start: int
    peak: int
    end: int
    end_s: float
    top: tuple[int, int]
    height: float
    apart: int = 0
    cut: bool = False
    torn: bool = False
    stride_start: int = 0
    before_s: float = 0.0
    settle_s: float = 0.0

    def overlap(self, other: "RepWindow") -> float:
        """Return how much of the shorter of two attempts lies within the other one, 0..1.

        The value is negative when the two are apart.
        """
        shared = min(self.end, other.end) - max(self.start, other.start)
        return shared / max(1, min(self.end - self.start, other.end - other.start))
