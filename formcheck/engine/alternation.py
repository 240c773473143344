"""What the turn of the legs says about a count, once the whole clip is known.

A blurred foot is often seen for no more than a frame or two, at the top of its kick, where it
stands still. Cleaning takes such frames out, and rightly: alone they say nothing. With a kick of
the other leg before and after them, in the rhythm of the rest, they say that this leg has kicked.
And a kick whose top was lost looks like two of the same leg, much closer than it can kick again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.reps.attempts import Attempt
from formcheck.reps.counter import LIMITS as COUNTER
from formcheck.reps.spec import Value
from formcheck.results import Rep, Verdict
from formcheck.rules.verdicts import not_assessed
from formcheck.system.arrays import FloatArray

MIN_FPS = 20.0  # with less, one frame is no moment but much of a kick
STEPS_TO_KNOW = 4  # steps from one leg to the other that tell the pace
TORN_SHARE = 0.75  # of a step; no leg kicks twice within it
OFF_BEAT = 0.25  # of a step; the rhythm of the rest is kept as well as that
MOST_STEPS = 4  # from a kick to the next that was counted; more are a pause, unless all are seen
NEXT = 1.5  # steps; a kick within it is the next one
OUT_OF_TURN_SHARE = 0.15  # of the next kicks; with more of the same leg, legs do not take turns
AROUND = 0.4  # of a step; the foot is looked for so far around the moment it was due
GLIMPSED_DEG = 25.0  # a shank raised this much more than the other one was seen to kick
GLIMPSED_OFF_BEAT_DEG = 40.0  # likewise between two of the same leg, too close to each other
GLIMPSED_AT_END_DEG = 40.0  # likewise before the first kick or after the last: one neighbour only
BLURRED_SHARE = 0.5  # of the kicks; with fewer judged, a kick may have gone by unseen
QUICK_S = 0.45  # a step; at a slower pace a leg may rest for a turn
UNSEEN_SHARE = 0.1  # of the kicks; more than these are not added unseen
TOP_SHARE = 0.6  # of the highest glimpse; where the shank is as high as that, is the top
_GLIMPSED = "this kick was seen for a moment only: more light or a higher frame rate helps"
_UNSEEN = (
    "this kick was not seen, and counted because it was this leg's turn:"
    " more light or a higher frame rate helps"
)


def torn_kicks(reps: Sequence[Rep]) -> set[int]:
    """Places in ``reps``, in order of time, of those that are part of the kick beside them.

    Of the parts the one stays on which more was judged.
    """
    step_s, torn = _step_s(reps), set[int]()
    kept = 0
    for place in range(1, len(reps)):
        one, two = reps[kept], reps[place]
        if one.side != two.side or two.peak_s - one.peak_s > TORN_SHARE * step_s:
            kept = place
        elif _judged(two) > _judged(one):
            torn.add(kept)
            kept = place
        else:
            torn.add(place)
    return torn


def glimpsed_kicks(reps: Sequence[Rep], time_s: FloatArray, lead_deg: FloatArray) -> list[Rep]:
    """Return the kicks that are missing from a count; nothing is judged on them.

    They were glimpsed. In a blurred clip at a running pace a few more are taken for granted, which
    lie between two that were counted.

    Args:
        reps: those counted, in order of time.
        time_s: (n,) times of the frames.
        lead_deg: (n,) how much further the left shank looked raised than the right one.
    """
    step_s = _step_s(reps)
    if not step_s or not _take_turns(reps, step_s):
        return []
    if float(np.median(np.diff(time_s))) > 1.0 / MIN_FPS:
        return []
    leads = {"left": lead_deg, "right": -lead_deg}
    apart_deg = np.abs(lead_deg)
    blurred = sum(height_judged(rep) for rep in reps) < BLURRED_SHARE * len(reps)
    half_s = float(np.median([rep.end_s - rep.start_s for rep in reps])) / 2.0

    def seen_about(due_s: float, side: Side, least_deg: float, lead_deg: FloatArray) -> list[Rep]:
        near = np.abs(time_s - due_s) <= AROUND * step_s
        lead = lead_deg[near]
        if not len(lead) or lead.max() < least_deg:
            return []
        weight = np.clip(lead - TOP_SHARE * lead.max(), 0.0, None)
        peak_s = float((weight * time_s[near]).sum() / weight.sum())
        return [_unjudged(reps[0], side, peak_s, half_s, _GLIMPSED)]

    found: list[Rep] = []
    unseen: list[Rep] = []
    pauses_s = time_s[:-1][np.diff(time_s) > COUNTER.longest_gap_s]
    for before, after in pairwise(reps):
        if ((pauses_s > before.peak_s) & (pauses_s < after.peak_s)).any():
            continue
        steps = _steps_between(before, after, step_s)
        if not steps and before.side == after.side:
            # Nobody kicks twice so soon: off the beat, but the other leg was up.
            due_s = (before.peak_s + after.peak_s) / 2.0
            side = other(_leg(before))
            found += seen_about(due_s, side, GLIMPSED_OFF_BEAT_DEG, leads[side])
        seen: list[Rep] = []
        not_seen: list[Rep] = []
        for step in range(1, steps):
            due_s = before.peak_s + (after.peak_s - before.peak_s) * step / steps
            side = other(_leg(before)) if step % 2 else _leg(before)
            glimpse = seen_about(due_s, side, GLIMPSED_DEG, leads[side])
            seen += glimpse
            if not glimpse:
                not_seen.append(_unjudged(reps[0], side, due_s, half_s, _UNSEEN))
        if steps <= MOST_STEPS or not not_seen:
            found += seen
            unseen += not_seen
    for edge, direction_s in ((reps[0], -step_s), (reps[-1], step_s)):
        # Nobody kicks twice so soon. What looks so where legs are mixed up was the other one.
        own = (time_s >= edge.start_s) & (time_s <= edge.end_s)
        either_deg = np.where(own, leads[other(_leg(edge))], apart_deg)
        more = [edge]
        while more:
            due_s, side = more[0].peak_s + direction_s, other(_leg(more[0]))
            lead_deg = either_deg if blurred else leads[side]
            more = seen_about(due_s, side, GLIMPSED_AT_END_DEG, lead_deg)
            found += more
    if blurred and step_s < QUICK_S and len(unseen) <= UNSEEN_SHARE * len(reps):
        found += unseen
    return found


def unseen_attempt(rep: Rep, values: Iterable[Value]) -> Attempt:
    """The attempt of a rep that was glimpsed: it happened, and no more is known of it."""
    return Attempt(
        side=_leg(rep),
        start_s=rep.start_s,
        peak_s=rep.peak_s,
        end_s=rep.end_s,
        frames=0,
        cut=False,
        values=dict.fromkeys(values, float("nan")),
        sight=dict.fromkeys(SIDES, "lost"),
    )


def _step_s(reps: Sequence[Rep]) -> float:
    """The usual time from a kick of one leg to one of the other; 0 where it is not known."""
    steps = [b.peak_s - a.peak_s for a, b in pairwise(reps) if a.side != b.side]
    return float(np.median(steps)) if len(steps) >= STEPS_TO_KNOW else 0.0


def _take_turns(reps: Sequence[Rep], step_s: float) -> bool:
    """Whether nearly every kick is followed by one of the other leg."""
    out_of_turn = [
        a.side == b.side for a, b in pairwise(reps) if b.peak_s - a.peak_s < NEXT * step_s
    ]
    return float(np.mean(out_of_turn)) <= OUT_OF_TURN_SHARE


def _steps_between(before: Rep, after: Rep, step_s: float) -> int:
    """How many steps lie between two kicks where the legs take turns; 0 for kicks off the beat."""
    ratio = (after.peak_s - before.peak_s) / step_s
    odd = before.side != after.side
    steps = 2 * round((ratio - odd) / 2.0) + odd
    return steps if steps > 0 and abs(ratio / steps - 1.0) <= OFF_BEAT else 0


def _judged(rep: Rep) -> int:
    return sum(check.verdict is not Verdict.NOT_ASSESSED for check in rep.checks)


def height_judged(rep: Rep) -> bool:
    """Whether a kick was seen well enough to say how high it went."""
    main = rep.main_check
    return main is not None and main.verdict is not Verdict.NOT_ASSESSED


def _unjudged(like: Rep, side: Side, peak_s: float, half_s: float, reason: str) -> Rep:
    checks = tuple(
        not_assessed(check.rule, reason, peak_s, side, main=check.main) for check in like.checks
    )
    return replace(
        like,
        side=side,
        start_s=peak_s - half_s,
        peak_s=peak_s,
        end_s=peak_s + half_s,
        measures=dict.fromkeys(like.measures),
        checks=checks,
    )


def _leg(rep: Rep) -> Side:
    assert rep.side is not None  # alternating legs do not move together
    return rep.side
