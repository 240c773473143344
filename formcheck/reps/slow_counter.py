"""Count slow reps: a lift takes a second or more, and the next may begin from half way down."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf, nan

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
        second_up_share: the second signal is still up above this share of its own height. On
            rendered people it is at 0 to 0.61 when a leg has come down, and stays above 0.7 where
            only the landmarks of the foot have.
        beside_share: a leg is beside the other one again when it is behind it by less than this
            share of the most. Between reps of rendered people it is behind by 0 to 0.17.
        swayed_share: then it is down if its signal is below this share of its height as well.
        shortest_s: no leg rises and comes down again in less, in seconds; a leg that the pose model
            misreads for some frames does. Kickbacks that are flung take 0.28 or more.
        settles_s: the pose model settles for so many seconds after it has found a person. Until
            then the resting level follows the signal: it rises by up to 2.7 degrees.
    """

    own_range_share: float = 0.2
    low_falls_s: float = 0.3
    start_share: float = 0.1
    again_share: float = 0.5
    rest_s: float = 0.1
    rest_share: float = 0.04
    up_too_share: float = 0.5
    mostly_up_share: float = 0.5
    second_up_share: float = 0.5
    beside_share: float = 0.35
    swayed_share: float = 0.65
    shortest_s: float = 0.2
    settles_s: float = 0.3


SLOW_COUNTING = SlowLimits()


@dataclass(slots=True)
class _Rise:
    """How far a signal has risen since an attempt began."""

    low: float = nan
    high: float = nan

    @classmethod
    def since(cls, values: Sequence[float]) -> "_Rise":
        """Return the rise of a signal from the first of its values on."""
        return cls(values[0], float(np.fmax.reduce(values)))

    @property
    def height(self) -> float:
        """From where it began to the highest value."""
        return self.high - self.low

    def share(self, value: float) -> float:
        """Take the next value; return where it lies between the first one and the highest."""
        self.high = float(np.fmax(self.high, value))
        return (value - self.low) / self.height if self.height > 0.0 else nan


@dataclass(slots=True)
class SlowCounter(RepCounter):
    """Counts one leg's slow reps; see `RepCounter`.

    An attempt begins where the signal leaves the lowest tenth of its height. A leg that rises again
    from half way down begins another attempt.

    Where the camera stands at an angle, two more things end an attempt, or keep it up. An attempt
    ends when the leg is beside the other one again: hips that shift sideways, over the standing
    leg, look as if both legs leaned. And it goes on while the second signal is up: the pose model
    may put a lifted foot on the standing one for a moment, and the thigh stays back.

    Args:
        second_min_height: the smallest rise of the second signal that says something.
    """

    second_min_height: float = inf
    limits: SlowLimits = SLOW_COUNTING
    _valley: int = 0  # the lowest frame since the peak of the attempt that is under way
    _seconds: list[float] = field(default_factory=list)
    _leads: list[float] = field(default_factory=list)
    _second: _Rise = field(default_factory=_Rise)  # since the attempt that is under way began
    _lead: _Rise = field(default_factory=_Rise)
    _fell: bool = False  # the signal has come down while the second one was up
    _since_s: float = -inf  # when counting began

    def forget(self, before: int) -> None:
        """Drop the frames before this one; see `RepCounter.forget`."""
        gone = max(before - self._forgotten, 0)
        del self._seconds[:gone], self._leads[:gone]
        RepCounter.forget(self, before)
        self._valley = max(self._valley, before)

    def update(
        self, time_s: float, value: float, lead: float = nan, second: float = nan
    ) -> RepWindow | None:
        """Take the next frame; see `RepCounter.update`."""
        self._leads.append(lead)
        self._seconds.append(second)
        return RepCounter.update(self, time_s, value)

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

    def _close(self, frame: int) -> RepWindow | None:
        window = RepCounter._close(self, frame)
        if window is None or self._takes_s(window) < self.limits.shortest_s:
            return None
        return replace(window, apart=self._apart(window))

    def _takes_s(self, window: RepWindow) -> float:
        """Return how long an attempt took; unknown, so infinite, if the clip cuts it off."""
        return inf if window.cut else window.end_s - self._times[window.start - self._forgotten]

    def _apart(self, window: RepWindow) -> int:
        """Return the last frame before the peak in which the leg was beside the other one."""
        level = self._lead.low + self.limits.start_share * self._lead.height
        before = range(window.peak, window.start, -1)
        beside = (frame for frame in before if self._leads[frame - self._forgotten] <= level)
        return next(beside, window.start)

    def _restart(self, frame: int, value: float) -> None:
        self._since_s = self._times[-1]
        RepCounter._restart(self, frame, value)

    def _open(self, start: int, frame: int) -> None:
        RepCounter._open(self, start, frame)
        self._valley, self._fell = frame, False
        since = start - self._forgotten
        self._lead, self._second = (_Rise.since(v[since:]) for v in (self._leads, self._seconds))
        self._second.low = max(self._second.low, 0.0)

    def _follow(self, frame: int, value: float) -> RepWindow | None:
        """Follow an attempt that is under way; see the class for what ends it."""
        second_up = self._second.share(self._seconds[-1]) > self.limits.second_up_share
        beside = self._lead.share(self._leads[-1]) < self.limits.beside_share
        peak = max(self._value(self._peak), value)
        raised = (value - self._low) / (peak - self._low)
        if second_up and self._second.height >= self.second_min_height:
            self._fell |= raised < self.limits.down_share
            self._torn |= self._fell and raised > self.limits.again_share
            self._peak = frame if value == peak else self._peak
            self._valley = self._rise_from = frame
            return None
        if beside and raised < self.limits.swayed_share and self._lead.height >= self._needed:
            return self._close(frame)
        return RepCounter._follow(self, frame, value)

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

    def _low_rises_s(self) -> float:
        settling = self._times[-1] - self._since_s < self.limits.settles_s
        return 0.0 if settling else self.low_forgets_s
