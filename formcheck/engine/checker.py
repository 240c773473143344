"""The engine: cleaned poses in, attempts and verdicts out. It never looks ahead."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np

from formcheck.body.geometry import mean_of_known, quantile
from formcheck.body.motion import Motion
from formcheck.body.stillness import STILLNESS, still_frames
from formcheck.body.subject import Subject
from formcheck.engine.alternation import glimpsed_kicks, torn_kicks, unseen_attempt
from formcheck.engine.cues import Coach
from formcheck.engine.doubts import (
    MARGIN_S,
    covered_legs,
    exchanged_legs,
    lost_feet,
    more_than_usual,
    second_look,
    warnings_of,
    without,
)
from formcheck.engine.timeline import Timeline
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import all_measures, measure
from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.poses.pose import PoseTrack
from formcheck.reps.arm_swing import arm_swing
from formcheck.reps.attempts import Attempt
from formcheck.reps.counter import RepCounter
from formcheck.reps.fast_counter import FastCounter
from formcheck.reps.phases import MeasureTable, value_of
from formcheck.reps.sight import leg_sight
from formcheck.reps.slow_counter import SlowCounter
from formcheck.reps.spec import RepSpec, Value
from formcheck.reps.window import RepWindow
from formcheck.results import Check, Rep, Session, Verdict
from formcheck.rules.context import Context
from formcheck.rules.rule import values_needed
from formcheck.rules.summary import judge_sets, set_starts, summary_of
from formcheck.system.arrays import FloatArray

LONGEST_STRIDE_S = 2.0
SHORTEST_STEP_S = 0.15  # 400 steps a minute: nobody
FAR_HANDICAP = 0.2
ECHO_SHARE = 0.55  # of the usual step, once that is known from a few
STEPS_TO_KNOW = 3
OVERLAP_SHARE = 0.5  # of the shorter one; two slow reps that share more are one
EITHER_SHARE = 1.25  # with less between them, it may be either
RECENT = 40  # attempts that a cue about the set speaks of


@dataclass(slots=True)
class FormChecker:
    """Counts and judges one person doing one exercise.

    Feed it cleaned poses with `extend`, as many frames at a time as there are: the whole of a
    clip, or one by one from a camera. The result is the same.

    Args:
        exercise: what is done.
        subject: who does it, and how the camera sees them.
        fps: frames a second.
        level: one of the exercise's levels; its default one when empty.
        neutral_s: from when to when the person's neutral is looked for, in frames in which they
            keep still; before the first attempt, or the first pause that has such, when None.
        memory_s: frames older than this may be forgotten, and with them all but the last `RECENT`
            attempts: a camera has no end. The session is then of what is remembered.
        shanks_deg: (n, 2) of a whole clip, how far the shanks looked raised before cleaning; to
            count at the end the kicks that were seen for a moment only.
    """

    exercise: Exercise
    subject: Subject
    fps: float
    level: str = ""
    neutral_s: tuple[float, float] | None = None
    memory_s: float = inf
    shanks_deg: FloatArray | None = None
    _timeline: Timeline = field(init=False)
    _table_now: MeasureTable | None = None
    _counters: dict[Side, RepCounter] = field(default_factory=dict)
    _waiting: list[RepWindow] = field(default_factory=list)
    _last_end: dict[Side, int] = field(default_factory=dict)
    _rested_from_s: float = -inf
    _peaks: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=9))
    _last_peak_s: dict[Side, float] = field(default_factory=dict)
    _attempts: list[Attempt] = field(default_factory=list)
    _reps: list[Rep] = field(default_factory=list)
    _judged: int = 0
    _feet_lost: int = 0
    _either_leg: int = 0
    _spoken: dict[str, Verdict] = field(default_factory=dict)
    _coach: Coach = field(default_factory=Coach)
    _values: set[Value] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.level = self.level or self.exercise.default_level
        self._timeline = Timeline(self.memory_s)
        reps = self._spec
        self._counters = {
            side: (FastCounter if reps.tempo == "fast" else SlowCounter)(
                side, reps.min_height, reps.low_forgets_s, reps.underway_above
            )
            for side in (SIDES[:1] if reps.legs == "together" else SIDES)
        }
        self._values = values_needed(self.exercise.rules)
        self._values |= set(self.exercise.rep_measures.values())
        self._values |= {style.value for style in self.exercise.styles}

    @property
    def _spec(self) -> RepSpec:
        return self.exercise.reps.seen_from(self.subject.view.kind)

    @property
    def _context(self) -> Context:
        return Context(self.subject.view, self.fps, self.level, self.neutral_s is not None)

    @property
    def reps(self) -> tuple[Rep, ...]:
        """The attempts judged so far, forgotten ones left out."""
        return tuple(self._reps)

    @property
    def judged(self) -> int:
        """How many attempts were judged so far."""
        return self._judged

    def latest(self, number: int) -> tuple[Rep, ...]:
        """The attempts that were judged last."""
        return tuple(self._reps[-number:]) if number else ()

    @property
    def working(self) -> Side | None:
        """The leg that is up now, if any; the higher one where both seem to be."""
        up = {side: counter for side, counter in self._counters.items() if counter.up}
        if up and self.exercise.reps.legs == "together":
            return self.subject.view.near_side or "left"
        latest = self._timeline.frames - 1
        return max(up, key=lambda side: up[side].raised(latest), default=None)

    def set_checks(self) -> tuple[Check, ...]:
        """How the rules of the set stand by now, over the last attempts since a long pause."""
        recent = self._attempts[-RECENT:]
        this_set = recent[set_starts(recent)[-1] :] if recent else recent
        found = (rule.judge_set(this_set, self._context) for rule in self.exercise.rules)
        return tuple(check for check in found if check is not None)

    def extend(self, track: PoseTrack) -> None:
        """Take the next frames."""
        offset = self._timeline.frames
        forgotten = self._timeline.extend(track)
        if forgotten is not None:
            self._feet_lost += lost_feet(forgotten, self._reps)
            self._forget_attempts(before_s=float(forgotten.time_s[-1]))
            for counter in self._counters.values():
                counter.forget(self._timeline.first_recent)
        self._table_now = None
        signals = self._signals(Motion(track, self.subject))
        for counter in self._counters.values():
            counter.expect(self._spec.min_height)
        for i, time_s in enumerate(track.time_s.tolist()):
            windows = {
                side: counter.update(time_s, signals[side][i])
                for side, counter in self._counters.items()
            }
            for side, window in windows.items():
                if window is not None:
                    self._found(side, window)
            self._judge_settled(time_s, offset + i)

    def _forget_attempts(self, before_s: float) -> None:
        gone = sum(rep.end_s < before_s for rep in self._reps[:-RECENT])
        del self._reps[:gone], self._attempts[:gone]
        self._coach.forget(before_s)

    def _signals(self, motion: Motion) -> dict[Side, list[float]]:
        """The signal of each leg; where both move together, one of the two at once."""
        signals = {side: measure(motion, self._spec.signal, side) for side in SIDES}
        if self.exercise.reps.legs == "together":
            return {"left": mean_of_known(signals["left"], signals["right"]).tolist()}
        return {side: signal.tolist() for side, signal in signals.items()}

    def finish(self) -> Session:
        """Judge what is still open and return the session."""
        for side, counter in self._counters.items():
            window = counter.finish()
            if window is not None:
                self._found(side, window)
        self._judge_settled(inf, self._timeline.frames - 1)
        self._look_for_neutral(inf)
        table = self._table()
        lost = self._kicks_lost(table)
        lead = self._lead(table)
        glimpsed = self._settle_turns(*lead) if lead else 0
        warnings = warnings_of(
            self._reps,
            self.exercise,
            lost=lost,
            glimpsed=glimpsed,
            either_leg=self._either_leg,
        ) + exchanged_legs(self._attempts, self.exercise)
        doubted = {rule.id for rule in self.exercise.rules if lost and rule.judges_one_leg()}
        self._reps = [without(rep, doubted) for rep in self._reps]
        context = replace(self._context, lead=lead)
        sets, set_checks = judge_sets(self.exercise.rules, self._attempts, context)
        return Session(
            exercise=self.exercise.id,
            style=self._style(),
            level=self.level,
            view=self.subject.view,
            frames=self._timeline.frames,
            frames_with_pose=self._timeline.found,
            reps=self.reps,
            sets=sets,
            set_checks=set_checks,
            summary=tuple(
                summary_of(rule.id, self._reps, set_checks, self.exercise.rep_word)
                for rule in self.exercise.rules
            ),
            cues=tuple(cue for cue in self._coach.shown if cue.rule not in doubted),
            track=table.motion.track,
            measures=all_measures(table.believed),
            warnings=warnings + covered_legs(self._attempts, self.exercise),
            second_look=second_look(self._attempts, self.subject.view, in_doubt=bool(warnings)),
        )

    def _lead(self, table: MeasureTable) -> tuple[FloatArray, FloatArray] | None:
        """How far one leg leads the other, see `Context`."""
        alternating = self.exercise.reps.legs == "alternating"
        if self.shanks_deg is None or not alternating or self.subject.view.kind != "side":
            return None
        return table.time_s, self.shanks_deg[:, 0] - self.shanks_deg[:, 1]

    def _settle_turns(self, time_s: FloatArray, lead_deg: FloatArray) -> int:
        """Count by the turn of the legs what the whole clip shows; how many it added."""
        torn = torn_kicks(self._reps)
        kept = [place for place in range(len(self._reps)) if place not in torn]
        seen = [self._reps[place] for place in kept]
        glimpsed = glimpsed_kicks(seen, time_s, lead_deg)
        attempts = [self._attempts[place] for place in kept]
        attempts += [unseen_attempt(rep, self._values) for rep in glimpsed]
        self._attempts = sorted(attempts, key=lambda attempt: attempt.peak_s)
        in_order = sorted([*seen, *glimpsed], key=lambda rep: rep.peak_s)
        self._reps = [replace(rep, index=index) for index, rep in enumerate(in_order)]
        return len(glimpsed)

    def _kicks_lost(self, table: MeasureTable) -> int:
        """How often a foot was lost between kicks, from the side; 0 if no more than usual."""
        if self.subject.view.kind != "side" or self.exercise.reps.tempo == "slow":
            return 0
        lost = self._feet_lost + lost_feet(table.motion.track, self._reps)
        return more_than_usual(lost, self._judged)

    def _style(self) -> str:
        """The first style whose condition the set's median meets."""
        for style in self.exercise.styles:
            seen = [a.values[style.value] for a in self._attempts if a.sight[a.side] == "seen"]
            if style.holds(quantile(np.array(seen), 0.5)):
                return style.name
        return self.exercise.style

    def _found(self, counted: Side, window: RepWindow) -> None:
        """An attempt is over: keep it until its foot has settled, unless it is none."""
        reps = self.exercise.reps
        together = reps.legs == "together"
        if not together and self._counters[counted].is_ripple(
            window, self._counters[other(counted)], reps.ripple_ratio
        ):
            return
        side = (self.subject.view.near_side or counted) if together else counted
        table = self._table()
        since = self._last_end.get(side)
        if since is None or table.at(window.start) - table.at(since) > LONGEST_STRIDE_S:
            since = window.start
        window = replace(
            window,
            side=side,
            stride_start=since,
            before_s=reps.settle_s,
            settle_s=reps.settle_s,
        )
        if self._is_another_movement(table, window) or self._is_echo(table, window):
            return
        if self._is_dragged_along(window):
            return
        self._look_for_neutral(table.at(window.start) - MARGIN_S)
        self._rested_from_s = window.end_s + reps.settle_s
        self._last_end[side] = window.end
        self._waiting.append(window)
        self._peaks.append((table.peak_s(self._spec.signal, window), window.height))

    def _look_for_neutral(self, until_s: float) -> None:
        """Take the frames since the last attempt for the neutral, if the person keeps still."""
        if self.neutral_s is not None:
            return
        track = self._table().motion.track
        rest = (track.time_s >= self._rested_from_s) & (track.time_s <= until_s)
        still = np.flatnonzero(rest & still_frames(track, self.subject))
        if len(still) and track.time_s[still[-1]] - track.time_s[still[0]] >= STILLNESS.min_s / 2.0:
            first, last = int(still[0]), int(still[-1])
            self.neutral_s = float(track.time_s[first]), float(track.time_s[last])
            self._timeline.pin(track.part(first, last + 1))
            self._table_now = None  # what hangs on the neutral is known from now on

    def _is_echo(self, table: MeasureTable, window: RepWindow) -> bool:
        """Tell whether this is the kick before it once more, shown on the other leg.

        Legs take turns; two peaks much closer than the usual step are one kick that the model
        has torn in two. The higher one is it.
        """
        if not self._peaks or self.exercise.reps.legs != "alternating":
            return False
        peak_s, height = table.peak_s(self._spec.signal, window), window.height
        last_s, last_height = self._peaks[-1]
        steps = np.diff([at_s for at_s, _ in self._peaks])
        usual_s = float(np.median(steps)) if len(steps) >= STEPS_TO_KNOW else 0.0
        if abs(peak_s - last_s) >= max(SHORTEST_STEP_S, ECHO_SHARE * usual_s):
            return False
        near = self.subject.view.near_side
        if near and self._waiting and self._waiting[-1].side != window.side:
            # A hidden far leg is drawn along with the near one, and not the other way round.
            last_height *= 1.0 - FAR_HANDICAP if window.side == near else 1.0 + FAR_HANDICAP
        if height > last_height and self._waiting:
            self._waiting.pop()
            self._peaks.pop()
            return False
        return True

    def _is_dragged_along(self, window: RepWindow) -> bool:
        """Tell whether a slow rep is what the model shows on the one leg of a rep of the other.

        Nobody lifts both legs at once: of two that overlap the higher one is it.
        """
        if not self.exercise.reps.one_leg_at_a_time:
            return False
        for place, rival in enumerate(self._waiting):
            if rival.side == window.side or rival.overlap(window) < OVERLAP_SHARE:
                continue
            heights = sorted((rival.height, window.height))
            self._either_leg += heights[1] < EITHER_SHARE * heights[0]
            if window.height <= rival.height:
                return True
            del self._waiting[place]
            return False
        return False

    def _is_another_movement(self, table: MeasureTable, window: RepWindow) -> bool:
        condition = self.exercise.reps.not_when
        return condition is not None and condition.holds(value_of(table, window, condition.value))

    def _judge_settled(self, now_s: float, frame: int) -> None:
        """Judge the attempts whose foot is down by ``now_s``."""
        while self._waiting:
            window = self._waiting[0]
            settles_s, end_s = window.settle_s, window.end_s
            if self._counter(window.side).at_rest(window):
                settles_s = min(settles_s, now_s - end_s)
            if now_s < end_s + settles_s or self._may_be_shadowed(window, now_s - end_s):
                return
            del self._waiting[0]
            table = self._table()
            self._judge(table, replace(window, settle_s=settles_s), table.at(frame))

    def _counter(self, side: Side) -> RepCounter:
        """Return the counter of a leg; legs that move together have one."""
        return self._counters.get(side) or self._counters[SIDES[0]]

    def _may_be_shadowed(self, window: RepWindow, waited_s: float) -> bool:
        """Whether the other leg was up meanwhile, and still is."""
        if not self.exercise.reps.one_leg_at_a_time:
            return False
        since = self._counters[other(window.side)].up_since
        return since is not None and since < window.peak and waited_s < window.settle_s

    def _judge(self, table: MeasureTable, window: RepWindow, now_s: float) -> None:
        attempt = self._attempt(table, window)
        self._attempts.append(attempt)
        context = self._context
        checks = [
            check
            for rule in self.exercise.rules
            if (check := rule.judge_rep(attempt, context)) is not None
        ]
        measures = {
            name: _known(attempt.values[value])
            for name, value in self.exercise.rep_measures.items()
        }
        self._reps.append(
            Rep(
                index=self._judged,
                side=None if self.exercise.reps.legs == "together" else window.side,
                start_s=attempt.start_s,
                peak_s=attempt.peak_s,
                end_s=attempt.end_s,
                measures=measures,
                checks=tuple(checks),
            )
        )
        self._judged += 1
        self._coach.hear(now_s, checks + self._newly_wrong(self.set_checks()))

    def _newly_wrong(self, set_checks: Sequence[Check]) -> list[Check]:
        """Set checks whose verdict has changed: the set is not scolded again at every rep.

        Sides are compared at the end: a set in which one side has begun is not uneven.
        """
        later = {rule.id for rule in self.exercise.rules if rule.judged_at_the_end}
        changed = [
            c
            for c in set_checks
            if self._spoken.get(c.rule) is not c.verdict and c.rule not in later
        ]
        self._spoken.update({check.rule: check.verdict for check in set_checks})
        return changed

    def _attempt(self, table: MeasureTable, window: RepWindow) -> Attempt:
        near = self.subject.view.near_side
        peak_s = table.peak_s(self._spec.signal, window)
        arm = None
        if near == window.side:
            since_s = self._last_peak_s.get(near)
            if since_s is not None and peak_s - since_s < LONGEST_STRIDE_S:
                arm = arm_swing(table, near, since_s, peak_s)
            self._last_peak_s[near] = peak_s
        return Attempt(
            side=window.side,
            start_s=table.at(window.start),
            peak_s=peak_s,
            end_s=table.at(window.end),
            frames=window.end - window.start + 1,
            cut=window.cut,
            values={value: value_of(table, window, value) for value in self._values},
            sight={
                side: leg_sight(
                    table, window, side, one_leg_at_a_time=self.exercise.reps.one_leg_at_a_time
                )
                for side in SIDES
            },
            arm=arm,
        )

    def _table(self) -> MeasureTable:
        """Measures of the frames that are kept."""
        if self._table_now is None:
            track, still = self._timeline.track(), None
            if self.neutral_s is not None:
                since_s, until_s = self.neutral_s
                still = still_frames(track, self.subject)
                still &= (track.time_s >= since_s) & (track.time_s <= until_s)
            motion = Motion(track, self.subject, still)
            self._table_now = MeasureTable(motion, self._timeline.frames - len(track))
        return self._table_now


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
