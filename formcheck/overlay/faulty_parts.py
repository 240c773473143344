"""Which parts of the body are coloured."""

from collections.abc import Iterable, Iterator

from formcheck.body.parts import LEG_PARTS
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import Side, other
from formcheck.results import Check, FaultyPart, Rep, Session, ShownCue, Verdict, worst

_WHOLE_LEG = LEG_PARTS - {"foot"}  # in the colour of the working leg


class FaultyParts:
    """Says which parts of the body are coloured.

    What is wrong with a rep is coloured during that rep. What is wrong with the whole set is
    coloured with its cue.

    Args:
        session: the judged clip.
        exercise: what it was judged as.
    """

    def __init__(self, session: Session, exercise: Exercise) -> None:
        self._of_set = {
            check.rule: (check, _is_of_stance(check, exercise, session.level))
            for check in session.set_checks
            if check.verdict.is_wrong
        }

    def at(
        self, rep: Rep | None, cue: ShownCue | None, working: Side | None
    ) -> tuple[Verdict, tuple[FaultyPart, ...]]:
        """Return the verdict on the working leg, and what is wrong elsewhere.

        Args:
            rep: the rep under way.
            cue: the cue that is shown.
            working: the working leg.
        """
        return parts_of_rep(rep, working, self._of_cue(cue, working))

    def _of_cue(self, cue: ShownCue | None, working: Side | None) -> Iterator[FaultyPart]:
        if cue is None or cue.rule not in self._of_set:
            return
        check, of_stance = self._of_set[cue.rule]
        side = check.part_side
        if side is None and working and check.part in LEG_PARTS:
            side = other(working) if of_stance else working
        yield FaultyPart(check.part, side, cue.verdict)


def parts_of_rep(
    rep: Rep | None, working: Side | None, more: Iterable[FaultyPart] = ()
) -> tuple[Verdict, tuple[FaultyPart, ...]]:
    """Return the verdict on the working leg, and what is wrong elsewhere.

    Args:
        rep: the rep under way.
        working: the working leg.
        more: what else is wrong.
    """
    found: dict[tuple[str, Side | None], FaultyPart] = {}
    for some in [*_of_rep(rep), *more]:
        before = found.get((some.part, some.side), some)
        graver = worst([before.verdict, some.verdict]) is some.verdict
        found[some.part, some.side] = some if graver else before
    of_leg = [leg_verdict(rep)] if rep else []
    elsewhere = []
    for some in found.values():
        if working and some.side == working and some.part in _WHOLE_LEG:
            of_leg.append(some.verdict)
        else:
            elsewhere.append(some)
    return worst(of_leg), tuple(elsewhere)


def leg_verdict(rep: Rep) -> Verdict:
    """Return the verdict on the working leg alone; never good if the main rule is not assessed."""
    found = worst([check.verdict for check in rep.checks if _is_of_working_leg(check, rep)])
    main = rep.main_check
    if found is Verdict.GOOD and main and main.verdict is Verdict.NOT_ASSESSED:
        return Verdict.NOT_ASSESSED
    return found


def _of_rep(rep: Rep | None) -> Iterator[FaultyPart]:
    checks: Iterable[Check] = rep.checks if rep else ()
    for check in checks:
        if rep and check.verdict.is_wrong and not _is_of_working_leg(check, rep):
            yield FaultyPart(check.part, check.part_side, check.verdict)


def _is_of_working_leg(check: Check, rep: Rep) -> bool:
    return check.part in LEG_PARTS and (rep.side is None or check.part_side == rep.side)


def _is_of_stance(check: Check, exercise: Exercise, level: str) -> bool:
    """Return whether a check is about the supporting leg."""
    return any(
        criterion.label == check.label
        and criterion.rep_limits is not None
        and criterion.rep_limits.value.leg == "stance"
        for criterion in exercise.rule(check.rule).criteria(level)
    )
