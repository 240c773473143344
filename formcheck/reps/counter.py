"""Count one leg's attempts, frame by frame, from a signal that rises with every rep."""

from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass, field
from math import inf, isnan, nan

import numpy as np

from formcheck.poses.landmarks import Side
from formcheck.reps.window import RepWindow


@dataclass(frozen=True, slots=True)
class CounterLimits:
    """What tells an attempt from noise, at any tempo.

    Attributes:
        own_range_share: an attempt rises by at least this share of the leg's usual height.
        rising_share: the signal has left its lowest level once it is above it by this share of the
            smallest rise that counts.
        down_share: an attempt is over when the signal has come down to this share of its height.
            So `RepWindow.end` comes a little before the foot is down.
        past_peak_share: an attempt is coming down once the signal is below its peak by this share
            of its height.
        as_high_as_others_share: an attempt that the end of the clip cuts off counts when it is
            higher than this share of the usual height, and as far up as others are then. A leg that
            comes back from in front of its place only rises.
        raised_low_share: after an attempt, the resting level is raised by at most this share of its
            height, so that a leg that does not come down fully does not join two attempts.
        top_share: the signal is near its peak above this share of the height.
        same_rep_s: two peaks of one leg closer than this, in seconds, are one rep, even of a
            sprinter. This holds for every exercise, as the frames come. For alternating legs,
            `EchoLimits.step_share` decides next, and `AlternationLimits.torn_share` at the end of
            the clip.
        longest_gap_s: when nothing is known for longer, counting begins anew.
        usual_of: the usual height is the median of this many attempts.
    """

    own_range_share: float = 0.3
    rising_share: float = 0.2
    down_share: float = 0.3
    past_peak_share: float = 0.15
    as_high_as_others_share: float = 0.6
    raised_low_share: float = 0.5
    top_share: float = 0.9
    same_rep_s: float = 0.3
    longest_gap_s: float = 0.5
    usual_of: int = 8


COUNTING = CounterLimits()


