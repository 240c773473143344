"""What a clip leaves in doubt: kicks that may be missing, and legs that may be the other one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from formcheck.body.view import View
from formcheck.cleaning.step_time import STEP, step_time_s
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import SIDES, Side, joint, other
from formcheck.poses.pose import PoseTrack
from formcheck.reps.attempts import Attempt
from formcheck.reps.sight import Sight
from formcheck.results import Rep, SecondPass, Verdict
from formcheck.rules.context import Context
from formcheck.rules.sets import SET_BOUNDS
from formcheck.rules.steps import steps_s
from formcheck.rules.verdicts import not_assessed


@dataclass(frozen=True, slots=True)
class DoubtLimits:
    """What a clip that leaves no doubt looks like.

    Attributes:
        seen_well_share: the working leg is seen well in at least this share of the attempts.
        lost_per_kick: feet are lost at most this often for each kick that was counted; 0 to 0.5
            times in clear clips.
        around_kick_s: a foot that is lost at most this many seconds before or after a kick is lost
            in that kick, not between kicks.
        kicks_to_alternate: legs are said to alternate if each has kicked at least this often.
        pace_ratio: the time between kicks that were counted differs at most by this factor from the
            pace at which the legs take the lead from each other. It is 0.91 to 1.06 times as long
            if all kicks were counted, and twice as long or more if half of them were missed.
    """

    seen_well_share: float = 0.5
    lost_per_kick: float = 0.7
    around_kick_s: float = 0.05
    kicks_to_alternate: int = 3
    pace_ratio: float = 1.25


DOUBTS = DoubtLimits()

_TWICE = (
    "the same leg was counted twice in a row{times}: if you did alternate, a {rep} of the other leg"
    " was not seen; {helps}"
)
_ONE_LEG = (
    "no {rep} of the {side} leg was seen: if you did alternate, film from the other side as well,"
    " or {helps}"
)
_REPS_LOST = (
    "a foot was lost {lost} times between the {reps} {word} that were counted, so there may be"
    " more {word}: {helps}"
)
_MISSED = (
    "{missed} of the {reps} {word} were seen for a moment at most, and counted because it was that"
    " leg's turn: {helps}"
)
_AMBIGUOUS = (
    "in {ambiguous} of the {reps} {word} both legs moved alike in the picture, so either leg may"
    " have done it: film so that both feet can be seen, and move the leg further"
)
_OFF_PACE = (
    "the legs move at about {pace:.0f} steps a minute, but the {word} were counted at"
    " {counted:.0f}: {helps}"
)
_TOO_BLURRED = "the feet were lost too often: {helps}"
_COUNT_DOUBT = "{word} may be missing from the count: {helps}"
_COVERED = (
    "a leg was not found in the picture in {some} of the {reps} {word}, so they may be the other"
    " leg's: move away what is in front of it, or film from the exact side"
)
_EXCHANGED = (
    "one leg was mistaken for the other in {some} of the {reps} {word}, so they may be the other"
    " leg's: film from the other side as well"
)


def lost_feet(track: PoseTrack, reps: Sequence[Rep]) -> int:
    """Return how often a foot was lost between the kicks that were counted."""
    episodes = 0
    for side in SIDES:
        lost = (track.visibility[:, joint(side, "ankle")] <= 0.0) & track.found
        for rep in reps:
            if rep.side == side:
                lost &= (track.time_s < rep.start_s - DOUBTS.around_kick_s) | (
                    track.time_s > rep.end_s + DOUBTS.around_kick_s
                )
        episodes += int((lost[1:] & ~lost[:-1]).sum())
    return episodes


def more_than_usual(lost: int, kicks: int) -> int:
    """Return how often a foot was lost; 0 if that is not more than usual.

    A foot that jumps about was moving: in a blurred or dark clip most missed kicks look like that.
    """
    return lost if lost > DOUBTS.lost_per_kick * kicks else 0


def need_of_second_pass(attempts: Sequence[Attempt], view: View, *, in_doubt: bool) -> SecondPass:
    """Decide whether a mirrored second pass over the clip would help (side view only)."""
    if view.kind != "side":
        return "useless"
    # A covered attempt is no reason for a second pass: what is in front of a leg is in front of it
    # in the mirror, too. If all are covered, doubts about the count alone decide.
    uncovered = [a for a in attempts if "covered" not in a.sight.values()]
    if attempts and not uncovered:
        return "needed" if in_doubt else "useful"
    seen_well = sum(attempt.sight[attempt.side] == "seen" for attempt in uncovered)
    needed = in_doubt or not seen_well or seen_well < DOUBTS.seen_well_share * len(uncovered)
    return "needed" if needed else "useful"


def doubts_about_count(
    reps: Sequence[Rep], exercise: Exercise, helps: str, *, lost: int, missed: int, ambiguous: int
) -> tuple[str, ...]:
    """Return warnings of what may be wrong with a count.

    Args:
        reps: those that were counted.
        exercise: what is done.
        helps: what to do so that fast feet are seen better.
        lost: how often a foot was lost between them, if more than usual, see `more_than_usual`.
        missed: how many of them were counted only because it was that leg's turn.
        ambiguous: how many of them may be the other leg's.
    """
    warnings = []
    words = {"reps": len(reps), "word": exercise.rep_word, "helps": helps}
    if missed:
        warnings.append(_MISSED.format(missed=missed, **words))
    if ambiguous:
        warnings.append(_AMBIGUOUS.format(ambiguous=ambiguous, **words))
    twice = same_leg_twice(reps, exercise)
    if lost and reps:
        warnings.append(_REPS_LOST.format(lost=lost, **words))
    elif twice:
        times = "" if twice == 1 else f" {twice} times"
        warnings.append(_TWICE.format(times=times, rep=exercise.one_rep, helps=helps))
    if idle := leg_that_never_kicks(reps, exercise):
        warnings.append(_ONE_LEG.format(side=idle, rep=exercise.one_rep, helps=helps))
    return tuple(warnings)


def same_leg_twice(reps: Sequence[Rep], exercise: Exercise) -> int:
    """Return how often the same leg was counted twice in a row by somebody who alternates."""
    if exercise.reps.legs != "alternating" or not _both_kick(reps):
        return 0
    return sum(
        a.side == b.side and b.start_s - a.end_s <= SET_BOUNDS.pause_s for a, b in pairwise(reps)
    )


def leg_that_never_kicks(reps: Sequence[Rep], exercise: Exercise) -> Side | None:
    """Return the leg of which no kick was counted though the exercise alternates."""
    kicked = {rep.side for rep in reps if rep.side}
    known = exercise.reps.legs == "alternating" and len(reps) >= DOUBTS.kicks_to_alternate
    return other(kicked.pop()) if known and len(kicked) == 1 else None


def off_pace(attempts: Sequence[Attempt], exercise: Exercise, context: Context) -> tuple[str, ...]:
    """Return a warning if the legs move at another pace than the kicks were counted at.

    Args:
        attempts: those that were counted, in order of time.
        exercise: what is done.
        context: it knows how far one leg leads the other.
    """
    steps = steps_s(attempts)
    if context.lead is None or len(steps) < 2:
        return ()
    time_s, lead_deg = context.lead
    moving = (time_s >= attempts[0].start_s) & (time_s <= attempts[-1].end_s)
    counted_s, pace_s = float(np.median(steps)), step_time_s(lead_deg[moving], time_s[moving])
    known = pace_s > 0.0 and counted_s < STEP.longest_s
    if not known or 1.0 / DOUBTS.pace_ratio < counted_s / pace_s < DOUBTS.pace_ratio:
        return ()
    pace, counted = 60.0 / pace_s, 60.0 / counted_s
    words = {"word": exercise.rep_word, "helps": context.helps}
    return (_OFF_PACE.format(pace=pace, counted=counted, **words),)


def count_doubt(exercise: Exercise, helps: str) -> str:
    """Return why rules that rest on the count are not judged while it is in doubt.

    Args:
        exercise: what is done.
        helps: what to do so that fast feet are seen better.
    """
    return _COUNT_DOUBT.format(word=exercise.rep_word, helps=helps)


def too_blurred(helps: str) -> str:
    """Return why rules of one leg are not judged where feet are lost; ``helps`` says what to do."""
    return _TOO_BLURRED.format(helps=helps)


def _both_kick(reps: Sequence[Rep]) -> bool:
    sides = [rep.side for rep in reps]
    return min(sides.count(side) for side in SIDES) >= DOUBTS.kicks_to_alternate


def covered_legs(attempts: Sequence[Attempt], exercise: Exercise) -> tuple[str, ...]:
    """Return a warning of attempts in which something covered a leg."""
    return _seen_as("covered", _COVERED, attempts, exercise)


def exchanged_legs(attempts: Sequence[Attempt], exercise: Exercise) -> tuple[str, ...]:
    """Return a warning of attempts in which the foot that stays down became the other one."""
    return _seen_as("exchanged", _EXCHANGED, attempts, exercise)


def _seen_as(
    sight: Sight, warning: str, attempts: Sequence[Attempt], exercise: Exercise
) -> tuple[str, ...]:
    some = sum(sight in attempt.sight.values() for attempt in attempts)
    if not some:
        return ()
    return (warning.format(some=some, reps=len(attempts), word=exercise.rep_word),)


def without_verdicts(
    rep: Rep, rules: set[str], reason: str, spared: Verdict = Verdict.NOT_ASSESSED
) -> Rep:
    """Return a rep without the verdicts of some rules, for a reason that holds for the clip.

    Args:
        rep: the rep.
        rules: the ids of the rules.
        reason: why they cannot be judged.
        spared: a verdict that stays.
    """
    checks = (
        not_assessed(check.rule, reason, check.at_s, check.side, main=check.main)
        if check.rule in rules and check.verdict not in (spared, Verdict.NOT_ASSESSED)
        else check
        for check in rep.checks
    )
    return replace(rep, checks=tuple(checks))
