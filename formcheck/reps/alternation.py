"""Alternating legs: find torn and misnamed kicks by the alternation of the whole clip.

A torn kick: if the top of a kick was lost, it is counted as two kicks of the same leg, much closer
together than a leg can kick.

A misnamed kick: if the pose model takes the raised leg for the other one, a kick that is hardly
seen is counted for the wrong leg. The kicks one step before and after it are of that leg, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.reps.attempts import Attempt
from formcheck.reps.spec import Value


@dataclass(frozen=True, slots=True)
class AlternationLimits:
    """How regular the legs must alternate to count by it. A step is from one leg to the other.

    Attributes:
        steps_to_know: the usual step is known from this many steps.
        torn_share: two kicks of one leg closer than this share of a step are parts of one kick.
            This is decided at the end of the clip, when the step is known best, on the kicks that
            `CounterLimits.same_rep_s` and `EchoLimits.step_share` have left.
        off_beat: two kicks are in rhythm if the time between them differs from a whole number of
            steps by at most this share.
        next_steps: a kick at most so many steps after another one is its next kick.
        max_same_leg_share: the legs alternate if at most this share of next kicks is by the same
            leg again.
    """

    steps_to_know: int = 4
    torn_share: float = 0.75
    off_beat: float = 0.25
    next_steps: float = 1.5
    max_same_leg_share: float = 0.15


ALTERNATION = AlternationLimits()


def torn_parts(attempts: Sequence[Attempt], judged: Sequence[int]) -> set[int]:
    """Return the indices of attempts to drop: parts of a kick that was counted in parts.

    Of two parts of one kick, the part on which fewer rules could be judged is dropped, and the
    later one if it is as many.

    Args:
        attempts: in order of time.
        judged: how many rules could be judged on each of them.
    """
    usual_s, torn = usual_step_s(attempts), set[int]()
    kept = 0
    for place in range(1, len(attempts)):
        one, two = attempts[kept], attempts[place]
        if one.side != two.side or two.peak_s - one.peak_s > ALTERNATION.torn_share * usual_s:
            kept = place
        elif judged[place] > judged[kept]:
            torn.add(kept)
            kept = place
        else:
            torn.add(place)
    return torn


def misnamed_kicks(attempts: Sequence[Attempt], seen_well: Sequence[bool]) -> set[int]:
    """Return the indices of attempts that are the other leg's: it was that leg's turn.

    Args:
        attempts: in order of time.
        seen_well: which of them were seen well enough to say how high they went. Their leg is sure.
    """
    step_s, sides = usual_step_s(attempts), [attempt.side for attempt in attempts]
    misnamed = set[int]()
    for place in range(1, len(attempts) - 1):
        before, one, after = attempts[place - 1 : place + 2]
        on_beat = _one_step(before, one, step_s) and _one_step(one, after, step_s)
        same_leg = sides[place - 1] == sides[place] == sides[place + 1]
        if on_beat and same_leg and not seen_well[place]:
            sides[place] = other(sides[place])
            misnamed.add(place)
    renamed = [replace(one, side=side) for one, side in zip(attempts, sides, strict=True)]
    return misnamed if misnamed and alternate(renamed, step_s) else set()


def of_other_leg(attempt: Attempt) -> Attempt:
    """Return the attempt as one of the other leg, of which only the time is known."""
    times_s = attempt.start_s, attempt.peak_s, attempt.end_s
    return unseen(other(attempt.side), times_s, attempt.values)


def unseen(
    side: Side, times_s: tuple[float, float, float], values: Mapping[Value, float]
) -> Attempt:
    """Return an attempt of which only the leg and the time are known.

    Args:
        side: the leg.
        times_s: of its start, its peak and its end.
        values: the numbers of another attempt; this one has the same, unknown.
    """
    start_s, peak_s, end_s = times_s
    return Attempt(
        side=side,
        start_s=start_s,
        peak_s=peak_s,
        end_s=end_s,
        frames=0,
        cut=False,
        values=dict.fromkeys(values, float("nan")),
        sight=dict.fromkeys(SIDES, "lost"),
    )


def usual_step_s(attempts: Sequence[Attempt]) -> float:
    """Return the usual time from a kick of one leg to one of the other; 0 if it is unknown."""
    steps = [b.peak_s - a.peak_s for a, b in pairwise(attempts) if a.side != b.side]
    return float(np.median(steps)) if len(steps) >= ALTERNATION.steps_to_know else 0.0


def alternate(attempts: Sequence[Attempt], step_s: float) -> bool:
    """Tell whether nearly every kick is followed by one of the other leg."""
    next_s = ALTERNATION.next_steps * step_s
    same_leg = [a.side == b.side for a, b in pairwise(attempts) if b.peak_s - a.peak_s < next_s]
    return float(np.mean(same_leg)) <= ALTERNATION.max_same_leg_share


def _one_step(before: Attempt, after: Attempt, step_s: float) -> bool:
    """Tell whether two kicks are one step apart, whichever legs did them."""
    apart_s = after.peak_s - before.peak_s
    return abs(apart_s - step_s) <= ALTERNATION.off_beat * step_s


def steps_between(before: Attempt, after: Attempt, step_s: float) -> int:
    """Return the number of steps between two kicks if the legs alternate; 0 if off the beat."""
    ratio = (after.peak_s - before.peak_s) / step_s
    odd = before.side != after.side
    steps = 2 * round((ratio - odd) / 2.0) + odd
    return steps if steps > 0 and abs(ratio / steps - 1.0) <= ALTERNATION.off_beat else 0
