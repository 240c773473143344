"""The kinds of rule, judged over a rep or over the set. Every verdict has a value or a reason."""

from collections.abc import Container, Sequence
from dataclasses import replace

import numpy as np

from formcheck.body.subject import CAUTION_DEG
from formcheck.kinematics.measures import NEUTRAL_MEASURES
from formcheck.poses.landmarks import Side
from formcheck.reps.attempts import Attempt
from formcheck.reps.phases import OF_A_CURVE
from formcheck.reps.spec import Value
from formcheck.results import Check, Verdict
from formcheck.rules.arm_drive import judge_arms
from formcheck.rules.context import (
    LEAST_FPS,
    MIN_FRAMES,
    QUICK_S,
    Context,
    cut_short,
    film_faster,
    unseen,
    wrong_view,
)
from formcheck.rules.kinds import (
    ArmDriveRule,
    CadenceRule,
    Limit,
    RhythmRule,
    Rule,
    SidesRule,
    SymmetryRule,
    TargetRule,
    ThresholdRule,
    UnmeasuredRule,
)
from formcheck.rules.set_rules import (
    judge_cadence,
    judge_rhythm,
    judge_sides,
    judge_symmetry,
    judge_target,
)
from formcheck.rules.verdicts import judge_value, not_assessed, worse

NO_NEUTRAL = (
    "your own neutral was not seen: keep still for a second before the first rep, or between two"
)


def judge_rep(rule: Rule, attempt: Attempt, context: Context) -> Check | None:
    """Judge a rule over one attempt; None where the rule speaks of the set."""
    if not isinstance(rule, ThresholdRule) or rule.over != "rep":
        return None
    limits = _limits(rule, context)
    reason = (
        wrong_view(rule, context)
        or cut_short(attempt)
        or ("" if limits else rule.otherwise)
        or _too_slow(limits, attempt, context)
        or _no_neutral(limits, context)
    )
    if reason:
        return not_assessed(rule.id, reason, attempt.peak_s, attempt.side)
    seen = [limit for limit in limits if not unseen([limit], attempt, context)]
    check = _judge_limits(rule, seen, attempt.values, attempt.peak_s, attempt.side, context)
    if len(seen) < len(limits) and check.verdict in (Verdict.GOOD, Verdict.NOT_ASSESSED):
        # What one leg does wrong is wrong; that all is well takes both.
        hidden = unseen(limits, attempt, context)
        return not_assessed(rule.id, hidden, attempt.peak_s, attempt.side)
    return check


def judge_set(rule: Rule, attempts: Sequence[Attempt], context: Context) -> Check | None:
    """Judge a rule over all attempts so far; None where the rule speaks of single reps."""
    if isinstance(rule, ThresholdRule) and rule.over == "rep":
        return None
    at_s = attempts[-1].end_s if attempts else None
    if isinstance(rule, UnmeasuredRule):
        return not_assessed(rule.id, rule.reason, at_s)
    reason = wrong_view(rule, context)
    if not reason and len(attempts) < rule.min_reps:
        reason = f"needs {_reps(rule.min_reps)}, saw {len(attempts)}: go on for longer"
    if reason:
        return not_assessed(rule.id, reason, at_s)
    if isinstance(rule, ThresholdRule):
        return _judge_average(rule, attempts, context)
    if context.fps < least_fps(rule, quick=True):
        return not_assessed(rule.id, film_faster(context), at_s)
    if isinstance(rule, RhythmRule):
        return judge_rhythm(rule, attempts, context)
    if isinstance(rule, SymmetryRule):
        return judge_symmetry(rule, attempts, context)
    if isinstance(rule, CadenceRule):
        return judge_cadence(rule, attempts, context)
    if isinstance(rule, SidesRule):
        return judge_sides(rule, attempts)
    if isinstance(rule, TargetRule):
        return judge_target(rule, attempts)
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
                needed |= {condition.value for condition in limit.conditions}
        elif isinstance(rule, RhythmRule | SymmetryRule):
            needed.add(rule.peak)
        elif isinstance(rule, SidesRule):
            needed.add(rule.value)
    return needed


def needs_one_of(measures: Container[str], rules: Sequence[Rule]) -> bool:
    """Whether some rule asks for one of these measures."""
    return any(value.measure in measures for value in values_needed(rules))


