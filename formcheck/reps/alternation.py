"""Alternating legs: find missed, torn and misnamed kicks by the alternation of the whole clip.

A missed kick: a blurred foot is often seen for only a frame or two, at the top of its kick, where
it stands still. Cleaning takes such frames out, because alone they prove nothing. If the other leg
kicks before and after them, in the rhythm of the other kicks, they prove that this leg has kicked.

A torn kick: if the top of a kick was lost, it is counted as two kicks of the same leg, much closer
together than a leg can kick.

A misnamed kick: if the pose model takes the raised leg for the other one, a kick that is hardly
seen is counted for the wrong leg. The kicks one step before and after it are of that leg, too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.reps.attempts import Attempt
from formcheck.reps.counter import COUNTING
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class AlternationLimits:
    """How regular the legs must alternate to count by it. A step is from one leg to the other.

    Attributes:
        min_fps: with fewer frames a second, no missed kicks are searched for: one frame would show
            much of a kick.
        steps_to_know: the usual step is known from this many steps.
        torn_share: two kicks of one leg closer than this share of a step are parts of one kick.
            This is decided at the end of the clip, when the step is known best, on the kicks that
            `CounterLimits.same_rep_s` and `EchoLimits.step_share` have left.
        off_beat: two kicks are in rhythm if the time between them differs from a whole number of
            steps by at most this share.
        most_steps: more steps than this between two counted kicks are a pause, unless every kick
            that was due in them is glimpsed.
        next_steps: a kick at most so many steps after another one is its next kick.
        max_same_leg_share: the legs alternate if at most this share of next kicks is by the same
            leg again.
        around: a kick is searched for so many steps before and after the moment it was due.
        glimpsed_deg: a shank kicks when it is seen raised this much more than the other one, in
            degrees, at a moment when its kick was due.
        glimpsed_off_beat_deg: the same between two kicks of the other leg that are too close to
            each other.
        glimpsed_at_end_deg: the same before the first kick or after the last one, where only one
            kick beside it is known.
        top_share: the top of a glimpsed kick is where the shank leads by more than this share of
            its greatest lead.
        blurred_share: a clip is blurred if less than this share of its kicks were seen well enough
            to say how high they went. Then a kick may have been missed altogether.
        quick_step_s: unseen kicks are assumed only if a step takes less than this, in seconds. At a
            slower pace a leg may leave out a kick.
        assumed_share: unseen kicks are assumed only if they are at most this share of the kicks
            that were counted.
    """

    min_fps: float = 20.0
    steps_to_know: int = 4
    torn_share: float = 0.75
    off_beat: float = 0.25
    most_steps: int = 4
    next_steps: float = 1.5
    max_same_leg_share: float = 0.15
    around: float = 0.4
    glimpsed_deg: float = 25.0
    glimpsed_off_beat_deg: float = 40.0
    glimpsed_at_end_deg: float = 40.0
    top_share: float = 0.6
    blurred_share: float = 0.5
    quick_step_s: float = 0.45
    assumed_share: float = 0.1


ALTERNATION = AlternationLimits()


class MissedKicks(NamedTuple):
    """Kicks that are missing from a count. They happened, and nothing more is known of them.

    Attributes:
        glimpsed: a shank was seen raised for a moment.
        assumed: nothing was seen, but it was this leg's turn.
    """

    glimpsed: list[Attempt]
    assumed: list[Attempt]


def torn_parts(attempts: Sequence[Attempt], judged: Sequence[int]) -> set[int]:
    """Return the indices of attempts to drop: parts of a kick that was counted in parts.

    Of two parts of one kick, the part on which fewer rules could be judged is dropped, and the
    later one if it is as many.

    Args:
        attempts: in order of time.
        judged: how many rules could be judged on each of them.
    """
    usual_s, torn = _step_s(attempts), set[int]()
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
    step_s, sides = _step_s(attempts), [attempt.side for attempt in attempts]
    misnamed = set[int]()
    for place in range(1, len(attempts) - 1):
        before, one, after = attempts[place - 1 : place + 2]
        on_beat = _one_step(before, one, step_s) and _one_step(one, after, step_s)
        same_leg = sides[place - 1] == sides[place] == sides[place + 1]
        if on_beat and same_leg and not seen_well[place]:
            sides[place] = other(sides[place])
            misnamed.add(place)
    renamed = [replace(one, side=side) for one, side in zip(attempts, sides, strict=True)]
    return misnamed if misnamed and _alternate(renamed, step_s) else set()


def missed_kicks(
    attempts: Sequence[Attempt], time_s: FloatArray, lead_deg: FloatArray, seen_well: int
) -> MissedKicks:
    """Return the kicks that the alternation of the legs shows to be missing from a count.

    Args:
        attempts: those that were counted, in order of time.
        time_s: (n,) times of the frames, in seconds.
        lead_deg: (n,) how much further the left shank looked raised than the right one, in degrees,
            before cleaning.
        seen_well: how many of the attempts were seen well enough to say how high they went. If they
            are few, the clip is blurred: then at a running pace a few kicks are assumed where two
            counted ones leave room for them.
    """
    step_s = _step_s(attempts)
    too_few_frames = float(np.median(np.diff(time_s))) > 1.0 / ALTERNATION.min_fps
    if not step_s or not _alternate(attempts, step_s) or too_few_frames:
        return MissedKicks([], [])
    blurred = seen_well < ALTERNATION.blurred_share * len(attempts)
    search = _Search(attempts, time_s, lead_deg, step_s)
    glimpsed: list[Attempt] = []
    assumed: list[Attempt] = []
    for before, after in search.gaps():
        glimpsed += search.too_close(before, after)
        between = search.between(before, after)
        glimpsed += between.glimpsed
        assumed += between.assumed
    glimpsed += search.beyond(attempts[0], -step_s, blurred=blurred)
    glimpsed += search.beyond(attempts[-1], step_s, blurred=blurred)
    quick = step_s < ALTERNATION.quick_step_s
    few = len(assumed) <= ALTERNATION.assumed_share * len(attempts)
    return MissedKicks(glimpsed, assumed if blurred and quick and few else [])


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for missed kicks in one clip.

    Attributes:
        attempts: those that were counted, in order of time.
        time_s: (n,) times of the frames, in seconds.
        lead_deg: (n,) how much further the left shank looked raised than the right one.
        step_s: the usual time from a kick of one leg to one of the other.
    """

    attempts: Sequence[Attempt]
    time_s: FloatArray
    lead_deg: FloatArray
    step_s: float

    def leads_deg(self, side: Side) -> FloatArray:
        """Return how much further a shank looked raised than the other one, (n,), in degrees."""
        return self.lead_deg if side == "left" else -self.lead_deg

    def gaps(self) -> Iterator[tuple[Attempt, Attempt]]:
        """Yield each attempt with the next one, unless frames are missing between them."""
        pauses_s = self.time_s[:-1][np.diff(self.time_s) > COUNTING.longest_gap_s]
        for before, after in pairwise(self.attempts):
            if not ((pauses_s > before.peak_s) & (pauses_s < after.peak_s)).any():
                yield before, after

    def too_close(self, before: Attempt, after: Attempt) -> list[Attempt]:
        """Return the kick that is glimpsed between two kicks of the other leg that are too close.

        No leg kicks twice so soon, so this leg kicked between them.
        """
        if before.side != after.side or _steps_between(before, after, self.step_s):
            return []
        due_s, side = (before.peak_s + after.peak_s) / 2.0, other(before.side)
        return self.glimpse(due_s, side, ALTERNATION.glimpsed_off_beat_deg, self.leads_deg(side))

    def between(self, before: Attempt, after: Attempt) -> MissedKicks:
        """Return the kicks that were due between two attempts that are in rhythm."""
        glimpsed: list[Attempt] = []
        assumed: list[Attempt] = []
        steps = _steps_between(before, after, self.step_s)
        for step in range(1, steps):
            due_s = before.peak_s + (after.peak_s - before.peak_s) * step / steps
            side = other(before.side) if step % 2 else before.side
            seen = self.glimpse(due_s, side, ALTERNATION.glimpsed_deg, self.leads_deg(side))
            glimpsed += seen
            if not seen:
                assumed.append(self.unseen(side, due_s))
        if steps > ALTERNATION.most_steps and assumed:
            return MissedKicks([], [])
        return MissedKicks(glimpsed, assumed)

    def beyond(self, edge: Attempt, direction_s: float, *, blurred: bool) -> list[Attempt]:
        """Return the kicks that are glimpsed before the first attempt, or after the last one.

        Args:
            edge: the first or the last attempt.
            direction_s: one step, in seconds; negative to look for kicks before ``edge``.
            blurred: in a blurred clip the model mixes up the legs, so a kick may show on either.
        """
        # Within the edge, a raised shank of its own leg is the edge itself, not the kick beyond it.
        own = (self.time_s >= edge.start_s) & (self.time_s <= edge.end_s)
        either_deg = np.where(own, self.leads_deg(other(edge.side)), np.abs(self.lead_deg))
        found: list[Attempt] = []
        last = [edge]
        while last:
            due_s, side = last[0].peak_s + direction_s, other(last[0].side)
            lead_deg = either_deg if blurred else self.leads_deg(side)
            last = self.glimpse(due_s, side, ALTERNATION.glimpsed_at_end_deg, lead_deg)
            found += last
        return found

    def glimpse(
        self, due_s: float, side: Side, least_deg: float, lead_deg: FloatArray
    ) -> list[Attempt]:
        """Return the kick of a leg that is glimpsed near a time: one, or none.

        Args:
            due_s: when it was due, in seconds.
            side: the leg.
            least_deg: the smallest lead of a kick.
            lead_deg: (n,) the lead of the leg over the other one.
        """
        near = np.abs(self.time_s - due_s) <= ALTERNATION.around * self.step_s
        lead = lead_deg[near]
        if not len(lead) or lead.max() < least_deg:
            return []
        weight = np.clip(lead - ALTERNATION.top_share * lead.max(), 0.0, None)
        return [self.unseen(side, float((weight * self.time_s[near]).sum() / weight.sum()))]

    def unseen(self, side: Side, peak_s: float) -> Attempt:
        """Return an attempt of which only the leg and the time are known."""
        half_s = float(np.median([one.end_s - one.start_s for one in self.attempts])) / 2.0
        timed = replace(
            self.attempts[0], start_s=peak_s - half_s, peak_s=peak_s, end_s=peak_s + half_s
        )
        return _unseen(timed, side)


