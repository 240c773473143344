"""The text of a rule's row: what was measured, in how many reps, and of which leg."""

from collections.abc import Sequence

from formcheck.exercises.named_leg import named_side, tells_legs_apart
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import SIDES, Side, other
from formcheck.results import Check, RuleSummary, Session, SideSummary, Verdict
from formcheck.rules.rule import Rule
from formcheck.rules.summary import checks_of, typical_check
from formcheck.rules.words import Measured, measured_figure, passed_limit


def row_text(row: RuleSummary, session: Session, exercise: Exercise) -> str:
    """Return title and measured numbers: "Heel to glutes: 3 of 8 kicks 97° (needs 105°)"."""
    rule, said = exercise.rule(row.rule), measured_text(row, session, exercise)
    if not said:
        return rule.title
    if named_side(row, exercise):
        return f"{rule.title} – {said}"
    is_number = row.verdict is Verdict.GOOD and not said[0].isalpha()
    return f"{rule.title} {said}" if is_number else f"{rule.title}: {said}"


def measured_text(row: RuleSummary, session: Session, exercise: Exercise) -> str:
    """Return what was measured: "3 of 8 kicks 97° (needs 105°)"; empty if nothing was."""
    rule, word = exercise.rule(row.rule), exercise.rep_word
    if row.value is None or row.verdict is Verdict.NOT_ASSESSED:
        return ""
    name = _name(rule, row, session.level)
    said = f"{name}{measured_figure(row)}"
    if row.verdict is Verdict.GOOD:
        faulty = f", but a fault in {row.reps_faulty} of {row.reps_judged} {word}"
        return said + (faulty if row.reps_faulty else "")
    wanted = f" ({passed_limit(row)})"
    if not row.reps_judged:
        return said + wanted
    checks = {side: checks_of(row.rule, session.reps, side) for side in SIDES}
    side = named_side(row, exercise)
    if side:
        return _one_side(row, rule, checks, side, session.level, word)
    if row.sides and tells_legs_apart(row, exercise) and all(map(row.wrong, row.sides)):
        return f"{name}{_both_sides(row, checks, word)}{wanted}"
    return f"{row.wrong()} of {row.reps_judged} {word}{',' if name else ''} {said}{wanted}"


def _one_side(
    row: RuleSummary,
    rule: Rule,
    checks: dict[Side, list[Check]],
    side: Side,
    level: str,
    word: str,
) -> str:
    """Return "RIGHT heel: 8 of 8 kicks 97° (needs 105°); left fine"."""
    alike = _same_limit(row, checks[side]) or checks[side]
    typical = typical_check(alike, row.verdict, row.cue)
    assert typical is not None
    name = _name(rule, typical, level)
    said = f"{',' if name else ''} {name}{measured_figure(typical)} ({passed_limit(typical)})"
    reps = f"{row.wrong(side)} of {row.sides[side].judged} {word}"
    rest = _other_side(row.sides[other(side)], row.wrong(other(side)))
    return f"{side.upper()} {rule.side_word()}: {reps}{said}; {other(side)} {rest}"


def _other_side(some: SideSummary, wrong: int) -> str:
    if some.verdict is Verdict.NOT_ASSESSED:
        return "not assessed"
    return f"{wrong} of {some.judged}" if wrong else "fine"


def _both_sides(row: RuleSummary, checks: dict[Side, list[Check]], word: str) -> str:
    """Return "left 6 of 8 kicks 99°, right 8 of 8 97°"."""
    said = []
    for side, some in checks.items():
        typical = typical_check(_same_limit(row, some), row.verdict, row.cue)
        count = f"{side} {row.wrong(side)} of {row.sides[side].judged}"
        said.append((count, f" {measured_figure(typical)}" if typical else ""))
    (first, first_figure), (second, second_figure) = said
    return f"{first} {word}{first_figure}, {second}{second_figure}"


def _same_limit(row: RuleSummary, checks: Sequence[Check]) -> list[Check]:
    """Return the checks that passed the limit which the row tells of."""
    return [c for c in checks if c.label == row.label and c.threshold == row.threshold]


def _name(rule: Rule, found: Measured, level: str) -> str:
    """Return what the number is of, with a space; empty if the title of the rule says it.

    The title says it if the rule measures one thing only, and for a good number in the same unit.
    """
    criteria = rule.criteria(level)
    labels, units = {one.label for one in criteria}, {one.unit for one in criteria}
    good = found.verdict is Verdict.GOOD
    return f"{found.label} " if len(labels) > 1 and not (good and len(units) == 1) else ""
