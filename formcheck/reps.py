"""Attempts of each leg, found frame by frame from one signal per leg that rises with a kick."""

from collections import deque
from dataclasses import dataclass, field
from math import isnan

import numpy as np

SAME_REP_S = 0.3  # two peaks of one leg closer than this are one kick, even of a sprinter
LOW_FORGETS_S = 1.0  # the resting level follows the signal up with this time constant
OWN_RANGE_SHARE = 0.3  # a kick rises at least this share of the leg's own usual range
DOWN_SHARE = 0.3  # and is over when it has come down to this share of its height
PAST_PEAK_SHARE = 0.15  # below its peak by this share of its height, a kick is coming down
RIPPLE_RATIO = 1.5  # a bump while the other leg is raised this much more is no kick
LONGEST_GAP_S = 0.5


@dataclass(frozen=True, slots=True)
class RepWindow:
    """The frames of one attempt.

    Attributes:
        start: frame at which the signal began to rise.
        peak: frame of its maximum.
        end: frame at which it was down again.
        height: from the resting level to the peak, in the signal's unit.
        cut: whether the clip begins or ends in the middle of it.
    """

    start: int
    peak: int
    end: int
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
    """

    min_height: float
    _times: list[float] = field(default_factory=list)
    _values: list[float] = field(default_factory=list)
    _needed: float = 0.0
    _low: float = float("nan")
    _rise_from: int = 0
    _start: int | None = None
    _peak: int = 0
    _cut: bool = False
    _heights: deque[float] = field(default_factory=lambda: deque(maxlen=8))
    _last_peak_s: float = float("-inf")
    _last_time_s: float = float("-inf")

    def __post_init__(self) -> None:
        self._needed = self.min_height

    def raised(self, frame: int) -> float:
        """How far the signal was over the present resting level at a frame seen before."""
        return self._values[frame] - self._low

    @property
    def up(self) -> bool:
        """Whether an attempt is under way."""
        return self._start is not None

    def update(self, time_s: float, value: float) -> RepWindow | None:
        """Take the next frame; return an attempt when this frame ends one."""
        frame = len(self._values)
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
        height = self._values[self._peak] - self._low
        falling = self._values[-1] < self._values[self._peak] - PAST_PEAK_SHARE * height
        as_high_as_others = bool(self._heights) and height > 0.6 * float(np.median(self._heights))
        if not (falling or as_high_as_others):
            return None
        self._cut = True
        return self._close(len(self._values) - 1)

    def _restart(self, frame: int, value: float) -> None:
        """Begin anew: at the start of a clip, or after nothing was seen for a while."""
        self._start = None
        self._rise_from = frame
        self._low = value
        if value > 2.0 * self.min_height:
            # Nobody stands like that: a kick is under way.
            self._low = 0.0
            self._start, self._peak, self._cut = frame, frame, True

    def _wait(self, frame: int, value: float, elapsed_s: float) -> None:
        if value < self._low:
            self._low = value
        else:
            self._low += (value - self._low) * min(1.0, elapsed_s / LOW_FORGETS_S)
        if value <= self._low + 0.2 * self._needed:
            self._rise_from = frame
        if value > self._low + self._needed:
            self._start, self._peak, self._cut = self._rise_from, frame, False

    def _follow(self, frame: int, value: float) -> RepWindow | None:
        if value > self._values[self._peak]:
            self._peak = frame
        height = self._values[self._peak] - self._low
        return self._close(frame) if value < self._low + DOWN_SHARE * height else None

    def _close(self, frame: int) -> RepWindow | None:
        assert self._start is not None
        height = self._values[self._peak] - self._low
        window = RepWindow(self._start, self._peak, frame, height, self._cut)
        self._start, self._rise_from, self._cut = None, frame, False
        peak_s = self._times[window.peak]
        if peak_s - self._last_peak_s < SAME_REP_S:
            return None
        self._last_peak_s = peak_s
        self._heights.append(height)
        self._needed = max(self.min_height, OWN_RANGE_SHARE * float(np.median(self._heights)))
        self._low = min(self._values[frame], self._low + 0.5 * height)
        return window


def is_ripple(window: RepWindow, other: RepCounter) -> bool:
    """Tell whether the other leg was kicking, and much higher, when this one peaked.

    While one leg kicks the other carries the person; a bump of the carrying leg is what the
    model drags along with the raised one.
    """
    return other.raised(window.peak) > RIPPLE_RATIO * window.height
