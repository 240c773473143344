"""Rules of the set: cadence, evenness, left against right."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import NormalDist

import numpy as np

from formcheck.body.filters import low_pass
from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.reps.attempts import Attempt
from formcheck.reps.phases import Sight
from formcheck.reps.spec import Value
from formcheck.results import Check, Verdict
from formcheck.rules.context import MIN_FRAMES, SIGHT, Context, film_faster
from formcheck.rules.kinds import CadenceRule, RhythmRule, SidesRule, SymmetryRule, TargetRule
from formcheck.rules.verdicts import judge_value, not_assessed, verdict_of, worse
from formcheck.system.arrays import FloatArray

_TIMING_ALONE = "judged by the timing alone: the heights of the two legs could not be compared"
_UNTIMED = (
    "too few kicks were seen whole to tell their timing: more light or a higher frame rate helps"
)
_EITHER_LEGS: tuple[Sight, ...] = ("covered", "exchanged")  # an attempt may be the other leg's
_UNSURE = "the {side} leg was not seen well enough to count: film from the other side as well"
FAR_LEG_ERROR_DEG = 15.0  # what a far leg, half hidden, was seen to be misread by
MIN_PEAKS = 3  # of a leg, to say how high it kicks
STEADY_DEG = 10.0  # peaks of one leg that spread more than this are misread in part
TIMING_SHARE = 0.1  # half a frame may be this share of a step; more drowns its variation
# Spreads are taken between this quantile and what is left of 1. A kick that was missed makes two
# long steps.
MIDDLE = 0.87
TURN_STEPS = 0.8  # of a step; the lead of the legs goes to and fro in two, what is faster is noise
MIN_TURNS = 8
LONG_STRIDE = 1.5  # times the usual one, or as much shorter: a turn was missed, or is none
PAUSE_RATIO = 2.5  # a step this much longer than usual is a pause, not bad rhythm


def _steps_s(
    attempts: Sequence[Attempt], timed: Callable[[Attempt], bool] = lambda attempt: True
) -> FloatArray:
    """Times between the peaks of one attempt and the next, both ``timed``; pauses left out."""
    steps = np.array([b.peak_s - a.peak_s for a, b in pairwise(attempts) if timed(a) and timed(b)])
    return steps[steps < PAUSE_RATIO * np.median(steps)] if len(steps) else steps


def _top_seen(attempt: Attempt) -> bool:
    """Whether the top of a kick was truly seen, so that it is known when exactly it was."""
    return attempt.sight[attempt.side] == "seen" and not attempt.cut


def _alone(attempt: Attempt, others: Sequence[Attempt]) -> bool:
    """Whether no rep of the other leg overlaps it: one that does may be that leg's, seen twice."""
    return all(one.end_s <= attempt.start_s or one.start_s >= attempt.end_s for one in others)


def _seen_at_all(attempt: Attempt) -> bool:
    return attempt.frames > 0


def judge_cadence(rule: CadenceRule, attempts: Sequence[Attempt], context: Context) -> Check:
    """Judge the steps a minute against the target of the level."""
    cadence = 60.0 / float(np.median(_steps_s(attempts)))
    at_s = attempts[-1].end_s
    limits = rule.levels.get(context.level)
    if limits is None:
        reason = f"{cadence:.0f} steps a minute; this level sets no target"
        check = not_assessed(rule.id, reason, at_s)
        return replace(check, value=cadence, unit="steps/min")
    return judge_value(rule, limits, cadence, "steps/min", at_s)


def _timing_drowned(attempts: Sequence[Attempt], context: Context) -> str:
    if 0.5 / context.fps > TIMING_SHARE * float(np.median(_steps_s(attempts))):
        return film_faster(context)
    return ""


def judge_rhythm(rule: RhythmRule, attempts: Sequence[Attempt], context: Context) -> Check:
    """Judge how even the steps are: in time, in turn and in height."""
    at_s = attempts[-1].end_s
    reason = _timing_drowned(attempts, context)
    if reason:
        return not_assessed(rule.id, reason, at_s)
    varies_pct = _step_variation_pct(rule, attempts, context)
    if np.isnan(varies_pct):
        return not_assessed(rule.id, _UNTIMED, at_s)
    pairs = list(pairwise(attempts))
    twice = sum(a.side == b.side for a, b in pairs)
    spreads = [(rule.step_time, varies_pct)]
    if {a.side for a in attempts} == set(SIDES):
        spreads.append((rule.same_leg_twice, 100.0 * twice / len(pairs)))
    if context.view.near_side:
        # The far leg's peaks spread by being hidden as much as by being uneven.
        peaks = _known_peaks(rule.peak, attempts, context.view.near_side, context)
        if len(peaks) >= rule.min_reps / 2:
            spreads.append((rule.peaks, _variation_pct(peaks)))
    checks = [judge_value(rule, limits, value, "%", at_s) for limits, value in spreads]
    decided = checks[0]
    for check in checks[1:]:
        decided = worse(decided, check)
    return decided


