"""Which rep of a set is worth seeing again: the worst one, and the best one beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import SIDES
from formcheck.results import Check, Rep, Session, Verdict, badness, by_badness, check_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rep that is worth seeing again.

    Attributes:
        rep: the rep.
        check: what it is shown for.
        extreme: whether none of the other reps is worse by this rule, or, of a good one, better.
    """

    rep: Rep
    check: Check
    extreme: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """The worst and the best rep by one rule.

    Attributes:
        worst: a faulty one; None if no fault was found.
        best: a rep with nothing to mend, of the same leg if there is one; None if there is none.
    """

    worst: Chosen | None
    best: Chosen | None


def worst_and_best(
    reps: Sequence[Rep],
    exercise: Exercise,
    *,
    rules: Collection[str],
    shown: Collection[Rep] | None = None,
) -> Pair:
    """Return the worst rep by the main rule, or else by the worst fault, and the best one by it.

    Args:
        reps: all reps.
        exercise: what was done.
        rules: only faults by these rules count; see `broken_in` and `repeated_in`.
        shown: the reps of which there are pictures; all of them if None. Only these are chosen.
    """
    shown = reps if shown is None else shown
    faults = [
        (check.main, badness(check), rep, check)
        for rep in shown
        for check in rep.checks
        if check.verdict is Verdict.FAULT and check.rule in rules
    ]
    worst = None
    if faults:
        *_, rep, check = max(faults, key=lambda fault: fault[:2])
        ranked = by_badness(reps, check.rule)
        extreme = not ranked or badness(check) >= badness(check_of(ranked[0], check.rule))
        worst = Chosen(rep, check, extreme)
    return Pair(worst, _best(reps, exercise, shown, worst))


def _best(
    reps: Sequence[Rep], exercise: Exercise, shown: Collection[Rep], worst: Chosen | None
) -> Chosen | None:
    rule = worst.check.rule if worst else exercise.main_rule.id
    good = [rep for rep in by_badness(reps, rule) if rep.good]
    same_leg = [rep for rep in good if worst and rep.side == worst.rep.side]
    for rivals in (same_leg, good):
        seen = [rep for rep in rivals if rep in shown]
        if seen:
            check = check_of(seen[-1], rule)
            assert check is not None
            extreme = badness(check) <= badness(check_of(rivals[-1], rule))
            return Chosen(seen[-1], _comparable(check, worst), extreme)
    return None


def _comparable(check: Check, worst: Chosen | None) -> Check:
    """Return a check without its number if the worst rep is shown for another kind of number."""
    if worst is None or check.label == worst.check.label:
        return check
    return replace(check, value=None, threshold=None)


def broken_in(session: Session, exercise: Exercise) -> frozenset[str]:
    """Return the rules that the summary of a set names as a fault, without mere advice."""
    return frozenset(
        row.rule
        for row in session.summary
        if row.verdict is Verdict.FAULT and not exercise.rule(row.rule).advisory
    )


def repeated_in(reps: Sequence[Rep], exercise: Exercise, *, times: int = 2) -> frozenset[str]:
    """Return the rules that some reps break repeatedly, without mere advice: once is no habit."""
    broken = [check.rule for rep in reps for check in rep.checks if check.verdict is Verdict.FAULT]
    return frozenset(
        rule for rule in broken if broken.count(rule) >= times and not exercise.rule(rule).advisory
    )


def worth_keeping(reps: Sequence[Rep], exercise: Exercise, *, of_each: int = 2) -> list[Rep]:
    """Return the reps whose pictures are kept: the worst and the best ones of each leg.

    Several of each are kept, because later frames may show that a rep was another one than it
    seemed.

    Args:
        reps: those so far.
        exercise: what is done.
        of_each: how many of the worst, and how many of the best, of each leg.
    """
    kept: list[Rep] = []
    for side in (*SIDES, None):
        own = [rep for rep in reps if rep.side == side]
        own.sort(key=lambda rep: _urgency(rep, exercise), reverse=True)
        bad = [rep for rep in own if rep.verdict.is_wrong]
        good = [rep for rep in own if rep.good]
        kept += bad[:of_each] + good[-of_each:]
    return kept


def _urgency(rep: Rep, exercise: Exercise) -> tuple[float, float, float]:
    """Return how bad a rep is: by the main rule, by its worst fault, by the main rule if good."""
    main = badness(rep.main_check)
    faults = [
        badness(check)
        for check in rep.checks
        if check.verdict is Verdict.FAULT and not exercise.rule(check.rule).advisory
    ]
    faulty = rep.main_check is not None and rep.main_check.verdict is Verdict.FAULT
    return main if faulty else 0.0, max(faults, default=0.0), main
