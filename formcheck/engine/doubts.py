"""What a clip leaves in doubt: kicks that may be missing, legs that may be the other one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from formcheck.body.view import View
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import SIDES, joint
from formcheck.poses.pose import PoseTrack
from formcheck.reps.attempts import Attempt
from formcheck.reps.sight import Sight
from formcheck.results import Rep, SecondLook, Verdict
from formcheck.rules.summary import CLIP
from formcheck.rules.verdicts import not_assessed

SEEN_WELL_SHARE = 0.5  # of the attempts; with fewer, the clip is worth another look
LOST_PER_KICK = 0.7  # feet lost between the kicks counted; in clips that are clear it is 0 to 0.5
MARGIN_S = 0.05  # around a kick, in which its foot may be lost for its own sake
STEPS_TO_KNOW_TURNS = 3  # of each leg; with fewer, nobody takes turns
_TOO_BLURRED = "the feet were lost too often: more light or a higher frame rate helps"
_TWICE = (
    "the same leg was counted twice running, {twice}: if you did take turns, a kick of the"
    " other leg was not seen; film with more light or at a higher frame rate"
)
_KICKS_LOST = (
    "a foot was lost {lost} times between the {kicks} kicks that were counted: there may be more"
    " of them; film with more light or at a higher frame rate"
)
_GLIMPSED = (
    "{glimpsed} of the {kicks} kicks were seen for a moment at most, and counted because it was"
    " that leg's turn; film with more light or at a higher frame rate"
)
_EITHER = (
    "{either} of the {kicks} {word} moved both legs alike in the picture: which leg did it is not"
    " sure; film so that both feet are seen, and move the leg further"
)
_COVERED = (
    "something is in front of a leg in {some} of the {kicks} {word}: they may be the other"
    " leg's; move it away, or film from the other side"
)
_EXCHANGED = (
    "one leg was taken for the other in {some} of the {kicks} {word}, which may be the other"
    " leg's: film from the other side as well"
)


def lost_feet(track: PoseTrack, reps: Sequence[Rep]) -> int:
    """Count how often a foot was lost between the kicks that were counted."""
    episodes = 0
    for side in SIDES:
        lost = (track.visibility[:, joint(side, "ankle")] <= 0.0) & track.found
        for rep in reps:
            if rep.side == side:
                lost &= (track.time_s < rep.start_s - MARGIN_S) | (
                    track.time_s > rep.end_s + MARGIN_S
                )
        episodes += int((lost[1:] & ~lost[:-1]).sum())
    return episodes


def more_than_usual(lost: int, kicks: int) -> int:
    """How often a foot was lost; 0 if no more than usual.

    A foot that jumps about was on its way: in a blurred or dark clip most kicks are lost so.
    """
    return lost if lost > LOST_PER_KICK * kicks else 0


def second_look(attempts: Sequence[Attempt], view: View, *, in_doubt: bool) -> SecondLook:
    """Tell what another look at the clip would be; not from the side, it is no other."""
    if view.kind != "side":
        return "useless"
    # What is in front of a leg is so in the mirror, too.
    open_to_view = [a for a in attempts if "covered" not in a.sight.values()]
    if attempts and not open_to_view:
        return "needed" if in_doubt else "useful"
    seen_well = sum(attempt.sight[attempt.side] == "seen" for attempt in open_to_view)
    needed = in_doubt or not seen_well or seen_well < SEEN_WELL_SHARE * len(open_to_view)
    return "needed" if needed else "useful"


def warnings_of(
    reps: Sequence[Rep], exercise: Exercise, *, lost: int, glimpsed: int, either_leg: int
) -> tuple[str, ...]:
    """Say what may be wrong with the count.

    Args:
        reps: those that were counted.
        exercise: what is done.
        lost: how often a foot was lost between them, if more than usual, see `lost_feet`.
        glimpsed: of them, how many were counted by the turn of the legs.
        either_leg: of them, how many may be the other leg's.
    """
    warnings = []
    kicks = len(reps)
    if glimpsed:
        warnings.append(_GLIMPSED.format(glimpsed=glimpsed, kicks=kicks))
    if either_leg:
        word = exercise.rep_word
        warnings.append(_EITHER.format(either=either_leg, kicks=kicks, word=word))
    sides = [rep.side for rep in reps]
    twice = sum(a.side == b.side and b.start_s - a.end_s <= CLIP.pause_s for a, b in pairwise(reps))
    both_kick = min(sides.count(side) for side in SIDES) >= STEPS_TO_KNOW_TURNS
    if lost:
        warnings.append(_KICKS_LOST.format(lost=lost, kicks=kicks))
    elif twice and both_kick and exercise.reps.legs == "alternating":
        warnings.append(_TWICE.format(twice="once" if twice == 1 else f"{twice} times"))
    return tuple(warnings)


def covered_legs(attempts: Sequence[Attempt], exercise: Exercise) -> tuple[str, ...]:
    """Say in how many attempts something hid a leg."""
    return _seen_so("covered", _COVERED, attempts, exercise)


def exchanged_legs(attempts: Sequence[Attempt], exercise: Exercise) -> tuple[str, ...]:
    """Say in how many attempts the foot that stays down became the other one."""
    return _seen_so("exchanged", _EXCHANGED, attempts, exercise)


def _seen_so(
    sight: Sight, warning: str, attempts: Sequence[Attempt], exercise: Exercise
) -> tuple[str, ...]:
    some = sum(sight in attempt.sight.values() for attempt in attempts)
    said = warning.format(some=some, kicks=len(attempts), word=exercise.rep_word)
    return (said,) if some else ()


def without(rep: Rep, rules: set[str]) -> Rep:
    """Return the rep without verdicts of some rules, which the feet of this clip cannot carry."""
    checks = (
        not_assessed(check.rule, _TOO_BLURRED, check.at_s, check.side, main=check.main)
        if check.rule in rules and check.verdict is not Verdict.NOT_ASSESSED
        else check
        for check in rep.checks
    )
    return replace(rep, checks=tuple(checks))