def _step_variation_pct(rule: RhythmRule, attempts: Sequence[Attempt], context: Context) -> float:
    """How much the steps vary, by the best that was seen of them; NaN where too little was."""
    steps = _steps_s(attempts)
    sure = _steps_s(attempts, _top_seen)
    if len(sure) < max(rule.min_reps, len(steps)) / 2 and context.view.near_side:
        # With the far leg hidden most of the time, the near one alone keeps the time.
        near = [a for a in attempts if a.side == context.view.near_side]
        steps = _steps_s(near, _top_seen)
    if len(steps) >= rule.min_reps / 2:
        return _variation_pct(steps)
    by_turns_pct = _variation_of_turns_pct(attempts, context)
    if np.isfinite(by_turns_pct):
        return by_turns_pct
    steps = _steps_s(attempts, _seen_at_all)
    varies_pct = _variation_pct(steps) if len(steps) >= rule.min_reps / 2 else float("nan")
    # Tops that are misread make even steps look uneven, and never uneven ones even.
    even = verdict_of(rule.step_time, varies_pct)[0] is Verdict.GOOD
    return varies_pct if even else float("nan")


def _variation_of_turns_pct(attempts: Sequence[Attempt], context: Context) -> float:
    """Variation of the steps by when each leg takes the lead, which is told without its top.

    Where the legs pass each other is read early for the one and late for the other, so what is
    timed is every second turn: the time of two steps, which vary less by the root of two (where
    every third step is as long as the first, they vary less still). NaN where the turns are
    not those of the kicks that were counted.
    """
    if context.lead is None:
        return float("nan")
    time_s, lead_deg = context.lead
    there = (time_s >= attempts[0].start_s) & (time_s <= attempts[-1].end_s)
    time_s, step_s = time_s[there], float(np.median(_steps_s(attempts)))
    lead = low_pass(time_s, lead_deg[there, None], TURN_STEPS / step_s)[:, 0]
    turns = np.flatnonzero(np.sign(lead[1:]) != np.sign(lead[:-1]))
    if abs(len(turns) - (len(attempts) - 1)) > 1 or len(turns) < MIN_TURNS:
        return float("nan")
    share = lead[turns] / (lead[turns] - lead[turns + 1])
    turns_s = time_s[turns] + share * (time_s[turns + 1] - time_s[turns])
    strides = turns_s[2:] - turns_s[:-2]
    usual = np.abs(np.log(strides / np.median(strides))) < np.log(LONG_STRIDE)
    return float(np.sqrt(2.0)) * _variation_pct(strides[usual])


def _variation_pct(values: FloatArray) -> float:
    """Coefficient of variation in percent, of the bulk: a misread kick does not make it."""
    return 100.0 * _spread(values) / float(np.median(values))


def _spread(values: FloatArray) -> float:
    """Standard deviation as the middle has it: two strays in fourteen are not held against it."""
    count = len(values)
    if count < 2:
        return 0.0
    low, high = np.quantile(values, [1.0 - MIDDLE, MIDDLE])
    # So many standard deviations are they apart in as few normal values (Blom): 2.0 in 14.
    rank = 1.0 + MIDDLE * (count - 1)
    return float(high - low) / (2.0 * NormalDist().inv_cdf((rank - 0.375) / (count + 0.25)))


def _known_peaks(
    value: Value, attempts: Sequence[Attempt], side: Side, context: Context
) -> FloatArray:
    if context.view.kind != "side":
        return np.array([])
    peaks = [
        a.values[value]
        for a in attempts
        if a.side == side and a.sight[side] == "seen" and not a.cut and a.frames >= MIN_FRAMES
    ]
    return np.array([peak for peak in peaks if np.isfinite(peak)])


