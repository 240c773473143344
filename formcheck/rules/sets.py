"""The sets of a clip, and the rules that are judged over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from formcheck.reps.attempts import Attempt
from formcheck.results import Check, RepSet
from formcheck.rules.context import Context
from formcheck.rules.rule import Rule
from formcheck.rules.verdicts import worse


@dataclass(frozen=True, slots=True)
class SetBounds:
    """Where one set ends and the next one begins.

    Attributes:
        pause_s: a pause longer than this, in seconds, starts a new set. It is the time from
            `Attempt.end_s`, when the leg has nearly come down, to the next `Attempt.start_s`.
    """

    pause_s: float = 3.0


SET_BOUNDS = SetBounds()


def judge_sets(
    rules: Sequence[Rule], attempts: Sequence[Attempt], context: Context
) -> tuple[tuple[RepSet, ...], tuple[Check, ...]]:
    """Judge the rules of the set, over each set and over the whole clip.

    Each set has a pace and a rhythm of its own, so for such rules the worst set decides. Other
    rules average reps or compare the sides, which may have a set each: they are judged over all
    attempts of the clip.

    Returns:
        The sets, and one check for every rule of the set.
    """
    bounds = list(pairwise([*set_starts(attempts), len(attempts)]))
    per_set = [
        {rule.id: rule.judge_set(attempts[first:stop], context) for rule in rules}
        for first, stop in bounds
    ]
    sets = tuple(
        RepSet(
            start_s=attempts[first].start_s,
            end_s=attempts[stop - 1].end_s,
            first=first,
            last=stop - 1,
            checks=tuple(check for check in checks.values() if check is not None),
        )
        for (first, stop), checks in zip(bounds, per_set, strict=True)
    )
    over_all = []
    for rule in rules:
        if len(sets) == 1 or (sets and rule.worst_set_decides):
            found = [check for checks in per_set if (check := checks[rule.id]) is not None]
            over_all += [reduce(worse, found)] if found else []
        elif (check := rule.judge_set(attempts, context)) is not None:
            over_all.append(check)
    return sets, tuple(over_all)


def set_starts(attempts: Sequence[Attempt]) -> list[int]:
    """Return the index of the first attempt of each set."""
    return [
        i
        for i, attempt in enumerate(attempts)
        if i == 0 or attempt.start_s - attempts[i - 1].end_s > SET_BOUNDS.pause_s
    ]
