"""The kinds of rule, judged over a rep or over the set. Every verdict has a value or a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from formcheck.arms import ArmSwing, judge_arms
from formcheck.exercise import (
    ArmDriveRule,
    CadenceRule,
    Limit,
    RhythmRule,
    Rule,
    SymmetryRule,
    ThresholdRule,
    UnmeasuredRule,
    Value,
)
from formcheck.landmarks import SIDES, Side, other
from formcheck.phases import Sight
from formcheck.pose import FloatArray
from formcheck.results import Check, Verdict, View
from formcheck.subject import CAUTION_DEG
from formcheck.verdicts import judge_value, not_assessed, worse

MIN_FRAMES = 6  # a kick sampled less often than this has no peak to speak of
FAR_LEG_ERROR_DEG = 15.0  # what a far leg, half hidden, was seen to be misread by
STEADY_DEG = 10.0  # peaks of one leg that spread more than this are misread in part
TIMING_SHARE = 0.1  # half a frame may be this share of a step; more drowns its variation
PAUSE_RATIO = 2.5  # a step this much longer than usual is a pause, not bad rhythm

_TURN = {
    "side": "turn your left or right side to the camera",
    "front": "turn to face the camera",
    "rear": "turn your back to the camera",
}
_SIGHT = {
    "hidden": "the {side} leg is hidden: film from the other side as well",
    "lost": "the {side} foot was lost on its way: more light or a higher frame rate helps",
    "outside": "the {side} foot leaves the picture: step back or tilt the camera",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What all rules of a clip share."""

    view: View
    fps: float
    level: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt with the numbers that the rules ask for.

    Attributes:
        side: the leg that kicks.
        start_s: when it began.
        peak_s: when it was highest.
        end_s: when it was over.
        frames: how many frames it lasted.
        cut: whether the clip begins or ends in the middle of it.
        values: what the exercise asks for, NaN where unknown.
        sight: how well each leg was seen.
        arm: the swing of the near arm over the stride, where it was seen.
    """

    side: Side
    start_s: float
    peak_s: float
    end_s: float
    frames: int
    cut: bool
    values: dict[Value, float]
    sight: dict[Side, Sight]
    arm: ArmSwing | None = field(default=None)


def judge_rep(rule: Rule, attempt: Attempt, context: Context) -> Check | None:
    """Judge a rule over one attempt; None where the rule speaks of the set."""
    if not isinstance(rule, ThresholdRule) or rule.over != "rep":
        return None
    limits = rule.levels.get(context.level, rule.limits)
    reason = (
        _wrong_view(rule, context)
        or _cut(attempt)
        or _too_slow(limits, attempt, context)
        or _unseen(limits, attempt, context)
    )
    if reason:
        return not_assessed(rule.id, reason, attempt.peak_s, attempt.side)
    return _judge_limits(rule, limits, attempt.values, attempt.peak_s, attempt.side, context)


def judge_set(rule: Rule, attempts: Sequence[Attempt], context: Context) -> Check | None:
    """Judge a rule over all attempts so far; None where the rule speaks of single reps."""
    if isinstance(rule, ThresholdRule) and rule.over == "rep":
        return None
    at_s = attempts[-1].end_s if attempts else None
    if isinstance(rule, UnmeasuredRule):
        return not_assessed(rule.id, rule.reason, at_s)
    reason = _wrong_view(rule, context)
    if not reason and len(attempts) < rule.min_reps:
        reason = f"needs {rule.min_reps} kicks, saw {len(attempts)}: go on for longer"
    if reason:
        return not_assessed(rule.id, reason, at_s)
    if isinstance(rule, ThresholdRule):
        return _judge_mean(rule, attempts, context)
    if isinstance(rule, RhythmRule):
        return _judge_rhythm(rule, attempts, context)
    if isinstance(rule, SymmetryRule):
        return _judge_symmetry(rule, attempts, context)
    if isinstance(rule, CadenceRule):
        return _judge_cadence(rule, attempts, context)
    assert isinstance(rule, ArmDriveRule)
    swings = [a.arm for a in attempts if a.arm is not None]
    return judge_arms(rule, swings, attempts[-1].end_s)


def values_needed(rules: Sequence[Rule]) -> set[Value]:
    """Every value that some rule asks of a rep."""
    needed: set[Value] = set()
    for rule in rules:
        if isinstance(rule, ThresholdRule):
            for limit in [*rule.limits, *(x for level in rule.levels.values() for x in level)]:
                needed.add(limit.value)
                if limit.when:
                    needed.add(limit.when.value)
        elif isinstance(rule, RhythmRule | SymmetryRule):
            needed.add(rule.peak)
    return needed


def _wrong_view(rule: Rule, context: Context) -> str:
    kind = context.view.kind
    if kind == "unknown":
        return "nobody could be made out well enough to tell the view"
    if kind in rule.views:
        return ""
    wanted = " or ".join(view for view in rule.views if view != "oblique")
    this = "seen at an angle" if kind == "oblique" else f"seen from the {kind}"
    return f"needs a {wanted} view, you are {this}: {_TURN[rule.views[0]]}"


def _cut(attempt: Attempt) -> str:
    return "the clip begins or ends in the middle of this kick" if attempt.cut else ""


def _too_slow(limits: Sequence[Limit], attempt: Attempt, context: Context) -> str:
    extremes = any(limit.value.reduce in ("peak", "max", "min", "range") for limit in limits)
    if extremes and attempt.frames < MIN_FRAMES:
        return _film_faster(context)
    return ""


def _film_faster(context: Context, least: float = 24.0) -> str:
    return (
        f"{context.fps:.0f} frames a second are too few at this pace:"
        f" film at {max(least, 24.0):.0f} or more, in good light"
    )


def _unseen(limits: Sequence[Limit], attempt: Attempt, context: Context) -> str:
    legs = {
        attempt.side if limit.value.leg == "working" else other(attempt.side)
        for limit in limits
        if limit.value.is_paired
    }
    for side in sorted(legs):
        if context.view.kind == "side" and attempt.sight[side] != "seen":
            return _SIGHT[attempt.sight[side]].format(side=side)
    return ""


def _judge_limits(
    rule: ThresholdRule,
    limits: Sequence[Limit],
    values: dict[Value, float],
    at_s: float,
    side: Side | None,
    context: Context,
) -> Check:
    """Judge several limits; the worst decides, of equals the first in the file."""
    decided: Check | None = None
    for limit in limits:
        value = values[limit.value]
        if not np.isfinite(value) or not _applies(limit, values):
            continue
        check = judge_value(
            rule, limit, value, limit.value.unit, at_s, cue=limit.cue or rule.cue, side=side
        )
        decided = check if decided is None else worse(decided, check)
    if decided is None:
        return not_assessed(rule.id, "could not be measured in this kick", at_s, side)
    return _with_caution(decided, rule, context)


def _applies(limit: Limit, values: dict[Value, float]) -> bool:
    return limit.when is None or limit.when.holds(values[limit.when.value])


def _with_caution(check: Check, rule: Rule, context: Context) -> Check:
    yaw_deg = context.view.yaw_deg
    if rule.views == ("side",) and yaw_deg is not None and yaw_deg > CAUTION_DEG:
        caution = f"seen {yaw_deg:.0f}° off the side: angles are less exact"
        return replace(check, reason=caution)
    return check


def _judge_mean(rule: ThresholdRule, attempts: Sequence[Attempt], context: Context) -> Check:
    at_s = attempts[-1].end_s
    if context.fps < rule.min_fps:
        return not_assessed(rule.id, _film_faster(context, rule.min_fps), at_s)
    limits = rule.levels.get(context.level, rule.limits)
    whole = [a for a in attempts if not (_cut(a) or _unseen(limits, a, context))]
    means: dict[Value, float] = {}
    for limit in limits:
        known = [a.values[limit.value] for a in whole if np.isfinite(a.values[limit.value])]
        means[limit.value] = float(np.mean(known)) if len(known) >= rule.min_reps else float("nan")
    if not any(np.isfinite(value) for value in means.values()):
        reason = f"needs {rule.min_reps} kicks that are seen whole: go on for longer"
        return not_assessed(rule.id, reason, at_s)
    return _judge_limits(rule, limits, means, at_s, None, context)


def _steps_s(attempts: Sequence[Attempt], *, sure: bool = False) -> FloatArray:
    """Times between the peaks of one attempt and the next, pauses left out.

    With ``sure``, only between kicks whose top was truly seen: of the others it is known that
    they happened, not exactly when.
    """
    steps = np.array(
        [
            b.peak_s - a.peak_s
            for a, b in pairwise(attempts)
            if not sure or (_top_seen(a) and _top_seen(b))
        ]
    )
    return steps[steps < PAUSE_RATIO * np.median(steps)] if len(steps) else steps


def _top_seen(attempt: Attempt) -> bool:
    return attempt.sight[attempt.side] == "seen" and not attempt.cut


def _judge_cadence(rule: CadenceRule, attempts: Sequence[Attempt], context: Context) -> Check:
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
        return _film_faster(context)
    return ""


def _judge_rhythm(rule: RhythmRule, attempts: Sequence[Attempt], context: Context) -> Check:
    at_s = attempts[-1].end_s
    reason = _timing_drowned(attempts, context)
    if reason:
        return not_assessed(rule.id, reason, at_s)
    steps = _steps_s(attempts, sure=True)
    if len(steps) < rule.min_reps / 2 and context.view.near_side:
        # With the far leg hidden, the near one alone keeps the time.
        near = [a for a in attempts if a.side == context.view.near_side]
        steps = _steps_s(near, sure=True)
    if len(steps) < rule.min_reps / 2:
        return not_assessed(rule.id, "too few kicks were seen whole to tell their timing", at_s)
    pairs = list(pairwise(attempts))
    twice = sum(a.side == b.side for a, b in pairs)
    spreads = [(rule.step_time, _variation_pct(steps))]
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


def _variation_pct(values: FloatArray) -> float:
    """Coefficient of variation in percent, of the bulk: one misread kick does not make it."""
    return 100.0 * _spread(values) / float(np.median(values))


def _spread(values: FloatArray) -> float:
    """Standard deviation as the middle 80 % have it: one stray in ten is not held against it."""
    low, high = np.quantile(values, [0.1, 0.9])
    return float(high - low) / 2.563  # that of a normal distribution is as far apart


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


def _judge_symmetry(rule: SymmetryRule, attempts: Sequence[Attempt], context: Context) -> Check:
    at_s = attempts[-1].end_s
    per_side = {side: [a for a in attempts if a.side == side] for side in SIDES}
    fewest = min(per_side, key=lambda side: len(per_side[side]))
    if len(per_side[fewest]) < rule.min_reps:
        return not_assessed(rule.id, f"saw too few kicks of the {fewest} leg to compare", at_s)
    checks: list[Check] = []
    peaks = {side: _known_peaks(rule.peak, attempts, side, context) for side in SIDES}
    steady = all(
        len(known) >= rule.min_reps and _spread(known) <= STEADY_DEG for known in peaks.values()
    )
    if steady:
        # A hidden foot is read too low and never too high, so the better kicks are compared.
        heights = {side: float(np.quantile(peaks[side], 0.75)) for side in SIDES}
        weaker = min(SIDES, key=heights.__getitem__)
        check = _compare(rule, heights["left"], heights["right"], at_s, weaker)
        if abs(heights["left"] - heights["right"]) < FAR_LEG_ERROR_DEG:
            check = _at_most_borderline(check)
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
        reason = "both legs must be seen: film from further to the front, or from each side"
        return not_assessed(rule.id, reason, at_s)
    decided = checks[0] if len(checks) == 1 else worse(checks[0], checks[1])
    if not steady and not decided.reason:
        return replace(decided, reason="judged by the timing alone: the heights were not seen")
    return decided


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