def of_other_leg(attempt: Attempt) -> Attempt:
    """Return the attempt as one of the other leg, of which only the time is known."""
    return _unseen(attempt, other(attempt.side))


def _unseen(attempt: Attempt, side: Side) -> Attempt:
    """Return an attempt of a leg of which nothing but the times of another one is known."""
    return replace(
        attempt,
        side=side,
        frames=0,
        cut=False,
        values=dict.fromkeys(attempt.values, float("nan")),
        sight=dict.fromkeys(SIDES, "lost"),
        arm=None,
        height=float("nan"),
    )


def _step_s(attempts: Sequence[Attempt]) -> float:
    """Return the usual time from a kick of one leg to one of the other; 0 if it is unknown."""
    steps = [b.peak_s - a.peak_s for a, b in pairwise(attempts) if a.side != b.side]
    return float(np.median(steps)) if len(steps) >= ALTERNATION.steps_to_know else 0.0


def _alternate(attempts: Sequence[Attempt], step_s: float) -> bool:
    """Tell whether nearly every kick is followed by one of the other leg."""
    next_s = ALTERNATION.next_steps * step_s
    same_leg = [a.side == b.side for a, b in pairwise(attempts) if b.peak_s - a.peak_s < next_s]
    return float(np.mean(same_leg)) <= ALTERNATION.max_same_leg_share


def _one_step(before: Attempt, after: Attempt, step_s: float) -> bool:
    """Tell whether two kicks are one step apart, whichever legs did them."""
    apart_s = after.peak_s - before.peak_s
    return abs(apart_s - step_s) <= ALTERNATION.off_beat * step_s


def _steps_between(before: Attempt, after: Attempt, step_s: float) -> int:
    """Return the number of steps between two kicks if the legs alternate; 0 if off the beat."""
    ratio = (after.peak_s - before.peak_s) / step_s
    odd = before.side != after.side
    steps = 2 * round((ratio - odd) / 2.0) + odd
    return steps if steps > 0 and abs(ratio / steps - 1.0) <= ALTERNATION.off_beat else 0
