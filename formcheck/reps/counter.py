"""Attempts of each leg, found frame by frame from one signal per leg that rises with a kick."""

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field
from math import isnan

import numpy as np

from formcheck.poses.landmarks import Tempo

SAME_REP_S = 0.3  # two peaks of one leg closer than this are one kick, even of a sprinter
OWN_RANGE_SHARE = 0.3  # a kick rises at least this share of the leg's own usual range
SLOW_RANGE_SHARE = 0.2  # likewise, a slow rep, which is told better from a tremble
DOWN_SHARE = 0.3  # and is over when it has come down to this share of its height
PAST_PEAK_SHARE = 0.15  # below its peak by this share of its height, a kick is coming down
LOW_FALLS_S = 0.3  # the resting level of slow reps follows the signal down with this
START_SHARE = 0.1  # below this share of its height, a slow rep has not begun
TOP_SHARE = 0.9  # above this share of its height, a kick is at its top
REST_S = 0.1  # in which a leg that is down sinks
REST_SHARE = 0.04  # by no more than this share of its height
LONGEST_GAP_S = 0.5
UP_TOO_SHARE = 0.5  # of the height of a slow rep; a leg above that is up


@dataclass(frozen=True, slots=True)
class RepWindow:
    """The frames of one attempt.

    Attributes:
        start: frame at which the signal began to rise.
        peak: frame of its maximum.
        end: frame at which it was down again.
        top: first and last frame near its maximum.
        height: from the resting level to the peak, in the signal's unit.
        cut: whether the clip begins or ends in the middle of it.
    """

    start: int
    peak: int
    end: int
    top: tuple[int, int]
    height: float
    cut: bool = False