@dataclass(slots=True)
class RepCounter(ABC):
    """Counts one leg's attempts, fed one frame at a time.

    A rise of ``min_height`` over the leg's own resting level opens an attempt; coming down closes
    it. The rise must also be a share of the leg's usual height. Nothing looks ahead, so a camera
    and a clip count alike. What differs between fast and slow reps is in the subclasses.

    Args:
        side: the leg that is counted.
        min_height: the smallest rise that is a rep and not a sway, in the signal's unit.
        low_forgets_s: the resting level follows a signal that has risen with this time constant,
            in seconds.
        underway_above: nobody rests as high as this: a clip that begins above it begins within an
            attempt. Twice ``min_height`` when None.
    """

    side: Side
    min_height: float
    low_forgets_s: float = 1.0
    underway_above: float | None = None
    limits: CounterLimits = COUNTING
    _times: list[float] = field(default_factory=list)
    _values: list[float] = field(default_factory=list)
    _forgotten: int = 0
    _needed: float = 0.0
    _low: float = nan
    _rise_from: int = 0
    _start: int | None = None
    _peak: int = 0
    _cut: bool = False
    _torn: bool = False
    _heights: deque[float] = field(default_factory=deque)
    _peak_values: deque[float] = field(default_factory=deque)
    _last_peak_s: float = -inf
    _last_time_s: float = -inf

    def __post_init__(self) -> None:
        self._needed = self.min_height
        self._heights = deque(maxlen=self.limits.usual_of)
        self._peak_values = deque(maxlen=self.limits.usual_of)

    @property
    def up(self) -> bool:
        """Whether an attempt is under way."""
        return self._start is not None

    @property
    def up_since(self) -> int | None:
        """The frame in which the attempt that is under way began."""
        return self._start

    def raised(self, frame: int) -> float:
        """Return how far the signal was over the present resting level in an earlier frame."""
        return self._value(frame) - self._low

    def expect(self, min_height: float) -> None:
        """Use another smallest rise from now on; the same one changes nothing."""
        if min_height != self.min_height:
            self.min_height = self._needed = min_height

    def forget(self, before: int) -> None:
        """Drop the frames before this one; an attempt that began in them now begins here."""
        gone = before - self._forgotten
        if gone > 0:
            del self._times[:gone], self._values[:gone]
            self._forgotten = before
            self._rise_from, self._peak = max(self._rise_from, before), max(self._peak, before)
            self._start = None if self._start is None else max(self._start, before)

    def update(
        self, time_s: float, value: float, lead: float = nan, second: float = nan
    ) -> RepWindow | None:
        """Take the next frame; return the attempt that ends with it, if one does.

        Args:
            time_s: its time, in seconds.
            value: the signal.
            lead: by how much it is above that of the other leg. Only slow counters use it.
            second: the same of the second signal, see `RepSpec.second_signal`.
        """
        frame = self._forgotten + len(self._values)
        self._times.append(time_s)
        self._values.append(value)
        if isnan(value):
            return None
        if time_s - self._last_time_s > self.limits.longest_gap_s:
            self._restart(frame, value)
        elapsed_s = min(time_s - self._last_time_s, self.limits.longest_gap_s)
        self._last_time_s = time_s
        if self._start is None:
            self._wait(frame, value, elapsed_s)
            return None
        return self._follow(frame, value)

    def finish(self) -> RepWindow | None:
        """Return the attempt that the end of the clip cuts off, if it was high enough to count."""
        if self._start is None:
            return None
        limits, peak = self.limits, self._value(self._peak)
        height = peak - self._low
        falling = self._values[-1] < peak - limits.past_peak_share * height
        if not (falling or self._is_as_high_as_others(peak, height)):
            return None
        self._cut = True
        return self._close(self._forgotten + len(self._values) - 1)

    def _is_as_high_as_others(self, peak: float, height: float) -> bool:
        """Tell whether an attempt with this peak and height is about as high as the usual ones."""
        if not self._heights:
            return False
        usual, share = float(np.median(self._heights)), self.limits.as_high_as_others_share
        usual_peak = float(np.median(self._peak_values))
        return height > share * usual and peak > usual_peak - (1.0 - share) * usual

    @abstractmethod
    def is_ripple(self, window: RepWindow, other: "RepCounter", ratio: float) -> bool:
        """Tell whether an attempt is only a movement that comes along with the other leg's.

        While one leg is up the other carries the person, and the pose model drags the carrying leg
        along.

        Args:
            window: the attempt, found by this counter.
            other: the counter of the other leg.
            ratio: the attempt is a ripple where the other leg is up by more than this many times
                its height.
        """

    def at_rest(self, window: RepWindow) -> bool:
        """Return whether the leg sinks no further after an attempt.

        At a fast tempo this is never known before `RepSpec.settle_s` is over.
        """
        return False

    def _value(self, frame: int) -> float:
        return self._values[max(frame - self._forgotten, 0)]

    def _restart(self, frame: int, value: float) -> None:
        """Begin anew: at the start of a clip, or after nothing was seen for a while."""
        self._start = None
        self._rise_from = frame
        self._low = value
        if value > (self.underway_above or 2.0 * self.min_height):
            self._low = 0.0
            self._open(frame, frame)
            self._cut = True

    def _wait(self, frame: int, value: float, elapsed_s: float) -> None:
        """Follow the resting level, and open an attempt when the signal has risen enough."""
        follows_s = self._low_falls_s() if value < self._low else self._low_rises_s()
        self._low += (value - self._low) * min(1.0, elapsed_s / max(follows_s, 1e-9))
        if value <= self._low + self.limits.rising_share * self._needed:
            self._rise_from = frame
        if value > self._low + self._needed:
            self._open(self._rise_from, frame)
            self._cut = False

    def _open(self, start: int, frame: int) -> None:
        """Begin an attempt that is at its highest in ``frame`` so far."""
        self._start, self._peak = start, frame

    def _follow(self, frame: int, value: float) -> RepWindow | None:
        """Follow an attempt that is under way; return it when this frame ends it."""
        if value > self._value(self._peak):
            self._peak = frame
        height = self._value(self._peak) - self._low
        if value < self._low + self.limits.down_share * height:
            return self._close(frame)
        return self._on_the_way(frame, value, height)

    def _on_the_way(self, frame: int, value: float, height: float) -> RepWindow | None:
        """Look at a frame within an attempt; return the attempt if another one begins here."""
        return None

    def _close(self, frame: int) -> RepWindow | None:
        """End the attempt with a frame; return it unless it is the last one again."""
        limits = self.limits
        height = self._value(self._peak) - self._low
        start = self._began(height)
        window = RepWindow(
            side=self.side,
            start=start,
            peak=self._peak,
            end=frame,
            end_s=self._times[frame - self._forgotten],
            top=self._top(start, frame, height),
            height=height,
            cut=self._cut,
            torn=self._torn,
        )
        self._start, self._rise_from, self._cut, self._torn = None, frame, False, False
        peak_s = self._times[window.peak - self._forgotten]
        if peak_s - self._last_peak_s < limits.same_rep_s:
            return None
        self._last_peak_s = peak_s
        self._heights.append(height)
        self._peak_values.append(self._value(window.peak))
        usual = float(np.median(self._heights))
        self._needed = max(self.min_height, limits.own_range_share * usual)
        self._low = min(self._value(frame), self._low + limits.raised_low_share * height)
        return window

    def _began(self, height: float) -> int:
        """Return the frame in which the attempt began that is under way."""
        assert self._start is not None
        return self._start

    def _top(self, start: int, end: int, height: float) -> tuple[int, int]:
        """Return the first and the last frame of the stretch near the peak."""
        level = self._low + self.limits.top_share * height
        first = last = self._peak
        while first > start and not self._value(first - 1) < level:
            first -= 1
        while last < end and not self._value(last + 1) < level:
            last += 1
        return first, last

    def _low_falls_s(self) -> float:
        """Return the time constant with which the resting level follows a falling signal."""
        return 0.0

    def _low_rises_s(self) -> float:
        """Return the time constant with which the resting level follows a signal that has risen."""
        return self.low_forgets_s
