"""The curve of one attempt: how long it rises, dwells and falls, and how fast."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class CurveLimits:
    """Between which levels a rise and a fall are timed. Shares are of the way up or down.

    Attributes:
        lifting_from: where the time of lifting begins.
        lifting_to: where it ends.
        compared_from: the lowest level between which lifting and lowering are compared. Below it a
            leg comes to rest slowly.
        compared_to: the highest level between which they are compared.
        speed_s: a speed is a mean over so many seconds, because landmarks tremble.
        jump: a rise whose fastest part is this many times as fast as the mean between
            ``lifting_from`` and ``lifting_to`` has landmarks that jumped, as they do where the
            pose model takes one leg for the other. In 95 % of the thrown legs of the rendered
            people of the split "tune" it is up to 1.7 times as fast.
        dwell_deg: an angle dwells at the top within so many degrees of its maximum.
    """

    lifting_from: float = 0.1
    lifting_to: float = 0.9
    compared_from: float = 0.25
    compared_to: float = 0.9
    speed_s: float = 0.15
    jump: float = 2.2
    dwell_deg: float = 5.0


CURVES = CurveLimits()


#: From when to when something lasts, in seconds.
Span: TypeAlias = tuple[float, float]


class Curve(NamedTuple):
    """A rise to a peak and the fall from it.

    Attributes:
        time_s: times of the frames, (n,), in seconds.
        values: the measure in these frames, (n,), all known.
        peak: the place of the maximum.
    """

    time_s: FloatArray
    values: FloatArray
    peak: int

    def lifting_s(self) -> float:
        """Return the time of going up, between 10 and 90 % of the way."""
        start_s, end_s = self.lifting()
        return end_s - start_s

    def lifting(self) -> Span:
        """Return from when to when the leg goes up, between 10 and 90 % of the way."""
        low, high = self.values[: self.peak + 1].min(), self.values[self.peak]
        shares = CURVES.lifting_from, CURVES.lifting_to
        lower, upper = (float(low + share * (high - low)) for share in shares)
        return self._crossing_s(lower, -1), self._crossing_s(upper, -1)

    def lowering_over_lifting(self) -> float:
        """Return the time of coming down divided by that of going up."""
        up, down = self.compared()
        rise_s = up[1] - up[0]
        return (down[1] - down[0]) / rise_s if rise_s > 0.0 else float("nan")

    def compared(self) -> tuple[Span, Span]:
        """Return from when to when the leg goes up and down, where these times are compared.

        Both are taken between a quarter and 90 % of the way.
        """
        rising, falling = self.values[: self.peak + 1], self.values[self.peak :]
        low = max(float(rising.min()), float(falling.min()))
        shares = CURVES.compared_from, CURVES.compared_to
        lower, upper = (low + share * (self.values[self.peak] - low) for share in shares)
        up = self._crossing_s(lower, -1), self._crossing_s(upper, -1)
        return up, (self._crossing_s(upper, 1), self._crossing_s(lower, 1))

    def lifting_speed(self) -> float:
        """Return the speed of the fastest part of the rise, per second; NaN if landmarks jumped."""
        rising_s, rising = self.time_s[: self.peak + 1], self.values[: self.peak + 1]
        later = np.interp(rising_s + CURVES.speed_s, self.time_s, self.values)
        speed = float((later - rising).max() / CURVES.speed_s)
        timed = (CURVES.lifting_to - CURVES.lifting_from) * float(np.ptp(rising))
        jumped = speed * self.lifting_s() > CURVES.jump * timed
        return float("nan") if jumped else speed

    def lowering_speed(self) -> float:
        """Return the speed of the fastest part of the fall, per second."""
        falling_s, falling = self.time_s[self.peak :], self.values[self.peak :]
        if len(falling) < 2:
            return float("nan")
        earlier = np.interp(falling_s - CURVES.speed_s, self.time_s, self.values)
        return float((earlier - falling).max() / CURVES.speed_s)

    def dwell_s(self) -> float:
        """Return the time for which an angle stays near its maximum."""
        start_s, end_s = self.dwell()
        return end_s - start_s

    def dwell(self) -> Span:
        """Return from when to when an angle stays near its maximum."""
        level = float(self.values[self.peak]) - CURVES.dwell_deg
        return self._crossing_s(level, -1), self._crossing_s(level, 1)

    def _crossing_s(self, level: float, direction: int) -> float:
        """Return when the curve first falls to a level, going from its peak.

        NaN if it never does. ``direction`` is 1 to go later and -1 to go earlier.
        """
        here = self.peak
        while 0 <= here + direction < len(self.values):
            there = here + direction
            if self.values[there] <= level:
                share = (self.values[here] - level) / (self.values[here] - self.values[there])
                return float(self.time_s[here] + share * (self.time_s[there] - self.time_s[here]))
            here = there
        return float("nan")


#: Reductions that need the whole curve of an attempt, by their name in an exercise file.
OF_A_CURVE: dict[str, Callable[[Curve], float]] = {
    "lifting-time": Curve.lifting_s,
    "lifting-speed": Curve.lifting_speed,
    "lowering-speed": Curve.lowering_speed,
    "dwell": Curve.dwell_s,
    "lowering-over-lifting": Curve.lowering_over_lifting,
}