@dataclass(slots=True)
class RepCounter:
    """Counts one leg's attempts, fed one frame at a time.

    A rise of ``min_height`` over the leg's own resting level, or of a share of its own usual
    range when that is more, opens an attempt; coming down closes it. Nothing looks ahead, so
    camera and clip count alike.

    Args:
        min_height: the smallest rise that is a kick and not a sway, in the signal's unit.
        low_forgets_s: the resting level follows the signal up with this time constant.
        underway_above: nobody rests as high as this: a kick is under way; twice ``min_height``
            when None.
        tempo: of the reps. A slow one begins when the signal leaves its lowest tenth, and a rise
            from half way down is another rep.
    """

    min_height: float
    low_forgets_s: float = 1.0
    underway_above: float | None = None
    tempo: Tempo = "fast"
    _times: list[float] = field(default_factory=list)
    _values: list[float] = field(default_factory=list)
    _forgotten: int = 0
    _needed: float = 0.0
    _low: float = float("nan")
    _rise_from: int = 0
    _start: int | None = None
    _peak: int = 0
    _valley: int = 0
    _cut: bool = False
    _heights: deque[float] = field(default_factory=lambda: deque(maxlen=8))
    _last_peak_s: float = float("-inf")
    _last_time_s: float = float("-inf")

    def __post_init__(self) -> None:
        self._needed = self.min_height

    def raised(self, frame: int) -> float:
        """How far the signal was over the present resting level at a frame seen before."""
        return self._value(frame) - self._low

    def forget(self, before: int) -> None:
        """Let go of the frames before this one; an attempt that began in them begins here."""
        gone = before - self._forgotten
        if gone > 0:
            del self._times[:gone], self._values[:gone]
            self._forgotten = before
            self._rise_from, self._peak = max(self._rise_from, before), max(self._peak, before)
            self._valley = max(self._valley, before)
            self._start = None if self._start is None else max(self._start, before)

    def _value(self, frame: int) -> float:
        return self._values[max(frame - self._forgotten, 0)]

    def expect(self, min_height: float) -> None:
        """Take another signal's smallest rise from now on; nothing changes for the same one."""
        if min_height != self.min_height:
            self.min_height = self._needed = min_height

    @property
    def up(self) -> bool:
        """Whether an attempt is under way."""
        return self._start is not None

    @property
    def up_since(self) -> int | None:
        """The frame in which the attempt that is under way began."""
        return self._start

    def at_rest(self, window: RepWindow) -> bool:
        """Whether the leg that came down with an attempt sinks no further by now."""
        now_s, value = self._times[-1], self._values[-1]
        before = self._forgotten + bisect_right(self._times, now_s - REST_S + 1e-6) - 1
        if before < window.end:
            return False
        return self._value(before) - value <= REST_SHARE * window.height

    def update(self, time_s: float, value: float) -> RepWindow | None:
        """Take the next frame; return an attempt when this frame ends one."""
        frame = self._forgotten + len(self._values)
        self._times.append(time_s)
        self._values.append(value)
        if isnan(value):
            return None
        if time_s - self._last_time_s > LONGEST_GAP_S:
            self._restart(frame, value)
        elapsed_s = min(time_s - self._last_time_s, LONGEST_GAP_S)
        self._last_time_s = time_s
        if self._start is None:
            self._wait(frame, value, elapsed_s)
            return None
        return self._follow(frame, value)

    def finish(self) -> RepWindow | None:
        """Return the attempt that the end of the clip cuts off, when it was high enough for one."""
        if self._start is None:
            return None
        height = self._value(self._peak) - self._low
        falling = self._values[-1] < self._value(self._peak) - PAST_PEAK_SHARE * height
        as_high_as_others = bool(self._heights) and height > 0.6 * float(np.median(self._heights))
        if not (falling or as_high_as_others):
            return None
        self._cut = True
        return self._close(self._forgotten + len(self._values) - 1)

    def _restart(self, frame: int, value: float) -> None:
        """Begin anew: at the start of a clip, or after nothing was seen for a while."""
        self._start = None
        self._rise_from = frame
        self._low = value
        if value > (self.underway_above or 2.0 * self.min_height):
            self._low = 0.0
            self._start, self._peak, self._valley, self._cut = frame, frame, frame, True

    def _wait(self, frame: int, value: float, elapsed_s: float) -> None:
        # A leg misread for a moment as reaching forward does not rest there.
        falls_s = 0.0 if self.tempo == "fast" else LOW_FALLS_S
        follows_s = falls_s if value < self._low else self.low_forgets_s
        self._low += (value - self._low) * min(1.0, elapsed_s / max(follows_s, 1e-9))
        if value <= self._low + 0.2 * self._needed:
            self._rise_from = frame
        if value > self._low + self._needed:
            self._start, self._peak, self._valley = self._rise_from, frame, frame
            self._cut = False

    def _follow(self, frame: int, value: float) -> RepWindow | None:
        if value > self._value(self._peak):
            self._peak = self._valley = self._rise_from = frame
        height = self._value(self._peak) - self._low
        if value < self._low + DOWN_SHARE * height:
            return self._close(frame)
        if value < self._value(self._valley):
            self._valley = frame
        valley = self._value(self._valley)
        if value <= valley + 0.2 * self._needed:
            self._rise_from = frame
        if (
            self.tempo == "slow"
            and valley < self._low + 0.5 * height
            and value > valley + self._needed
        ):
            again = self._rise_from
            window = self._close(self._valley)
            self._low, self._start, self._peak, self._valley = valley, again, frame, frame
            return window
        return None

    def _close(self, frame: int) -> RepWindow | None:
        assert self._start is not None
        height = self._value(self._peak) - self._low
        if self.tempo == "slow":
            level = self._low + START_SHARE * height
            self._start = self._last_below(level)
        window = RepWindow(
            self._start, self._peak, frame, self._top(frame, height), height, self._cut
        )
        self._start, self._rise_from, self._cut = None, frame, False
        peak_s = self._times[window.peak - self._forgotten]
        if peak_s - self._last_peak_s < SAME_REP_S:
            return None
        self._last_peak_s = peak_s
        self._heights.append(height)
        share = OWN_RANGE_SHARE if self.tempo == "fast" else SLOW_RANGE_SHARE
        self._needed = max(self.min_height, share * float(np.median(self._heights)))
        self._low = min(self._value(frame), self._low + 0.5 * height)
        return window

    def _last_below(self, level: float) -> int:
        """The last frame before the peak in which the signal was no higher, within the attempt."""
        assert self._start is not None
        before = range(self._peak, self._start, -1)
        return next((frame for frame in before if self._value(frame) <= level), self._start)

    def _top(self, end: int, height: float) -> tuple[int, int]:
        """First and last frame of the stretch around the peak that is near it."""
        assert self._start is not None
        level = self._low + TOP_SHARE * height
        first = last = self._peak
        while first > self._start and not self._value(first - 1) < level:
            first -= 1
        while last < end and not self._value(last + 1) < level:
            last += 1
        return first, last


def is_ripple(window: RepWindow, other: RepCounter, ratio: float, *, tempo: Tempo) -> bool:
    """Tell whether the other leg was kicking, and much higher, when this one peaked.

    While one leg kicks the other carries the person; a bump of the carrying leg is what the
    model drags along with the raised one. Slow reps of the two legs never overlap: neither may
    the other leg be that high when this one begins or ends, nor be up most of the time and at
    some time higher.
    """
    level = ratio * window.height
    if tempo == "fast":
        return other.raised(window.peak) > level
    raised = np.array([other.raised(frame) for frame in range(window.start, window.end + 1)])
    if (raised[[0, window.peak - window.start, -1]] > level).any():
        return True
    up = raised > UP_TOO_SHARE * window.height
    return bool(up.mean() > 0.5 and np.nanmax(raised) > level)
