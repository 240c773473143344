"""Count slow reps: a lift takes a second or more, and the next may begin from half way down."""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from formcheck.reps.counter import CounterLimits, RepCounter
from formcheck.reps.window import RepWindow


@dataclass(frozen=True, slots=True)
class SlowLimits(CounterLimits):
    """What tells a slow attempt from noise.

    Attributes:
        own_range_share: see `CounterLimits`. It is smaller than for fast reps, because trembling is
            not so easily taken for a slow rep.
        low_falls_s: the resting level follows the signal down with this time constant, in seconds.
            So the level hardly changes if a leg is misread for a moment as reaching forward.
        start_share: an attempt begins where the signal rises above this share of its height.
        again_share: if a leg has come down below this share of the height and rises again, the rise
            is another rep.
        rest_s: a leg is at rest if it has hardly sunk in this last time, in seconds.
        rest_share: it has hardly sunk if it sank by at most this share of the attempt's height.
        up_too_share: the other leg is up if it is higher than this share of an attempt's height.
        mostly_up_share: the other leg is up most of the time if it is up in more than this share of
            the attempt's frames.
    """

    own_range_share: float = 0.2
    low_falls_s: float = 0.3
    start_share: float = 0.1
    again_share: float = 0.5
    rest_s: float = 0.1
    rest_share: float = 0.04
    up_too_share: float = 0.5
    mostly_up_share: float = 0.5


SLOW_COUNTING = SlowLimits()


@dataclass(slots=True)
class SlowCounter(RepCounter):
    """Counts one leg's slow reps; see `RepCounter`.

    An attempt begins where the signal leaves the lowest tenth of its height. A leg that rises again
    from half way down begins another attempt.
    """

    limits: SlowLimits = SLOW_COUNTING
    _valley: int = 0  # the lowest frame since the peak of the attempt that is under way

    def forget(self, before: int) -> None:
        """Drop the frames before this one; see `RepCounter.forget`."""
        RepCounter.forget(self, before)
        self._valley = max(self._valley, before)

    def at_rest(self, window: RepWindow) -> bool:
        """Return whether the leg sinks no further after an attempt."""
        now_s, value = self._times[-1], self._values[-1]
        first = bisect_right(self._times, now_s - self.limits.rest_s + 1e-6) - 1
        before = self._forgotten + first
        if before < window.end:
            return False
        return self._value(before) - value <= self.limits.rest_share * window.height

    def is_ripple(self, window: RepWindow, other: RepCounter, ratio: float) -> bool:
        """Tell whether the other leg was up during this attempt, and higher.

        Slow reps of the two legs do not overlap. So the attempt is a ripple if the other leg is
        much higher when the attempt begins, peaks or ends. It is also one if the other leg is up
        most of the time and much higher at some moment.
        """
        level = ratio * window.height
        raised = np.array([other.raised(frame) for frame in range(window.start, window.end + 1)])
        if (raised[[0, window.peak - window.start, -1]] > level).any():
            return True
        up = raised > self.limits.up_too_share * window.height
        return bool(up.mean() > self.limits.mostly_up_share and np.nanmax(raised) > level)

    def _open(self, start: int, frame: int) -> None:
        RepCounter._open(self, start, frame)
        self._valley = frame

    def _on_the_way(self, frame: int, value: float, height: float) -> RepWindow | None:
        """Close the attempt at its lowest frame when the leg rises again from half way down."""
        if frame == self._peak:
            self._valley = self._rise_from = frame
            return None
        if value < self._value(self._valley):
            self._valley = frame
        valley = self._value(self._valley)
        if value <= valley + self.limits.rising_share * self._needed:
            self._rise_from = frame
        low_enough = valley < self._low + self.limits.again_share * height
        if not low_enough or value <= valley + self._needed:
            return None
        rises_from = self._rise_from
        window = self._close(self._valley)
        self._low = valley
        self._open(rises_from, frame)
        return window

    def _began(self, height: float) -> int:
        """Return the last frame before the peak in which the signal was in its lowest tenth."""
        assert self._start is not None
        level = self._low + self.limits.start_share * height
        before = range(self._peak, self._start, -1)
        return next((frame for frame in before if self._value(frame) <= level), self._start)

    def _low_falls_s(self) -> float:
        return self.limits.low_falls_s
