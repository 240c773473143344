"""Settle what only a whole clip can tell: missed kicks, lost feet, doubts, and the session."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from formcheck.body.geometry import quantile
from formcheck.engine.cues import cues_of
from formcheck.engine.doubts import (
    count_doubt,
    covered_legs,
    doubts_about_count,
    exchanged_legs,
    leg_that_never_kicks,
    lost_feet,
    more_than_usual,
    need_of_second_pass,
    off_pace,
    same_leg_twice,
    too_blurred,
    without_verdicts,
)
from formcheck.engine.other_movements import (
    in_order,
    left_out_warning,
    without_other_movements,
)
from formcheck.engine.steadiness import camera_moves, without_picture_faults
from formcheck.exercises.spec import Exercise
from formcheck.kinematics.measures import all_measures
from formcheck.reps.alternation import misnamed_kicks, of_other_leg, torn_parts
from formcheck.reps.attempts import Attempt
from formcheck.reps.missed_kicks import missed_kicks
from formcheck.reps.phases import MeasureTable
from formcheck.reps.pieces import in_pieces, joined
from formcheck.results import Rep, RepSet, Session, Verdict
from formcheck.rules.context import Context
from formcheck.rules.sets import judge_sets
from formcheck.rules.summary import summary_of
from formcheck.rules.verdicts import not_assessed
from formcheck.system.arrays import FloatArray

_GLIMPSED = "this {rep} was seen for a moment only: {helps}"
_ASSUMED = "this {rep} was not seen, and counted because it was this leg's turn: {helps}"
_IN_PIECES = (
    "the leg was lost for moments of this {rep}: film from the exact side, or from the other side"
    " as well"
)

#: Times of the frames, in seconds, and how much further the left shank is raised than the right one
#: in them, in degrees.
Lead: TypeAlias = tuple[FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a whole clip, frame by frame.

    Attributes:
        exercise: what is done.
        context: what all rules of the clip share.
        table: the measures of the clip.
        attempts: each attempt with what was judged of it, in the order in which they settled.
        frames: the number of frames.
        frames_with_pose: in how many of them a person was found.
        judged: the number of attempts, with those that are forgotten.
        feet_lost: how often a foot was lost in frames that are forgotten.
        ambiguous: how many attempts may be either leg's.
        steady_s: from when to when the person does not turn round, in seconds.
        shanks_deg: how far the shanks looked raised before cleaning, (n, 2), if that is known.
    """

    exercise: Exercise
    context: Context
    table: MeasureTable
    attempts: Sequence[tuple[Attempt, Rep]]
    frames: int
    frames_with_pose: int
    judged: int
    feet_lost: int
    ambiguous: int
    steady_s: tuple[float, float]
    shanks_deg: FloatArray | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What a whole clip shows.

    Attributes:
        session: all that was found in it.
        counted: each attempt with what was judged of it, in order of time.
        judged: the attempts that count for the rules of the set: those outside of turns.
        context: what all rules of the clip share.
    """

    session: Session
    counted: Sequence[tuple[Attempt, Rep]]
    judged: Sequence[Attempt]
    context: Context


def settle(found: Found) -> Settled:
    """Return what a whole clip shows."""
    exercise, view, track = found.exercise, found.context.view, found.table.motion.track
    lost = _feet_lost(found)
    lead = _lead(found)
    # At an angle the far shank looks less raised, so that the lead changes off the beat.
    context = replace(found.context, lead=lead if view.kind == "side" else None)
    seen = _counted_by_alternation(found.attempts, lead, exercise.one_rep, context.helps)
    if exercise.reps.one_leg_at_a_time:
        seen = _counted_whole(seen, exercise.one_rep)
    off = off_pace([attempt for attempt, _ in seen], exercise, context)
    found_reps = [rep for _, rep in seen]
    # At an angle the far leg is often hidden, and no pace of the legs tells whether it kicked.
    skipped = view.kind == "oblique" and same_leg_twice(found_reps, exercise)
    if lost or off or skipped or leg_that_never_kicks(found_reps, exercise):
        context = replace(context, count_doubt=count_doubt(exercise, context.helps))
    counted = without_other_movements(exercise.reps, seen)
    doubted = {rule.id for rule in exercise.rules if lost and rule.judges_one_leg()}
    blurred = too_blurred(context.helps)
    counted = [(attempt, without_verdicts(rep, doubted, blurred)) for attempt, rep in counted]
    attempts, reps = [attempt for attempt, _ in counted], [rep for _, rep in counted]
    if camera_moves(found.table.motion, attempts, exercise):
        reps = without_picture_faults(reps, exercise)
        counted = list(zip(attempts, reps, strict=True))
    missed = sum(attempt.frames == 0 for attempt in attempts)
    warnings = doubts_about_count(
        reps, exercise, context.helps, lost=lost, missed=missed, ambiguous=found.ambiguous
    )
    warnings += off + exchanged_legs(attempts, exercise)
    judged = [attempt for attempt in attempts if attempt.within(found.steady_s)]
    sets, set_checks = judge_sets(exercise.rules, judged, context)
    if judged and judged[0] is not attempts[0]:
        sets = later_sets(sets, attempts.index(judged[0]))
    summary = tuple(
        summary_of(rule, reps, set_checks, exercise.rep_word) for rule in exercise.rules
    )
    session = Session(
        exercise=exercise.id,
        style=_style(exercise, attempts),
        level=context.level,
        view=view,
        frames=found.frames,
        frames_with_pose=found.frames_with_pose,
        reps=tuple(reps),
        sets=sets,
        set_checks=set_checks,
        summary=summary,
        cues=(),
        track=track,
        measures=all_measures(found.table.believed),
        warnings=warnings
        + covered_legs(attempts, exercise)
        + left_out_warning(len(seen) - len(counted), len(seen), exercise),
        second_pass=need_of_second_pass(attempts, view, in_doubt=bool(warnings)),
    )
    session = replace(session, cues=cues_of(session, exercise))
    return Settled(session, counted, judged, context)


def later_sets(sets: Sequence[RepSet], by: int) -> tuple[RepSet, ...]:
    """Return the sets with so many reps before them."""
    return tuple(replace(some, first=some.first + by, last=some.last + by) for some in sets)


def _feet_lost(found: Found) -> int:
    """Return how often a foot was lost between fast kicks seen from the side; 0 if as usual."""
    if found.context.view.kind != "side" or found.exercise.reps.tempo == "slow":
        return 0
    reps = [rep for _, rep in found.attempts]
    lost = found.feet_lost + lost_feet(found.table.motion.track, reps)
    return more_than_usual(lost, found.judged)


def _lead(found: Found) -> Lead | None:
    """Return how far one of two alternating legs leads the other; None if that is not seen."""
    alternating = found.exercise.reps.legs == "alternating"
    seen = found.context.view.shows_sagittal_plane
    if found.shanks_deg is None or not alternating or not seen:
        return None
    return found.table.time_s, found.shanks_deg[:, 0] - found.shanks_deg[:, 1]


def _counted_by_alternation(
    found: Sequence[tuple[Attempt, Rep]], lead: Lead | None, one_rep: str, helps: str
) -> list[tuple[Attempt, Rep]]:
    """Correct the count of alternating legs, as far as their alternation shows what is wrong.

    Of a kick that was counted in two parts, the part on which fewer rules could be judged is
    dropped. A kick that was counted for the wrong leg is given to the other one. Missed kicks are
    added; the reason why they are not judged calls them ``one_rep``.

    Args:
        found: the attempts, in order of time.
        lead: how far one leg leads the other; None where the legs do not alternate.
        one_rep: what a rep is called.
        helps: what to do so that fast feet are seen better.

    Returns:
        The attempts in order of time. Those that were added or given to the other leg have no
        frames.
    """
    if lead is None:
        return list(found)
    glimpsed, assumed = (
        reason.format(rep=one_rep, helps=helps) for reason in (_GLIMPSED, _ASSUMED)
    )
    torn = torn_parts([attempt for attempt, _ in found], [_rules_judged(rep) for _, rep in found])
    seen = [one for place, one in enumerate(found) if place not in torn]
    misnamed = misnamed_kicks(
        [attempt for attempt, _ in seen], [_main_rule_judged(rep) for _, rep in seen]
    )
    for place in misnamed:
        attempt = of_other_leg(seen[place][0])
        seen[place] = attempt, _unjudged(attempt, seen[place][1], glimpsed)
    missed = missed_kicks(
        [attempt for attempt, _ in seen],
        *lead,
        seen_well=sum(_main_rule_judged(rep) for _, rep in seen),
    )
    added = [(attempt, _unjudged(attempt, seen[0][1], glimpsed)) for attempt in missed.glimpsed]
    added += [(attempt, _unjudged(attempt, seen[0][1], assumed)) for attempt in missed.assumed]
    return in_order([*seen, *added])


def _counted_whole(found: Sequence[tuple[Attempt, Rep]], one_rep: str) -> list[tuple[Attempt, Rep]]:
    """Count attempts that are pieces of one as one; nothing of it is judged.

    Args:
        found: the attempts, in order of time.
        one_rep: what a rep is called.
    """
    whole = dict(enumerate(found))
    for places in in_pieces([attempt for attempt, _ in found]):
        attempt = joined([whole.pop(place)[0] for place in places])
        reason = _IN_PIECES.format(rep=one_rep)
        whole[places[0]] = attempt, _unjudged(attempt, found[places[0]][1], reason)
    return [whole[place] for place in sorted(whole)]


def _rules_judged(rep: Rep) -> int:
    return sum(check.verdict is not Verdict.NOT_ASSESSED for check in rep.checks)


def _main_rule_judged(rep: Rep) -> bool:
    """Tell whether a kick was seen well enough to say how high it went."""
    main = rep.main_check
    return main is not None and main.verdict is not Verdict.NOT_ASSESSED


def _unjudged(attempt: Attempt, like: Rep, reason: str) -> Rep:
    """Return the rep of an attempt that was not seen: each rule of another rep, not assessed."""
    return replace(
        like,
        side=attempt.side,
        start_s=attempt.start_s,
        peak_s=attempt.peak_s,
        end_s=attempt.end_s,
        measures=dict.fromkeys(like.measures),
        checks=tuple(
            not_assessed(check.rule, reason, attempt.peak_s, attempt.side, main=check.main)
            for check in like.checks
        ),
    )


def _style(exercise: Exercise, attempts: Sequence[Attempt]) -> str:
    """Return the first style whose condition the median of the attempts meets."""
    for style in exercise.styles:
        seen = [a.values[style.value] for a in attempts if a.sight[a.side] == "seen"]
        if style.holds(quantile(np.array(seen), 0.5)):
            return style.name
    return exercise.style
