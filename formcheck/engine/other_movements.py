"""Leave out attempts that are another movement, such as high knees among butt kicks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.body.geometry import quantile
from formcheck.exercises.spec import Exercise
from formcheck.reps.attempts import Attempt
from formcheck.reps.spec import RepSpec
from formcheck.results import Rep
from formcheck.system.arrays import BoolArray


@dataclass(frozen=True, slots=True)
class OtherMovementLimits:
    """Over how long a stretch it is told which movement it is.

    Attributes:
        around_s: the attempts within so many seconds before and after one are looked at together.
            One kick that goes wrong is a kick with a fault; a run of them is another movement.
    """

    around_s: float = 2.0


OTHER_MOVEMENTS = OtherMovementLimits()


def without_other_movements(
    reps: RepSpec, found: Sequence[tuple[Attempt, Rep]]
) -> list[tuple[Attempt, Rep]]:
    """Return the attempts that are the exercise.

    Args:
        reps: what the exercise file says about reps.
        found: all attempts of a clip, with what was judged of them.
    """
    another = _another_movement(reps, [attempt for attempt, _ in found])
    if not another.any():
        return list(found)
    return in_order([one for one, other in zip(found, another, strict=True) if not other])


def in_order(found: Iterable[tuple[Attempt, Rep]]) -> list[tuple[Attempt, Rep]]:
    """Return attempts in order of time, their reps numbered from 0."""
    by_time = sorted(found, key=lambda one: one[0].peak_s)
    return [(attempt, replace(rep, index=index)) for index, (attempt, rep) in enumerate(by_time)]


def left_out_warning(left_out: int, found: int, exercise: Exercise) -> tuple[str, ...]:
    """Return a warning of attempts that were left out, if there are any.

    Args:
        left_out: how many were left out.
        found: how many there were, with those.
        exercise: what is done.
    """
    if not left_out:
        return ()
    return (
        f"{left_out} of {found} {exercise.rep_word} were left out: {exercise.reps.not_when_reason}",
    )


def _another_movement(reps: RepSpec, attempts: Sequence[Attempt]) -> BoolArray:
    """Return (n,) whether each of n attempts is one of a run that is another movement."""
    peak_s = np.array([attempt.peak_s for attempt in attempts])
    another = np.full(len(attempts), bool(reps.not_when))
    for condition in reps.not_when:
        values = np.array([attempt.values[condition.value] for attempt in attempts])
        for place, at_s in enumerate(peak_s.tolist()):
            around = np.abs(peak_s - at_s) <= OTHER_MOVEMENTS.around_s
            another[place] &= condition.holds(quantile(values[around], 0.5))
    return another
