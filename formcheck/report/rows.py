"""The text of a rule's row: what was measured, in how many reps, and of which leg."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from formcheck.exercises.named_leg import named_side, told_of_each_leg
from formcheck.exercises.spec import Exercise
from formcheck.poses.landmarks import Side, other
from formcheck.results import (
    Check,
    Rep,
    RuleSummary,
    Session,
    SideSummary,
    Verdict,
    by_badness,
    check_of,
    rep_names,
    worst_averaged,
)
from formcheck.rules.limit_words import good_because, limits_beside, wanted
from formcheck.rules.rule import Rule
from formcheck.rules.words import DIRECTIONS, Measured, measured_figure

#: What reps with these verdicts are called.
_WRONG = {Verdict.FAULT: "faulty", Verdict.BORDERLINE: "borderline"}


@dataclass(frozen=True, slots=True)
class LegRow:
    """What a row says of the reps of a leg: "8 of 8 kicks faulty", "worst 80°", "Right 7".

    Attributes:
        verdict: the worst one of these reps.
        count: how many reps it is about, in words.
        number: what stands for the leg: the number of its worst rep; if all are good the middle
            one, and of two the one nearer to its limit; empty if nothing was measured.
        rep: the name of the rep that has this number; empty if the reps are good.
        limit: what the number should be; empty if the reps are good.
    """

    verdict: Verdict
    count: str
    number: str = ""
    rep: str = ""
    limit: str = ""

    def __str__(self) -> str:
        """Return all but the limit: "8 of 8 kicks faulty, worst 80° in Right 7"."""
        number = f", {self.number}" if self.number else ""
        return f"{self.count}{number}{f' in {self.rep}' if self.rep else ''}"


def leg_rows(
    row: RuleSummary, reps: Sequence[Rep], rep_word: str, *, several: bool
) -> dict[Side, LegRow]:
    """Return what a row says of each leg; nothing for a rule of the set.

    Terminal, window, files and pages all tell a leg by this.

    Args:
        row: a rule over the clip.
        reps: all reps of the clip.
        rep_word: what the reps are called, in the plural.
        several: whether the rule measures several things, so that the number needs a name.
    """
    return {
        side: _leg_row(row, some, reps, rep_word, several=several)
        for side, some in row.sides.items()
    }


def need_labels(row: RuleSummary, reps: Sequence[Rep]) -> bool:
    """Return whether the numbers of the legs are not all of what the row measured."""
    told = (_check_in(reps, some.rep, row.rule) for some in row.sides.values())
    return any(check is not None and check.label != row.label for check in told)


def row_text(row: RuleSummary, session: Session, exercise: Exercise) -> str:
    """Return title and numbers: "Heel to glutes: 3 of 8 kicks faulty, worst 97° in Left 2"."""
    rule, said = exercise.rule(row.rule), measured_text(row, session, exercise)
    if not said:
        return rule.title
    if named_side(row, exercise):
        return f"{rule.title} – {said}"
    is_number = row.verdict is Verdict.GOOD and not said[0].isalpha()
    return f"{rule.title} {said}" if is_number else f"{rule.title}: {said}"


def measured_text(row: RuleSummary, session: Session, exercise: Exercise) -> str:
    """Return what was measured: "3 of 8 kicks faulty, worst 97° in Left 2"; else nothing."""
    rule, word, reps = exercise.rule(row.rule), exercise.rep_word, session.reps
    if row.value is None or row.verdict is Verdict.NOT_ASSESSED:
        return ""
    labels = {one.label for one in rule.criteria(session.level)}
    if not row.reps_judged:
        return _of_set(row, rule, session)
    several = len(labels) > 1
    if row.verdict is Verdict.GOOD:
        limit = wanted(row)
        number = _good_figure(rule, row, session.level) + (f" ({limit})" if limit else "")
        return number + _single_reps(row, reps, word, several=several)
    legs = leg_rows(row, reps, word, several=several)
    side = named_side(row, exercise)
    if side:
        told, rest = legs[side], other(side)
        return (
            f"{side.upper()} {rule.side_word()}: {told} ({told.limit});"
            f" {rest} {_other_leg(row.sides[rest], row.wrong(rest), word)}"
        )
    if legs and told_of_each_leg(row.rule, exercise) and all(map(row.wrong, legs)):
        return _both_legs(legs)
    number, name = _worst_figure(row, row.rep, reps, row.wrong(), several=several)
    where = f" in {name}" if name else ""
    count = f"{row.wrong()} of {row.reps_judged} {word} {_WRONG[row.verdict]}"
    return f"{count}, {number}{where} ({limits_beside(row)})"


def _single_reps(row: RuleSummary, reps: Sequence[Rep], word: str, *, several: bool) -> str:
    """Return which reps of a good row are not good: ", but a fault in 1 of 8 kicks: 97° in Left 2".

    Empty if all are good.
    """
    if not row.single:
        return ""
    kinds = ((row.reps_faulty, "a fault"), (row.reps_borderline, "borderline"))
    said = " and ".join(f"{kind} in {number}" for number, kind in kinds if number)
    found = by_badness(reps, row.rule)
    check = check_of(found[0], row.rule) if found else None
    worst = ""
    if check:
        wrong = row.reps_faulty + row.reps_borderline
        number, name = _worst_figure(check, found[0].index, reps, wrong, several=several)
        worst = f": {number} in {name}"
    return f", but {said} of {row.reps_judged} {word}{worst}"


def _of_set(row: RuleSummary, rule: Rule, session: Session) -> str:
    """Return the number of a set: "10°, median of both sides, worst 12° in Left 3 (…)"."""
    good = row.verdict is Verdict.GOOD
    several = len({one.label for one in rule.criteria(session.level)}) > 1
    number = _good_figure(rule, row, session.level) if good else _named(row, several=several)
    number_of, name = worst_in_set(row, session.reps) if not good else ("", "")
    worst = f"{number_of} in {name}" if name else ""
    limit = good_because(row, row.reason) if good else limits_beside(row)
    said = ", ".join(filter(None, (number, row.detail, worst)))
    return f"{said} ({limit})" if limit else said


def worst_in_set(row: RuleSummary, reps: Sequence[Rep]) -> tuple[str, str]:
    """Return the number of the worst rep of a set, and the rep: "worst 12°", "Left 3".

    Empty if the rule has no numbers of reps, or if most of them read the same as the worst.
    """
    worst = worst_averaged(row, reps)
    if worst is None:
        return "", ""
    numbers = [rep.averaged_by(row.rule, row.label) for rep in reps]
    figures = [measured_figure(replace(row, value=one)) for one in numbers if one is not None]
    figure = measured_figure(replace(row, value=worst.averaged_by(row.rule, row.label)))
    if 2 * figures.count(figure) > len(figures):
        return "", ""
    return f"worst {figure}", rep_names(reps)[worst.index]


def _leg_row(
    row: RuleSummary, some: SideSummary, reps: Sequence[Rep], word: str, *, several: bool
) -> LegRow:
    if some.reps == 0:
        return LegRow(some.verdict, f"no {word}")
    if some.verdict is Verdict.NOT_ASSESSED:
        return LegRow(some.verdict, f"{some.judged} of {some.reps} judged: too few")
    check = _check_in(reps, some.rep, row.rule)
    if some.verdict not in _WRONG:
        number = _good_number(check, some.judged, several=several) if check else ""
        return LegRow(some.verdict, _good_count(some, word), number)
    wrong = some.faulty if some.verdict is Verdict.FAULT else some.faulty + some.borderline
    count = f"{wrong} of {some.judged} {word} {_WRONG[some.verdict]}"
    if check is None:
        return LegRow(some.verdict, count)
    number, name = _worst_figure(check, some.rep, reps, wrong, several=several)
    return LegRow(some.verdict, count, number, name, limits_beside(check))


def _good_count(some: SideSummary, word: str) -> str:
    """Return "7 of 7 kicks good"; where some were not judged "3 of 7 kicks judged: good"."""
    if some.judged == some.reps:
        return f"{some.judged} of {some.judged} {word} good"
    return f"{some.judged} of {some.reps} {word} judged: good"


def _good_number(check: Check, judged: int, *, several: bool) -> str:
    """Return the number of a leg whose reps are good: "middle 131°"; of two "15° or more"."""
    number = _named(check, several=several)
    if not number or judged == 1:
        return number
    if judged > 2 or check.lower_limit is None:  # two reps have no middle
        return f"middle {number}"
    return f"{number} or {'more' if check.lower_limit else 'less'}"


def _worst_figure(
    found: Measured, rep: int | None, reps: Sequence[Rep], wrong: int, *, several: bool
) -> tuple[str, str]:
    """Return the number of the worst rep and the name of this rep: "worst 80°", "Right 7".

    Args:
        found: the number.
        rep: index of the rep that has it.
        reps: all reps of the clip.
        wrong: how many reps are wrong; of one alone none is the worst.
        several: whether the number needs a name.
    """
    word = "worst " if wrong > 1 else ""
    return word + _named(found, several=several), rep_names(reps).get(rep, "")


def _other_leg(some: SideSummary, wrong: int, word: str) -> str:
    if some.reps == 0:
        return f"no {word}"
    if some.verdict is Verdict.NOT_ASSESSED:
        return "not judged"
    return f"{wrong} of {some.judged}" if wrong else "fine"


def _both_legs(legs: Mapping[Side, LegRow]) -> str:
    """Return "left 6 of 8 kicks faulty, worst 92° in Left 3; right …", a shared limit last."""
    alike = len({leg.limit for leg in legs.values()}) == 1
    said = [f"{side} {leg}" + ("" if alike else f" ({leg.limit})") for side, leg in legs.items()]
    return "; ".join(said) + (f" ({legs['left'].limit})" if alike else "")


def _check_in(reps: Sequence[Rep], index: int | None, rule: str) -> Check | None:
    return next((check_of(rep, rule) for rep in reps if rep.index == index), None)


def _named(found: Measured, *, several: bool) -> str:
    """Return a number, with what it is of where the rule measures several things."""
    return f"{found.label} {measured_figure(found)}" if several else measured_figure(found)


def _good_figure(rule: Rule, row: RuleSummary, level: str) -> str:
    """Return the number of a good row.

    It needs no name if all that is measured has one unit, and its sign is no direction.
    """
    criteria = rule.criteria(level)
    units, labels = {one.unit for one in criteria}, {one.label for one in criteria}
    told_apart = len(units) > 1 or row.label in DIRECTIONS
    return _named(row, several=len(labels) > 1 and told_apart)
