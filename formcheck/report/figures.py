"""The figures of a set: how many reps have which verdict, and how fast they are.

Whatever tells them (window, terminal, `report.json`, pages) takes them from here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.exercises.spec import Exercise
from formcheck.results import Count, Legs, Rep, Session, leg_counts
from formcheck.rules.steps import cadence_per_min
from formcheck.rules.words import figure


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the reps are.

    Attributes:
        value: steps a minute, or how long a rep takes on average.
        unit: ``steps/min`` at a fast tempo, ``s`` at a slow one.
    """

    value: float
    unit: Literal["steps/min", "s"]

    def __str__(self) -> str:
        """Return the pace in words: "149 steps/min" or "2.3 s each"."""
        return f"{self.value:.1f} s each" if self.unit == "s" else figure(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class PaceLimits:
    """How many reps a pace needs.

    Attributes:
        least_reps: with fewer there is none.
    """

    least_reps: int = 3


PACE = PaceLimits()


def verdict_counts(session: Session, exercise: Exercise) -> dict[Legs, Count]:
    """Return how many reps of each leg have which verdict."""
    return leg_counts(session.shown_reps, together=exercise.reps.legs == "together")


def count_words(count: Count) -> str:
    """Return how many reps have which verdict: "1 good, 5 borderline, 2 not judged".

    Empty if none was judged by the main rule: they may be judged by others.
    """
    if count.not_judged == count.attempts:
        return ""
    kinds = (
        (count.good, "good"),
        (count.borderline, "borderline"),
        (count.faulty, "with a fault"),
        (count.not_judged, "not judged"),
    )
    return ", ".join(f"{number} {kind}" for number, kind in kinds if number)


def count_phrases(counts: Mapping[Legs, Count], mark: str = "{}") -> Iterator[str]:
    """Yield the count of each leg: "left 8 (1 good, 5 borderline, 2 not judged)".

    Args:
        counts: of each leg; the name is left out where both legs move together.
        mark: what is written for the number of reps.
    """
    for leg, count in counts.items():
        name = "" if leg == "both" else f"{leg} "
        words = count_words(count)
        yield f"{name}{mark.format(count.attempts)}{f' ({words})' if words else ''}"


def figures_text(
    counts: Mapping[Legs, Count], pace: Pace | None, rep_word: str, mark: str = "{}"
) -> str:
    """Return counts and pace: "Kicks: left 8 (8 good), right 8 (7 good, 1 borderline); 149 …".

    Args:
        counts: of each leg.
        pace: of the reps; None if it is unknown.
        rep_word: what the reps are called, in the plural.
        mark: what is written for the number of reps.
    """
    said = ", ".join(count_phrases(counts, mark))
    return f"{rep_word.capitalize()}: {said}{f'; {pace}' if pace else ''}"


def pace_of(session: Session, exercise: Exercise) -> Pace | None:
    """Return the pace of a set; None where it is unknown.

    If a rule tells it, it is the number of this rule: of several sets that of the worst one. It is
    unknown while the count is in doubt.
    """
    rule = next((rule for rule in exercise.rules if rule.tells_pace), None)
    if rule is None:
        return pace_of_reps(session.reps, exercise)
    row = next((row for row in session.summary if row.rule == rule.id), None)
    return Pace(row.value, "steps/min") if row and row.value is not None else None


def pace_of_reps(reps: Sequence[Rep], exercise: Exercise) -> Pace | None:
    """Return the pace of some reps in order of time; None with too few."""
    if len(reps) < PACE.least_reps:
        return None
    if exercise.reps.tempo == "slow":
        return Pace(float(np.mean([rep.end_s - rep.start_s for rep in reps])), "s")
    steps = cadence_per_min(reps)
    return Pace(steps, "steps/min") if np.isfinite(steps) else None
