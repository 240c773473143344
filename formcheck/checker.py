"""The engine: cleaned poses in, attempts and verdicts out. It never looks ahead."""

from collections import deque
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from formcheck.arms import arm_swing
from formcheck.attempts import Attempt, Context
from formcheck.coach import Coach
from formcheck.exercise import Exercise, Rule, ThresholdRule, Value
from formcheck.geometry import quantile
from formcheck.kinematics import Motion, all_measures, measure
from formcheck.landmarks import SIDES, Side, joint, other
from formcheck.phases import (
    LONGEST_STRIDE_S,
    MeasureTable,
    Span,
    leg_sight,
    value_of,
)
from formcheck.pose import PoseTrack, join
from formcheck.reps import RepCounter, RepWindow, is_ripple
from formcheck.results import Check, Rep, RuleSummary, Session, Verdict
from formcheck.rules import judge_rep, judge_set, values_needed
from formcheck.subject import Subject
from formcheck.verdicts import not_assessed

SHORTEST_STEP_S = 0.15  # 400 steps a minute: nobody
FAR_HANDICAP = 0.2
ECHO_SHARE = 0.55  # of the usual step, once that is known from a few
STEPS_TO_KNOW = 3
JUDGED_SHARE = 0.3  # with fewer of its reps seen well enough, a clip is not judged by them
LOST_PER_KICK = 0.7  # feet lost between the kicks counted; in clips that are clear it is 0 to 0.5
_TOO_BLURRED = "the feet were lost too often: more light or a higher frame rate helps"
_TWICE = (
    "the same leg was counted twice running, {twice} times: if you did take turns, a kick of the"
    " other leg was not seen; film with more light or at a higher frame rate"
)
_KICKS_LOST = (
    "a foot was lost {lost} times between the {kicks} kicks that were counted: there may be more"
    " of them; film with more light or at a higher frame rate"
)
MARGIN_S = 0.05  # around a kick, in which its foot may be lost for its own sake
RECENT = 40  # attempts that a cue about the set speaks of
FAULTY_SHARE = 0.3  # a clip has a fault when this share of its judged reps has


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
    """

    exercise: Exercise
    subject: Subject
    fps: float
    level: str = ""
    _tracks: list[PoseTrack] = field(default_factory=list)
    _joined: MeasureTable | None = None
    _first_start_s: float | None = None
    _counters: dict[Side, RepCounter] = field(default_factory=dict)
    _waiting: list[Span] = field(default_factory=list)
    _last_end: dict[Side, int] = field(default_factory=dict)
    _peaks: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=9))
    _last_peak_s: dict[Side, float] = field(default_factory=dict)
    _attempts: list[Attempt] = field(default_factory=list)
    _reps: list[Rep] = field(default_factory=list)
    _spoken: dict[str, Verdict] = field(default_factory=dict)
    _coach: Coach = field(default_factory=Coach)
    _values: set[Value] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.level = self.level or self.exercise.default_level
        reps = self.exercise.reps
        self._counters = {
            side: RepCounter(
                reps.least_height(self.subject.view.kind),
                reps.low_forgets_s,
                reps.underway_above,
                take_turns=reps.take_turns,
            )
            for side in SIDES
        }
        self._values = values_needed(self.exercise.rules)
        self._values |= set(self.exercise.rep_measures.values())
        self._values |= {style.value for style in self.exercise.styles}

    @property
    def _context(self) -> Context:
        return Context(self.subject.view, self.fps, self.level)

    @property
    def reps(self) -> tuple[Rep, ...]:
        """The attempts judged so far."""
        return tuple(self._reps)

    def extend(self, track: PoseTrack) -> None:
        """Take the next frames."""
        offset = sum(len(part) for part in self._tracks)
        self._tracks.append(track)
        self._joined = None
        motion = Motion(track, self.subject)
        signals = {side: measure(motion, self.exercise.reps.signal, side) for side in SIDES}
        times = track.time_s.tolist()
        values = {side: signal.tolist() for side, signal in signals.items()}
        for i, time_s in enumerate(times):
            windows = [self._counters[side].update(time_s, values[side][i]) for side in SIDES]
            for side, window in zip(SIDES, windows, strict=True):
                if window is not None:
                    self._found(side, window)
            self._judge_settled(time_s, offset + i)

    def finish(self) -> Session:
        """Judge what is still open and return the session."""
        for side in SIDES:
            window = self._counters[side].finish()
            if window is not None:
                self._found(side, window)
        self._judge_settled(float("inf"), sum(len(part) for part in self._tracks) - 1)
        table = self._table()
        track = table.motion.track
        set_checks = self._judge_set(self._attempts)
        lost = self._kicks_lost(table)
        doubted = {rule.id for rule in self.exercise.rules if lost and _speaks_of_legs(rule)}
        self._reps = [_without(rep, doubted) for rep in self._reps]
        return Session(
            exercise=self.exercise.id,
            style=self._style(),
            level=self.level,
            view=self.subject.view,
            frames=len(track),
            frames_with_pose=int(track.found.sum()),
            reps=self.reps,
            set_checks=tuple(set_checks),
            summary=tuple(self._summary(rule.id, set_checks) for rule in self.exercise.rules),
            cues=tuple(cue for cue in self._coach.shown if cue.rule not in doubted),
            track=track,
            measures=all_measures(table.believed),
            warnings=self._warnings(lost),
        )

    def _warnings(self, lost: int) -> tuple[str, ...]:
        """What may be wrong with the count."""
        if lost:
            return (_KICKS_LOST.format(lost=lost, kicks=len(self._reps)),)
        sides = [rep.side for rep in self._reps]
        twice = sum(a == b for a, b in pairwise(sides))
        both_kick = min(sides.count(side) for side in SIDES) >= STEPS_TO_KNOW
        if twice and both_kick and self.exercise.reps.take_turns:
            return (_TWICE.format(twice=twice),)
        return ()

    def _kicks_lost(self, table: MeasureTable) -> int:
        """How often a foot was lost between the kicks that were counted; 0 if no more than usual.

        A foot that jumps about was on its way: in a blurred or dark clip most kicks are lost so.
        """
        if self.subject.view.kind != "side" or not self.exercise.reps.take_turns:
            return 0
        time_s, episodes = table.time_s, 0
        for side in SIDES:
            ankle = joint(side, "ankle")
            lost = table.motion.track.visibility[:, ankle] <= 0.0
            lost &= table.motion.track.found
            for rep in self._reps:
                if rep.side == side:
                    lost &= (time_s < rep.start_s - MARGIN_S) | (time_s > rep.end_s + MARGIN_S)
            episodes += int((lost[1:] & ~lost[:-1]).sum())
        return episodes if episodes > LOST_PER_KICK * len(self._reps) else 0

    def _style(self) -> str:
        """The first style whose condition the set's median meets."""
        for style in self.exercise.styles:
            seen = [a.values[style.value] for a in self._attempts if a.sight[a.side] == "seen"]
            if style.holds(quantile(np.array(seen), 0.5)):
                return style.name
        return self.exercise.style

    def _found(self, side: Side, window: RepWindow) -> None:
        """An attempt is over: keep it until its foot has settled, unless it is none."""
        reps = self.exercise.reps
        if is_ripple(
            window, self._counters[other(side)], reps.ripple_ratio, take_turns=reps.take_turns
        ):
            return
        table = self._table()
        since = self._last_end.get(side)
        if since is None or table.at(window.start) - table.at(since) > LONGEST_STRIDE_S:
            since = window.start
        span = Span(side, window, since, reps.settle_s)
        if self._is_another_movement(table, span) or self._is_echo(table, span):
            return
        if self._first_start_s is None:
            self._first_start_s = table.at(window.start)
            self._joined = None  # the neutral is known from now on
        self._last_end[side] = window.end
        self._waiting.append(span)
        self._peaks.append((table.peak_s(self.exercise.reps.signal, span), window.height))

    def _is_echo(self, table: MeasureTable, span: Span) -> bool:
        """Tell whether this is the kick before it once more, shown on the other leg.

        Legs take turns; two peaks much closer than the usual step are one kick that the model
        has torn in two. The higher one is it.
        """
        if not self._peaks or not self.exercise.reps.take_turns:
            return False
        peak_s, height = table.peak_s(self.exercise.reps.signal, span), span.window.height
        last_s, last_height = self._peaks[-1]
        steps = np.diff([at_s for at_s, _ in self._peaks])
        usual_s = float(np.median(steps)) if len(steps) >= STEPS_TO_KNOW else 0.0
        if abs(peak_s - last_s) >= max(SHORTEST_STEP_S, ECHO_SHARE * usual_s):
            return False
        near = self.subject.view.near_side
        if near and self._waiting and self._waiting[-1].side != span.side:
            # A hidden far leg is drawn along with the near one, and not the other way round.
            last_height *= 1.0 - FAR_HANDICAP if span.side == near else 1.0 + FAR_HANDICAP
        if height > last_height and self._waiting:
            self._waiting.pop()
            self._peaks.pop()
            return False
        return True

    def _is_another_movement(self, table: MeasureTable, span: Span) -> bool:
        condition = self.exercise.reps.not_when
        return condition is not None and condition.holds(value_of(table, span, condition.value))

    def _judge_settled(self, now_s: float, frame: int) -> None:
        """Judge the attempts whose foot is down by ``now_s``."""
        while self._waiting:
            table = self._table()
            if now_s < table.at(self._waiting[0].window.end) + self._waiting[0].settle_s:
                return
            self._judge(table, self._waiting.pop(0), table.at(frame))

    def _judge(self, table: MeasureTable, span: Span, now_s: float) -> None:
        attempt = self._attempt(table, span)
        self._attempts.append(attempt)
        context = self._context
        checks = [
            check
            for rule in self.exercise.rules
            if (check := judge_rep(rule, attempt, context)) is not None
        ]
        measures = {
            name: _known(attempt.values[value])
            for name, value in self.exercise.rep_measures.items()
        }
        self._reps.append(
            Rep(
                index=len(self._reps),
                side=span.side,
                start_s=attempt.start_s,
                peak_s=attempt.peak_s,
                end_s=attempt.end_s,
                measures=measures,
                checks=tuple(checks),
            )
        )
        self._coach.hear(
            now_s, checks + self._newly_wrong(self._judge_set(self._attempts[-RECENT:]))
        )

    def _newly_wrong(self, set_checks: list[Check]) -> list[Check]:
        """Set checks whose verdict has changed: the set is not scolded again at every rep."""
        changed = [c for c in set_checks if self._spoken.get(c.rule) is not c.verdict]
        self._spoken.update({check.rule: check.verdict for check in set_checks})
        return changed

    def _attempt(self, table: MeasureTable, span: Span) -> Attempt:
        window = span.window
        near = self.subject.view.near_side
        peak_s = table.peak_s(self.exercise.reps.signal, span)
        arm = None
        if near == span.side:
            since_s = self._last_peak_s.get(near)
            if since_s is not None and peak_s - since_s < LONGEST_STRIDE_S:
                arm = arm_swing(table, near, since_s, peak_s)
            self._last_peak_s[near] = peak_s
        return Attempt(
            side=span.side,
            start_s=table.at(window.start),
            peak_s=peak_s,
            end_s=table.at(window.end),
            frames=window.end - window.start + 1,
            cut=window.cut,
            values={value: value_of(table, span, value) for value in self._values},
            sight={side: leg_sight(table, span, side) for side in SIDES},
            arm=arm,
        )

    def _judge_set(self, attempts: list[Attempt]) -> list[Check]:
        context = self._context
        return [
            check
            for rule in self.exercise.rules
            if (check := judge_set(rule, attempts, context)) is not None
        ]

    def _table(self) -> MeasureTable:
        if self._joined is None:
            track = join(self._tracks)
            still = None
            if self._first_start_s is not None:
                still = track.time_s < self._first_start_s - MARGIN_S
            self._joined = MeasureTable(Motion(track, self.subject, still))
        return self._joined

    def _summary(self, rule: str, set_checks: list[Check]) -> RuleSummary:
        per_rep = [check for rep in self._reps for check in rep.checks if check.rule == rule]
        over_set = [check for check in set_checks if check.rule == rule]
        judged = [check for check in per_rep if check.verdict is not Verdict.NOT_ASSESSED]
        if over_set:
            decided = over_set[0]
            return RuleSummary(rule, decided.verdict, 0, 0, decided.cue, decided.reason)
        faulty = [check for check in judged if check.verdict is Verdict.FAULT]
        wrong = [check for check in judged if check.verdict is not Verdict.GOOD]
        if len(judged) < JUDGED_SHARE * len(per_rep) or not judged:
            unseen = [c.reason for c in per_rep if c.verdict is Verdict.NOT_ASSESSED]
            reason = _most_common(unseen) or f"no {self.exercise.rep_word} were seen"
            return RuleSummary(rule, Verdict.NOT_ASSESSED, len(judged), len(faulty), "", reason)
        verdict, said = Verdict.GOOD, judged
        if _many(faulty, judged):
            verdict, said = Verdict.FAULT, faulty
        elif _many(wrong, judged):
            verdict, said = Verdict.BORDERLINE, wrong
        cue = "" if verdict is Verdict.GOOD else _most_common([check.cue for check in said])
        reason = _most_common([check.reason for check in judged])
        return RuleSummary(rule, verdict, len(judged), len(faulty), cue, reason)


def _speaks_of_legs(rule: Rule) -> bool:
    return isinstance(rule, ThresholdRule) and all(limit.value.is_paired for limit in rule.limits)


def _without(rep: Rep, rules: set[str]) -> Rep:
    """The rep without verdicts of some rules, which the feet of this clip cannot carry."""
    checks = (
        not_assessed(check.rule, _TOO_BLURRED, check.at_s, check.side)
        if check.rule in rules and check.verdict is not Verdict.NOT_ASSESSED
        else check
        for check in rep.checks
    )
    return replace(rep, checks=tuple(checks))


def _many(some: list[Check], judged: list[Check]) -> bool:
    """At least 30 % of the judged reps, and two of them or the only one."""
    enough = len(some) >= 2 or len(some) == len(judged) == 1
    return enough and len(some) >= FAULTY_SHARE * len(judged)


def _most_common(texts: list[str]) -> str:
    return max(texts, key=texts.count, default="")


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
