"""The worst moment of each fault: the stills of the printed page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.report.pages.review.set_numbers import set_numbers, worst_in
from formcheck.report.saved import SavedPart
from formcheck.results import Check, Verdict, badness, shown_reps
from formcheck.system.arrays import FloatArray

MOST_STILLS: Final = 6  # so that summary, stills, plot and some notes fit on two pages
_SHOWN: Final = (Verdict.FAULT, Verdict.BORDERLINE)


@dataclass(frozen=True, slots=True)
class WorstMoment:
    """Where a rule was broken worst.

    Attributes:
        part: number of the part of the clip.
        rule: id of the rule.
        rep: index of the rep in its part; None if it is a fault of the set without numbers of reps.
        frame: of the clip.
    """

    part: int
    rule: str
    rep: int | None
    frame: int


def worst_moments(parts: Sequence[SavedPart], time_s: FloatArray) -> list[WorstMoment]:
    """Return the worst moment of each fault, then of what is borderline, as many as are printed.

    Args:
        parts: of the clip.
        time_s: times of the frames of the clip.
    """
    found = [
        (verdict, moment)
        for number, part in enumerate(parts)
        for verdict, moment in _moments(number, part, time_s)
    ]
    found.sort(key=lambda pair: _SHOWN.index(pair[0]))
    return [moment for _, moment in found[:MOST_STILLS]]


def _moments(
    number: int, part: SavedPart, time_s: FloatArray
) -> Iterator[tuple[Verdict, WorstMoment]]:
    """Yield the worst moment of each rule of a part that is not good."""
    numbers = set_numbers(part.report, {}, time_s)
    for row in part.report.summary:
        if row.verdict not in _SHOWN:
            continue
        checks = [
            (badness(check), -index, check.at_s)
            for index, checks in _checks(part)
            for check in checks
            if check.rule == row.rule and check.verdict in _SHOWN and check.at_s is not None
            if row.rep in (None, index)
        ]
        if checks:
            _, index, at_s = max(checks)  # of equal ones the first rep
            frame = int(np.argmin(np.abs(time_s - at_s)))
            rep = worst_in(numbers, row.rule) if index > 0 else -index
            yield row.verdict, WorstMoment(number, row.rule, rep, frame)


def _checks(part: SavedPart) -> Iterator[tuple[int, Sequence[Check]]]:
    """Yield the checks of each rep with its index, and those of the whole set with -1."""
    shown = shown_reps(part.report.reps, part.report.summary)
    yield from enumerate(rep.checks for rep in shown)
    yield -1, part.report.set_checks