def _limits(rule: ThresholdRule, context: Context) -> tuple[Limit, ...]:
    limits = rule.levels.get(context.level, rule.limits)
    return tuple(limit for limit in limits if context.view.kind in limit.views)


def least_fps(rule: Rule, *, quick: bool) -> float:
    """Frames a second below which a rule judges nothing, of quick reps or of slow ones."""
    if isinstance(rule, RhythmRule | SymmetryRule):
        return LEAST_FPS
    if not isinstance(rule, ThresholdRule):
        return 0.0
    timed = _hangs_on_time(rule.limits, quick=quick)
    return max(rule.min_fps, LEAST_FPS if timed else 0.0)


def _hangs_on_time(limits: Sequence[Limit], *, quick: bool) -> bool:
    reduced = {limit.value.reduce for limit in limits}
    return not reduced.isdisjoint(OF_A_CURVE) or (quick and not reduced.isdisjoint(("peak", "max")))


def _too_slow(limits: Sequence[Limit], attempt: Attempt, context: Context) -> str:
    reduced = {limit.value.reduce for limit in limits}
    quick = attempt.end_s - attempt.start_s < QUICK_S
    extreme = not reduced.isdisjoint(("peak", "max", "min", "range"))
    too_slow = context.fps < LEAST_FPS and _hangs_on_time(limits, quick=quick)
    too_few = extreme and attempt.frames < MIN_FRAMES
    return film_faster(context) if too_slow or too_few else ""


def _no_neutral(limits: Sequence[Limit], context: Context) -> str:
    against = any(limit.value.measure in NEUTRAL_MEASURES for limit in limits)
    return "" if context.neutral_seen or not against else NO_NEUTRAL


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
        spared = limit.spares and limit.spares.holds(values[limit.spares.value])
        if spared and check.verdict is not Verdict.GOOD:
            check = replace(check, verdict=Verdict.GOOD, cue="", reason=limit.spared)
        decided = check if decided is None else worse(decided, check)
    if decided is None:
        known = any(np.isfinite(values[limit.value]) for limit in limits)
        reason = (known and rule.otherwise) or rule.unknown
        return not_assessed(rule.id, reason, at_s, side)
    return _with_caution(decided, rule, context)


def _applies(limit: Limit, values: dict[Value, float]) -> bool:
    if limit.spares and not np.isfinite(values[limit.spares.value]):
        return False
    wanted = limit.when is None or limit.when.holds(values[limit.when.value])
    return wanted and not (limit.unless and limit.unless.holds(values[limit.unless.value]))


def _with_caution(check: Check, rule: Rule, context: Context) -> Check:
    yaw_deg = context.view.yaw_deg
    if yaw_deg is None or "oblique" in rule.views:
        return check
    off_deg = yaw_deg if context.view.kind == "side" else 90.0 - yaw_deg
    if off_deg > CAUTION_DEG:
        caution = f"seen {off_deg:.0f}° off the {context.view.kind}: angles are less exact"
        return replace(check, reason=caution)
    return check


def _judge_average(rule: ThresholdRule, attempts: Sequence[Attempt], context: Context) -> Check:
    at_s = attempts[-1].end_s
    if context.fps < rule.min_fps:
        return not_assessed(rule.id, film_faster(context, rule.min_fps), at_s)
    limits = _limits(rule, context)
    if not limits:
        return not_assessed(rule.id, rule.otherwise, at_s)
    average = np.mean if rule.average == "mean" else np.median
    whole = [a for a in attempts if not (cut_short(a) or unseen(limits, a, context))]
    near = [a for a in whole if a.side == context.view.near_side]
    averages: dict[Value, float] = {}
    for value in values_needed([rule]):
        known, of_near = (
            [a.values[value] for a in some if np.isfinite(a.values[value])]
            for some in (whole, near)
        )
        if rule.near_reps and len(of_near) >= rule.near_reps:
            averages[value] = float(average(of_near))
        else:
            enough = len(known) >= rule.min_reps
            averages[value] = float(average(known)) if enough else float("nan")
    if not any(np.isfinite(averages[limit.value]) for limit in limits):
        reason = f"needs {_reps(rule.min_reps)} seen whole: go on for longer"
        reason = (len(whole) >= rule.min_reps and rule.otherwise) or reason
        return not_assessed(rule.id, reason, at_s)
    return _judge_limits(rule, limits, averages, at_s, None, context)


def _reps(number: int) -> str:
    return "one rep" if number == 1 else f"{number} reps"
