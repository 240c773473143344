"""Judged attempts, one by one and in sets."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from formcheck.poses.landmarks import Side
from formcheck.results.verdicts import Check, Verdict, worst


@dataclass(frozen=True, slots=True)
class RepNumber:
    """A number of one rep that a rule averages over the set.

    Attributes:
        rule: the id of the rule in the exercise file.
        label: what was measured, as spoken.
        value: the number, in the unit of the rule's own number.
        span_s: from when to when, in seconds, if it is itself the average of these frames.
    """

    rule: str
    label: str
    value: float
    span_s: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Rep:
    """One attempt, however shallow, with what was judged of it.

    Attributes:
        index: its number in the clip, from 0.
        side: the working leg; None where both legs move together.
        start_s: when it began, in seconds.
        peak_s: when it was highest.
        end_s: when the leg had nearly come down: the signal was down to 30 % of its height.
        measures: the numbers that the exercise reports of each rep; None where unknown.
        checks: each rule that judges single reps.
        averaged: the numbers of this rep that rules average over the set. They have no verdict of
            their own.
    """

    index: int
    side: Side | None
    start_s: float
    peak_s: float
    end_s: float
    measures: Mapping[str, float | None]
    checks: tuple[Check, ...]
    averaged: tuple[RepNumber, ...] = ()

    def number_of(self, rule: str, label: str) -> RepNumber | None:
        """Return what a rule averages over the set; None if there is none."""
        numbers = (one for one in self.averaged if (one.rule, one.label) == (rule, label))
        return next(numbers, None)

    def averaged_by(self, rule: str, label: str) -> float | None:
        """Return the number that a rule averages over the set; None if there is none."""
        number = self.number_of(rule, label)
        return number.value if number else None

    @property
    def main_check(self) -> Check | None:
        """The check of the exercise's main rule; None if that rule judges whole sets."""
        return next((check for check in self.checks if check.main), None)

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of its checks; never good if the main rule was not assessed."""
        found = worst([check.verdict for check in self.checks])
        main = self.main_check
        if found is Verdict.GOOD and main and main.verdict is Verdict.NOT_ASSESSED:
            return Verdict.NOT_ASSESSED
        return found

    @property
    def good(self) -> bool:
        """True if the main rule was assessed and no verdict is worse than good."""
        return self.verdict is Verdict.GOOD

    def without_faults(self, rules: Container[str]) -> "Rep":
        """Return the rep with borderline verdicts instead of the faults that these rules found."""
        checks = (
            replace(check, verdict=Verdict.BORDERLINE)
            if check.verdict is Verdict.FAULT and check.rule in rules
            else check
            for check in self.checks
        )
        return replace(self, checks=tuple(checks))


@dataclass(frozen=True, slots=True)
class RepSet:
    """Reps without a long pause between them.

    Attributes:
        start_s: when the first rep began, in seconds.
        end_s: when the last rep was over.
        first: index of the first rep.
        last: index of the last rep.
        checks: the rules of the set, judged over these reps alone.
    """

    start_s: float
    end_s: float
    first: int
    last: int
    checks: tuple[Check, ...]


def rep_names(reps: Iterable[Rep]) -> Mapping[int | None, str]:
    """Return what each rep is called, by its index: "Right 7" is the seventh of the right leg."""
    numbers: dict[Side | None, int] = {}
    names: dict[int | None, str] = {}
    for rep in reps:
        numbers[rep.side] = numbers.get(rep.side, 0) + 1
        names[rep.index] = f"{rep.side.capitalize() if rep.side else 'Rep'} {numbers[rep.side]}"
    return names
