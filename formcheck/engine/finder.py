"""Find attempts in cleaned frames, as the frames come. No attempt is judged here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, nan

import numpy as np

from formcheck.body.geometry import mean_of_known
from formcheck.body.motion import Motion
from formcheck.body.view import VIEW_LIMITS
from formcheck.engine.motion_so_far import MotionSoFar
from formcheck.kinematics.measures import measure
from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.poses.pose import PoseTrack
from formcheck.reps.arm_swing import ArmSwing, arm_swing
from formcheck.reps.attempts import Attempt
from formcheck.reps.counter import RepCounter
from formcheck.reps.echoes import EchoFilter
from formcheck.reps.fast_counter import FastCounter
from formcheck.reps.overlaps import OverlapFilter
from formcheck.reps.phases import MeasureTable, spans_of, value_of
from formcheck.reps.sight import leg_sight
from formcheck.reps.slow_counter import SlowCounter
from formcheck.reps.spec import RepSpec, Value
from formcheck.reps.window import RepWindow


@dataclass(frozen=True, slots=True)
class FinderLimits:
    """Limits of strides and of the neutral pose, in seconds.

    Attributes:
        longest_stride_s: the longest stride, from one attempt of a leg to its next. What takes
            longer is a pause.
        neutral_ends_s: the neutral pose ends at least this long before an attempt begins.
    """

    longest_stride_s: float = 2.0
    neutral_ends_s: float = 0.05


FINDING = FinderLimits()


@dataclass(slots=True)
class AttemptFinder:
    """Turns frames into attempts: counted for each leg, and free of phantoms.

    Each leg has a counter that its signal goes through. An attempt that a counter finds is dropped
    if the leg only moved along with the other one, or if it is the same kick once more. The other
    attempts wait until their foot has settled, and are then measured.

    Args:
        reps: how the exercise's attempts are found.
        motion: the frames so far; `find` must be called after each extension of it.
        values: the numbers that are needed of each attempt.

    Attributes:
        overlaps: drops phantoms of the other leg where only one leg moves at a time.
    """

    reps: RepSpec
    motion: MotionSoFar
    values: frozenset[Value]
    overlaps: OverlapFilter = field(default_factory=OverlapFilter)
    _echoes: EchoFilter = field(default_factory=EchoFilter)
    _counters: dict[Side, RepCounter] = field(default_factory=dict)
    _waiting: list[RepWindow] = field(default_factory=list)
    _settled_last: dict[Side, RepWindow] = field(default_factory=dict)
    _last_end: dict[Side, int] = field(default_factory=dict)
    _last_peak_s: dict[Side, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sides = SIDES[:1] if self.reps.legs == "together" else SIDES
        self._counters = {side: self._new_counter(side) for side in sides}

    def _new_counter(self, side: Side) -> RepCounter:
        reps = self.reps
        start = (side, reps.min_height, reps.low_forgets_s, reps.underway_above)
        if reps.tempo == "fast":
            return FastCounter(*start)
        return SlowCounter(*start, second_min_height=reps.second_min_height)

    @property
    def working(self) -> Side | None:
        """The leg that is up now; the higher one if both are, None if none is."""
        up = {side: counter for side, counter in self._counters.items() if counter.up}
        if up and self.reps.legs == "together":
            return self.motion.subject.view.near_side or "left"
        latest = self.motion.timeline.frames - 1
        return max(up, key=lambda side: up[side].raised(latest), default=None)

    def forget(self, before: int) -> None:
        """Drop the frames before this one."""
        for counter in self._counters.values():
            counter.forget(before)

    def find(self, track: PoseTrack) -> Iterator[Attempt]:
        """Look at the frames that were added last; yield the attempts that settle in them.

        Args:
            track: these frames.
        """
        seen = self._seen_from_here()
        signals = self._signals(track, seen.signal)
        leads, seconds = self._leads(track, seen, signals)
        for counter in self._counters.values():
            counter.expect(seen.min_height)
        for i, time_s in enumerate(track.time_s.tolist()):
            windows = {
                side: counter.update(time_s, signals[side][i], leads[side][i], seconds[side][i])
                for side, counter in self._counters.items()
            }
            for side, window in windows.items():
                if window is not None:
                    self._consider(side, window)
            if self._waiting:
                yield from self._settled(time_s)

    def finish(self) -> Iterator[Attempt]:
        """Yield what is left at the end of the clip; see `find`."""
        for side, counter in self._counters.items():
            window = counter.finish()
            if window is not None:
                self._consider(side, window)
        yield from self._settled(inf)

    def _seen_from_here(self) -> RepSpec:
        """Return how attempts are found in the present view."""
        return self.reps.seen_from(self.motion.subject.view.kind)

    def _signals(self, track: PoseTrack, name: str) -> dict[Side, list[float]]:
        """Return the signal of each leg; one signal if the legs move together.

        Who turns round while kicking shows their shanks from either side: how far they are raised
        counts then, not which way. At a slow tempo a leg that is lifted then takes a step.
        """
        motion = Motion(track, self.motion.subject)
        signals = {side: measure(motion, name, side) for side in SIDES}
        since_s, until_s = self.motion.steady_s
        turns = (track.time_s < since_s) | (track.time_s > until_s)
        if turns.any():
            fast = self.reps.tempo == "fast"
            signals = {
                side: np.where(turns, abs(signal) if fast else np.nan, signal)
                for side, signal in signals.items()
            }
        if self.reps.legs == "together":
            return {"left": mean_of_known(signals["left"], signals["right"]).tolist()}
        return {side: signal.tolist() for side, signal in signals.items()}

    def _leads(
        self, track: PoseTrack, seen: RepSpec, signals: Mapping[Side, Sequence[float]]
    ) -> tuple[dict[Side, list[float]], dict[Side, list[float]]]:
        """Return how far each leg's signal and second signal are above those of the other leg.

        They are NaN where nothing is asked for, and from the exact side: hips that shift sideways
        do not show there, and the model does not confuse the feet.
        """
        view, unknown = self.motion.subject.view, [nan] * len(track)
        if not seen.second_signal or (view.yaw_deg or 0.0) <= VIEW_LIMITS.caution_off_deg:
            return dict.fromkeys(SIDES, unknown), dict.fromkeys(SIDES, unknown)
        return _over_the_other(signals), _over_the_other(self._signals(track, seen.second_signal))

    def _consider(self, counted: Side, window: RepWindow) -> None:
        """Let an attempt that is over wait until its foot has settled, or drop it."""
        reps, together = self.reps, self.reps.legs == "together"
        if not together and self._counters[counted].is_ripple(
            window, self._counters[other(counted)], reps.ripple_ratio
        ):
            return
        side = (self.motion.subject.view.near_side or counted) if together else counted
        table = self.motion.table()
        window = replace(
            window,
            side=side,
            stride_start=self._stride_start(table, side, window),
            before_s=reps.settle_s,
            settle_s=reps.settle_s,
        )
        if self._resolve_phantom(table, window):
            return
        self.motion.look_for_neutral(table.at(window.start) - FINDING.neutral_ends_s)
        self.motion.rested_from_s = window.end_s + reps.settle_s
        self._last_end[side] = window.end
        self._waiting.append(window)

    def _stride_start(self, table: MeasureTable, side: Side, window: RepWindow) -> int:
        """Return the frame in which the stride of an attempt began."""
        last_end = self._last_end.get(side)
        if last_end is None:
            return window.start
        pause_s = table.at(window.start) - table.at(last_end)
        return window.start if pause_s > FINDING.longest_stride_s else last_end

    def _resolve_phantom(self, table: MeasureTable, window: RepWindow) -> bool:
        """Return whether an attempt is a phantom of one that waits, or the same kick once more.

        If the one that waits is the phantom, it is dropped here.
        """
        phantom = None
        if self.reps.one_leg_at_a_time:
            phantom = self.overlaps.phantom(window, [*self._settled_last.values(), *self._waiting])
        if self.reps.legs == "alternating" and phantom is not window:
            peak_s = table.peak_s(self._seen_from_here().signal, window)
            near_side = self.motion.subject.view.near_side
            phantom = self._echoes.echo(window, peak_s, self._waiting, near_side) or phantom
        if phantom is window:
            return True
        self._waiting = [waiting for waiting in self._waiting if waiting is not phantom]
        return False

    def _settled(self, now_s: float) -> Iterator[Attempt]:
        """Yield the attempts whose foot is down by ``now_s``, in the order in which they ended."""
        while self._waiting:
            window = self._waiting[0]
            settle_s, waited_s = window.settle_s, now_s - window.end_s
            if self._counter(window.side).at_rest(window):
                settle_s = min(settle_s, waited_s)
            if now_s < window.end_s + settle_s or self._may_be_phantom(window, waited_s):
                return
            del self._waiting[0]
            self._settled_last[window.side] = window
            start = max(window.start, window.apart)
            window = replace(window, start=start, settle_s=settle_s)
            yield self._measured(self.motion.table(), window)

    def _counter(self, side: Side) -> RepCounter:
        """Return the counter of a leg; legs that move together have one."""
        return self._counters.get(side) or self._counters[SIDES[0]]

    def _may_be_phantom(self, window: RepWindow, waited_s: float) -> bool:
        """Tell whether the other leg went up during an attempt and is still up."""
        if not self.reps.one_leg_at_a_time:
            return False
        since = self._counters[other(window.side)].up_since
        return since is not None and since < window.peak and waited_s < window.settle_s

    def _measured(self, table: MeasureTable, window: RepWindow) -> Attempt:
        """Return an attempt with its numbers."""
        peak_s = table.peak_s(self._seen_from_here().signal, window)
        slow = self.reps.one_leg_at_a_time
        return Attempt(
            side=window.side,
            start_s=table.at(window.start),
            peak_s=peak_s,
            end_s=table.at(window.end),
            frames=window.end - window.start + 1,
            cut=window.cut,
            values={value: value_of(table, window, value) for value in self.values},
            sight={side: leg_sight(table, window, side, one_leg_at_a_time=slow) for side in SIDES},
            arm=self._arm(table, window.side, peak_s),
            fps=table.fps(window),
            height=window.height,
            spans_s=spans_of(table, window, self.values),
        )

    def _arm(self, table: MeasureTable, side: Side, peak_s: float) -> ArmSwing | None:
        """Return the swing of the near arm since the last kick of the near leg, if it was seen."""
        if side != self.motion.subject.view.near_side:
            return None
        since_s = self._last_peak_s.get(side)
        self._last_peak_s[side] = peak_s
        if since_s is None or peak_s - since_s >= FINDING.longest_stride_s:
            return None
        return arm_swing(table, side, since_s, peak_s)


def _over_the_other(signals: Mapping[Side, Sequence[float]]) -> dict[Side, list[float]]:
    """Return how far the signal of each leg is above that of the other one."""
    return {
        side: [own - its for own, its in zip(signals[side], signals[other(side)], strict=True)]
        for side in SIDES
    }
