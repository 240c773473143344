"""Verdicts, and checks: one rule judged once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from formcheck.body.parts import BodyPart
from formcheck.poses.landmarks import Side


class Verdict(StrEnum):
    """The result of judging a rule."""

    GOOD = "good"
    BORDERLINE = "borderline"
    FAULT = "fault"
    NOT_ASSESSED = "not_assessed"

    @property
    def is_wrong(self) -> bool:
        """True for a fault and for what is borderline."""
        return self in (Verdict.FAULT, Verdict.BORDERLINE)


#: The colour of each verdict, RGB, in the video, the live window, the terminal and notebooks:
#: blue-green, orange and vermilion of the Okabe–Ito set, and grey. Colour-blind people can tell
#: them apart; each verdict also has a mark or a word.
VERDICT_COLOURS: Final[dict[Verdict, tuple[int, int, int]]] = {
    Verdict.GOOD: (0x00, 0x9E, 0x73),
    Verdict.BORDERLINE: (0xE6, 0x9F, 0x00),
    Verdict.FAULT: (0xD5, 0x5E, 0x00),
    Verdict.NOT_ASSESSED: (0x99, 0x99, 0x99),
}

#: The word for each verdict.
VERDICT_WORDS: Final[dict[Verdict, str]] = {
    Verdict.GOOD: "good",
    Verdict.BORDERLINE: "borderline",
    Verdict.FAULT: "fault",
    Verdict.NOT_ASSESSED: "not judged",
}

#: The order of the verdicts: larger is more serious.
SEVERITY: Final[dict[Verdict, int]] = {
    Verdict.NOT_ASSESSED: 0,
    Verdict.GOOD: 1,
    Verdict.BORDERLINE: 2,
    Verdict.FAULT: 3,
}


def hex_colour(verdict: Verdict) -> str:
    """Return the colour of a verdict as "#RRGGBB"."""
    return "#{:02X}{:02X}{:02X}".format(*VERDICT_COLOURS[verdict])


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the most serious verdict; `NOT_ASSESSED` only if there is no other."""
    return max(verdicts, key=SEVERITY.__getitem__, default=Verdict.NOT_ASSESSED)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule, judged over one rep or over the set.

    Attributes:
        rule: its id in the exercise file.
        verdict: how it came out.
        value: what was measured, in ``unit``; None where nothing was.
        threshold: the limit that ``value`` passed, or else the nearest one.
        unit: the unit of both.
        at_s: the time it was judged at, in seconds.
        reason: why it was not assessed, or a caution on a verdict; empty otherwise.
        cue: what to do about it; empty for a good or unknown verdict, and where the number is
            within its error of where good ends.
        side: the working leg of the rep, or the leg that differs; None where neither is meant.
        label: what was measured, as spoken: "knee bend"; empty where nothing was.
        measure: the name of the measure it was read from; empty where there is none.
        main: True for the check of the exercise's main rule.
        sigma: standard deviation that an oblique view adds to ``value``, in ``unit``; 0 from the
            exact side.
        part: the part of the body that was measured.
        part_side: the side of ``part``, which may be that of the supporting leg; None where both
            sides are meant, or the part has no side.
        span_s: from when to when, in seconds, if ``value`` is the mean or the median of these
            frames; None if it is the number of one moment, or a time.
        lower_limit: True if ``threshold`` is a lower limit: smaller numbers are worse; None where
            nothing was measured.
        good_limit: where good ends, on the side of ``threshold``; None where nothing was measured.
        fault_limit: where a fault begins on this side; None if no number is one.
        detail: what the number of a set is of: "median of both sides"; empty for that of a rep.
        at_least: True for a good verdict on few frames: the movement came at least as far as
            ``value``, and further if its top lies between two frames.
    """

    rule: str
    verdict: Verdict
    value: float | None = None
    threshold: float | None = None
    unit: str = ""
    at_s: float | None = None
    reason: str = ""
    cue: str = ""
    side: Side | None = None
    label: str = ""
    measure: str = ""
    main: bool = False
    sigma: float = 0.0
    part: BodyPart = "body"
    part_side: Side | None = None
    span_s: tuple[float, float] | None = None
    lower_limit: bool | None = None
    good_limit: float | None = None
    fault_limit: float | None = None
    detail: str = ""
    at_least: bool = False
