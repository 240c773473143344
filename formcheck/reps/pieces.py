"""One leg at a time: attempts that together last no longer than one are pieces of one.

Where the pose model loses the lifted leg for a moment, or takes the other one for it, the leg seems
to come down and to go up again. Nobody begins the next rep at once and does two in the time of one,
and nobody lifts a leg before the other one is down.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from formcheck.poses.landmarks import SIDES, Side
from formcheck.reps.attempts import Attempt
from formcheck.reps.sight import Sight


@dataclass(frozen=True, slots=True)
class PieceLimits:
    """When attempts that follow each other are pieces of one.

    Attributes:
        gap_s: pieces follow each other at once: at most so long after the one before, in seconds.
            Of 124 pairs of kickbacks of the rendered people of the split "tune", the leg goes up
            again 0.37 or more after it came down.
        together: together they last at most this many times as long as a usual attempt.
        lost_gap_s: like ``gap_s``, where the leg is known to be lost: it was not seen well in both,
            or one of them is in pieces itself.
        lost_together: the same for ``together``; as many times as long as the longest attempt.
        both_together: the same for pieces of both legs, the second of which goes up before the
            first is down.
        whole_share: the usual length is that of attempts that are not in pieces: those which are
            longer take this share of the time of all attempts.
    """

    gap_s: float = 0.25
    together: float = 1.15
    lost_gap_s: float = 1.0
    lost_together: float = 1.3
    both_together: float = 1.5
    whole_share: float = 1.0 / 3.0


PIECES = PieceLimits()


def in_pieces(attempts: Sequence[Attempt]) -> list[range]:
    """Return the places of attempts that are pieces of one, two or more each time.

    Args:
        attempts: in order of time.
    """
    groups = [range(place, place + 1) for place in range(len(attempts))]
    groups = _joined_groups(attempts, groups, _one_before_the_other_is_down)
    groups = _joined_groups(attempts, groups, _one_at_once_after_the_other)
    return [group for group in groups if len(group) > 1]


def joined(pieces: Sequence[Attempt]) -> Attempt:
    """Return the attempt that was seen in pieces. Of its numbers none is known.

    It is of the leg whose pieces last longer; pieces of both legs were exchanged.
    """
    length_s = {side: sum(_length_s(p) for p in pieces if p.side == side) for side in SIDES}
    side = max(SIDES, key=length_s.__getitem__)
    longest = max((piece for piece in pieces if piece.side == side), key=_length_s)
    exchanged: dict[Side, Sight] = dict.fromkeys(SIDES, "exchanged")
    return replace(
        longest,
        sight=longest.sight if len({piece.side for piece in pieces}) == 1 else exchanged,
        start_s=pieces[0].start_s,
        end_s=max(piece.end_s for piece in pieces),
        values=dict.fromkeys(longest.values, float("nan")),
        arm=None,
        spans_s={},
    )


def _joined_groups(
    attempts: Sequence[Attempt], groups: Sequence[range], are_one: "_AreOne"
) -> list[range]:
    """Return groups of places, joined where two that follow each other are of one attempt."""
    parts = [_Part.of([attempts[place] for place in group]) for group in groups]
    lengths_s = [part.end_s - part.start_s for part in parts]
    done: list[tuple[range, _Part]] = []
    for found in zip(groups, parts, strict=True):
        done.append(found)
        while len(done) > 1 and are_one(done[-2][1], done[-1][1], lengths_s):
            (before, _), (after, _) = done[-2:]
            places = range(before.start, after.stop)
            done[-2:] = [(places, _Part.of([attempts[place] for place in places]))]
    return [places for places, _ in done]


@dataclass(frozen=True, slots=True)
class _Part:
    """Attempts that are one: how many, whether a leg was seen well, which, and when, in seconds."""

    pieces: int
    seen: bool
    sides: frozenset[Side]
    start_s: float
    last_start_s: float
    end_s: float

    @classmethod
    def of(cls, pieces: Sequence[Attempt]) -> "_Part":
        return cls(
            pieces=len(pieces),
            seen=any(piece.sight[piece.side] == "seen" for piece in pieces),
            sides=frozenset(piece.side for piece in pieces),
            start_s=pieces[0].start_s,
            last_start_s=max(piece.start_s for piece in pieces),
            end_s=max(piece.end_s for piece in pieces),
        )


_AreOne: TypeAlias = Callable[[_Part, _Part, Sequence[float]], bool]


def _one_before_the_other_is_down(before: _Part, after: _Part, lengths_s: Sequence[float]) -> bool:
    """Tell whether the leg was taken for the other one in the middle."""
    both = len(before.sides | after.sides) > 1 and after.start_s < before.end_s
    return both and _fit(before, after, PIECES.both_together * max(lengths_s))


def _one_at_once_after_the_other(before: _Part, after: _Part, lengths_s: Sequence[float]) -> bool:
    """Tell whether the leg was lost for a moment."""
    gap_s, longest_s = PIECES.gap_s, PIECES.together * _usual(lengths_s)
    if max(before.pieces, after.pieces) > 1 or not (before.seen or after.seen):
        gap_s, longest_s = PIECES.lost_gap_s, PIECES.lost_together * max(lengths_s)
    return after.start_s - before.end_s <= gap_s and _fit(before, after, longest_s)


def _fit(before: _Part, after: _Part, longest_s: float) -> bool:
    """Tell whether two are short enough together, and neither lies within the other."""
    within = after.end_s <= before.end_s or after.start_s <= before.last_start_s
    return not within and after.end_s - before.start_s <= longest_s


def _usual(lengths_s: Sequence[float]) -> float:
    """Return how long an attempt usually is that is not in pieces, in seconds."""
    left_s = PIECES.whole_share * sum(lengths_s)
    for length_s in sorted(lengths_s, reverse=True):
        left_s -= length_s
        if left_s <= 0.0:
            return length_s
    return 0.0


def _length_s(attempt: Attempt) -> float:
    return attempt.end_s - attempt.start_s
