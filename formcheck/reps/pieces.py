"""One leg at a time: attempts that together last no longer than one are pieces of one.

Where the pose model loses the lifted leg for a moment, or takes the other one for it, the leg seems
to come down and to go up again. Nobody begins the next rep at once and does two in the time of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formcheck.poses.landmarks import SIDES
from formcheck.reps.attempts import Attempt


@dataclass(frozen=True, slots=True)
class PieceLimits:
    """When attempts that follow each other are pieces of one.

    Attributes:
        gap_s: pieces follow each other at once: at most so long after the one before, in seconds.
            Of 124 pairs of kickbacks of the rendered people of the split "tune", the leg goes up
            again 0.37 or more after it came down.
        together: together they last at most this many times as long as a usual attempt.
        whole_share: the usual length is that of attempts that are not in pieces: those which are
            longer take this share of the time of all attempts.
    """

    gap_s: float = 0.25
    together: float = 1.15
    whole_share: float = 1.0 / 3.0


PIECES = PieceLimits()


def in_pieces(attempts: Sequence[Attempt]) -> list[range]:
    """Return the places of attempts that are pieces of one, two or more each time.

    Args:
        attempts: in order of time.
    """
    longest_s = PIECES.together * _usual_s(attempts)
    groups = list[range]()
    first = 0
    for place in range(1, len(attempts) + 1):
        if place < len(attempts) and _goes_on(attempts[first:place], attempts[place], longest_s):
            continue
        if place - first > 1:
            groups.append(range(first, place))
        first = place
    return groups


def joined(pieces: Sequence[Attempt]) -> Attempt:
    """Return the attempt that was seen in pieces. Of its numbers none is known.

    It is of the leg whose pieces last longer.
    """
    length_s = {side: sum(_length_s(p) for p in pieces if p.side == side) for side in SIDES}
    side = max(SIDES, key=length_s.__getitem__)
    longest = max((piece for piece in pieces if piece.side == side), key=_length_s)
    return replace(
        longest,
        start_s=pieces[0].start_s,
        end_s=max(piece.end_s for piece in pieces),
        values=dict.fromkeys(longest.values, float("nan")),
        arm=None,
        spans_s={},
    )


def _goes_on(pieces: Sequence[Attempt], following: Attempt, longest_s: float) -> bool:
    """Tell whether an attempt is one more piece. One within another, or around it, is none."""
    end_s = max(piece.end_s for piece in pieces)
    start_s = max(piece.start_s for piece in pieces)
    within = following.end_s <= end_s or following.start_s <= start_s
    at_once = following.start_s - end_s <= PIECES.gap_s
    return at_once and not within and following.end_s - pieces[0].start_s <= longest_s


def _usual_s(attempts: Sequence[Attempt]) -> float:
    """Return how long an attempt usually is that is not in pieces, in seconds."""
    lengths_s = sorted((_length_s(attempt) for attempt in attempts), reverse=True)
    left_s = PIECES.whole_share * sum(lengths_s)
    for length_s in lengths_s:
        left_s -= length_s
        if left_s <= 0.0:
            return length_s
    return 0.0


def _length_s(attempt: Attempt) -> float:
    return attempt.end_s - attempt.start_s
