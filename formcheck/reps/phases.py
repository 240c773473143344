"""Numbers of one rep: a measure, over a phase of the rep, reduced to one value."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from formcheck.body.geometry import length, parabola_peak, quantile
from formcheck.body.motion import Motion
from formcheck.kinematics.measures import believed, measure
from formcheck.poses.landmarks import Side, joint, other
from formcheck.reps.counter import RepWindow
from formcheck.reps.spec import Phase, Value
from formcheck.system.arrays import FloatArray

PEAK_HALF_WIDTH_S = 0.05
PEAK_SHARE = 0.4
CONTACT_WINDOW_S = 0.1  # in which a foot is about to meet the ground
TOUCH_S = 0.06  # after the toes have met the ground, in which the heel is not yet down
START_S = 0.25  # before a rep, in which it is seen how it began
HELD_S = 0.3  # what is shorter is a swing through it, or a tremble
SPEED_S = 0.15  # the fastest part of a lift, long beside a tremble
TOP_DEG = 5.0  # this near its maximum, an angle dwells at the top
CONTACT_HEIGHT_LL = 0.04  # an ankle this close above its lowest point is down
LONGEST_STRIDE_S = 2.0
SEEN_SHARE = 0.8  # of the frames around the top of a kick
WHOLE_SHARE = 0.6  # of all its frames
SEEN_VISIBILITY = 0.4
USUAL_SHANK = 0.75  # a shank keeps this share of its usual length while its foot is seen,
STEADY_SHANK = 0.08  # and varies by no more than this share of it
TOP_HALF_WIDTH_S = 0.075
KNOWN_SHARE = 0.5  # of the frames that a number is taken from
STEADY_THIGH = 0.12  # over a slow rep, otherwise the model changes the leg; usual is 0.01 to 0.1
# Way of the foot that stays down in a slow rep: 0.02 to 0.2, and 0.4 where it becomes the other.
STEADY_FOOT_LL = 0.3
# Less of a shank than this lies on the person: it is behind something, or somewhere else. That is
# so in half of the frames or more of rendered reps behind a machine, in a third at most of others.
SHOWN_SHARE, COVERED_SHARE = 0.85, 0.4


_REDUCE: dict[str, Callable[[FloatArray], float]] = {
    "max": np.max,
    "min": np.min,
    "mean": np.mean,
    "median": np.median,
    "range": np.ptp,
    "change": lambda values: float(values[-1] - values[0]),
}


@dataclass(slots=True)
class MeasureTable:
    """Measures of a motion, each computed once.

    Attributes:
        motion: of all the frames so far, or of the last ones.
        first: number in the clip of the frame that is its first; that of frame 0 of a clip is 0.
    """

    motion: Motion
    first: int = 0
    _cache: dict[tuple[str, Side], FloatArray] = field(default_factory=dict)

    def __call__(self, name: str, side: Side) -> FloatArray:
        """(n,) values of a measure."""
        key = (name, side)
        if key not in self._cache:
            self._cache[key] = measure(self.motion, name, side)
        return self._cache[key]

    def believed(self, name: str, side: Side) -> FloatArray:
        """(n,) values of a measure, NaN where it hangs on a foot that was lost."""
        return believed(self.motion, name, side, self(name, side))

    @property
    def time_s(self) -> FloatArray:
        """(n,) timestamps."""
        return self.motion.track.time_s

    def at(self, frame: int) -> float:
        """Time of a frame of the clip."""
        return float(self.time_s[max(frame - self.first, 0)])

    def peak_s(self, name: str, span: "Span") -> float:
        """Time of a kick: the middle of the part of the signal that is near its peak.

        A centre of gravity of many frames, where the maximum itself hangs on one.
        """
        frames = _frames(self, span, "rep")
        values = np.nan_to_num(self(name, span.side)[frames])
        weight = np.clip(values - (values.max() - PEAK_SHARE * span.window.height), 0.0, None)
        return float((weight * self.time_s[frames]).sum() / weight.sum())


@dataclass(frozen=True, slots=True)
class Span:
    """One attempt within its clip.

    Attributes:
        side: the leg that kicks.
        window: its frames.
        stride_start: the frame from which its stride counts: the end of this leg's last kick.
        before_s: where the rise began is looked for this long before the window.
        settle_s: the foot is down this long after the window ends.
    """

    side: Side
    window: RepWindow
    stride_start: int
    before_s: float
    settle_s: float


def value_of(table: MeasureTable, span: Span, value: Value) -> float:
    """Evaluate ``value`` for one attempt; NaN where nothing is known.

    Of what is a mean, a median or an extreme, half of the frames must be known: what hides the
    others often is what they would have shown, as a back that bends too sharply.
    """
    return value.gain * _read(table, span, value) + value.offset


def _read(table: MeasureTable, span: Span, value: Value) -> float:
    """The number as the pose model shows it."""
    side = span.side if value.leg == "working" else other(span.side)
    if value.reduce in OF_A_CURVE:
        return _of_a_curve(table, span, table(value.measure, side), OF_A_CURVE[value.reduce])
    if value.against:
        start = table(value.measure, side)[_frames(table, span, value.against)]
        reached = _read(table, span, value.model_copy(update={"against": None}))
        return reached - quantile(start, 0.5)
    frames = _frames(table, span, value.phase)
    values = table(value.measure, side)[frames]
    if value.reduce == "peak":
        return parabola_peak(values)[1]
    if value.reduce == "held-min":
        return _held_min(table.time_s[frames], values)
    known = values[np.isfinite(values)]
    if not len(known) or len(known) < KNOWN_SHARE * len(values):
        return float("nan")
    return float(_REDUCE[value.reduce](known))


def _held_min(time_s: FloatArray, values: FloatArray) -> float:
    """The smallest mean over ``HELD_S``; NaN where there is no such stretch without a gap."""
    frames = max(1, round(HELD_S / float(np.median(np.diff(time_s))))) if len(values) > 1 else 1
    if len(values) < frames:
        return float("nan")
    means = np.lib.stride_tricks.sliding_window_view(values, frames).mean(axis=1)
    return float(np.fmin.reduce(means))


def _of_a_curve(
    table: MeasureTable, span: Span, values: FloatArray, of: Callable[["_Curve"], float]
) -> float:
    """Evaluate the rise and fall of one rep, until it has settled; NaN where part is unknown."""
    around = _between(
        table,
        table.at(span.window.start) - span.before_s,
        table.at(span.window.end) + span.settle_s,
    )
    time_s, values = table.time_s[around], values[around]
    if len(values) < 5 or not np.isfinite(values).all():
        return float("nan")
    return of(_Curve(time_s, values, int(np.argmax(values))))


class _Curve(NamedTuple):
    """A rise to a peak and the fall from it."""

    time_s: FloatArray
    values: FloatArray
    peak: int

    def rise_s(self, lower: float, upper: float) -> float:
        """Time from one level up to another."""
        return self._crossing_s(upper, -1) - self._crossing_s(lower, -1)

    def fall_s(self, lower: float, upper: float) -> float:
        """Time from one level down to another."""
        return self._crossing_s(lower, 1) - self._crossing_s(upper, 1)

    def lifting_s(self) -> float:
        """Time of going up, between 10 and 90 % of the way."""
        low, high = self.values[: self.peak + 1].min(), self.values[self.peak]
        lower, upper = (float(low + share * (high - low)) for share in (0.1, 0.9))
        return self.rise_s(lower, upper)

    def lowering_over_lifting(self) -> float:
        """Time of coming down over time of going up, each between a quarter and 90 %."""
        rising, falling = self.values[: self.peak + 1], self.values[self.peak :]
        low = max(float(rising.min()), float(falling.min()))
        lower, upper = (low + share * (self.values[self.peak] - low) for share in (0.25, 0.9))
        rise_s = self.rise_s(lower, upper)
        return self.fall_s(lower, upper) / rise_s if rise_s > 0.0 else float("nan")

    def lifting_speed(self) -> float:
        """The fastest rise, per second, as a mean over ``SPEED_S``: landmarks tremble."""
        rising_s, rising = self.time_s[: self.peak + 1], self.values[: self.peak + 1]
        later = np.interp(rising_s + SPEED_S, self.time_s, self.values)
        return float((later - rising).max() / SPEED_S)

    def lowering_speed(self) -> float:
        """The fastest fall, likewise."""
        falling_s, falling = self.time_s[self.peak :], self.values[self.peak :]
        if len(falling) < 2:
            return float("nan")
        earlier = np.interp(falling_s - SPEED_S, self.time_s, self.values)
        return float((earlier - falling).max() / SPEED_S)

    def dwell_s(self) -> float:
        """Time near the top."""
        level = float(self.values[self.peak]) - TOP_DEG
        return self._crossing_s(level, 1) - self._crossing_s(level, -1)

    def _crossing_s(self, level: float, direction: int) -> float:
        """Time at which the curve first falls to ``level``, going from its peak either way."""
        here = self.peak
        while 0 <= here + direction < len(self.values):
            there = here + direction
            if self.values[there] <= level:
                share = (self.values[here] - level) / (self.values[here] - self.values[there])
                return float(self.time_s[here] + share * (self.time_s[there] - self.time_s[here]))
            here = there
        return float("nan")


OF_A_CURVE: dict[str, Callable[[_Curve], float]] = {
    "lifting-time": _Curve.lifting_s,
    "lifting-speed": _Curve.lifting_speed,
    "lowering-speed": _Curve.lowering_speed,
    "dwell": _Curve.dwell_s,
    "lowering-over-lifting": _Curve.lowering_over_lifting,
}


def _frames(table: MeasureTable, span: Span, phase: Phase) -> slice:
    """Frames of a phase, as places in the table."""
    window = span.window
    if phase == "rep":
        first, last = window.start, window.end
    elif phase == "stride":
        first, last = span.stride_start, window.end
    elif phase == "lowering":
        first, last = window.peak, window.end
    elif phase == "top":
        first, last = window.top
    elif phase == "start":
        start_s = table.at(window.start)
        return _between(table, start_s - START_S, start_s)
    elif phase == "peak":
        peak_s = table.at(window.peak)
        return _between(table, peak_s - PEAK_HALF_WIDTH_S, peak_s + PEAK_HALF_WIDTH_S)
    else:
        name = "ankle" if phase == "before-contact" else "foot_index"
        contact_s = table.at(contact_frame(table, span, name))
        if phase == "touch":
            return _between(table, contact_s, contact_s + TOUCH_S)
        return _between(table, contact_s - CONTACT_WINDOW_S, contact_s)
    return slice(max(first - table.first, 0), max(last - table.first, 0) + 1)


def _between(table: MeasureTable, start_s: float, end_s: float) -> slice:
    first, stop = np.searchsorted(table.time_s, [start_s - 1e-6, end_s + 1e-6])
    return slice(int(first), int(stop))


def contact_frame(table: MeasureTable, span: Span, name: str = "ankle") -> int:
    """The frame in which the kicking foot is down again: its ankle at its lowest, nearly.

    Or another joint of it: of a foot that lands on its toes, the ankle goes on sinking.
    """
    peak = max(span.window.peak - table.first, 0)
    settled_s = table.at(span.window.end) + span.settle_s
    after = slice(peak, max(_between(table, 0.0, settled_s).stop, peak + 1))
    low_y = table.motion.xy(span.side, name)[after, 1]
    if not np.isfinite(low_y).any():
        return span.window.end
    floor = np.nanmax(low_y) - CONTACT_HEIGHT_LL * table.motion.subject.leg_px
    down = np.flatnonzero(np.nan_to_num(low_y, nan=-np.inf) >= floor)
    return int(down[0]) + peak + table.first if len(down) else span.window.end


Sight = Literal["seen", "hidden", "covered", "exchanged", "lost", "outside"]


def leg_sight(table: MeasureTable, span: Span, side: Side, *, slow: bool = False) -> Sight:
    """Tell whether a leg was truly seen while one of them kicked.

    The model's visibility says little, a hidden leg can read 0.98. So around the peak, where
    the verdict is made, the foot must be believed in most frames and the shank must keep its
    length, as bones do: a shorter one ends in the wrong foot or in none. Slow reps are long enough
    to ask for more: that the thigh keeps its length all along, that both shanks lie on the person,
    and that one foot stays where it is; otherwise the model takes one leg for the other.
    """
    frames = _frames(table, span, "rep")
    track, subject = table.motion.track, table.motion.subject
    x, y = table.motion.xy(side, "ankle")[frames].T
    inside = (x >= 0) & (x <= track.width) & (y >= 0) & (y <= track.height)
    if np.isfinite(x).any() and inside[np.isfinite(x)].mean() < SEEN_SHARE:
        return "outside"
    # Cleaning sets the visibility of a foot that it does not believe to 0.
    if (track.visibility[frames, joint(side, "ankle")] > 0.0).mean() < WHOLE_SHARE:
        return "lost"  # and with much of the kick its top, perhaps
    if subject.view.kind != "side":
        return "seen"  # a shank that points at the camera looks short, and no angle is judged
    if slow:
        if track.outline.legs_shown is not None:
            shown = np.fmin.reduce(track.outline.legs_shown[frames, :, 1], axis=1)
            if (shown < SHOWN_SHARE).mean() > COVERED_SHARE:
                return "covered"
        stays = table.motion.xy(other(span.side), "ankle")[frames]
        stays = stays[np.isfinite(stays).all(axis=1)]
        if len(stays):
            way = length(stays - np.median(stays, axis=0)) / subject.leg_px
            if way.max() > STEADY_FOOT_LL:
                return "exchanged"
        thigh = length(table.motion.xy(side, "knee")[frames] - table.motion.xy(side, "hip")[frames])
        thigh = thigh[np.isfinite(thigh)]
        if len(thigh) and np.std(thigh) > STEADY_THIGH * np.median(thigh):
            return "hidden"
    peak_s = table.at(span.window.peak)
    top = _between(table, peak_s - TOP_HALF_WIDTH_S, peak_s + TOP_HALF_WIDTH_S)
    shank = length(table.motion.xy(side, "ankle")[top] - table.motion.xy(side, "knee")[top])
    known = np.isfinite(shank)
    if (known & (track.visibility[top, joint(side, "ankle")] > 0.0)).mean() < SEEN_SHARE:
        return "lost"
    shank = shank[known] / subject.shanks_px[side]
    if np.median(shank) < USUAL_SHANK or np.std(shank) > STEADY_SHANK:
        return "hidden"
    joints = [joint(side, "knee"), joint(side, "ankle")]
    visibility = np.median(track.visibility[top][:, joints], axis=0)
    return "seen" if visibility.min() >= SEEN_VISIBILITY else "hidden"
