"""Judge single attempts and sets: from numbers and rules to verdicts, without any memory."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.exercises.spec import Exercise
from formcheck.reps.attempts import Attempt
from formcheck.reps.spec import Value
from formcheck.results import Check, Rep
from formcheck.rules.context import Context
from formcheck.rules.rule import values_needed
from formcheck.rules.sets import set_starts
from formcheck.rules.verdicts import not_assessed

TURNING = "you turned round during this rep: stand still once you have turned, then go on"


def values_of(exercise: Exercise) -> frozenset[Value]:
    """Return the numbers that an exercise needs of each attempt."""
    reported = set(exercise.rep_measures.values())
    styles = {style.value for style in exercise.styles}
    conditions = {condition.value for condition in exercise.reps.not_when}
    return frozenset(values_needed(exercise.rules) | reported | styles | conditions)


def judge_attempt(exercise: Exercise, attempt: Attempt, context: Context, index: int) -> Rep:
    """Judge an attempt by the rules of its exercise.

    Args:
        exercise: what is done.
        attempt: what was measured.
        context: what all rules of the clip share.
        index: the number of the rep in its clip, from 0.
    """
    checks = (rule.judge_rep(attempt, context) for rule in exercise.rules)
    return Rep(
        index=index,
        side=None if exercise.reps.legs == "together" else attempt.side,
        start_s=attempt.start_s,
        peak_s=attempt.peak_s,
        end_s=attempt.end_s,
        measures={
            name: _known(attempt.values[value]) for name, value in exercise.rep_measures.items()
        },
        checks=tuple(check for check in checks if check is not None),
        averaged=tuple(
            number for rule in exercise.rules for number in rule.averaged(attempt, context)
        ),
    )


def turning(rep: Rep) -> Rep:
    """Return a rep that was done while the person turned round, with nothing judged."""
    checks = tuple(
        not_assessed(check.rule, TURNING, rep.peak_s, rep.side, main=check.main)
        for check in rep.checks
    )
    return replace(rep, measures=dict.fromkeys(rep.measures), checks=checks, averaged=())


def judge_last_set(
    exercise: Exercise, attempts: Sequence[Attempt], context: Context
) -> tuple[Check, ...]:
    """Judge the rules of the set over the attempts since the last long pause."""
    last_set = attempts[set_starts(attempts)[-1] :] if attempts else attempts
    checks = (rule.judge_set(last_set, context) for rule in exercise.rules)
    return tuple(check for check in checks if check is not None)


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
