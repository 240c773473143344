"""Alternating legs: find missed kicks by the alternation, once the whole clip is known.

A blurred foot is often seen for only a frame or two, at the top of its kick, where it stands still.
Cleaning takes such frames out, because alone they prove nothing. If the other leg kicks before and
after them, in the rhythm of the other kicks, they prove that this leg has kicked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from formcheck.poses.landmarks import Side, other
from formcheck.reps.alternation import alternate, steps_between, unseen, usual_step_s
from formcheck.reps.attempts import Attempt
from formcheck.reps.counter import COUNTING
from formcheck.system.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class MissedLimits:
    """What proves that a kick was missed. A step is from one leg to the other.

    Attributes:
        frames_per_step: with fewer frames in a step, no missed kicks are searched for: a frame may
            show no kick that was due, or one of the next step.
        most_steps: more steps than this between two counted kicks are a pause, unless every kick
            that was due in them is glimpsed.
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

    frames_per_step: float = 1.5
    most_steps: int = 4
    around: float = 0.4
    glimpsed_deg: float = 25.0
    glimpsed_off_beat_deg: float = 40.0
    glimpsed_at_end_deg: float = 40.0
    top_share: float = 0.6
    blurred_share: float = 0.5
    quick_step_s: float = 0.45
    assumed_share: float = 0.1


MISSED = MissedLimits()


class MissedKicks(NamedTuple):
    """Kicks that are missing from a count. They happened, and nothing more is known of them.

    Attributes:
        glimpsed: a shank was seen raised for a moment.
        assumed: nothing was seen, but it was this leg's turn.
    """

    glimpsed: list[Attempt]
    assumed: list[Attempt]


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
    step_s = usual_step_s(attempts)
    too_few_frames = step_s < MISSED.frames_per_step * float(np.median(np.diff(time_s)))
    if not step_s or not alternate(attempts, step_s) or too_few_frames:
        return MissedKicks([], [])
    blurred = seen_well < MISSED.blurred_share * len(attempts)
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
    quick = step_s < MISSED.quick_step_s
    few = len(assumed) <= MISSED.assumed_share * len(attempts)
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
        if before.side != after.side or steps_between(before, after, self.step_s):
            return []
        due_s, side = (before.peak_s + after.peak_s) / 2.0, other(before.side)
        return self.glimpse(due_s, side, MISSED.glimpsed_off_beat_deg, self.leads_deg(side))

    def between(self, before: Attempt, after: Attempt) -> MissedKicks:
        """Return the kicks that were due between two attempts that are in rhythm."""
        glimpsed: list[Attempt] = []
        assumed: list[Attempt] = []
        steps = steps_between(before, after, self.step_s)
        for step in range(1, steps):
            due_s = before.peak_s + (after.peak_s - before.peak_s) * step / steps
            side = other(before.side) if step % 2 else before.side
            seen = self.glimpse(due_s, side, MISSED.glimpsed_deg, self.leads_deg(side))
            glimpsed += seen
            if not seen:
                assumed.append(self.unseen(side, due_s))
        if steps > MISSED.most_steps and assumed:
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
            last = self.glimpse(due_s, side, MISSED.glimpsed_at_end_deg, lead_deg)
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
        near = np.abs(self.time_s - due_s) <= MISSED.around * self.step_s
        lead = lead_deg[near]
        if not len(lead) or lead.max() < least_deg:
            return []
        weight = np.clip(lead - MISSED.top_share * lead.max(), 0.0, None)
        return [self.unseen(side, float((weight * self.time_s[near]).sum() / weight.sum()))]

    def unseen(self, side: Side, peak_s: float) -> Attempt:
        """Return an attempt of which only the leg and the time are known."""
        half_s = float(np.median([one.end_s - one.start_s for one in self.attempts])) / 2.0
        times_s = peak_s - half_s, peak_s, peak_s + half_s
        return unseen(side, times_s, self.attempts[0].values)
