"""One number of one attempt: a measure, over a phase of the attempt, reduced to one value."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from formcheck.body.geometry import parabola_peak, quantile
from formcheck.body.motion import Motion
from formcheck.kinematics.measures import MEASURES, believed, measure
from formcheck.poses.frame_rate import effective_fps
from formcheck.poses.landmarks import Side, other
from formcheck.reps.curve import OF_A_CURVE, Curve
from formcheck.reps.spec import AVERAGES, Phase, Value
from formcheck.reps.window import RepWindow
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class PhaseLimits:
    """How long the phases of an attempt are, and what is needed to take a number from one.

    Attributes:
        peak_half_width_s: the phase "peak" reaches so many seconds to both sides of the peak.
        start_s: the phase "start" is so many seconds long and ends where the attempt begins.
        contact_s: the phases "before-contact" and "before-touch" are so many seconds long.
        touch_s: the phase "touch" begins when the toes meet the ground and lasts so many seconds;
            the heel is not down yet.
        contact_height_ll: an ankle is down when it is this close above its lowest point, in leg
            lengths.
        near_peak_share: the time of the peak is the middle of the part of the signal within this
            share of the height below the maximum.
        held_s: shorter than this, a leg swings through a position and does not hold it.
        known_share: a mean, a median or an extreme needs this share of its frames known.
    """

    peak_half_width_s: float = 0.05
    start_s: float = 0.25
    contact_s: float = 0.1
    touch_s: float = 0.06
    contact_height_ll: float = 0.04
    near_peak_share: float = 0.4
    held_s: float = 0.3
    known_share: float = 0.5


PHASES = PhaseLimits()

_REDUCE: dict[str, Callable[[FloatArray], float]] = {
    "max": np.max,
    "min": np.min,
    "mean": np.mean,
    "median": np.median,
    "range": np.ptp,
    "change": lambda values: float(values[-1] - values[0]),
}
# What gives a value of the measure itself, and what gives the highest one.
_READINGS = frozenset({"max", "min", "held-min", "mean", "median", "peak"})
_HIGHEST = frozenset({"max", "peak"})


@dataclass(slots=True)
class MeasureTable:
    """Measures of a motion, each computed once.

    Attributes:
        motion: of all frames so far, or of the last ones.
        first: the number in the clip of the first of these frames.
    """

    motion: Motion
    first: int = 0
    _cache: dict[tuple[str, Side], FloatArray] = field(default_factory=dict)

    def __call__(self, name: str, side: Side) -> FloatArray:
        """Return the values of a measure, (n,)."""
        key = (name, side)
        if key not in self._cache:
            self._cache[key] = measure(self.motion, name, side)
        return self._cache[key]

    def believed(self, name: str, side: Side) -> FloatArray:
        """Return the values of a measure, (n,); NaN where they depend on a foot that was lost."""
        return believed(self.motion, name, side, self(name, side))

    @property
    def time_s(self) -> FloatArray:
        """Times of the frames, (n,), in seconds."""
        return self.motion.track.time_s

    def at(self, frame: int) -> float:
        """Return the time of a frame of the clip."""
        return float(self.time_s[max(frame - self.first, 0)])

    def whole(self, window: RepWindow) -> slice:
        """Return the frames of an attempt, as places in this table."""
        return self._places(window.start, window.end)

    def between(self, start_s: float, end_s: float) -> slice:
        """Return the frames from one time to another, both included, as places in this table."""
        first, stop = np.searchsorted(self.time_s, [start_s - 1e-6, end_s + 1e-6])
        return slice(int(first), int(stop))

    def peak_s(self, name: str, window: RepWindow) -> float:
        """Return the time of an attempt's peak.

        That is the centre of gravity of the curve near the maximum of the measure ``name``. The
        maximum itself depends on a single frame. Where frames are far apart, each stands for more
        of the curve.
        """
        frames = self.whole(window)
        values = np.nan_to_num(self(name, window.side)[frames])
        level = values.max() - PHASES.near_peak_share * window.height
        weight = np.clip(values - level, 0.0, None)
        if len(values) > 1:
            weight *= np.gradient(self.time_s[frames])
        return float((weight * self.time_s[frames]).sum() / weight.sum())

    def fps(self, window: RepWindow) -> float:
        """Return how many frames a second an attempt has, see `effective_fps`."""
        return effective_fps(self.time_s[self.whole(window)])

    def _places(self, first: int, last: int) -> slice:
        return slice(max(first - self.first, 0), max(last - self.first, 0) + 1)

    def phase(self, window: RepWindow, phase: Phase) -> slice:
        """Return the frames of a phase of an attempt, as places in this table."""
        if phase == "rep":
            return self.whole(window)
        if phase == "stride":
            return self._places(window.stride_start, window.end)
        if phase == "lowering":
            return self._places(window.peak, window.end)
        if phase == "top":
            return self._places(*window.top)
        if phase == "start":
            start_s = self.at(window.start)
            return self.between(start_s - PHASES.start_s, start_s)
        if phase == "peak":
            peak_s = self.at(window.peak)
            return self.between(
                peak_s - PHASES.peak_half_width_s, peak_s + PHASES.peak_half_width_s
            )
        landed = "ankle" if phase == "before-contact" else "foot_index"
        contact_s = self.at(_contact_frame(self, window, landed))
        if phase == "touch":
            return self.between(contact_s, contact_s + PHASES.touch_s)
        return self.between(contact_s - PHASES.contact_s, contact_s)


def _contact_frame(table: MeasureTable, window: RepWindow, joint: str) -> int:
    """Return the frame in which the working foot is down again.

    Then a joint of it is nearly at its lowest. The ankle of a foot that lands on its toes goes on
    sinking, so its toes are asked for.
    """
    peak = max(window.peak - table.first, 0)
    settled_s = table.at(window.end) + window.settle_s
    after = slice(peak, max(table.between(0.0, settled_s).stop, peak + 1))
    low_y = table.motion.xy(window.side, joint)[after, 1]
    if not np.isfinite(low_y).any():
        return window.end
    floor = np.nanmax(low_y) - PHASES.contact_height_ll * table.motion.subject.leg_px
    down = np.flatnonzero(np.nan_to_num(low_y, nan=-np.inf) >= floor)
    return int(down[0]) + peak + table.first if len(down) else window.end


def spans_of(
    table: MeasureTable, window: RepWindow, values: Iterable[Value]
) -> dict[Phase, tuple[float, float]]:
    """Return from when to when the phases last over which some values are averaged, in seconds."""
    spans: dict[Phase, tuple[float, float]] = {}
    for phase in {value.phase for value in values if value.reduce in AVERAGES}:
        time_s = table.time_s[table.phase(window, phase)]
        if len(time_s):
            spans[phase] = float(time_s[0]), float(time_s[-1])
    return spans


def value_of(table: MeasureTable, window: RepWindow, value: Value) -> float:
    """Return a number of one attempt, as an exercise file asks for it; NaN where it is unknown.

    A mean, a median or an extreme is NaN if fewer than half of its frames are known. Gaps are not
    random: what hides a joint is often the fault itself, such as a back that bends too sharply. A
    value that no body can have is unknown: the view is wrong, or the leg was lost.
    """
    read = _as_read(table, window, value)
    is_reading = not value.against and value.reduce in _READINGS
    if is_reading and not MEASURES[value.measure].can_be(read, peak=value.reduce in _HIGHEST):
        return float("nan")
    return value.gain * read + value.offset


def _as_read(table: MeasureTable, window: RepWindow, value: Value) -> float:
    """Return the number as the pose model shows it, before its gain and offset."""
    side = window.side if value.leg == "working" else other(window.side)
    if value.reduce in OF_A_CURVE:
        curve = _curve(table, window, table(value.measure, side))
        return OF_A_CURVE[value.reduce](curve) if curve else float("nan")
    if value.against:
        start = table(value.measure, side)[table.phase(window, value.against)]
        reached = _as_read(table, window, value.model_copy(update={"against": None}))
        return reached - quantile(start, 0.5)
    frames = table.phase(window, value.phase)
    values = table(value.measure, side)[frames]
    if value.reduce == "peak":
        return parabola_peak(table.time_s[frames], values)[1]
    if value.reduce == "held-min":
        return _held_min(table.time_s[frames], values)
    known = values[np.isfinite(values)]
    if not len(known) or len(known) < PHASES.known_share * len(values):
        return float("nan")
    return float(_REDUCE[value.reduce](known))


def _held_min(time_s: FloatArray, values: FloatArray) -> float:
    """Return the smallest mean over ``held_s``; NaN if there is no such stretch without a gap."""
    frames = 1
    if len(values) > 1:
        frames = max(1, round(PHASES.held_s / float(np.median(np.diff(time_s)))))
    if len(values) < frames:
        return float("nan")
    means = np.lib.stride_tricks.sliding_window_view(values, frames).mean(axis=1)
    return float(np.fmin.reduce(means))


def _curve(table: MeasureTable, window: RepWindow, values: FloatArray) -> Curve | None:
    """Return a measure over an attempt until it has settled; None if part of it is unknown."""
    around = table.between(
        table.at(window.start) - window.before_s, table.at(window.end) + window.settle_s
    )
    time_s, values = table.time_s[around], values[around]
    if len(values) < 5 or not np.isfinite(values).all():
        return None
    return Curve(time_s, values, int(np.argmax(values)))