def judge_symmetry(rule: SymmetryRule, attempts: Sequence[Attempt], context: Context) -> Check:
    """Judge the difference between the legs: how high they kick and how long they take."""
    at_s = attempts[-1].end_s
    per_side = {side: [a for a in attempts if a.side == side] for side in SIDES}
    fewest = min(per_side, key=lambda side: len(per_side[side]))
    if len(per_side[fewest]) < rule.min_reps:
        return not_assessed(rule.id, f"saw too few kicks of the {fewest} leg to compare", at_s)
    checks: list[Check] = []
    peaks = {side: _known_peaks(rule.peak, attempts, side, context) for side in SIDES}
    steady = all(len(known) >= MIN_PEAKS for known in peaks.values())
    if steady:
        # A hidden foot is read too low and never too high, so the better kicks are compared, and
        # it is the lower leg whose kicks must agree.
        heights = {side: float(np.quantile(peaks[side], 0.75)) for side in SIDES}
        weaker = min(SIDES, key=heights.__getitem__)
        steady = _spread(peaks[weaker]) <= STEADY_DEG
    if steady:
        gap_deg = abs(heights["left"] - heights["right"])
        check = _compare(rule, heights["left"], heights["right"], at_s, weaker)
        if check.verdict is not Verdict.GOOD and gap_deg < FAR_LEG_ERROR_DEG:
            # The far leg reads low: that it reads a little lower says nothing.
            steady = weaker == context.view.near_side
            check = _at_most_borderline(check)
        if steady:
            checks.append(check)
    if not _timing_drowned(attempts, context):
        steps = {
            side: np.array(
                [
                    b.peak_s - a.peak_s
                    for a, b in pairwise(attempts)
                    if b.side == side and a.side != side and _top_seen(a) and _top_seen(b)
                ]
            )
            for side in SIDES
        }
        if all(len(known) >= rule.min_reps for known in steps.values()):
            medians = {side: float(np.median(steps[side])) for side in SIDES}
            checks.append(_compare(rule, medians["left"], medians["right"], at_s, None))
    if not checks and _timing_drowned(attempts, context):
        return not_assessed(rule.id, _timing_drowned(attempts, context), at_s)
    if not checks:
        reason = "the far leg is not seen well enough to compare: film from each side"
        return not_assessed(rule.id, reason, at_s)
    decided = checks[0] if len(checks) == 1 else worse(checks[0], checks[1])
    if not steady and not decided.reason:
        return replace(decided, reason=_TIMING_ALONE)
    return decided


def judge_sides(rule: SidesRule, attempts: Sequence[Attempt]) -> Check:
    """Judge how many reps each side did, and how far they went; one side alone is no fault."""
    at_s = attempts[-1].end_s
    per_side = {side: [a for a in attempts if a.side == side] for side in SIDES}
    for sight in _EITHER_LEGS:
        if 2 * sum(sight in attempt.sight.values() for attempt in attempts) >= len(attempts):
            return not_assessed(rule.id, SIGHT[sight], at_s)
    idle = next((side for side in SIDES if not per_side[side]), None)
    if idle is not None:
        reason = f"only the {other(idle)} leg worked: do as many with the {idle} one"
        return not_assessed(rule.id, reason, at_s)
    fewer = min(SIDES, key=lambda side: len(per_side[side]))
    more_reps = len(per_side[other(fewer)]) - len(per_side[fewer])
    cue = rule.cue.format(side=fewer)
    decided = judge_value(rule, rule.reps, more_reps, "reps", at_s, cue=cue, side=fewer)
    unsure = not any(_top_seen(a) or _alone(a, per_side[other(fewer)]) for a in per_side[fewer])
    if decided.verdict is not Verdict.GOOD and unsure:
        return not_assessed(rule.id, _UNSURE.format(side=fewer), at_s)
    reached: dict[Side, float] = {}
    for side, some in per_side.items():
        seen = [a.values[rule.value] for a in some if a.sight[side] == "seen" and not a.cut]
        known = [value for value in seen if np.isfinite(value)]
        if len(known) < min(2, len(some)):
            return replace(decided, reason="judged by the counts alone: a leg was not seen enough")
        reached[side] = float(np.median(known))
    lower = min(SIDES, key=reached.__getitem__)
    gap = reached[other(lower)] - reached[lower]
    cue = rule.difference_cue.format(side=lower)
    check = judge_value(rule, rule.difference, gap, rule.value.unit, at_s, cue=cue, side=lower)
    return worse(decided, check)


def judge_target(rule: TargetRule, attempts: Sequence[Attempt]) -> Check:
    """Tell the reps of each side beside the usual number."""
    left, right = (sum(a.side == side for a in attempts) for side in SIDES)
    reason = f"left {left}, right {right}; usual are {rule.least} to {rule.most} a side"
    check = not_assessed(rule.id, reason, attempts[-1].end_s)
    return replace(check, value=float(max(left, right)), unit="reps")


def _compare(
    rule: SymmetryRule, left: float, right: float, at_s: float, weaker: Side | None
) -> Check:
    """Judge the difference of two numbers in percent of their mean."""
    difference_pct = 100.0 * abs(left - right) / ((left + right) / 2.0)
    cue = rule.peak_cue.format(side=weaker) if weaker else rule.cue
    return judge_value(rule, rule.difference, difference_pct, "%", at_s, cue=cue, side=weaker)


def _at_most_borderline(check: Check) -> Check:
    if check.verdict is not Verdict.FAULT:
        return check
    return replace(check, verdict=Verdict.BORDERLINE)
